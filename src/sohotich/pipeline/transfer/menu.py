"""The menu's line of the transfer station."""

from sohotich.foundation.pages.navigation import NavItem, register
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.transfer.selectors import books_to_pack


def books_waiting(actor: Actor) -> int:
    """Signed books of the person's units that have no package yet."""
    return len(books_to_pack(actor))


def register_menu() -> None:
    """Called once, when the app is ready."""
    register(
        NavItem(
            "Chuyển",
            "transfer:list",
            "send",
            "package.make",
            70,
            count=books_waiting,
            short="Chuyển",
        )
    )
