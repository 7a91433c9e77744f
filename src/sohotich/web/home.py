"""Việc hôm nay: what waits for this very person, one button each; then how the unit stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sohotich.foundation.database.clock import campaign_now, shown
from sohotich.foundation.pages.navigation import ADMINISTRATION, lines_for
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.register.ledger.selectors import LedgerCounts, counts
from sohotich.web.book_page import FIGURES
from sohotich.web.home_help import with_help
from sohotich.web.home_queues import queues_for, returned_to
from sohotich.web.home_reports import with_report

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@requires("page.home")
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    now = shown(campaign_now())
    rows = with_help(with_report(queues_for(actor), actor), actor)
    context = {
        "today": f"{_WEEKDAYS[now.weekday()]} {now:%d/%m/%Y}",
        "rows": rows,
        "administration": _administration(request) if not rows else [],
        "returned": returned_to(actor),
        "unit": _unit(actor) if actor.can_somewhere("book.view") else None,
    }
    return render(request, "web/home.html", context)


def _administration(request: ActorRequest) -> list[Any]:
    lines = lines_for(request.actor, request.path)
    return [line for line in lines if line.item.group == ADMINISTRATION]


def _unit(actor: Any) -> dict[str, Any]:
    found: LedgerCounts = counts(units=actor.units("book.view"))
    return {
        "expected": found["expected"],
        "approved": found["approved"],
        "address": reverse("books"),
        "bars": [(title, found[key]) for key, title in FIGURES[1:]],
    }
