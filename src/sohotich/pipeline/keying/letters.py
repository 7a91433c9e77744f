"""Letters that waited for the line: many of many readings in one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sohotich.domain.rules import Finding
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.services import FieldSaved, fields_save, reading_finish
from sohotich.register.records import services as records
from sohotich.register.records.models import Reading, ReadingState
from sohotich.register.records.packets import Packet


@dataclass(frozen=True)
class Letter:
    """One letter of the screen: a field of this reading, or (None) that it is finished."""

    reading: UUID
    packet: Packet | None


@dataclass(frozen=True)
class Taken:
    """What became of a letter. `refused`: the server does not take it and says why. `late`: it is
    kept, in a reading that counts no more, for somebody else has begun or finished.
    """

    reading: Reading | None = None
    findings: Sequence[Finding] = ()
    stored: bool = False
    late: bool = False
    refused: UserError | None = None


def letters_take(*, actor: Actor, letters: Sequence[Letter]) -> list[Taken]:
    """Store the letters of the actor's own readings, in their order; an answer for each.

    Letters may come twice, late or out of order. Each run of letters of one reading is one
    transaction, so that what is answered is stored and what is not can be sent again.
    """
    answers: list[Taken] = []
    for reading, run in groupby(letters, key=lambda letter: letter.reading):
        answers += _take_run(actor, reading, list(run))
    return answers


def _take_run(actor: Actor, reading: UUID, run: Sequence[Letter]) -> list[Taken]:
    answers: list[Taken] = []
    for fields, part in groupby(run, key=lambda letter: letter.packet is not None):
        if fields:
            packets = [letter.packet for letter in part if letter.packet is not None]
            answers += _fields(actor, reading, packets)
        else:
            answers += [finish_or_keep(actor=actor, reading=reading) for _ in part]
    return answers


def _fields(actor: Actor, reading: UUID, packets: Sequence[Packet]) -> list[Taken]:
    answers = fields_save(actor=actor, reading=reading, packets=packets)
    return [
        Taken(one.reading, one.findings, one.stored, one.reading.state == ReadingState.SUPERSEDED)
        if isinstance(one, FieldSaved)
        else Taken(refused=one)
        for one in answers
    ]


def finish_or_keep(*, actor: Actor, reading: UUID) -> Taken:
    """Finish the reading; one that somebody else has gone on from is kept beside instead."""
    row = Reading.objects.get(pk=reading)
    if row.state == ReadingState.SUPERSEDED and row.completed_at is None:
        records.reading_extra(actor=actor, reading=reading)
        return Taken(row, late=True)
    try:
        reading_finish(actor=actor, reading=reading)
    except UserError as refused:
        return Taken(row, refused=refused)
    return Taken(row, stored=True)
