"""The menu's line of destroying."""

from sohotich.foundation.pages.navigation import ADMINISTRATION, NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.retention.models import Destruction


def _waiting(actor: Actor) -> int:
    rows = Destruction.objects.filter(destroyed_at=None, withdrawn_at=None)
    return rows.exclude(proposed_by=actor.key).count()


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Hủy dữ liệu",
            "retention:list",
            "trash",
            "retention.do",
            50,
            count=_waiting,
            group=ADMINISTRATION,
        )
    )
