"""The menu's lines of pay: the unit's, and everybody's own."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Kinh phí", "pay:index", "check", "pay.view", 88, group=FOLLOWING))
    register(NavItem("Công của tôi", "pay:mine", "person", "pay.own", 89, group=FOLLOWING))
