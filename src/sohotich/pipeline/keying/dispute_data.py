"""One dispute as the comparison island takes it (frontend/README.md, "Comparison")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from sohotich.domain.compare import MARK_LABELS, Segment, difference_sides, syllable_diff
from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.schema_forms import record_sections
from sohotich.pipeline.keying.keying_data import number_in_book, short_label
from sohotich.pipeline.keying.pictures import picture_data
from sohotich.pipeline.keying.screens import disputes_waiting, settled_today
from sohotich.pipeline.keying.selectors import (
    DisputeField,
    DisputePayload,
    dispute_payload,
)
from sohotich.register.books.selectors import form_of
from sohotich.register.ledger.models import Entry

# What a side says that holds neither value nor mark.
_NOTHING: Final = "không nhập"
# Kinds written in syllables: only there a tone or a letter is the difference.
_SPELLED: Final = (Kind.TEXT, Kind.PERSON, Kind.PLACE)
_AHEAD: Final = 1


def comparison_data(*, actor: Actor, entry: Entry) -> dict[str, Any]:
    """The whole page's data for one dispute; who keyed what is not in it."""
    return {
        "kind": "dispute",
        "title": "Tranh chấp giữa hai lần nhập",
        "back": {"url": reverse("keying:disputes"), "label": "Tranh chấp"},
        "progress": {"left": disputes_waiting(actor), "done": settled_today(actor)},
        "choices": ["A", "B", "S", "K", "T", "H"],
        "ahead": {"url": reverse("keying:disputes-ahead"), "count": _AHEAD},
        "release": reverse("keying:disputes-put-down"),
        "after": reverse("keying:disputes"),
        "item": item_data(actor=actor, entry=entry),
    }


def item_data(*, actor: Actor, entry: Entry) -> dict[str, Any]:
    """`ItemData`: the fields still open as questions; all of them when none is. Audited."""
    payload = dispute_payload(actor=actor, entry=entry)
    kind = record_type(payload.book.type_code)
    images, page = picture_data(payload.image, reverse("keying:dispute-image", args=[entry.key]))
    places = _places(payload)
    asked = [field for field in payload.fields if not field.choice] or list(payload.fields)
    number = number_in_book(payload.book, entry)
    place = [short_label(payload.book), f"số {number}", page.lower()]
    return {
        "key": str(entry.key),
        "number": number,
        "subject": " · ".join(part for part in place if part),
        "images": images,
        "questions": [_question(kind, field, places.get(field.key)) for field in asked],
        "agreedTitle": f"Số {number}: các ô đã khớp",
        "agreed": _agreed(kind, payload, asked),
        "reference": [],
        "urls": {
            "decide": reverse("keying:decide", args=[entry.key]),
            "settle": reverse("keying:settle", args=[entry.key]),
            "later": reverse("keying:put-off", args=[entry.key]),
        },
    }


def _places(payload: DisputePayload) -> dict[str, float]:
    """How far down the page each field stands, by the order of the book's own form."""
    form = form_of(payload.book, payload.entry.year)
    printed = {*form.shown, *form.folded}
    kind = record_type(payload.book.type_code)
    keys = [f.key for section in form.sections for f in kind.fields_in(section) if f.key in printed]
    return {key: round(at / max(len(keys) - 1, 1), 3) for at, key in enumerate(keys)}


@dataclass(frozen=True)
class Spoken:
    """One side of a question: who says it, as the screen calls them, the value and its mark."""

    title: str
    value: str
    mark: str


def question_data(field: Field, one: Spoken, other: Spoken) -> dict[str, Any]:
    """Two values of a field beside each other, their syllables compared."""
    a, b = shown_value(field, one.value), shown_value(field, other.value)
    segments = syllable_diff(a, b)
    spelled = field.kind in _SPELLED
    notes = (difference_sides(a, b) if spelled else None) or ("", "")
    return {
        "field": field.key,
        "label": field.label,
        "lead": _lead(segments if spelled and a and b else ()),
        "a": _side(one.title, a, [s.a for s in segments], segments, notes[0], one.mark),
        "b": _side(other.title, b, [s.b for s in segments], segments, notes[1], other.mark),
    }


def _question(kind: RecordType, asked: DisputeField, place: float | None) -> dict[str, Any]:
    field, difference = kind.field(asked.key), asked.difference
    data = question_data(
        field,
        Spoken("Lần nhập 1", difference.a, difference.mark_a),
        Spoken("Lần nhập 2", difference.b, difference.mark_b),
    )
    if place is not None:
        data["place"] = place
    if field.code_list:
        listed = code_list(field.code_list)
        data["codes"] = [
            {"code": listed.value_of(item), "label": item.label} for item in listed.items
        ]
    return data


def _lead(segments: Sequence[Segment]) -> str:
    different = sum(1 for segment in segments if segment.kind != "same")
    how = f" {different} tiếng" if different else ""
    return f"Hai lần nhập khác nhau{how}: nhìn ảnh, chọn theo sổ."


def _side(
    title: str,
    value: str,
    texts: Sequence[str],
    segments: Sequence[Segment],
    note: str,
    mark: str,
) -> dict[str, Any]:
    return {
        "title": title,
        "value": value,
        "segments": _runs(texts, segments),
        "note": note,
        "mark": MARK_LABELS.get(mark, _NOTHING),
    }


def _runs(texts: Sequence[str], segments: Sequence[Segment]) -> list[dict[str, str]]:
    """One side's syllables, neighbours of a kind joined; what only the other has is left out."""
    runs: list[dict[str, str]] = []
    for text, segment in zip(texts, segments, strict=True):
        kind = "same" if segment.kind == "same" else "changed"
        if not text:
            continue
        if runs and runs[-1]["kind"] == kind:
            runs[-1]["text"] += f" {text}"
        else:
            runs.append({"kind": kind, "text": text})
    return runs


def shown_value(field: Field, value: str) -> str:
    """A stored value as people read it: a code's words, a date with slashes."""
    if value and field.code_list:
        return code_list(field.code_list).label(value)
    return value.replace(".", "/") if field.kind is Kind.DATE else value


def _agreed(
    kind: RecordType, payload: DisputePayload, asked: Sequence[DisputeField]
) -> list[dict[str, str]]:
    """Fields both readings share, and those decided before, in the order of the form."""
    open_keys = {field.key for field in asked}
    decided = [field for field in payload.fields if field.key not in open_keys]
    values = {**payload.agreed, **{field.key: field.value for field in decided}}
    marks = {field.key: field.mark for field in decided if field.mark}
    return [
        {"label": field.label, "value": words}
        for _, rows in record_sections(kind, values, marks)
        for field, words in rows
    ]
