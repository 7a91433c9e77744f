"""One page of the course as the keying island takes it (frontend/README.md, "Keying")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.rules import Finding
from sohotich.domain.rules.at_once import checks_at_once
from sohotich.foundation.schema_forms import FieldFacts, form_sections
from sohotich.pipeline.training.course import Lesson, course, lesson
from sohotich.pipeline.training.judging import Verdict, judge
from sohotich.pipeline.training.models import Exercise
from sohotich.register.records.checking import findings_of, rules_context

# The island's words for what is kept; all others are the same on both sides.
_MARK_SHOWN: Final = {BLANK_IN_BOOK: "blank"}
MARK_STORED: Final = {shown: stored for stored, shown in _MARK_SHOWN.items()}
AID_STORED: Final = {"": "typed", "computed": "completed"}
_SOURCES: Final = {
    "ledger": "theo số đăng ký",
    "book": "theo thông tin sổ",
    "before": "từ số trước",
}


def screen_data(exercise: Exercise) -> dict[str, Any]:
    """The whole page's data; `training` tells the island that answers are judged at once."""
    page = _lesson(exercise)
    return {
        "book": {
            "label": "Bài tập",
            "title": f"{page.title} · người và sổ do máy đặt ra",
            "total": len(course()),
            "done": exercise.position,
        },
        "pause": reverse("training:pause"),
        "ahead": {"url": reverse("training:ahead"), "count": 1},
        "after": reverse("training:home"),
        "last": None,
        "guide": True,
        "training": True,
        "mayTeach": False,
        "record": record_data(exercise),
    }


def record_data(exercise: Exercise) -> dict[str, Any]:
    """`RecordData` of one page, with what was answered so far and how it was judged."""
    page = _lesson(exercise)
    width, height = page.size
    address = reverse("training:image", args=[exercise.key])
    return {
        "reading": str(exercise.key),
        "number": str(exercise.position + 1),
        "pageLabel": page.title,
        "images": [{"url": address, "width": width, "height": height, "label": page.title}],
        "sections": form_sections(page.kind, page.form, _facts(page, exercise), page.day),
        "seq": max(exercise.sequence.values(), default=0),
        "dictionary": reverse("training:dictionary", args=[exercise.key]),
        "checks": checks_at_once(page.kind, rules_context()),
        "teaches": page.teaches,
        "feedback": {
            field: verdict_data(said)
            for field in exercise.sequence
            if (said := _said(page, exercise, field)) is not None
        },
        "urls": {
            "save": reverse("training:save", args=[exercise.key]),
            "complete": reverse("training:finish", args=[exercise.key]),
            "renew": reverse("training:renew", args=[exercise.key]),
            "takeBack": reverse("training:closed", args=[exercise.key]),
        },
    }


def answer_data(exercise: Exercise, field: str, verdict: Verdict | None) -> dict[str, Any]:
    """What the screen learns of one answer: the rules' findings and the page's own word."""
    page = _lesson(exercise)
    feedback = {} if verdict is None else {field: verdict_data(verdict)}
    return {
        "seq": exercise.sequence.get(field, 0),
        "findings": findings_data(exercise, _findings(page, exercise)),
        "feedback": feedback,
    }


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """`Feedback` of the island's contract."""
    return {"right": verdict.right, "book": verdict.book, "why": verdict.why}


def findings_data(
    exercise: Exercise, findings: Iterable[Finding]
) -> dict[str, list[dict[str, str]]]:
    """Findings by field, for every field answered so far."""
    found: dict[str, list[dict[str, str]]] = {key: [] for key in exercise.sequence}
    for one in findings:
        if one.field in found:
            found[one.field].append(
                {"rule": one.rule, "severity": one.severity, "message": one.message}
                | ({"proposal": one.proposal} if one.proposal else {})
            )
    return found


def _facts(page: Lesson, exercise: Exercise) -> dict[str, FieldFacts]:
    findings = findings_data(exercise, _findings(page, exercise))
    facts = {key: FieldFacts(region=region(page, key)) for key in page.regions}
    for key, offered in page.carried.items():
        facts[key] = FieldFacts(
            offered.value, aid="carried", source=_SOURCES[offered.source], region=region(page, key)
        )
    for key in exercise.sequence:
        mark = exercise.marks.get(key, "")
        facts[key] = FieldFacts(
            exercise.values.get(key, ""),
            mark=_MARK_SHOWN.get(mark, mark),
            region=region(page, key),
            findings=tuple(findings[key]),
        )
    return facts


def region(page: Lesson, field: str) -> dict[str, float] | None:
    """Where the field stands on its picture; None for what no line of it says."""
    box = page.regions.get(field)
    return None if box is None else {"page": 0, **dict(zip("xywh", box, strict=True))}


def _findings(page: Lesson, exercise: Exercise) -> list[Finding]:
    return findings_of(page.type_code, exercise.values, exercise.marks, page.form)


def _said(page: Lesson, exercise: Exercise, field: str) -> Verdict | None:
    return judge(page, field, exercise.values.get(field, ""), exercise.marks.get(field, ""))


def _lesson(exercise: Exercise) -> Lesson:
    found = lesson(exercise.lesson)
    assert found is not None, exercise.lesson
    return found
