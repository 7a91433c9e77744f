"""Tiến độ: province, district, commune, book, record; on any day of the campaign."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.record_types import register_type
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.facts import listing, screen
from sohotich.oversight.facts.book_figures import book_figures
from sohotich.oversight.facts.choice import Choice
from sohotich.oversight.facts.models import RollUp
from sohotich.oversight.facts.selectors import (
    campaign_days,
    figures,
    figures_summed,
    figures_total,
    records_behind,
    units_with_books,
)
from sohotich.oversight.facts.services import facts_refresh
from sohotich.oversight.facts.tree import (
    COMMUNE,
    RIGHT,
    Place,
    Tree,
    roots_of,
    tree_on,
)
from sohotich.register.books.models import Book


@requires("progress.view")
@require_GET
def progress(request: ActorRequest, unit: str = "") -> HttpResponse:
    """A unit's page; without a unit, the person's own."""
    days = campaign_days()
    if not days:
        return render(request, "facts/no_campaign.html", {"campaign": campaign()})
    choice = Choice.asked(request.GET, days)
    tree = tree_on(choice.day)
    roots = roots_of(request.actor)
    code = unit or (roots[0] if len(roots) == 1 else "")
    if not code:
        return _mine(request, tree, choice, roots)
    place = _place(request, tree, code)
    if place.level == COMMUNE:
        return _commune(request, tree, choice, place)
    return _above(request, tree, choice, place)


def _place(request: ActorRequest, tree: Tree, code: str) -> Place:
    if code not in tree.places or not request.actor.can(RIGHT, code):
        raise Http404
    return tree.places[code]


def _mine(request: ActorRequest, tree: Tree, choice: Choice, roots: list[str]) -> HttpResponse:
    """Somebody with roles in several units sees them as rows."""
    places = [tree.places[code] for code in roots if code in tree.places]
    mine = Place("", "Các đơn vị của anh/chị", "", "")
    return _rows(request, tree, choice, mine, places, set(units_with_books()))


def _above(request: ActorRequest, tree: Tree, choice: Choice, place: Place) -> HttpResponse:
    holding = set(units_with_books())
    below = tree.rows_under(place.code, holding)
    return _rows(request, tree, choice, place, below, holding)


def _rows(
    request: ActorRequest,
    tree: Tree,
    choice: Choice,
    place: Place,
    below: list[Place],
    holding: set[str],
) -> HttpResponse:
    codes = {one.code: holding & tree.reach(one.code) for one in below}
    every = set().union(*codes.values())
    known = figures(every, choice.day, type_code=choice.type_code, by_type=False)
    rows = [
        (one, figures_summed(one.code, choice.day, [known[c] for c in codes[one.code]]))
        for one in below
    ]
    total = figures_total(every, choice.day, type_code=choice.type_code)

    def link(one: Place, stage: str) -> str:
        if stage and one.level == COMMUNE and request.actor.can("book.view", one.code):
            return _records(one.code, choice.but(stage=stage))
        return _unit(one.code, choice)

    definition = listing.unit_list(choice, f"Tiến độ của {place.name}", link)
    context = _context(tree, choice, place, total, lambda stage: "")
    return list_response(request, "facts/unit.html", rows, definition, context)


def _commune(request: ActorRequest, tree: Tree, choice: Choice, place: Place) -> HttpResponse:
    found = figures([place.code], choice.day, type_code=choice.type_code)[place.code]
    opens = request.actor.can("book.view", place.code)

    def link(book: Any, stage: str) -> str:
        if not stage:
            return reverse("book", args=[book.key])
        return _records(place.code, choice.but(stage=stage, book=book.key))

    def behind(stage: str) -> str:
        return _records(place.code, choice.but(stage=stage)) if opens and not choice.books else ""

    context = _context(tree, choice, place, found, behind)
    books = book_figures(place.code, choice.day, type_code=choice.type_code) if opens else []
    definition = listing.book_list(choice, f"Sổ của {place.name}", link)
    return list_response(
        request, "facts/unit.html", books, definition, {**context, "closed": not opens}
    )


def _context(tree: Tree, choice: Choice, place: Place, total: Any, behind: Any) -> dict[str, Any]:
    def address(changed: Choice) -> str:
        return _unit(place.code, changed)

    days = campaign_days()
    lines = screen.funnel(total, choice, behind)
    return {
        "place": place,
        "heading": f"Tiến độ {place.name[:1].lower()}{place.name[1:]}",
        "choice": choice,
        "nth": days.index(choice.day) + 1,
        "days": screen.day_links(days, choice, address),
        "toggles": screen.toggles(choice, address),
        "funnel": lines,
        "slowest": screen.slowest(lines),
        "types": screen.types(total, choice, address),
        "type_name": register_type(choice.type_code).name if choice.type_code else "",
        "every_type": address(choice.but(type_code=None)),
        "rolled_up": RollUp.objects.first(),
        "breadcrumb": _trail(tree, choice, place),
    }


def _trail(tree: Tree, choice: Choice, place: Place) -> list[tuple[str, str]]:
    way = tree.above(place.code)
    return [(one.name, _unit(one.code, choice) if one.code != place.code else "") for one in way]


def _unit(code: str, choice: Choice) -> str:
    base = reverse("facts:unit", args=[code]) if code else reverse("facts:progress")
    return f"{base}{choice.words()}"


def _records(code: str, choice: Choice) -> str:
    return f"{reverse('facts:records', args=[code])}{choice.words(of_list=True)}"


@requires("book.view")
@require_GET
def records(request: ActorRequest, unit: str) -> HttpResponse:
    """The registrations that a figure of a commune counts; each opens its own page."""
    days = campaign_days()
    if not days or not request.actor.can("book.view", unit):
        raise Http404
    choice = Choice.asked(request.GET, days)
    tree = tree_on(choice.day)
    place = _place(request, tree, unit)
    entries = records_behind(
        request.actor,
        unit=unit,
        type_code=choice.type_code,
        stage=choice.stage,
        day=choice.day,
        only_that_day=choice.that_day,
    )
    if choice.book is not None:
        entries = entries.filter(book_id=choice.book)
    labels = dict(Book.objects.filter(unit_code=unit).values_list("key", "label"))
    title = listing.records_title(choice, place.name, choice.day)
    trail = [*_trail(tree, choice, place)[:-1], (place.name, _unit(unit, choice))]
    if choice.book in labels:
        trail.append((labels[choice.book].split("/")[-1], reverse("book", args=[choice.book])))
    context = {"title": title, "breadcrumb": [*trail, ("Trường hợp", "")]}
    definition = listing.record_list(choice, labels, title)
    ordered = entries.order_by("book__label", "year", "number", "suffix", "twin")
    return list_response(request, "facts/records.html", ordered, definition, context)


@require_POST
@requires("progress.view")
def refresh(request: ActorRequest) -> HttpResponse:
    """Bring the figures of the person's units up to date now."""
    facts_refresh(units=request.actor.units(RIGHT))
    messages.success(request, "Số liệu đã đúng với sổ cái đến lúc này.")
    unit = request.POST.get("unit", "")
    known = unit.isalnum() and request.actor.can(RIGHT, unit)
    return redirect("facts:unit", unit) if known else redirect("facts:progress")
