"""The menu's lines of review and signing, with what waits for this very person."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.review.selectors import books_to_sign, records_waiting


def reviews_waiting(actor: Actor) -> int:
    """How many records wait for this person's review."""
    return records_waiting(actor).count()


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
        count=reviews_waiting,
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
