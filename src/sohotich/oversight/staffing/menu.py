"""The menu's line of people and machines; for the police of the province, machines alone."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Lực lượng, máy móc", "staffing:home", "people", "machine.view", 88, group=FOLLOWING
        )
    )
