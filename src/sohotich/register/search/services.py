"""A search, and the trace it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.books.models import Book
from sohotich.register.search.asked import Asked
from sohotich.register.search.hits import Hit, hits_of_entries, hits_of_people
from sohotich.register.search.selectors import books_labelled, entries_numbered, people_found

RIGHT: Final = "record.search"
SHOWN: Final = 50
_BOOKS: Final = 10


@dataclass(frozen=True)
class Answer:
    """`more`: there are others beyond those shown. `enough` False: too little was asked."""

    hits: list[Hit]
    books: list[Book]
    more: bool = False
    enough: bool = True


def search(*, actor: Actor, asked: Asked, shown_as: str, most: int = SHOWN) -> Answer:
    """The registrations that answer, where the person may search; Forbidden without the right.

    `shown_as`: list, offer, xlsx, print, cli. Written to the log: who, when, how it was shown, how
    many and which registrations, and of the words typed their fingerprint alone.
    """
    if not actor.can_somewhere(RIGHT):
        raise Forbidden
    if not asked.enough:
        return Answer([], [], enough=False)
    with transaction.atomic():
        hits = _hits(actor, asked, most + 1)
        answer = Answer(
            hits[:most], books_labelled(actor=actor, asked=asked, most=_BOOKS), len(hits) > most
        )
        _trace(actor, asked, shown_as, answer)
    return answer


def _hits(actor: Actor, asked: Asked, most: int) -> list[Hit]:
    if asked.key or asked.other or asked.born:
        return hits_of_people(asked, people_found(actor=actor, asked=asked, most=most))
    if asked.number is not None:
        return hits_of_entries(asked, entries_numbered(actor=actor, asked=asked, most=most))
    return []


def _trace(actor: Actor, asked: Asked, shown_as: str, answer: Answer) -> None:
    narrowed = {"unit": asked.unit, "type": asked.type_code}
    facts = {
        "as": shown_as,
        "found": len(answer.hits),
        "words": audit.fingerprint(asked.whole),
        "entries": [str(hit.entry.pk) for hit in answer.hits],
        "books": [book.label for book in answer.books],
        **{name: value for name, value in narrowed.items() if value},
    }
    audit.record(
        actor=actor,
        action="record.search",
        unit=_unit(actor),
        subject="search",
        purpose="tìm kiếm",
        facts=facts,
    )


def _unit(actor: Actor) -> str:
    """Where the person holds the right: whoever watches over that unit's log sees it."""
    return next((held.unit_code for held in actor.grants if RIGHT in held.permissions), "")
