"""The menu's lines of difficulties and broadcasts."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.audience import unread
from sohotich.oversight.difficulties.selectors import waiting_count


def _unread(actor: Actor) -> int:
    return len(unread(actor))


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Khó khăn, hướng dẫn",
            "difficulties:list",
            "help",
            "page.home",
            86,
            count=waiting_count,
            group=FOLLOWING,
        )
    )
    register(
        NavItem(
            "Thông báo",
            "difficulties:broadcasts",
            "info",
            "page.home",
            87,
            count=_unread,
            group=FOLLOWING,
        )
    )
