"""What a keyer typed and what does not count, kept beside the reading."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.models import KeptField, WhyKept
from sohotich.register.records.errors import ReadingClosed, ReadingError
from sohotich.register.records.models import Reading
from sohotich.register.records.packets import Lost, Packet
from sohotich.register.records.services import Saved
from sohotich.register.records.values import tidy


def keep_lost(
    *,
    actor: Actor,
    reading: Reading,
    packets: Sequence[Packet],
    answers: Sequence[Saved | ReadingError],
) -> None:
    """Keep what of these packets lost to the actor's other machine or came after the end; a packet
    sent again is kept once.
    """
    rows = []
    for packet, answer in zip(packets, answers, strict=True):
        if isinstance(answer, Saved) and answer.lost is not None:
            rows.append(_row(actor, reading, answer.lost, WhyKept.OTHER_MACHINE))
        elif isinstance(answer, ReadingClosed):
            value, mark = tidy(reading.type_code, packet.field, packet.value, packet.mark)
            if (value, mark) != _stored(reading, packet.field):
                lost = Lost(packet.field, value, mark, packet.seq)
                rows.append(_row(actor, reading, lost, WhyKept.FINISHED))
    if rows:
        KeptField.objects.bulk_create(rows, ignore_conflicts=True)


def _stored(reading: Reading, field: str) -> tuple[str, str]:
    return reading.values.get(field, ""), reading.marks.get(field, "")


def _row(actor: Actor, reading: Reading, lost: Lost, why: WhyKept) -> KeptField:
    return KeptField(
        reading=reading,
        by=actor.key,
        field=lost.field,
        value=lost.value,
        mark=lost.mark,
        seq=lost.seq,
        why=why,
        kept_at=now(),
    )


def kept_of(readings: Sequence[Reading]) -> list[KeptField]:
    """What was typed for these readings and does not count, in the order of typing."""
    return list(KeptField.objects.filter(reading__in=readings).order_by("seq", "key"))
