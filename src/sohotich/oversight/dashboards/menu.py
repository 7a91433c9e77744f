"""The menu's lines of the boards: the unit's for who follows it, one's own for who keys."""

from sohotich.foundation.pages.navigation import NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Điều hành", "dashboards:home", "board", "progress.view", 75))
    register(NavItem("Kết quả của tôi", "dashboards:mine", "person", "board.own", 75))
