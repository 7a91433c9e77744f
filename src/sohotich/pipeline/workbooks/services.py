"""Sendings begun, taken in and taken away again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import get_args
from uuid import UUID

from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.text import Encoding
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.selectors import job_alive
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.gates import ensure_open
from sohotich.pipeline.keying.imports import FileImported, workbooks_import
from sohotich.pipeline.keying.queues import FIRST
from sohotich.pipeline.workbooks.models import FileState, Sending, SentFile

KIND, SUBJECT, RIGHT = "workbooks.import", "sending", "keying.key"


def unit_of(actor: Actor) -> str:
    """Where what somebody sends is put on record: the first unit they key in, "" for a province."""
    return min(actor.units(RIGHT) or ("",))


@dataclass(frozen=True)
class Choices:
    """What a sender chose: `type_code` "" for whatever the headings say, `encoding` "" for none."""

    type_code: str = ""
    whole: bool = False
    repair: bool = False
    encoding: str = ""


@transaction.atomic
def sending_begin(*, actor: Actor) -> Sending:
    """A new sending, empty; one that the actor began and left empty serves."""
    if not actor.can_somewhere(RIGHT):
        raise Forbidden
    empty = Sending.objects.filter(by=actor.key, files__isnull=True).first()
    return empty or Sending.objects.create(by=actor.key, by_name=actor.name)


@transaction.atomic
def sending_start(*, actor: Actor, sending: Sending, choices: Choices) -> Job:
    """Have the waiting files taken in; the job already on its way serves. UserError for none,
    NotYet for somebody who has to learn keying first.
    """
    ensure_open(actor, FIRST)
    if job_alive(SUBJECT, sending.key, KIND) is None:
        _choose(sending, choices)
    return start_alone(
        actor=actor,
        kind=KIND,
        unit=unit_of(actor),
        subject=SUBJECT,
        subject_key=sending.key,
        args={"sending": str(sending.key)},
    )


def _choose(sending: Sending, choices: Choices) -> None:
    if not sending.files.filter(state=FileState.WAITING).exists():
        raise UserError("Chưa có bảng tính nào chờ nhận.", mend="Gửi tệp lên trước.")
    sending.type_code = record_type(choices.type_code).code if choices.type_code else ""
    sending.whole, sending.repair = choices.whole, choices.repair
    sending.encoding = choices.encoding if choices.encoding in get_args(Encoding) else ""
    sending.save(update_fields=["type_code", "whole", "repair", "encoding"])


def sending_take_in(
    *, actor: Actor, sending: Sending, progress: Callable[[int, int, str], None]
) -> dict[str, int]:
    """Take in the files that wait; each answer is kept with the rows it speaks of, so that whatever
    is cut off goes on with what is left.
    """
    waiting = list(sending.files.filter(state=FileState.WAITING).values_list("key", "name"))
    done = sending.files.count() - len(waiting)
    folder = Path(tempfile.mkdtemp(dir=Home.current().uploads))

    def keep(place: int, answer: FileImported) -> None:
        _keep(waiting[place][0], answer)

    def told(taken: int, total: int, note: str) -> None:
        progress(done + taken, done + total, note)

    try:
        progress(done, done + len(waiting), "")
        workbooks_import(
            actor=actor,
            paths=_laid_out(folder, waiting),
            type_code=sending.type_code or None,
            whole=sending.whole,
            repair=sending.repair,
            encoding=next((e for e in get_args(Encoding) if e == sending.encoding), None),
            progress=told,
            keep=keep,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"files": len(waiting)}


def _laid_out(folder: Path, files: Sequence[tuple[UUID, str]]) -> list[Path]:
    """The files under their own names, each in a folder of its own: two may be named alike."""
    paths = []
    for at, (key, name) in enumerate(files):
        path = (
            folder / str(at) / (Path(name).name.encode()[-200:].decode("utf-8", "ignore") or "tep")
        )
        path.parent.mkdir()
        path.write_bytes(SentFile.objects.values_list("content", flat=True).get(pk=key))
        paths.append(path)
    return paths


def _keep(key: UUID, answer: FileImported) -> None:
    kept = {
        name: getattr(answer, name)
        for name in (
            "type_code", "version", "rows", "stored", "replaced", "unchanged", "rejected",
            "held_back", "unfilled", "refused",
        )
    }  # fmt: skip
    SentFile.objects.filter(pk=key).update(
        state=FileState.REFUSED if answer.refused else FileState.DONE,
        findings=[list(asdict(finding).values()) for finding in answer.findings],
        repairs=len(answer.repairs),
        books=[{**asdict(book), "key": str(book.key)} for book in answer.books],
        **kept,
    )


@transaction.atomic
def sending_remove(*, actor: Actor, sending: Sending) -> None:
    """Remove files and answers; what was taken in stays. UserError while it is being taken in."""
    if job_alive(SUBJECT, sending.key, KIND) is not None:
        raise UserError("Lượt gửi này đang được nhận vào.", mend="Dừng việc đang chạy trước.")
    audit.record(
        actor=actor,
        action="workbook.remove",
        unit=unit_of(actor),
        subject=SUBJECT,
        key=sending.key,
        facts={"files": sending.files.count()},
    )
    sending.delete()


def sendings_forget() -> int:
    """Remove sendings older than the policy says; returns how many files went."""
    limit = now() - timedelta(days=number("keying.sending_days"))
    removed, _ = SentFile.objects.filter(sending__created_at__lt=limit).delete()
    Sending.objects.filter(created_at__lt=limit).delete()
    return removed
