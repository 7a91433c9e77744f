"""One settled record as the reviewer reads it: fields in the book's order, each with its doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sohotich.domain.compare import FieldDifference
from sohotich.domain.compare.marks import (
    AS_WRITTEN,
    BLANK_IN_BOOK,
    MARK_LABELS,
    MARKS_THAT_ARE_VALUES,
)
from sohotich.domain.record_types import BookForm, record_type, with_abroad
from sohotich.domain.rules import RULES, Finding
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.foundation.schema_forms import short_label, value_words
from sohotich.register.records.comparison import differences_of
from sohotich.register.records.models import Reading, ReadingKind, ReadingState, Record
from sohotich.register.records.provenance import standings

# Fields that take the whole row: what is written there is long.
_WIDE = frozenset({Kind.PLACE, Kind.PERSON})
_LONG = 300
# More letters than this do not fit beside another field.
_NARROW = 14


@dataclass(frozen=True)
class FieldRow:
    """`words` as on screens, "" where nothing stands; `mark`: its words; `vouched`: looked odd and
    was confirmed. `carried`: filled in from the book or the entry before. `standing`: what
    others did about it, where not everything was keyed twice. `notes`: how the value came about,
    where that is worth knowing.
    """

    key: str
    label: str
    short: str
    value: str
    words: str
    mark: str
    vouched: bool
    carried: bool
    standing: str
    wide: bool
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def answer(self) -> tuple[str, str, str] | None:
        """(mark, words, key) that answers the findings without another value, where one may."""
        if not self.findings:
            return None
        if not self.value:
            return BLANK_IN_BOOK, MARK_LABELS[BLANK_IN_BOOK], "F2"
        vouchable = any(RULES[finding.rule].vouchable for finding in self.findings)
        return (AS_WRITTEN, MARK_LABELS[AS_WRITTEN], "F8") if vouchable else None

    @property
    def tone(self) -> str:
        """`error` or `doubt` where a rule speaks, `noted` where people differed, else ""."""
        if any(finding.severity == "error" for finding in self.findings):
            return "error"
        if self.findings:
            return "doubt"
        return "noted" if self.notes else ""


@dataclass(frozen=True)
class RecordSection:
    title: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True)
class RecordRows:
    """`sections`: what the page prints or the record holds; `rest`: fields without either."""

    sections: tuple[RecordSection, ...]
    rest: tuple[FieldRow, ...]

    @property
    def errors(self) -> int:
        """How many fields keep the book from being submitted."""
        return sum(row.tone == "error" for section in self.sections for row in section.rows)


def record_rows(
    record: Record, form: BookForm, findings: Iterable[Finding], readings: Sequence[Reading]
) -> RecordRows:
    """The record laid out by the book's form, with findings and notes at their fields."""
    kind = record_type(record.type_code)
    if kind.abroad and kind.abroad.applies(record.values):
        form = with_abroad(form, kind)
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.field].append(finding)
    notes = _notes(kind, readings)
    carried = _carried(record, readings)
    standing = standings(kind.by_key.keys(), readings)

    def row(field: Field) -> FieldRow:
        value, mark = record.values.get(field.key, ""), record.marks.get(field.key, "")
        return FieldRow(
            key=field.key,
            label=field.label,
            short=short_label(field.label),
            value=value,
            words=value_words(field, value),
            mark=MARK_LABELS[mark] if mark in MARKS_THAT_ARE_VALUES else "",
            vouched=mark == AS_WRITTEN,
            carried=field.key in carried,
            standing=standing.get(field.key, ""),
            wide=_wide(field, value_words(field, value)),
            findings=tuple(said[field.key]),
            notes=tuple(notes[field.key]),
        )

    shown = set(form.shown)
    titles = {section.code: section.title for section in kind.sections}
    sections, rest = [], []
    for code in form.sections:
        rows = [row(field) for field in kind.fields_in(code)]
        stands = [r for r in rows if r.key in shown or r.words or r.mark or r.findings or r.notes]
        rest += [r for r in rows if r not in stands]
        if stands:
            sections.append(RecordSection(titles[code], tuple(stands)))
    return RecordRows(tuple(sections), tuple(rest))


def _wide(field: Field, words: str) -> bool:
    free = field.kind is Kind.TEXT and (field.maxlen or _LONG) > 100
    return free or field.kind in _WIDE or len(words) > _NARROW


def _carried(record: Record, readings: Sequence[Reading]) -> set[str]:
    aids = {str(reading.key): reading.aids for reading in readings}
    return {
        field
        for field, reading in record.provenance.items()
        if aids.get(reading, {}).get(field) == "carried"
    }


def _notes(kind: RecordType, readings: Sequence[Reading]) -> dict[str, list[str]]:
    notes: dict[str, list[str]] = defaultdict(list)
    live = [reading for reading in readings if reading.state == ReadingState.COMPLETE]
    pair = sorted((r for r in live if r.slot), key=lambda reading: reading.slot)
    if len(pair) == 2:
        for difference in differences_of(pair[0], pair[1]):
            notes[difference.field].append(_difference_words(kind, difference))
    for reading in live:
        if reading.kind == ReadingKind.CORRECTION:
            for field in reading.aids:
                notes[field].append(_correction_words(kind.field(field), reading))
        if reading.kind == ReadingKind.VERIFICATION:
            for field, choice in reading.choices.items():
                if choice not in ("right", "ask"):
                    notes[field].append(_verification_words(kind.field(field), reading, pair[0]))
    return notes


def _difference_words(kind: RecordType, difference: FieldDifference) -> str:
    field = kind.field(difference.field)
    first = _quoted(field, difference.a, difference.mark_a)
    second = _quoted(field, difference.b, difference.mark_b)
    label = f" ({difference.label})" if difference.label else ""
    return f"Hai lần nhập khác nhau{label}: {first} và {second}."


def _verification_words(field: Field, reading: Reading, first: Reading) -> str:
    was = _quoted(field, first.values.get(field.key, ""), first.marks.get(field.key, ""))
    return f"{reading.by_name} soát, sửa; lần nhập một ghi {was}."


def _correction_words(field: Field, reading: Reading) -> str:
    before: Mapping[str, Mapping[str, str]] = reading.before
    value = before.get("values", {}).get(field.key, "")
    mark = before.get("marks", {}).get(field.key, "")
    if not reading.writes:
        return f"{reading.by_name} xác nhận, giá trị không đổi. Lý do: {reading.reason}"
    was = _quoted(field, value, mark)
    return f"{reading.by_name} sửa, trước đó {was}. Lý do: {reading.reason}"


def _quoted(field: Field, value: str, mark: str) -> str:
    if value:
        return f"“{value_words(field, value)}”"
    return MARK_LABELS[mark] if mark in MARKS_THAT_ARE_VALUES else "để trống"
