"""Fields of a record type in the book's order, for the keying screen and the record page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sohotich.domain.record_types import BookForm, code_list
from sohotich.domain.schema import Field, Kind, RecordType

# What the screen does with a kind: dates take digits, codes a quick pick, places and names words.
_KINDS = {
    Kind.DATE: "date",
    Kind.CODE: "code",
    Kind.LISTED: "code",
    Kind.PERSON: "name",
    Kind.PLACE: "place",
    Kind.NUMBER: "number",
    Kind.BOOK: "number",
    Kind.PAGE: "number",
    Kind.PAPER: "number",
    Kind.PERSONAL_ID: "number",
}
_WIDE = frozenset({Kind.PLACE})
_LONG = 500
# Within a section that names the person, a narrow column needs no more than this.
_SHORTER = (
    (r"\s*\([^)]*/[^)]*\)", ""),
    (r"Họ, chữ đệm, tên.*", "Họ và tên"),
    (r"Ngày, tháng, năm sinh", "Ngày sinh"),
    (r"Ngày, tháng, năm", "Ngày"),
    (r" của (cha|mẹ|người .*)$", ""),
)
# Words shown for a mark where there is no value.
MARKS = {"blank": "trống trong sổ", "unreadable": "không đọc được"}


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """What a station knows about one field of one record.

    `mark`: "" blank unreadable as_written. `aid`: "" carried computed. `source`: where a carried
    value comes from, as shown. `region`: {page, x, y, w, h}, page from 0, the rest fractions.
    `findings`: {rule, severity, message}.
    """

    value: str = ""
    mark: str = ""
    aid: str = ""
    source: str = ""
    region: Mapping[str, float] | None = None
    findings: tuple[Mapping[str, str], ...] = ()


_NOTHING = FieldFacts()


def form_sections(
    kind: RecordType, form: BookForm, facts: Mapping[str, FieldFacts], on: date | None = None
) -> list[dict[str, Any]]:
    """The `sections` of frontend/README.md: shown fields, then those behind "thêm dòng".

    `on`: the book's day, for codes in force then. A folded or hidden field that holds something
    is shown. Sections without any field are left out.
    """
    sections = []
    titles = {section.code: section.title for section in kind.sections}
    for code in form.sections:
        fields = [
            _field(field, facts.get(field.key, _NOTHING), form, on)
            for field in kind.fields_in(code)
            if _stands(field, facts.get(field.key, _NOTHING), form)
        ]
        if fields:
            sections.append({"key": code, "title": titles[code], "fields": fields})
    return sections


def _stands(field: Field, facts: FieldFacts, form: BookForm) -> bool:
    return field.key not in form.hidden or bool(facts.value or facts.mark)


def _field(field: Field, facts: FieldFacts, form: BookForm, on: date | None) -> dict[str, Any]:
    folded = field.key in form.folded and not (facts.value or facts.mark)
    data: dict[str, Any] = {
        "key": field.key,
        "label": field.label,
        "short": short_label(field.label),
        "kind": _kind(field),
        "wide": field.kind in _WIDE,
        "help": field.help,
        "value": facts.value,
        "mark": facts.mark,
        "aid": facts.aid,
        "source": facts.source,
        "region": dict(facts.region) if facts.region else None,
        "findings": [dict(finding) for finding in facts.findings],
        "folded": folded,
    }
    if field.maxlen:
        data["maxlen"] = field.maxlen
    if field.code_list:
        data["codes"] = _codes(field.code_list, on)
    return data


def short_label(label: str) -> str:
    """A label under its section's title: `Ngày, tháng, năm sinh của mẹ` → `Ngày sinh`."""
    for pattern, words in _SHORTER:
        label = re.sub(pattern, words, label)
    return label


def _kind(field: Field) -> str:
    if field.kind is Kind.TEXT and (field.maxlen is None or field.maxlen >= _LONG):
        return "long"
    return _KINDS.get(field.kind, "text")


def _codes(name: str, on: date | None) -> list[dict[str, str]]:
    listed = code_list(name)
    return [
        {"code": listed.value_of(item), "label": item.label}
        for item in listed.items
        if item.valid_on(on)
    ]


def record_sections(
    kind: RecordType, values: Mapping[str, str], marks: Mapping[str, str]
) -> list[tuple[str, list[tuple[Field, str]]]]:
    """A record to read: section titles with (field, words); empty without a mark is left out."""
    sections = []
    for section in kind.sections:
        rows = [
            (field, _words(field, values.get(field.key, ""), marks.get(field.key, "")))
            for field in kind.fields_in(section.code)
        ]
        filled = [row for row in rows if row[1]]
        if filled:
            sections.append((section.title, filled))
    return sections


def _words(field: Field, value: str, mark: str) -> str:
    return value_words(field, value) if value else MARKS.get(mark, "")


def value_words(field: Field, value: str) -> str:
    """A stored value as on screens: a code by its name, a date with slashes."""
    if field.code_list and value:
        return code_list(field.code_list).label(value)
    return value.replace(".", "/") if field.kind is Kind.DATE else value
