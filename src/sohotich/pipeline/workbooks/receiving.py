"""Files on their way into a sending: bounded, told apart, an archive taken out of its wrapping."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction

from sohotich.domain.text import nfc
from sohotich.engines.guard import Refused, inspect
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake.services import arrived, check, limits
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number
from sohotich.pipeline.workbooks.models import FileState, Sending, SentFile
from sohotich.pipeline.workbooks.services import unit_of

_KINDS: Final = ("xlsx", "zip")
_NAME: Final = 300
# What systems leave in archives beside the files.
_PASSED_OVER: Final = ("__macosx/", ".")


@dataclass(frozen=True)
class FilesReceived:
    """How many workbooks came with one upload: new ones, ones that were there, ones refused."""

    new: int
    there: int
    refused: int


@transaction.atomic
def file_receive(*, actor: Actor, sending: Sending, name: str, stream: BinaryIO) -> FilesReceived:
    """Add a workbook, or each workbook of a ZIP, to a sending of the actor's; the same content
    twice is there once.

    Raises Refused for what is neither, UserError when the sending is full, DiskFull. A member of an
    archive that is no workbook is kept as refused, so that the list of results names it.
    """
    with arrived(name, stream) as path:
        facts = check(path, _KINDS)
        if facts.kind == "zip":
            received = _archive(actor, sending, path)
        else:
            received = _add(actor, sending, [(name, path.read_bytes(), "")])
    audit.record(
        actor=actor,
        action="workbook.send",
        unit=unit_of(actor),
        subject="sending",
        key=sending.key,
        facts={"new": received.new, "there": received.there, "refused": received.refused},
    )
    return received


def _archive(actor: Actor, sending: Sending, path: Path) -> FilesReceived:
    with zipfile.ZipFile(path) as archive:
        return _add(actor, sending, _members(archive, path.parent))


def _members(archive: zipfile.ZipFile, folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Name, content and why it is refused ("" if not), of each file in the archive."""
    for at, member in enumerate(archive.infolist()):
        name = member.filename
        if member.is_dir() or name.lower().startswith(_PASSED_OVER) or "/." in name:
            continue
        try:
            content = archive.read(member)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
            yield name, b"", "Tệp trong gói nén hỏng hoặc có mật khẩu. Gửi riêng tệp này."
            continue
        apart = folder / f"{at}.tep"
        apart.write_bytes(content)
        yield name, content, _why_not(apart, name)
        apart.unlink()


def _why_not(path: Path, name: str) -> str:
    try:
        kind = inspect(path, limits()).kind
    except Refused as error:
        return f"{Path(name).name}: {error.message}."
    return "" if kind == "xlsx" else f"{Path(name).name}: không phải bảng tính Excel (.xlsx)."


def _add(
    actor: Actor,
    sending: Sending,
    files: Iterator[tuple[str, bytes, str]] | list[tuple[str, bytes, str]],
) -> FilesReceived:
    # Of two uploads at once the second sees what the first brought.
    Sending.objects.select_for_update().get(pk=sending.pk)
    known = set(sending.files.values_list("sha256", flat=True))
    most, counts = number("upload.max_workbooks"), [0, 0, 0]
    for name, content, refused in files:
        digest = hashlib.sha256(content or name.encode()).hexdigest()
        if digest in known:
            counts[1] += 1
            continue
        if len(known) >= most:
            raise UserError(
                f"Mỗi lượt nhận nhiều nhất {most} bảng tính.", mend="Chia thành nhiều lượt gửi."
            )
        known.add(digest)
        SentFile.objects.create(
            sending=sending,
            by=actor.key,
            name=_readable(name),
            content=b"" if refused else content,
            bytes=len(content),
            sha256=digest,
            state=FileState.REFUSED if refused else FileState.WAITING,
            refused=refused,
        )
        counts[2 if refused else 0] += 1
    return FilesReceived(*counts)


def _readable(name: str) -> str:
    """A name as it can be shown: its end where it is long, no control signs."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in nfc(name))
    return plain.replace("\\", "/").lstrip("/")[-_NAME:]
