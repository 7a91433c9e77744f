"""The menu's lines of review and signing, with what waits for this very person."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.review.selectors import books_to_sign
from sohotich.register.ledger.models import Entry


def records_waiting(actor: Actor) -> int:
    """Settled records of the person's units that nobody has reviewed."""
    entries = Entry.objects.order_by().filter(state="agreed")
    units = actor.units("review.do")
    return (entries if units is None else entries.filter(unit_code__in=list(units))).count()


def books_waiting(actor: Actor) -> int:
    """Submitted books that wait for this person's signature."""
    return len(books_to_sign(actor))


_LINES = (
    NavItem(
        "Soát xét",
        "review:list",
        "review",
        "review.do",
        50,
        count=records_waiting,
        short="Soát xét",
    ),
    NavItem(
        "Ký duyệt",
        "review:approvals",
        "sign",
        "book.approve",
        60,
        count=books_waiting,
        short="Ký duyệt",
    ),
)


def register_menu() -> None:
    """Called once, when the app is ready."""
    for line in _LINES:
        register(line)
