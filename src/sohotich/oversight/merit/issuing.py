"""Issuing a list: what went out is kept byte for byte, with its checksum."""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.text import unmarked_key
from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, campaign_today, shown
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import value
from sohotich.oversight.merit.criteria import decimal_words
from sohotich.oversight.merit.letter import (
    Issue,
    Named,
    commending_sender,
    criticising_sender,
    list_letter,
)
from sohotich.oversight.merit.models import (
    Choice,
    IssuedDocument,
    MeritLine,
    MeritList,
    Opinion,
    PurposeKind,
    Stage,
)
from sohotich.oversight.merit.opinions import takes_words
from sohotich.oversight.merit.rules import Purpose, Subject
from sohotich.oversight.merit.selectors import appeals_open, taken_lines
from sohotich.oversight.merit.services import list_hold, list_where, written
from sohotich.oversight.reports.agencies import sender_of
from sohotich.oversight.reports.letters import WRITERS
from sohotich.oversight.reports.offices import offices_on

_NAMES: Final = {
    PurposeKind.COMMEND: "danh-sach-de-nghi-khen-thuong",
    PurposeKind.CRITICISE: "bao-cao-de-nghi-phe-binh",
}


@transaction.atomic
def list_issue(*, actor: Actor, key: UUID, ground: str) -> MeritList:
    """Freeze the list and write its three files. UserError while those named may still speak,
    an appeal has no answer, a line is undecided, or nobody is in the list.
    """
    found = list_hold(actor, key)
    _ensure_ready(found)
    found.ground = written(ground, "Căn cứ", 500)
    found.stage, found.issued_at, found.issued_by_name = Stage.ISSUED, campaign_now(), actor.name
    found.save()
    letter = letter_of(found)
    for ending, (media_type, write_as) in WRITERS.items():
        content = write_as(letter)
        IssuedDocument.objects.create(
            merit_list=found,
            subject=found.subject,
            office_code=offices_on(found.last_day).root,
            ending=ending,
            name=file_name(found, ending),
            media_type=media_type,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            bytes=len(content),
        )
    sums = dict(found.documents.values_list("ending", "sha256"))
    record(
        actor=actor,
        action="merit.issue",
        unit="",
        subject="merit_list",
        key=found.key,
        facts={"purpose": found.purpose, "subject": found.subject, "sha256": sums},
    )
    return found


def letter_of(found: MeritList) -> OfficialLetter:
    """The letter of a list as it stands: those taken into it so far."""
    purpose, subject = Purpose(found.purpose), Subject(found.subject)
    offices = offices_on(found.last_day)
    root = offices.all[offices.root]
    department = sender_of(offices, root)
    province = f"{root.name[:1].lower()}{root.name[1:]}"
    who = commending_sender if purpose is Purpose.COMMEND else criticising_sender
    said = Opinion.objects.filter(line__merit_list=found, appeal=True)
    return list_letter(
        Issue(
            sender=who(department, province),
            purpose=purpose,
            subject=subject,
            first=found.first_day,
            last=found.last_day,
            day=shown(found.issued_at).date() if found.issued_at else campaign_today(),
            plan=str(value("report.basis", found.last_day)),
            basis=found.criteria.basis,
            published=shown(found.criteria.published_at).date(),
            numbers=found.criteria.numbers,
            named=tuple(_named(line) for line in taken_lines(found)),
            judged=found.lines.count(),
            appeals=said.count(),
            answered=said.filter(answered_at__isnull=False).count(),
            ground=found.ground,
        )
    )


def file_name(found: MeritList, ending: str) -> str:
    """`danh-sach-de-nghi-khen-thuong-cap-xa-2025-01-02-2025-01-06.docx`, plain letters only."""
    subject = unmarked_key(found.get_subject_display()).replace(" ", "-")
    days = f"{found.first_day.isoformat()}-{found.last_day.isoformat()}"
    return f"{_NAMES[PurposeKind(found.purpose)]}-{subject}-{days}.{ending}"


def obstacles(found: MeritList) -> list[str]:
    """What still stands before issuing, in words; empty where nothing does."""
    waits = []
    if takes_words(found) and found.comment_until is not None:
        waits.append(f"Còn trong hạn kiến nghị, đến {shown(found.comment_until):%H:%M %d/%m/%Y}.")
    if count := appeals_open(found):
        waits.append(f"Còn {count} kiến nghị chưa trả lời.")
    if count := found.lines.filter(choice=Choice.OPEN).count():
        waits.append(f"Còn {count} dòng chưa quyết định.")
    elif not found.lines.filter(choice=Choice.TAKEN).exists():
        waits.append("Chưa đưa ai vào danh sách.")
    return waits


def _ensure_ready(found: MeritList) -> None:
    if found.stage != Stage.ANNOUNCED:
        told = "đã phát hành" if found.stage == Stage.ISSUED else "chưa thông báo"
        raise UserError(f"Danh sách {told}.", where=list_where(found), mend="Tải lại trang.")
    if waits := obstacles(found):
        raise UserError(" ".join(waits), where=list_where(found))


def _named(line: MeritLine) -> Named:
    return Named(
        line.name,
        line.unit_name,
        line.rank,
        decimal_words(line.score),
        line.why,
        line.choice_reason,
        tuple(line.evidence),
    )
