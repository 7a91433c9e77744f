"""The room's line of the menu."""

from sohotich.foundation.pages.navigation import NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Nhập từ Excel", "workbooks:list", "table", "keying.key", 42, short="Excel"))
