"""One sampled record as a form: each field with its value, and what the officer says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sohotich.domain.compare import MARK_LABELS, MARKS_THAT_ARE_VALUES
from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field
from sohotich.foundation.schema_forms import accept, short_label, value_words
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.figures import fields_shown
from sohotich.register.records.models import Record

_MARKED = {"trong": "blank_in_book", "khong-doc": "unreadable"}
WORDS_OF_MARKS = {"trong": "Trống trong sổ", "khong-doc": "Không đọc được"}


@dataclass(frozen=True)
class Line:
    """`codes`: (value, words) of a coded field; `typed` and `ticked` as they were sent."""

    key: str
    label: str
    words: str
    codes: tuple[tuple[str, str], ...]
    ticked: bool = False
    typed: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[Line, ...]


def sections_of(record: Record, sent: Mapping[str, str] | None = None) -> list[Section]:
    """The record by the sections of its book's form; `sent`: what a refused form held."""
    kind = record_type(record.type_code)
    shown = set(fields_shown(record))
    found = []
    for section in kind.sections:
        lines = tuple(
            _line(record, field, sent or {})
            for field in kind.fields_in(section.code)
            if field.key in shown
        )
        if lines:
            found.append(Section(section.title, lines))
    return found


def wrong_of(record: Record, sent: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Field → (value, mark) that stands in the book, for every field ticked as wrong.

    SampleError where a field is ticked and nothing is said of what stands there.
    """
    kind = record_type(record.type_code)
    wrong = {}
    for key in fields_shown(record):
        if not sent.get(f"sai-{key}"):
            continue
        said, mark = sent.get(f"dung-{key}", "").strip(), _MARKED.get(sent.get(f"dau-{key}", ""))
        if not said and mark is None:
            raise SampleError(
                "Ô đánh dấu sai chưa có giá trị đúng.",
                where=kind.field(key).label,
                mend="Gõ giá trị trong sổ, hoặc chọn trống, không đọc được.",
            )
        wrong[key] = ("", mark) if mark else (accept(kind, key, said).value, "")
    return wrong


def _line(record: Record, field: Field, sent: Mapping[str, str]) -> Line:
    value, mark = record.values.get(field.key, ""), record.marks.get(field.key, "")
    words = value_words(field, value) or (
        MARK_LABELS[mark] if mark in MARKS_THAT_ARE_VALUES else "để trống"
    )
    listed = code_list(field.code_list) if field.code_list else None
    codes = tuple((listed.value_of(item), item.label) for item in listed.items) if listed else ()
    return Line(
        field.key,
        short_label(field.label),
        words,
        codes,
        bool(sent.get(f"sai-{field.key}")),
        sent.get(f"dung-{field.key}", ""),
    )
