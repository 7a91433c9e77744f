"""The course: its page, a page of it on the keying screen, the result, who has passed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.text.figures import share
from sohotich.foundation.audit import services as audit
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response, rows_where
from sohotich.foundation.pages.numbers import moment
from sohotich.foundation.pages.screens import keying_screen
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.permissions import ActorRequest, ensure, requires
from sohotich.foundation.people.units import unit_names
from sohotich.foundation.policies.services import value
from sohotich.pipeline.training.asked import attempt_asked, exercise_asked
from sohotich.pipeline.training.course import course, lesson
from sohotich.pipeline.training.exercise_data import screen_data
from sohotich.pipeline.training.models import Attempt
from sohotich.pipeline.training.passing import has_passed
from sohotich.pipeline.training.selectors import (
    Learner,
    class_rates,
    learners,
    own_attempts,
    per_hour,
    under_way,
)
from sohotich.pipeline.training.services import attempt_begin, exercise_next

_MINUTES = 15


@require_GET
@requires("keying.key")
def home(request: ActorRequest) -> HttpResponse:
    """What the course holds, the button that begins it or goes on, one's attempts."""
    begun, done = under_way(request.actor), own_attempts(request.actor)
    context = {
        "minutes": _MINUTES,
        "lessons": course(),
        "begun": begun,
        "left": begun.exercises.filter(finished_at=None).count() if begun is not None else 0,
        "passed": has_passed(request.actor.key),
        "attempts": [_attempt_row(one) for one in done],
        "mark": _mark(),
        "people": request.actor.can_somewhere("board.people"),
        "breadcrumb": [("Việc hôm nay", reverse("home")), ("Học nhập liệu", "")],
    }
    return render(request, "training/home.html", context)


def _attempt_row(attempt: Attempt) -> dict[str, Any]:
    return {
        "address": reverse("training:result", args=[attempt.key]),
        "when": moment(attempt.finished_at),
        "passed": attempt.passed,
        "right": share(attempt.looks - attempt.errors, attempt.looks, 1),
    }


def _mark() -> str:
    needed = value("training.pass_share")
    assert isinstance(needed, float)
    return f"{needed:.0%}".replace("%", " %")


@require_POST
@requires("keying.key")
def begin(request: ActorRequest) -> HttpResponse:
    """Begin, or go on where it was left."""
    attempt_begin(actor=request.actor)
    found = exercise_next(actor=request.actor)
    return redirect("training:exercise", found.key) if found else redirect("training:home")


@require_POST
@requires("keying.key")
def pause(request: ActorRequest) -> HttpResponse:
    """Nothing is in anybody's way: the attempt waits."""
    return redirect("training:home")


@require_GET
@requires("keying.key")
def exercise(request: ActorRequest, key: UUID) -> HttpResponse:
    """A page of the course on the very screen of the work."""
    found = exercise_asked(request, key)
    if found.finished_at is not None:
        return redirect("training:home")
    return keying_screen(request, screen_data(found))


@require_GET
@requires("keying.key")
def image(request: ActorRequest, key: UUID) -> FileResponse:
    """The page's picture: nobody on it exists, so no reading of it is anybody's business."""
    page = lesson(exercise_asked(request, key).lesson)
    if page is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(page.picture.open("rb"), content_type="image/jpeg", headers=headers)


@require_GET
@requires("keying.key")
def result(request: ActorRequest, key: UUID) -> HttpResponse:
    """How an attempt of one's own came out."""
    found = attempt_asked(request, key)
    context = {
        "attempt": found,
        "when": moment(found.finished_at),
        "rates": class_rates(found),
        "per_hour": per_hour(found),
        "per_page": round(found.keystrokes / max(found.exercises.count(), 1)),
        "mark": _mark(),
        "breadcrumb": [
            ("Việc hôm nay", reverse("home")),
            ("Học nhập liệu", reverse("training:home")),
            ("Kết quả", ""),
        ],
    }
    return render(request, "training/result.html", context)


def _came_out(row: Learner) -> Badge:
    if row.passed_at is not None:
        return Badge("Đạt", "done", "shape-check")
    if row.best is not None:
        return Badge("Chưa đạt", "doubt", "shape-half")
    if row.under_way:
        return Badge("Đang học", "action", "shape-dot")
    return Badge("Chưa học", "quiet", "shape-open")


def _right(row: Learner) -> str:
    best = row.best
    return share(best.looks - best.errors, best.looks, 1) if best is not None else ""


_PEOPLE = ListDefinition(
    title="Ai đã học nhập liệu",
    file_name="hoc-nhap-lieu",
    search_words="Lọc theo tên",
    empty_title="Chưa có người nhập liệu",
    empty_words="Có dòng khi đơn vị có tài khoản người nhập liệu.",
    columns=(
        Column("nguoi", "Người nhập", lambda row: row.name, kind="strong", sort=True),
        Column("tai-khoan", "Tài khoản", lambda row: "tạm" if row.lent else ""),
        Column("ket-qua", "Kết quả", _came_out),
        Column("dat", "Đạt lúc", lambda row: row.passed_at, sort=True),
        Column("dung", "Đúng ngay lần đầu", _right, kind="number"),
        Column("luot", "Số lượt học", lambda row: row.tries, kind="number", sort=True),
    ),
    chips=(
        Chip("dat", "Đã đạt", rows_where(lambda row: row.passed_at is not None)),
        Chip("chua", "Chưa đạt", rows_where(lambda row: row.passed_at is None)),
    ),
)


@require_GET
@requires("board.people")
def people(request: ActorRequest) -> HttpResponse:
    """Who of the unit's keyers has passed and when, for the officer; audited."""
    units = sorted(request.actor.units("board.people") or ())
    unit = request.GET.get("don-vi") or (units[0] if units else "")
    ensure(request.actor, "board.people", unit)
    audit.record(
        actor=request.actor,
        action="training.people",
        unit=unit,
        subject="unit",
        purpose="xem kết quả học",
    )
    context = {
        "unit_name": unit_names([unit]).get(unit, unit),
        "breadcrumb": [
            ("Việc hôm nay", reverse("home")),
            ("Học nhập liệu", reverse("training:home")),
            ("Ai đã học", ""),
        ],
    }
    return list_response(request, "training/people.html", learners(unit), _PEOPLE, context)
