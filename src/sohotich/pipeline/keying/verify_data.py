"""Values to look at, as the comparison island takes them: one side, and nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from sohotich.domain.compare import MARK_LABELS, MARKS_THAT_ARE_VALUES
from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.selectors import item_of
from sohotich.pipeline.keying.dispute_data import shown_value
from sohotich.pipeline.keying.keying_data import number_in_book, short_label
from sohotich.pipeline.keying.pictures import picture_data
from sohotich.pipeline.keying.queues import ASKED
from sohotich.pipeline.keying.regions import shown_regions
from sohotich.pipeline.keying.screens import values_waiting, verified_today
from sohotich.register.books.selectors import form_of
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.comparison import readings_of
from sohotich.register.records.selectors import trace_reading
from sohotich.register.records.verification import ensure_may_verify

_NOTHING: Final = "không nhập"
_LEAD: Final = "Nhìn ảnh: đúng thì Enter, sai thì gõ giá trị trong sổ."
_AHEAD: Final = 2


@dataclass(frozen=True)
class ValueAsked:
    """One value as it was keyed; empty with a mark, or with neither where nothing was keyed."""

    field: Field
    value: str
    mark: str


def values_asked(*, actor: Actor, entry: Entry) -> Sequence[ValueAsked]:
    """The values of the entry that still want a look, what the actor has answered left out while
    others are open; audited. NotBlind for whoever keyed them.
    """
    with as_service("keying", frozenset({entry.unit_code})):
        ensure_may_verify(actor, entry)
        first, _ = readings_of(entry)
        wanted = records.fields_to_look_at(entry)
        draft = records.verification_draft(actor, entry)
    trace_reading(actor=actor, entry=entry, purpose="verification")
    answered = draft.choices if draft is not None else {}
    kind = record_type(first.type_code)
    open_fields = [key for key in wanted if key not in answered] or wanted
    return [
        ValueAsked(kind.field(key), first.values.get(key, ""), first.marks.get(key, ""))
        for key in open_fields
    ]


def verification_data(*, actor: Actor, entry: Entry) -> dict[str, Any]:
    """The whole page's data; whose values these are is not in it."""
    return {
        "kind": "verify",
        "title": "Soát giá trị",
        "back": {"url": reverse("keying:values"), "label": "Soát giá trị"},
        "progress": {"left": values_waiting(actor), "done": verified_today(actor)},
        "choices": ["A", "S", "K", "T"] + ([] if _with_officer(entry) else ["H"]),
        "ahead": {"url": reverse("keying:values-ahead"), "count": _AHEAD},
        "release": reverse("keying:values-put-down"),
        "after": reverse("keying:values"),
        "item": item_data(actor=actor, entry=entry),
    }


def item_data(*, actor: Actor, entry: Entry) -> dict[str, Any]:
    """`ItemData` of one registration. Audited."""
    image = image_of(entry)
    images, page = picture_data(image, reverse("keying:value-image", args=[entry.key]))
    regions = shown_regions(entry.book, entry.year, image).regions
    number = number_in_book(entry.book, entry)
    place = [short_label(entry.book), f"số {number}", page.lower()]
    places = _places(entry)
    finish = reverse("keying:value-finish", args=[entry.key])
    return {
        "key": str(entry.key),
        "number": number,
        "subject": " · ".join(part for part in place if part),
        "images": images,
        "questions": [
            _question(asked, places.get(asked.field.key)) | {"region": regions.get(asked.field.key)}
            for asked in values_asked(actor=actor, entry=entry)
        ],
        "agreedTitle": "",
        "agreed": [],
        "reference": [],
        "urls": {
            "decide": reverse("keying:value-answer", args=[entry.key]),
            "settle": finish,
            "later": finish,
        },
    }


def _with_officer(entry: Entry) -> bool:
    return item_of(ASKED, entry.key) is not None


def _places(entry: Entry) -> dict[str, float]:
    form = form_of(entry.book, entry.year)
    printed = {*form.shown, *form.folded}
    kind = record_type(entry.book.type_code)
    keys = [f.key for section in form.sections for f in kind.fields_in(section) if f.key in printed]
    return {key: round(at / max(len(keys) - 1, 1), 3) for at, key in enumerate(keys)}


def _question(asked: ValueAsked, place: float | None) -> dict[str, Any]:
    field = asked.field
    said = shown_value(field, asked.value)
    mark = MARK_LABELS[asked.mark] if asked.mark in MARKS_THAT_ARE_VALUES else ""
    side = {
        "title": "Giá trị đã nhập",
        "value": said,
        "segments": [{"kind": "same", "text": said}] if said else [],
        "note": "",
        "mark": mark or _NOTHING,
    }
    data: dict[str, Any] = {
        "field": field.key,
        "label": field.label,
        "lead": _LEAD,
        "a": side,
        "b": side,
    }
    if place is not None:
        data["place"] = place
    if field.code_list:
        listed = code_list(field.code_list)
        data["codes"] = [
            {"code": listed.value_of(item), "label": item.label} for item in listed.items
        ]
    return data
