"""Contests: what was decided against one's readings, for keyers; the list and screen of answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.lists import Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import moment
from sohotich.foundation.pages.screens import comparison_screen
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.schema_forms import value_words
from sohotich.foundation.schema_forms.fields import MARKS
from sohotich.pipeline.keying.contest_data import contest_screen_data
from sohotich.pipeline.keying.field_crop import crop_or_whole, field_region, has_picture
from sohotich.pipeline.keying.keying_data import number_in_book, short_label
from sohotich.pipeline.keying.pictures import picture_response
from sohotich.register.contests.against import Said
from sohotich.register.contests.errors import ContestError
from sohotich.register.contests.models import Contest, ContestState
from sohotich.register.contests.selectors import (
    Against,
    contests_waiting,
    decided_against,
    may_answer,
)
from sohotich.register.contests.services import answers_seen, contest_raise
from sohotich.register.records.selectors import trace_reading


@require_GET
@requires("keying.key")
def against(request: ActorRequest) -> HttpResponse:
    """Fields decided otherwise than this person had read: picture, both values, no more."""
    rows = decided_against(request.actor)
    for entry in {row.entry.key: row.entry for row in rows}.values():
        trace_reading(actor=request.actor, entry=entry, purpose="contest")
    shown = [_row(row) for row in rows]
    answers_seen(
        actor=request.actor, contests=[row.contest for row in rows if row.contest is not None]
    )
    context = {
        "rows": shown,
        "breadcrumb": [
            ("Việc hôm nay", reverse("home")),
            ("Nhập liệu", reverse("keying:start")),
            ("Ô được chọn khác", ""),
        ],
    }
    return render(request, "keying/against.html", context)


def _row(row: Against) -> dict[str, object]:
    field = record_type(row.entry.book.type_code).field(row.field)
    given, number = (row.reading.key, row.field), number_in_book(row.entry.book, row.entry)
    known = field_region(row.entry, row.field) is not None
    return {
        "title": field.label,
        "place": f"Số {number}, sổ {short_label(row.entry.book)}",
        "picture": reverse("keying:against-crop", args=given) if has_picture(row.entry) else "",
        "whole": not known,
        "mine": _words(row, row.mine),
        "decided": _words(row, row.decided),
        "until": moment(row.until) if row.until is not None else "",
        "address": reverse("keying:contest-raise", args=given),
        "contest": row.contest,
        "kept": row.contest is not None and row.contest.state == ContestState.KEPT,
        "changed": row.contest is not None and row.contest.state == ContestState.CHANGED,
        "new": row.contest is not None and row.contest.seen_at is None,
        "id": f"{row.reading.key}-{row.field}",
    }


def _words(row: Against, said: Said) -> str:
    field = record_type(row.entry.book.type_code).field(row.field)
    shown_mark = {"blank_in_book": "blank"}.get(said.mark, said.mark)
    return value_words(field, said.value) if said.value else MARKS.get(shown_mark, "không nhập")


@require_GET
@requires("keying.key")
def against_crop(request: ActorRequest, key: UUID, field: str) -> HttpResponseBase:
    """The field's piece of the picture, for whose reading was decided against; where nobody has
    shown its place, the registration that this person read.
    """
    for row in decided_against(request.actor):
        if row.reading.key == key and row.field == field:
            return crop_or_whole(
                actor=request.actor, entry=row.entry, field=field, purpose="contest"
            )
    raise Http404


@require_POST
@requires("keying.key")
def raise_contest(request: ActorRequest, key: UUID, field: str) -> HttpResponse:
    """Say in one sentence what the book has; once."""
    if not any(row.reading.key == key for row in decided_against(request.actor)):
        raise Http404
    try:
        sentence = request.POST.get("cau", "")
        contest_raise(actor=request.actor, reading=key, field=field, sentence=sentence)
    except ContestError as error:
        messages.warning(request, f"{error.message} {error.mend}")
    else:
        messages.success(request, "Đã gửi. Công chức hộ tịch xem lại, trả lời ở trang này.")
    return redirect("keying:against")


_CONTESTS = ListDefinition(
    title="Ý kiến của người nhập",
    file_name="y-kien-nguoi-nhap",
    search_words="Lọc theo sổ, số",
    empty_title="Không có ý kiến chờ trả lời",
    empty_words="Có việc ở đây khi người nhập cho rằng ô đã chọn chưa đúng sổ.",
    columns=(
        Column("so", "Sổ", lambda row: short_label(row.entry.book), sort=True),
        Column(
            "truong-hop", "Số", lambda row: row.entry.label,
            lambda row: reverse("keying:contest", args=[row.key]), kind="strong",
        ),
        Column("o", "Ô", lambda row: _field_label(row)),
        Column("tu", "Nêu lúc", lambda row: row.raised_at, sort=True),
        Column(
            "mo", "", lambda row: "Xem lại",
            lambda row: reverse("keying:contest", args=[row.key]), kind="button",
        ),
    ),
)  # fmt: skip


def _field_label(contest: Contest) -> str:
    return record_type(contest.entry.book.type_code).field(contest.field).label


@require_GET
@requires("dispute.settle")
def contests(request: ActorRequest) -> HttpResponse:
    """Open contests this person may answer."""
    context = {"breadcrumb": [("Việc hôm nay", reverse("home")), ("Ý kiến của người nhập", "")]}
    rows = list(contests_waiting(request.actor))
    return list_response(request, "keying/contests.html", rows, _CONTESTS, context)


@require_GET
@requires("dispute.settle")
def contest(request: ActorRequest, key: UUID) -> HttpResponse:
    """One contest on the screen on which disputes are compared."""
    found = contest_asked(request, key)
    if found.state != ContestState.OPEN:
        messages.info(request, f"Ý kiến về số {found.entry.label} đã được trả lời.")
        return redirect("keying:contests")
    data = contest_screen_data(actor=request.actor, contest=found)
    return comparison_screen(request, data)


@require_GET
@requires("dispute.settle")
def contest_image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The registration's picture, for who answers."""
    found = contest_asked(request, key)
    return picture_response(
        actor=request.actor, entry=found.entry, purpose="contest", fitted="vua" in request.GET
    )


def contest_asked(request: ActorRequest, key: UUID) -> Contest:
    """The contest, for whoever may answer it, else Http404."""
    found = get_object_or_404(Contest.objects.select_related("entry__book"), pk=key)
    if not may_answer(request.actor, found):
        raise Http404
    return found
