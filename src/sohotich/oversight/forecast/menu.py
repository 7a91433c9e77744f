"""The menu's line of the forecast."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register
from sohotich.oversight.forecast.selectors import PERMISSION


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Dự báo", "forecast:list", "calendar", PERMISSION, 85, group=FOLLOWING))
