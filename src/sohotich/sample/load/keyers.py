"""The keyers' part: two people key what the pages say, each in their own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.record_types import record_type
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.carrying import carried_values
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.services import Assignment, next_entry, reading_finish
from sohotich.register.ledger.models import Entry
from sohotich.register.records.services import reading_save_field
from sohotich.sample.load.mistakes import mistyped
from sohotich.sample.load.work import Work, number_of
from sohotich.sample.world.chance import dice
from sohotich.sample.world.options import BIRTHS
from sohotich.sample.world.records import Entry as Written

_KEYED_TWICE: Final = ("disputed", "agreed", "reviewed", "approved", "exported", "accepted")
_KEYED: Final = ("keyed_once", *_KEYED_TWICE)
# Both known, father unknown (code list nksLoaiKhaiSinh).
_BOTH, _NO_FATHER = "1", "3"


def book_key(work: Work) -> None:
    """Key as many registrations once, and of those as many again, as the plan says."""
    rounds = (
        (FIRST, work.plan.first, _KEYED, work.staff.keyers[0]),
        (SECOND, work.plan.second, _KEYED_TWICE, work.staff.keyers[1]),
    )
    for queue, wanted, states, keyer in rounds:
        while work.standing(states) < wanted:
            work.go_on()
            assignment = next_entry(actor=keyer, queue=queue, book=work.book.key)
            if assignment is None:
                break
            _key(work, keyer, assignment)


@transaction.atomic
def _key(work: Work, keyer: Actor, assignment: Assignment) -> None:
    # In one transaction: a screen saves each field for itself, here that would only cost time.
    entry, reading = assignment.entry, assignment.reading
    typed = _as_typed(work, entry, assignment.slot)
    carried = carried_values(actor=keyer, entry=entry)
    for field, value, mark in typed:
        offered = field in carried and carried[field].value == value
        reading_save_field(
            actor=keyer,
            reading=reading.key,
            field=field,
            value=value,
            mark=mark,
            aid="carried" if offered else "typed",
            seq=1,
            keystrokes=1 if offered else len(value) + 1,
        )
    reading_finish(actor=keyer, reading=reading.key)


def _as_typed(work: Work, entry: Entry, slot: int) -> Iterator[tuple[str, str, str]]:
    """Field, value, mark as this keyer types them."""
    written = work.written[number_of(entry)]
    office = record_type(written.type_code).office
    values = values_of(written) | {office: work.book.defaults[office]}
    position = work.sample.entries.index(written)
    chance = dice("keyer", work.seed, work.plan.label, position)
    if position in work.plan.disputed and slot == chance.choice((1, 2)):
        values = mistyped(values, chance, written.type_code)
    for field, value in values.items():
        yield field, value, ""
    for field in blanks_of(written):
        if field not in values:
            yield field, "", BLANK_IN_BOOK


def values_of(written: Written) -> dict[str, str]:
    """What a careful reader takes from the page."""
    values = {key: value for key, value in written.record.items() if value}
    if written.type_code != BIRTHS:
        return {**written.concluded, **values}
    kind = _BOTH if values.get("chaHoTen") else _NO_FATHER
    return {"loaiDangKy": "1", **values, "nksLoaiKhaiSinh": kind}


def blanks_of(written: Written) -> list[str]:
    """Printed lines that the book leaves empty; an empty note says nothing. Of the other types
    also what the screen asks for and the page never had.
    """
    empty = [key for key, value in written.record.items() if not value and key != "ghiChu"]
    if written.type_code == BIRTHS:
        return empty
    core = record_type(written.type_code).core
    missing = (key for key in core if key not in {**written.record, **written.concluded})
    return [*empty, *(key for key in missing if key != "ghiChu")]
