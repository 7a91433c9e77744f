"""What an address asks for: the unit, the day, the row; others are told there is none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404
from django.urls import reverse

from sohotich.engines.guard import Refused
from sohotich.engines.workbook import WorkbookError
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake import services as intake
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.foundation.people.units import unit_on

_KINDS = ("xlsx", "ods", "csv")
_Row = TypeVar("_Row", bound=models.Model)
_Found = TypeVar("_Found", covariant=True)


def unit_asked(request: ActorRequest, code: str, right: str) -> Unit:
    """The unit in force, where the person holds the right; else Http404."""
    unit = unit_on(code)
    if unit is None or not request.actor.can(right, code):
        raise Http404
    return unit


def commune_asked(request: ActorRequest, code: str, right: str) -> Unit:
    """The same, and a commune."""
    unit = unit_asked(request, code, right)
    if unit.level != "commune":
        raise Http404
    return unit


def row_asked(request: ActorRequest, kind: type[_Row], key: UUID, right: str) -> _Row:
    """The row of a commune where the person holds the right; else Http404."""
    row = kind._default_manager.filter(pk=key).first()
    if row is None or not request.actor.can(right, str(getattr(row, "unit_code", ""))):
        raise Http404
    return row


# Around any day of the range there are days before and after it.
_YEARS = range(1900, 2200)


def day_asked(request: ActorRequest) -> date:
    """`?ngay=`, or today; what is no day of these times is taken for today."""
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return campaign_today()
    return day if day.year in _YEARS else campaign_today()


def days_around(address: str, chosen: date) -> list[dict[str, Any]]:
    """The campaign's days as links, by their number in it; today and the chosen day beside them by
    their date where they are outside.
    """
    found, today = campaign(), campaign_today()
    if found is None:
        return []
    count = (found.ends_on - found.starts_on).days + 1
    numbers = {found.starts_on + timedelta(days=n): str(n + 1) for n in range(count)}
    return [
        {
            "day": day,
            "words": numbers.get(day, f"{day:%d/%m}"),
            "address": f"{address}?ngay={day.isoformat()}",
            "current": day == chosen,
        }
        for day in sorted({*numbers, today, chosen})
    ]


class _Import(Protocol[_Found]):
    def __call__(self, *, path: Path) -> _Found: ...


def sheet_taken(upload: Any, take: _Import[_Found]) -> _Found:
    """What `take` makes of the uploaded table; UserError, naming the file, where it is none."""
    name = str(upload.name)
    try:
        with intake.arrived(name, upload.file) as path:
            intake.check(path, _KINDS)
            return take(path=path)
    except Refused as error:
        raise UserError(str(error), where=name) from error
    except WorkbookError as error:
        raise UserError(error.message, where=f"{name} {error.where}".strip()) from error


def trail(unit: Unit, last: str = "") -> list[tuple[str, str]]:
    """Lực lượng, máy móc › the unit › this page."""
    up = [("Lực lượng, máy móc", reverse("staffing:home"))]
    if not last:
        return [*up, (unit.name, "")]
    return [*up, (unit.name, reverse("staffing:unit", args=[unit.code])), (last, "")]


def trail_below(unit: Unit, title: str, address: str, last: str) -> list[tuple[str, str]]:
    """The same one step deeper; `title` leads to the unit's page of that URL name."""
    return [*trail(unit, title)[:-1], (title, reverse(address, args=[unit.code])), (last, "")]
