"""What every step of filling one book is given."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.sample.load.plan import BookPlan
from sohotich.sample.load.staff import Staff
from sohotich.sample.world import BookOptions, SampleBook, make_book
from sohotich.sample.world.records import Entry as Written

# Year, number, suffix: what tells the registrations of one book apart.
Number = tuple[int, int, str]


class Stopped(Exception):
    """Somebody asked to stop; what stands stays, and the next run goes on from there."""


@dataclass(frozen=True)
class Work:
    """One book in the making: the plan, the stored book, its people, and how to be stopped."""

    plan: BookPlan
    book: Book
    staff: Staff
    seed: int
    stop: threading.Event

    def go_on(self, *_: object) -> None:
        """Raise `Stopped` once somebody asked; fits wherever progress is reported."""
        if self.stop.is_set():
            raise Stopped

    @property
    def options(self) -> BookOptions:
        """The book as the register maker draws it."""
        return self.plan.options(self.seed)

    @cached_property
    def sample(self) -> SampleBook:
        """The invented book."""
        return make_book(self.options)

    @cached_property
    def written(self) -> dict[Number, Written]:
        """What stands in the invented book, by number."""
        return {(e.year, e.number, e.suffix): e for e in self.sample.entries}

    def standing(self, states: Collection[str]) -> int:
        """How many registrations stand in one of these states."""
        return Entry.objects.filter(book=self.book, state__in=list(states)).count()


def number_of(entry: Entry) -> Number:
    """The number of a stored registration."""
    return entry.year, entry.number, entry.suffix
