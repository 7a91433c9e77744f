"""The station's line of the menu."""

from sohotich.foundation.pages.navigation import NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Học nhập liệu", "training:home", "help", "keying.key", 42))
