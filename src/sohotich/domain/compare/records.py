"""Two readings of one registration, field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from sohotich.domain.compare.ignoring import (
    DEFAULT_IGNORE,
    IGNORABLE,
    comparable,
    ignored_differences,
)
from sohotich.domain.compare.labels import difference_label
from sohotich.domain.compare.marks import BLANK_IN_BOOK, MARK_LABELS, mark_as_value
from sohotich.domain.compare.syllables import Segment, syllable_diff
from sohotich.domain.text import clean


class HasKey(Protocol):
    """A field of a record type."""

    @property
    def key(self) -> str: ...


class FieldDifference(NamedTuple):
    """A field on which two readings disagree: values as written (clean), marks or "", and the
    difference in a few words.
    """

    field: str
    a: str
    b: str
    mark_a: str
    mark_b: str
    label: str

    def segments(self) -> list[Segment]:
        """The two values syllable by syllable, for marking on a screen."""
        return syllable_diff(self.a, self.b)


class FieldNote(NamedTuple):
    """A field on which two readings agree although they are not written alike; the first
    reading's writing is kept. `ignored` are names of IGNORABLE or `as_written`.
    """

    field: str
    a: str
    b: str
    ignored: tuple[str, ...]

    @property
    def label(self) -> str:
        """What was not counted as a difference, in Vietnamese."""
        return ", ".join(MARK_LABELS.get(n) or IGNORABLE[n][0] for n in self.ignored)


class Comparison(NamedTuple):
    """Disagreements, and agreements worth a note, in the order of the fields asked for."""

    differences: list[FieldDifference]
    notes: list[FieldNote]


Values = Mapping[str, str | None]
_NO_MARKS: Values = {}


def compare_records(
    a: Values,
    b: Values,
    fields: Iterable[str | HasKey],
    *,
    marks_a: Values = _NO_MARKS,
    marks_b: Values = _NO_MARKS,
    optional: Collection[str] = (),
    ignore: frozenset[str] = DEFAULT_IGNORE,
) -> list[FieldDifference]:
    """The disagreements of two readings; none means they agree on what the book says.

    A missing value is an empty one. `blank_in_book` and `unreadable` compare as values (so blank in
    the book is not the same as nothing keyed, but for lines in `optional`: `same_nothing`);
    `as_written` does not count. `ignore` names what does not count as a difference, of IGNORABLE.
    """
    return compare_readings(
        a, b, fields, marks_a=marks_a, marks_b=marks_b, optional=optional, ignore=ignore
    )[0]


def compare_readings(
    a: Values,
    b: Values,
    fields: Iterable[str | HasKey],
    *,
    marks_a: Values = _NO_MARKS,
    marks_b: Values = _NO_MARKS,
    optional: Collection[str] = (),
    ignore: frozenset[str] = DEFAULT_IGNORE,
) -> Comparison:
    """`compare_records`, and the fields that agree but are not written alike."""
    result = Comparison([], [])
    for field in fields:
        key = field if isinstance(field, str) else field.key
        values = clean(a.get(key) or ""), clean(b.get(key) or "")
        marks = marks_a.get(key) or "", marks_b.get(key) or ""
        if same_nothing(values, marks, optional=key in optional):
            continue
        found = _compare_field(key, values, marks, ignore)
        if isinstance(found, FieldDifference):
            result.differences.append(found)
        elif found is not None:
            result.notes.append(found)
    return result


def same_nothing(values: tuple[str, str], marks: tuple[str, str], *, optional: bool) -> bool:
    """Whether one side's “blank in the book” and the other's untouched line say the same.

    They do on a line that may be empty: most pages have nothing there, and whoever keys quickly
    passes it by. Where the ministry wants a value, passing it by may be a slip: a difference.
    """
    said = {mark_as_value(mark) for mark in marks}
    return optional and not any(values) and said == {"", BLANK_IN_BOOK}


def _compare_field(
    key: str, values: tuple[str, str], marks: tuple[str, str], ignore: frozenset[str]
) -> FieldDifference | FieldNote | None:
    (a, b), (mark_a, mark_b) = values, marks
    said = mark_as_value(mark_a), mark_as_value(mark_b)
    if said[0] != said[1]:
        label = " / ".join(_side(value, mark) for value, mark in zip(values, said, strict=True))
        return FieldDifference(key, a, b, mark_a, mark_b, label)
    if a != b and comparable(a, ignore) != comparable(b, ignore):
        return FieldDifference(key, a, b, mark_a, mark_b, difference_label(a, b))
    ignored = [*ignored_differences(a, b, ignore), *_vouched_by_one(mark_a, mark_b)]
    return FieldNote(key, a, b, tuple(ignored)) if ignored else None


def _vouched_by_one(mark_a: str, mark_b: str) -> list[str]:
    return [mark_a or mark_b] if mark_a != mark_b else []


def _side(value: str, mark: str) -> str:
    return MARK_LABELS.get(mark) or ("có chữ" if value else "không nhập")
