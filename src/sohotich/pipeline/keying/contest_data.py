"""A contest as the comparison island takes it (frontend/README.md, "Comparison")."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from sohotich.domain.record_types import code_list, record_type
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.dispute_data import Spoken, question_data
from sohotich.pipeline.keying.field_crop import field_region
from sohotich.pipeline.keying.keying_data import number_in_book, short_label
from sohotich.pipeline.keying.pictures import picture_data
from sohotich.register.contests.against import Said
from sohotich.register.contests.models import Contest
from sohotich.register.contests.selectors import contests_waiting
from sohotich.register.images.selectors import image_of
from sohotich.register.records.models import Reading
from sohotich.register.records.selectors import trace_reading

_LEAD: Final = "Người nhập cho rằng sổ ghi khác: nhìn ảnh, chọn theo sổ."


def contest_screen_data(*, actor: Actor, contest: Contest) -> dict[str, Any]:
    """The whole page's data for one contest; who keyed is not in it."""
    return {
        "kind": "contest",
        "title": "Ý kiến của người nhập",
        "back": {"url": reverse("keying:contests"), "label": "Ý kiến của người nhập"},
        "progress": {"left": contests_waiting(actor).count(), "done": 0},
        "choices": ["A", "B", "S", "K", "T", "H"],
        "ahead": {"url": reverse("keying:contests-ahead"), "count": 1},
        "after": reverse("keying:contests"),
        "reason": "Một câu trả lời người nhập",
        "item": contest_item(actor=actor, contest=contest),
    }


def contest_item(*, actor: Actor, contest: Contest) -> dict[str, Any]:
    """`ItemData` of one contest: the decided value, the keyer's, what the keyer says. Audited."""
    entry = contest.entry
    trace_reading(actor=actor, entry=entry, purpose="contest")
    image = image_of(entry)
    images, page = picture_data(image, reverse("keying:contest-image", args=[contest.key]))
    number = number_in_book(entry.book, entry)
    place = [short_label(entry.book), f"số {number}", page.lower()]
    return {
        "key": str(contest.key),
        "number": number,
        "subject": " · ".join(part for part in place if part),
        "images": images,
        "questions": [_question(contest)],
        "agreedTitle": "Người nhập viết",
        "agreed": [{"label": "Ý kiến", "value": contest.sentence}],
        "reference": [],
        "urls": {
            "decide": reverse("keying:contest-decide", args=[contest.key]),
            "settle": reverse("keying:contest-settle", args=[contest.key]),
            "later": reverse("keying:contest-later", args=[contest.key]),
        },
    }


def _question(contest: Contest) -> dict[str, Any]:
    entry = contest.entry
    field = record_type(entry.book.type_code).field(contest.field)
    with as_service("keying", frozenset({contest.unit_code})):
        reading = Reading.objects.get(pk=contest.reading)
        decision = Reading.objects.get(pk=contest.decision)
    mine = Said.of(reading.values, reading.marks, contest.field)
    decided = Said.of(decision.values, decision.marks, contest.field)
    a = Spoken("Đã chọn", decided.value, decided.mark)
    b = Spoken("Người nhập", mine.value, mine.mark)
    data = question_data(field, a, b) | {"lead": _LEAD}
    region = field_region(entry, contest.field)
    if region is not None:
        data["region"] = {"page": 0, **dict(zip("xywh", region, strict=True))}
    if field.code_list:
        listed = code_list(field.code_list)
        data["codes"] = [
            {"code": listed.value_of(item), "label": item.label} for item in listed.items
        ]
    return data
