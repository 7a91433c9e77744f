"""Saving a draft field by field: late, twice, out of order, from two machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.records.errors import ReadingClosed, ReadingError
from sohotich.register.records.models import Reading
from sohotich.register.records.packets import Lost, Packet, other_machine
from sohotich.register.records.values import AIDS, tidy


@dataclass(frozen=True)
class Saved:
    """`stored` False: the packet was late or a repeat, and what is stored is newer or the same.

    `reading` as it stands with that; `lost`: what of two machines of one person did not count.
    """

    stored: bool
    value: str
    mark: str
    seq: int
    reading: Reading
    lost: Lost | None = None


@transaction.atomic
def reading_save_field(
    *,
    actor: Actor,
    reading: UUID,
    field: str,
    value: str = "",
    mark: str = "",
    aid: str = "typed",
    seq: int,
    keystrokes: int = 0,
) -> Saved:
    """Store one field of the actor's own draft.

    `seq` grows with each packet of the field (a client clock will do): one that is not newer than
    the stored one changes nothing, so packets may come twice, late or out of order. `keystrokes`
    are those spent on this packet. A draft handed to somebody else meanwhile still takes what its
    keyer typed: it no longer counts, but nothing is lost. Raises ReadingError, ReadingClosed,
    Forbidden.
    """
    packet = Packet(field, seq, value, mark, aid, keystrokes)
    answer = reading_save_fields(actor=actor, reading=reading, packets=[packet])[0]
    if isinstance(answer, ReadingError):
        raise answer
    return answer


@transaction.atomic
def reading_save_fields(
    *, actor: Actor, reading: UUID, packets: Sequence[Packet]
) -> list[Saved | ReadingError]:
    """Store many fields of one draft in one go, each as `reading_save_field` would; an answer or a
    refusal for each, in their order. Raises Forbidden.
    """
    row = Reading.objects.select_for_update().get(pk=reading)
    if row.by != actor.key:
        raise Forbidden("Lần nhập này là của người khác.")
    answers: list[Saved | ReadingError] = []
    for packet in packets:
        try:
            answers.append(_take(row, packet))
        except ReadingError as refused:
            answers.append(refused)
    if any(isinstance(answer, Saved) and answer.stored for answer in answers):
        row.save(update_fields=["values", "marks", "aids", "sequence", "keystrokes"])
    return answers


def _take(row: Reading, packet: Packet) -> Saved:
    field, seq = packet.field, packet.seq
    if seq < 0:
        raise ReadingError("Số thứ tự của gói phải từ 0.", where=field)
    known = row.sequence.get(field, -1)
    was = (row.values.get(field, ""), row.marks.get(field, ""))
    if seq <= known:
        return Saved(False, *was, known, row, _late(row, packet, known, was))
    if row.completed_at is not None:
        raise ReadingClosed(
            "Trường hợp này đã nhập xong.",
            mend="Chuyển sang trường hợp tiếp theo.",
        )
    if packet.aid not in AIDS:
        raise ReadingError("Nguồn của giá trị không hợp lệ.", where=field)
    value, mark = tidy(row.type_code, field, packet.value, packet.mark)
    put_field(row, field, value, mark, packet.aid)
    row.sequence[field] = seq
    row.keystrokes += max(0, min(packet.keystrokes, 100_000))
    replaced = known >= 0 and other_machine(seq, known) and was != (value, mark)
    return Saved(True, value, mark, seq, row, Lost(field, *was, known) if replaced else None)


def _late(row: Reading, packet: Packet, known: int, was: tuple[str, str]) -> Lost | None:
    """What a packet of another machine brings too late; a repeat of one's own brings nothing."""
    if not other_machine(packet.seq, known):
        return None
    value, mark = tidy(row.type_code, packet.field, packet.value, packet.mark)
    return Lost(packet.field, value, mark, packet.seq) if was != (value, mark) else None


def put_field(row: Reading, field: str, value: str, mark: str, aid: str) -> None:
    """Write one field into the columns of an unsaved draft; nothing at all removes it."""
    for column, content in ((row.values, value), (row.marks, mark), (row.aids, aid)):
        if content and (value or mark):
            column[field] = content
        else:
            column.pop(field, None)
