"""The station's line of the menu."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.pipeline.sampling.selectors import samples_waiting


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(NavItem("Kiểm mẫu", "sampling:lots", "filter", "sample.do", 47, count=samples_waiting))
