"""Uploads that go on where a cut line left them: bytes kept part by part, taken in once, whole.

One folder under `uploads/` holds one upload: what was promised (`about.json`), what came so far
(`data`) and, once it has been taken in, what to tell its sender (`receipt.json`). No table: an
upload is nothing the register knows, and a folder left behind is swept with the other arrivals.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.http import UnreadablePostError

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import DiskFull, UserError, disk_full_told
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.intake.services import ensure_room
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number

PREFIX: Final = "part-"
_PART: Final = 1 << 18
# One window sends two files at a time; the rest are those a crash left behind.
_MOST_OPEN: Final = 200

Receipt = dict[str, Any]
Take = Callable[[str, BinaryIO], Receipt]


class NoSuchUpload(UserError):
    """Never begun, given up, swept after a day, or somebody else's."""

    kind = "state"


class Elsewhere(UserError):
    """The part does not begin where the last one ended: ask again where to go on."""

    kind = "state"


class Busy(UserError):
    """Another connection is writing to this upload at this moment."""

    kind = "state"


@dataclass(frozen=True)
class Upload:
    """One upload on its way: `length` bytes were promised, `offset` of them count as here.

    `receipt` is what the taker answered; None until the whole has been taken in. Until then at
    least one byte counts as missing, so that a sender who heard nothing sends it again and the
    whole is taken in by that.
    """

    key: UUID
    owner: str
    subject: str
    name: str
    length: int
    offset: int = 0
    receipt: Receipt | None = None


def begin(*, actor: Actor, subject: str, name: str, length: int) -> Upload:
    """Promise an upload of `length` bytes; `subject` says what it is for.

    Raises UserError for an empty file, Refused for one over the province's limit, DiskFull.
    """
    if length < 1:
        raise UserError("Tệp rỗng.", where=name, mend="Quét lại rồi gửi tệp khác.")
    if length > number("upload.max_file_bytes"):
        message = "tệp vượt dung lượng được nhận. Chia nhỏ hoặc nén lại rồi gửi"
        raise Refused("qua_lon", message, name)
    root = Home.current().uploads
    with disk_full_told(name):
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        ensure_room(root, name)
        _ensure_few(root, str(actor.key))
        upload = Upload(new_key(), str(actor.key), subject, name, length)
        folder = _folder(upload.key)
        folder.mkdir(mode=0o700)
        (folder / "data").touch(mode=0o600)
        facts = {**asdict(upload), "key": str(upload.key)}
        _write(folder / "about.json", facts)
    return upload


def upload_of(*, actor: Actor, key: UUID, subject: str) -> Upload:
    """The actor's own upload for this subject as it stands; NoSuchUpload for any other."""
    folder = _folder(key)
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        if (about["owner"], about["subject"]) != (str(actor.key), subject):
            raise _no_such()
        receipt = _receipt(folder)
        here = about["length"] if receipt is not None else (folder / "data").stat().st_size
    except FileNotFoundError:
        raise _no_such() from None
    offset = here if receipt is not None else min(here, about["length"] - 1)
    return Upload(key, about["owner"], subject, about["name"], about["length"], offset, receipt)


def append(
    *, actor: Actor, key: UUID, subject: str, offset: int, stream: BinaryIO, take: Take
) -> Upload:
    """Write the stream's bytes from `offset` on; the last one hands the whole to `take`.

    What came before the line was cut stays. A file that `take` refuses is gone with its refusal
    (Refused or UserError, as `take` raised it); where there was no room, or on any other error, it
    stays and its last byte may be sent again. Raises Elsewhere for another offset than expected,
    Busy while another connection writes, Refused for more bytes than promised.
    """
    with _held(actor, key, subject) as data:
        upload = upload_of(actor=actor, key=key, subject=subject)
        if offset != upload.offset:
            raise Elsewhere(
                f"Tệp đang ở byte {upload.offset}, không phải {offset}.", where=upload.name
            )
        if upload.receipt is None and _write_on(data, stream, upload):
            _take_in(data, upload, take)
    return upload_of(actor=actor, key=key, subject=subject)


def give_up(*, actor: Actor, key: UUID, subject: str) -> None:
    """Forget the upload and what came of it; what was taken in stays."""
    upload_of(actor=actor, key=key, subject=subject)
    shutil.rmtree(_folder(key), ignore_errors=True)


@contextmanager
def _held(actor: Actor, key: UUID, subject: str) -> Iterator[BinaryIO]:
    upload = upload_of(actor=actor, key=key, subject=subject)
    folder = _folder(key)
    # Held by its own file: `data` is gone once the whole has been taken in.
    with (folder / "about.json").open("rb") as lock, (folder / "data").open("r+b") as data:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy("Tệp đang được gửi qua một kết nối khác.", where=upload.name) from None
        yield data


def _write_on(data: BinaryIO, stream: BinaryIO, upload: Upload) -> bool:
    """Whether every promised byte is here now."""
    ensure_room(Home.current().uploads, upload.name)
    data.seek(upload.offset)
    left = upload.length - upload.offset
    with disk_full_told(upload.name):
        for part in _parts(stream):
            if len(part) > left:
                message = f"tệp dài hơn {upload.length} byte đã báo"
                raise Refused("dai_hon_bao", message, upload.name)
            data.write(part)
            left -= len(part)
        data.flush()
        os.fsync(data.fileno())
    # A long upload on a slow line is not swept as one left behind.
    os.utime(_folder(upload.key))
    return left == 0


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    while True:
        try:
            part = stream.read(_PART)
        except UnreadablePostError:
            # The line is cut: what came so far counts.
            return
        if not part:
            return
        yield part


def _take_in(data: BinaryIO, upload: Upload, take: Take) -> None:
    folder = _folder(upload.key)
    data.seek(0)
    try:
        receipt = take(upload.name, data)
    except DiskFull:
        raise
    except (Refused, UserError):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _write(folder / "receipt.json", receipt)
    os.truncate(folder / "data", 0)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def _receipt(folder: Path) -> Receipt | None:
    try:
        found: Receipt = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def _ensure_few(root: Path, owner: str) -> None:
    own = sum(_owner(folder) == owner for folder in root.glob(f"{PREFIX}*"))
    if own >= _MOST_OPEN:
        raise UserError(
            f"Có {own} tệp đang gửi dở.",
            mend="Gửi nốt các tệp đang dở, hoặc đợi một ngày để hệ thống tự bỏ.",
        )


def _owner(folder: Path) -> str:
    try:
        if (folder / "receipt.json").exists():
            return ""
        return str(json.loads((folder / "about.json").read_text(encoding="utf-8"))["owner"])
    except (OSError, ValueError, KeyError):
        return ""


def _folder(key: UUID) -> Path:
    return Home.current().uploads / f"{PREFIX}{key}"


def _no_such() -> NoSuchUpload:
    return NoSuchUpload("Không còn phần đã gửi của tệp này.", mend="Gửi lại từ đầu.")
