"""The station's lines of the menu."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.queues import VERIFY, standing
from sohotich.pipeline.keying.screens import disputes_waiting, values_waiting, waiting_to_key
from sohotich.register.accuracy.planning import planned_by_risk


def values_looked_at(actor: Actor) -> bool:
    """Whether values are looked at in this province, or some still wait from when they were."""
    return planned_by_risk() or standing(VERIFY, actor.units("value.verify")).exists()


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
        "Soát giá trị",
        "keying:values",
        "check",
        "value.verify",
        43,
        count=values_waiting,
        shown=values_looked_at,
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
