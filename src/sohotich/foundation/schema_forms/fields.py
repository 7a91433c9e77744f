"""Fields of a record type in the book's order, for the keying screen and the record page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sohotich.domain.record_types import BookForm, code_list, with_abroad
from sohotich.domain.schema import ENTERED_IN_A_REGISTER, Abroad, Field, Kind, RecordType

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
    (r" của (cha|mẹ|người (?!.* với ).*)$", ""),
    (r"\s*\((chồng|vợ|con|người .*)\)$", ""),
    (r" (chồng|vợ|người yêu cầu|(con|cha|mẹ) nuôi)$", ""),
    (r" người (được giám hộ|giám hộ.*|giao con nuôi.*)$", ""),
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
    """The `sections` of frontend/README.md: shown fields, those behind "thêm dòng" (folded), those
    behind "thêm trường" (hidden).

    `on`: the book's day, for codes in force then. A folded or hidden field that holds something
    is shown, and so are the lines of an event registered abroad once the record says it is one.
    Printed items without a field are named in the help of the notes.
    """
    if kind.abroad and kind.abroad.applies({key: one.value for key, one in facts.items()}):
        form = with_abroad(form, kind)
    titles = {section.code: section.title for section in kind.sections}
    return [
        {
            "key": code,
            "title": titles[code],
            "fields": [
                _field(kind, field, facts.get(field.key, _NOTHING), form, on)
                for field in kind.fields_in(code)
            ],
        }
        for code in form.sections
    ]


def _field(
    kind: RecordType, field: Field, facts: FieldFacts, form: BookForm, on: date | None
) -> dict[str, Any]:
    filled = bool(facts.value or facts.mark)
    data: dict[str, Any] = {
        "key": field.key,
        "label": field.label,
        "short": short_label(field.label),
        "kind": _kind(field),
        "wide": field.kind in _WIDE,
        "help": _help(kind, field, form),
        "value": facts.value,
        "mark": facts.mark,
        "aid": facts.aid,
        "source": facts.source,
        "region": dict(facts.region) if facts.region else None,
        "findings": [dict(finding) for finding in facts.findings],
        "folded": field.key in form.folded and not filled,
        "hidden": field.key in form.hidden and not filled,
    }
    if kind.abroad and field.key in kind.abroad.fields and (when := _when(kind.abroad)):
        data["when"] = when
    if field.maxlen:
        data["maxlen"] = field.maxlen
    if field.code_list:
        data["codes"] = _codes(field.code_list, on)
    return data


def _help(kind: RecordType, field: Field, form: BookForm) -> str:
    if field.key != kind.notes or not form.unkeyed:
        return field.help
    return f"{field.help}. Sổ thời kỳ này có in: {', '.join(form.unkeyed)}"


def _when(abroad: Abroad) -> dict[str, Any] | None:
    """By what answer to which field its lines come out; None where no answer tells it."""
    if abroad.listed:
        return {"field": abroad.kind_field, "codes": [*abroad.codes]} if abroad.codes else None
    return {"field": abroad.kind_field, "words": ENTERED_IN_A_REGISTER}


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
