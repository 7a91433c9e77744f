"""Files that go with a difficulty or a broadcast: guarded, kept as links, opened on record.

Stored and opened by the service of this room: the wall of stored files goes by the right to see
books, which a keyer lacks; who may see a picture follows from the difficulty itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sohotich.engines.guard import Refused
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.scaling import bare_jpeg
from sohotich.foundation.files.services import open_link, store
from sohotich.foundation.intake.services import arrived, check
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number

_SERVICE = "difficulties"
_LONGEST_SIDE = 2_400
_MEGA = 1_000_000


@dataclass(frozen=True)
class Sent:
    """One file as it came in."""

    name: str
    stream: BinaryIO


def pictures_checked(sent: Sequence[Sent]) -> list[bytes]:
    """Each picture drawn anew as a JPEG: nothing the camera wrote (place, time, owner) stays.

    Raises `Refused`, naming the file, for what is no JPEG or PNG, too large, broken, or one too
    many.
    """
    most = number("difficulty.pictures")
    if len(sent) > most:
        raise Refused("qua_nhieu", f"gửi nhiều nhất {most} ảnh một lần", sent[most].name)
    return [_picture(one) for one in sent]


def _picture(sent: Sent) -> bytes:
    with arrived(sent.name, sent.stream) as path:
        facts = check(path, ("jpeg", "png"))
        _ensure_within(facts.bytes, "difficulty.picture_bytes", path.name)
        most = number("difficulty.picture_pixels")
        if (facts.width or 0) * (facts.height or 0) > most:
            message = f"ảnh lớn quá {most // _MEGA} triệu điểm. Chụp lại ở cỡ nhỏ hơn"
            raise Refused("qua_nhieu_diem_anh", message, path.name)
        try:
            return bare_jpeg(path, _LONGEST_SIDE)
        except (OSError, ValueError, SyntaxError) as error:
            message = "ảnh hỏng, không đọc được. Chụp lại hoặc lưu lại ảnh"
            raise Refused("anh_hong", message, path.name) from error


def picture_store(*, actor: Actor, unit: str, key: UUID, jpeg: bytes, order: int) -> UUID:
    """Store one checked picture of a difficulty; its link's key."""
    with as_service(_SERVICE, frozenset({unit})):
        link = store(
            actor=actor,
            source=jpeg,
            unit=unit,
            subject="difficulty",
            subject_key=key,
            purpose=f"picture-{order}",
            name=f"anh-{order}.jpg",
            media_type="image/jpeg",
        )
    return link.key


def letter_store(*, actor: Actor, unit: str, key: UUID, sent: Sent) -> Link:
    """Check and store the PDF of a broadcast; `Refused` for anything else."""
    with arrived(sent.name, sent.stream) as path:
        facts = check(path, ("pdf",))
        _ensure_within(facts.bytes, "broadcast.attachment_bytes", path.name)
        with as_service(_SERVICE, frozenset({unit})):
            return store(
                actor=actor,
                source=path,
                unit=unit,
                subject="broadcast",
                subject_key=key,
                purpose="letter",
                name=path.name,
                media_type=facts.media_type,
            )


def opened(*, actor: Actor, unit: str, link: UUID, purpose: str) -> tuple[BinaryIO, Link] | None:
    """A stored file of this room and its link, on record; None where it is gone. The caller has
    checked that the actor sees what it belongs to.
    """
    with as_service(_SERVICE, frozenset({unit})):
        row = Link.objects.filter(pk=link, subject__in=("difficulty", "broadcast")).first()
        return None if row is None else (open_link(actor=actor, link=row, purpose=purpose), row)


def _ensure_within(size: int, policy: str, name: str) -> None:
    most = number(policy)
    if size > most:
        message = f"tệp lớn quá {most // _MEGA} MB. Nén nhỏ lại rồi gửi"
        raise Refused("qua_lon", message, name)
