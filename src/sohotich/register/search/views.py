"""The search page and the offers under the box of the shell; what is typed stands in no address."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.text import sort_key
from sohotich.foundation.pages.excel import workbook_response
from sohotich.foundation.pages.numbers import register_day
from sohotich.foundation.pages.states import badge
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import units_in_force
from sohotich.register.search.asked import Asked, read
from sohotich.register.search.hits import Hit
from sohotich.register.search.limits import units_searched
from sohotich.register.search.services import RIGHT, SHOWN, search

_OFFERED: Final = 8
_IN_WORKBOOK: Final = 1000
_TITLES: Final = (
    "Người", "Vai trò", "Ngày sinh", "Số", "Loại", "Ngày đăng ký", "Sổ", "Đơn vị",
    "Cùng hồ sơ", "Mức khớp", "Trạng thái",
)  # fmt: skip


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def search_page(request: ActorRequest) -> HttpResponse:
    """GET: the empty page. POST: the answer, as a part of it, a page, a workbook, or to print."""
    if request.method != "POST":
        return render(request, "search/page.html", _form(request, read("")))
    asked = _asked(request)
    if request.POST.get("xuat") == "xlsx":
        found = search(actor=request.actor, asked=asked, shown_as="xlsx", most=_IN_WORKBOOK)
        return workbook_response("ket-qua-tim", _TITLES, map(_cells, found.hits))
    printing = "in" in request.POST
    found = search(
        actor=request.actor, asked=asked, shown_as="print" if printing else "list", most=SHOWN
    )
    context: dict[str, Any] = {"found": found, "asked": asked}
    if request.headers.get("HX-Request"):
        return render(request, "search/found.html", context)
    context["listing"] = {"print_now": printing}
    return render(request, "search/page.html", {**_form(request, asked), **context})


@requires(RIGHT)
@require_POST
def search_offer(request: ActorRequest) -> HttpResponse:
    """The closest few, under the box of the shell."""
    asked = _asked(request)
    found = search(actor=request.actor, asked=asked, shown_as="offer", most=_OFFERED)
    return render(request, "search/offer.html", {"found": found, "asked": asked})


def _asked(request: ActorRequest) -> Asked:
    form = request.POST
    return read(
        form.get("tim", ""),
        other=form.get("nguoi", ""),
        born=form.get("sinh", ""),
        unit=form.get("don_vi", ""),
        type_code=form.get("loai", ""),
    )


def _form(request: ActorRequest, asked: Asked) -> dict[str, Any]:
    form = request.POST
    return {
        "units": _units(request),
        "types": [(kind.code, kind.name) for kind in RECORD_TYPES],
        "typed": {name: form.get(name, "") for name in ("tim", "nguoi", "sinh", "don_vi", "loai")},
        "asked": asked,
    }


def _units(request: ActorRequest) -> list[tuple[str, str]]:
    """The communes to choose from; none to choose where there is only one."""
    reach = units_searched(request.actor)
    units = [unit for unit in units_in_force() if unit.level == "commune"]
    if reach is not None:
        units = [unit for unit in units if unit.code in reach]
    chosen = [(unit.code, unit.name) for unit in units]
    return sorted(chosen, key=lambda one: sort_key(one[1])) if len(chosen) > 1 else []


def _cells(hit: Hit) -> tuple[object, ...]:
    return (
        hit.name,
        hit.role,
        register_day(hit.born),
        hit.entry.label,
        hit.type_name,
        register_day(hit.day),
        hit.entry.book.label,
        hit.unit,
        "; ".join(f"{role}: {name}" for role, name in hit.others),
        hit.kind.title if hit.kind is not None else "",
        badge(hit.entry.state),
    )
