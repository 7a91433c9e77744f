"""The menu's line of merit."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Thi đua", "merit:lists", "shape-star", "merit.view", 88, group=FOLLOWING))
