"""The menu: each app registers its own lines; a person sees those their rights reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from sohotich.foundation.people.actors import Actor

WORK = "work"
FOLLOWING = "following"
ADMINISTRATION = "administration"
GROUPS = {WORK: "", FOLLOWING: "Theo dõi, báo cáo", ADMINISTRATION: "Quản trị"}
"""Group → its heading, in the menu's order."""
_PLACES = {group: place for place, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the menu.

    `url` is a URL name; `icon` a name of icons.json; `count` what waits for this very person
    (None: no number; 0 is not shown). `order` places it within its group.
    `short` is the word under the phone's icon, "" keeps it out of the phone's bar. `shown`: whether
    the line is there for this person today (None: always).
    """

    name: str
    url: str
    icon: str
    permission: str
    order: int
    count: Callable[[Actor], int] | None = None
    group: str = WORK
    short: str = ""
    shown: Callable[[Actor], bool] | None = None


@dataclass(frozen=True, slots=True)
class NavLine:
    """A line as shown: its address, its number, whether it is where the person is."""

    item: NavItem
    address: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The box in the bar of every page: where it asks for a few, where for all; both URL names."""

    page: str
    offer: str
    permission: str


_items: dict[str, NavItem] = {}
_boxes: list[SearchBox] = []


def register(item: NavItem) -> None:
    """Add a line; called in `AppConfig.ready`. The same URL name again replaces the line."""
    _items[item.url] = item


def register_search(box: SearchBox) -> None:
    """Give the bar its search box; called in `AppConfig.ready`, the last one counts."""
    _boxes[:] = [box]


def search_for(actor: Actor) -> tuple[str, str] | None:
    """The addresses (page, offer) of the search box; None where the person has none."""
    box = next((box for box in _boxes if actor.can_somewhere(box.permission)), None)
    found = (_address(box.page), _address(box.offer)) if box else ("", "")
    return found if all(found) else None


def lines_for(actor: Actor, path: str, *, counted: bool = True) -> list[NavLine]:
    """The person's menu in order; current is the line whose address leads furthest to `path`.

    `counted` False: without asking what waits.
    """
    addresses = {item.url: _address(item.url) for item in _items.values()}
    mine = [
        item
        for item in _items.values()
        if addresses[item.url]
        and actor.can_somewhere(item.permission)
        and (item.shown is None or item.shown(actor))
    ]
    current = _current([addresses[item.url] for item in mine], path)
    return [
        NavLine(
            item,
            addresses[item.url],
            item.count(actor) if item.count and counted else 0,
            addresses[item.url] == current,
        )
        for item in sorted(mine, key=lambda item: (_PLACES[item.group], item.order))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(addresses: list[str], path: str) -> str:
    leading = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(leading, key=len, default="")
