"""What was read of the registrations of one book, as rows: readings, records, persons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sohotich.domain.compare import compare_records
from sohotich.domain.record_types import record_type
from sohotich.domain.text import unmarked_key
from sohotich.engines.exchange.content import record_digest
from sohotich.foundation.database.keys import new_key
from sohotich.sample.load.mistakes import mistyped
from sohotich.sample.load.province.accounts import Who
from sohotich.sample.load.province.moments import Moments
from sohotich.sample.world.chance import dice
from sohotich.sample.world.province.deeds import Ledger, Read
from sohotich.sample.world.province.shelf import Number, Volume
from sohotich.sample.world.registers.book import Hand
from sohotich.sample.world.registers.page import Written

READING: Final = (
    "key", "entry_id", "kind", "slot", "state", "by", "by_name", "started_at", "completed_at",
    "values", "marks", "aids", "choices", "keystrokes",
)  # fmt: skip
RECORD: Final = (
    "key", "entry_id", "values", "marks", "provenance", "digest", "so", "quyen_so",
    "ngay_dang_ky", "title", "title_key", "updated_at",
)  # fmt: skip
PERSON: Final = (
    "key", "record_id", "role", "ho_ten", "unmarked_key", "ngay_sinh", "so_giay_to",
)  # fmt: skip
_TRIES: Final = 20

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One registration as careful keyers make it, with the texts that its rows share."""

    written: Written
    values: str
    marks: str
    aids: str

    @classmethod
    def of(cls, written: Written) -> Page:
        """The page with its texts."""
        aids = dict.fromkeys([*written.values, *written.marks], "typed")
        return cls(written, _text(written.values), _text(written.marks), _text(aids))


@dataclass
class Content:
    """The readings, records and persons of a book whose entries have these keys."""

    seed: int
    unit_code: str
    volume: Volume
    label: str
    first: int
    keys: Sequence[UUID]
    ledger: Ledger
    people: Sequence[Who]
    moments: Moments
    _pages: dict[int, Page] = field(default_factory=dict)
    _reading_keys: dict[int, UUID] = field(default_factory=dict)
    _wrong: dict[int, dict[str, str]] = field(default_factory=dict)
    _decided: dict[int, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def _hand(self) -> Hand:
        years = (self.volume.year_from, self.volume.year_to)
        text = "-".join(map(str, dict.fromkeys(years)))
        chance = dice("hand", self.seed, self.label)
        made = Hand.of(chance, self.seed, self.unit_code, self.volume.type_code, f"01/{text}")
        # As the register keeps a number, however the book wrote it.
        return replace(made, padded=True)

    def readings(self, reads: Iterable[Read]) -> Iterator[Row]:
        """Rows of READING for these readings and decisions."""
        for read in reads:
            key = self._reading_keys[id(read)] = new_key()
            yield self._decision(key, read) if read.slot == 0 else self._reading(key, read)

    def _reading(self, key: UUID, read: Read) -> Row:
        page = self._page(read.entry)
        values = page.values
        if read.wrong:
            values = _text(self._mistyped(read))
        strokes = sum(len(value) + 1 for value in page.written.values.values())
        return self._row(key, read, "keying", values, page.marks, page.aids, "{}", strokes)

    def _decision(self, key: UUID, read: Read) -> Row:
        page, choices = self._page(read.entry).written, self._choices(read)
        values = {name: page.values[name] for name in choices if name in page.values}
        marks = {name: page.marks[name] for name in choices if name in page.marks}
        aids = dict.fromkeys(choices, "decided")
        return self._row(
            key, read, "decision", _text(values), _text(marks), _text(aids), _text(choices), 0
        )

    def _row(self, key: UUID, read: Read, kind: str, values: str, marks: str, aids: str,
             choices: str, strokes: int) -> Row:  # fmt: skip
        who = self.people[read.who]
        state = "complete" if read.standing else "superseded"
        return (
            key, self.keys[read.entry - self.first], kind, read.slot, state, who.key, who.name,
            self.moments.real(read.begun), self.moments.real(read.done), values, marks, aids,
            choices, strokes,
        )  # fmt: skip

    def _mistyped(self, read: Read) -> dict[str, str]:
        """Another reading than the page's, and than a mistaken one before it, in the sense of the
        comparison too.
        """
        if id(read) in self._wrong:
            return self._wrong[id(read)]
        right = self._page(read.entry).written
        for turn in range(_TRIES):
            chance = dice("mistake", self.seed, self.label, read.entry, read.begun, turn)
            wrong = mistyped(right.values, chance, self.volume.type_code)
            others = [right.values, *(self._mistyped(one) for one in read.beside if one.wrong)]
            if all(self._differing(other, wrong, right.marks) for other in others):
                self._wrong[id(read)] = wrong
                return wrong
        raise AssertionError(self.label)

    def _choices(self, decision: Read) -> dict[str, str]:
        """Field → which of the two readings was right, where they differ."""
        if id(decision) in self._decided:
            return self._decided[id(decision)]
        page = self._page(decision.entry).written
        first, second = (
            self._mistyped(read) if read.wrong else page.values for read in decision.beside
        )
        choices = {}
        for key in self._differing(first, second, page.marks):
            right = page.values.get(key)
            choices[key] = "a" if first.get(key) == right else "b"
            if right not in (first.get(key), second.get(key)):
                choices[key] = "other"
        self._decided[id(decision)] = choices
        return choices

    def _differing(
        self, first: Mapping[str, str], second: Mapping[str, str], marks: Mapping[str, str]
    ) -> list[str]:
        schema = record_type(self.volume.type_code)
        found = compare_records(
            first, second, schema.fields, marks_a=marks, marks_b=marks, optional=schema.optional
        )
        return [one.field for one in found]

    def records(self) -> Iterator[tuple[Row, list[Row]]]:
        """A row of RECORD for every entry that was ever settled, and its rows of PERSON."""
        for entry in range(self.first, self.first + len(self.keys)):
            if entry in self.ledger.settled:
                yield self._record(entry)

    def _record(self, entry: int) -> tuple[Row, list[Row]]:
        reading, decision, at = self.ledger.settled[entry]
        page, key = self._page(entry), new_key()
        values, marks = page.written.values, page.written.marks
        source = str(self._reading_keys[id(reading)])
        provenance = dict.fromkeys([*values, *marks], source)
        if decision is not None:
            decided = str(self._reading_keys[id(decision)])
            provenance |= dict.fromkeys(self._choices(decision), decided)
        schema = record_type(self.volume.type_code)
        title = schema.title(values)[:200]
        row = (
            key, self.keys[entry - self.first], page.values, page.marks, _text(provenance),
            record_digest(values, marks), values.get("so", ""), values.get("quyenSo", ""),
            values.get("ngayDangKy", ""), title, unmarked_key(title)[:200],
            self.moments.real(at),
        )  # fmt: skip
        return row, list(self._persons(key, values))

    def _persons(self, record: UUID, values: Mapping[str, str]) -> Iterator[Row]:
        for person in record_type(self.volume.type_code).persons:
            name = values.get(person.name_field, "")
            if name:
                papers = (values.get(number, "") for number in person.number_fields)
                yield (
                    new_key(), record, person.role, name[:200], unmarked_key(name)[:200],
                    values.get(person.birth_field, "")[:10],
                    next((paper[:30] for paper in papers if paper), ""),
                )  # fmt: skip

    def _page(self, entry: int) -> Page:
        found = self._pages.get(entry)
        if found is None:
            number: Number = self.volume.numbers[entry - self.first]
            # Of its own chance: what it says does not hang on what else was keyed before.
            hand = replace(self._hand, chance=dice("page", self.seed, self.label, entry))
            page, leaf = hand.begin(number.event), 1 + (entry - self.first) // 2
            written = hand.finish(page, number.number, number.suffix, leaf=leaf)
            found = self._pages[entry] = Page.of(written)
        return found


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
