"""The menu's line of the access log."""

from sohotich.foundation.pages.navigation import ADMINISTRATION, NavItem, register


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Nhật ký truy cập", "audit_trail:log", "search", "audit.view", 40, group=ADMINISTRATION
        )
    )
