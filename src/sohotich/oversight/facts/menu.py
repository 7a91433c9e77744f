"""The menu's line of the progress."""

from sohotich.foundation.pages.navigation import FOLLOWING, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Tiến độ",
            "facts:progress",
            "table",
            "progress.view",
            80,
            short="Tiến độ",
            group=FOLLOWING,
        )
    )
