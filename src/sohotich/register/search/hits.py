"""What a search shows: a line for each record, with whom it is about and how the name differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sohotich.domain.record_types import record_type
from sohotich.domain.text import clean, unmarked_key, written_key
from sohotich.foundation.people.units import unit_names
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Person, Record
from sohotich.register.records.selectors import SETTLED
from sohotich.register.search.asked import Asked
from sohotich.register.search.matching import Kind, one_slip
from sohotich.register.search.selectors import Found


class Part(NamedTuple):
    """A word of a name; `differs`: it was typed otherwise."""

    text: str
    differs: bool


class _Named(NamedTuple):
    key: UUID
    role: str
    ho_ten: str
    ngay_sinh: str


@dataclass(frozen=True)
class Hit:
    """One registration. `person` and what follows are empty where nothing is settled yet;
    `others` are everybody else in the record: (role, name).
    """

    entry: Entry
    unit: str
    day: str
    kind: Kind | None = None
    person: tuple[Part, ...] = ()
    role: str = ""
    born: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return " ".join(part.text for part in self.person)

    @property
    def type_name(self) -> str:
        return record_type(self.entry.book.type_code).name


def hits_of_people(asked: Asked, found: Sequence[Found]) -> list[Hit]:
    """A line for each of these records, in their order."""
    records = _records(row.record for row in found)
    people = _people(records)
    units = unit_names(record.unit_code for record in records.values())
    return [
        _hit(asked, row, records[row.record], people[row.record], units)
        for row in found
        if row.record in records
    ]


def hits_of_entries(asked: Asked, keys: Sequence[UUID]) -> list[Hit]:
    """A line for each of these registrations, with its record where one is settled."""
    entries = {row.pk: row for row in Entry.objects.filter(pk__in=keys).select_related("book")}
    settled = Record.objects.filter(entry__in=keys, entry__state__in=SETTLED)
    records = _records(settled.values_list("pk", flat=True))
    people = _people(records)
    units = unit_names(entry.unit_code for entry in entries.values())
    hits = {
        record.entry_id: _of_record(record, people[record.pk], units) for record in records.values()
    }
    return [
        hits.get(key) or Hit(entries[key], units.get(entries[key].unit_code, ""), "")
        for key in keys
        if key in entries
    ]


def _records(keys: Iterable[UUID]) -> dict[UUID, Record]:
    rows = Record.objects.filter(pk__in=list(keys)).select_related("entry", "entry__book")
    return {row.pk: row for row in rows.defer("values", "marks", "provenance")}


def _people(records: Iterable[UUID]) -> dict[UUID, list[_Named]]:
    found: dict[UUID, list[_Named]] = {key: [] for key in records}
    rows = Person.objects.filter(record_id__in=list(found))
    # Plain rows: two hundred of them stand in fifty records.
    for record, *person in rows.values_list("record_id", "key", "role", "ho_ten", "ngay_sinh"):
        found[record].append(_Named._make(person))
    return found


def _hit(
    asked: Asked, row: Found, record: Record, people: list[_Named], units: dict[str, str]
) -> Hit:
    person = next((one for one in people if one.key == row.key), None)
    if person is None:
        return _of_record(record, people, units)
    parts = name_parts(asked.name, person.ho_ten)
    return _line(record, people, units, person, parts, row.grade.kind if row.grade else None)


def _of_record(record: Record, people: list[_Named], units: dict[str, str]) -> Hit:
    """The line of the one whom the record is about."""
    roles = [one.role for one in record_type(record.type_code).persons if one.principal]
    principal = next((one for one in people if one.role in roles), None)
    if principal is None:
        return Hit(record.entry, units.get(record.unit_code, ""), record.ngay_dang_ky)
    parts = name_parts("", principal.ho_ten)
    return _line(record, people, units, principal, parts, None)


def _line(
    record: Record,
    people: list[_Named],
    units: dict[str, str],
    person: _Named,
    parts: tuple[Part, ...],
    kind: Kind | None,
) -> Hit:
    titles = {one.role: one.label for one in record_type(record.type_code).persons}
    order = list(titles)
    others = sorted(
        (one for one in people if one.key != person.key and one.role in titles),
        key=lambda one: order.index(one.role),
    )
    return Hit(
        entry=record.entry,
        unit=units.get(record.unit_code, ""),
        day=record.ngay_dang_ky,
        kind=kind,
        person=parts,
        role=titles.get(person.role, ""),
        born=person.ngay_sinh,
        others=tuple((titles[one.role], one.ho_ten) for one in others),
    )


def name_parts(typed: str, name: str) -> tuple[Part, ...]:
    """The words of a name, those that were typed with other marks or with a slip told apart."""
    words = clean(typed).split()
    return tuple(Part(word, _differs(words, word)) for word in clean(name).split())


def _differs(typed: Sequence[str], word: str) -> bool:
    written, key = written_key(word), unmarked_key(word)
    near = [one for one in typed if unmarked_key(one) == key]
    if near:
        return not any(written_key(one) in (written, key) for one in near)
    begun = any(key.startswith(unmarked_key(one)) for one in typed)
    return not begun and any(one_slip(unmarked_key(one), key) for one in typed)
