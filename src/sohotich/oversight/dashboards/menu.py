"""The menu's lines of the boards: the unit's for who follows it, one's own for who keys."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Điều hành", "dashboards:home", "board", "progress.view", 75, group=FOLLOWING))
    register(
        NavItem("Kết quả của tôi", "dashboards:mine", "person", "board.own", 75, group=FOLLOWING)
    )
