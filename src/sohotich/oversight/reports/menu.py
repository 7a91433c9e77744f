"""The menu's line of the daily report."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.selectors import own_open


def _waiting(actor: Actor) -> int:
    return int(own_open(actor) is not None)


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Báo cáo",
            "reports:today",
            "file",
            "report.view",
            85,
            count=_waiting,
            short="Báo cáo",
            group=FOLLOWING,
        )
    )
