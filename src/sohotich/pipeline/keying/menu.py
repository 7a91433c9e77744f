"""The station's lines of the menu."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.pipeline.keying.screens import disputes_waiting, waiting_to_key

_LINES = (
    NavItem(
        "Nhập liệu",
        "keying:start",
        "keying",
        "keying.key",
        40,
        count=waiting_to_key,
        short="Nhập liệu",
    ),
    NavItem(
        "Tranh chấp",
        "keying:disputes",
        "shape-differ",
        "dispute.settle",
        45,
        count=disputes_waiting,
        short="Tranh chấp",
    ),
)


def register_menu() -> None:
    """Called once, when the app is ready."""
    for line in _LINES:
        register(line)
