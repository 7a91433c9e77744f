"""Questions to the ledger. All counting happens in SQL; nothing here loads a province's entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from sohotich.domain.workflow import StageCounts, count_stages
from sohotich.register.books.models import Book
from sohotich.register.ledger.gaps import UNTOUCHED, scoped
from sohotich.register.ledger.gaps import doubles as doubles
from sohotich.register.ledger.gaps import gaps as gaps
from sohotich.register.ledger.models import BookApproval, Entry, LedgerEvent


@dataclass(frozen=True)
class LedgerCounts:
    """`by_state` as the entries stand; `stages` cumulative, each at most the one before."""

    by_state: Mapping[str, int]
    stages: StageCounts

    def __getitem__(self, name: str) -> int:
        """A stage's cumulative figure, or `keyed_once`, `missing`, `cancelled`, … as they stand."""
        return (
            self.stages.stages[name] if name in self.stages.stages else self.by_state.get(name, 0)
        )

    def as_dict(self) -> dict[str, int]:
        """The stages in order, then `missing` and `cancelled`."""
        return {
            **self.stages.stages,
            "missing": self.stages.missing,
            "cancelled": self.stages.cancelled,
        }


@dataclass(frozen=True)
class Box:
    """One registration in the book's line of boxes; `doubled`: its number occurs twice."""

    key: UUID
    year: int
    number: int
    label: str
    state: str
    returned: bool
    doubled: bool
    gap: bool
    reason: str


@dataclass(frozen=True)
class Worker:
    """Who moved entries of a book, which ones by action, and when last.

    One done again, as a reading opened again is, stands once.
    """

    key: UUID
    name: str
    entries: Mapping[str, frozenset[UUID]]
    last: datetime


def counts(*, book: Book | None = None, units: Iterable[str] | None = None) -> LedgerCounts:
    """How many entries stand in each state."""
    rows = scoped(book=book, units=units).values_list("state").annotate(count=Count("*"))
    return _counts(dict(rows))


def counts_by_book(book_keys: Iterable[UUID]) -> dict[UUID, LedgerCounts]:
    """The same for many books in one query; books without entries get zeros."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    keys = list(book_keys)
    rows = (
        Entry.objects.order_by()
        .filter(book_id__in=keys)
        .values_list("book_id", "state")
        .annotate(count=Count("*"))
    )
    for book_key, state, count in rows:
        found[book_key][state] = count
    return {key: _counts(found[key]) for key in keys}


def _counts(by_state: Mapping[str, int]) -> LedgerCounts:
    return LedgerCounts(by_state, count_stages(by_state))


def line_of_boxes(book: Book) -> list[Box]:
    """Every number of the book in its order, for the book page."""
    entries = list(Entry.objects.filter(book=book))
    doubled = {(e.year, e.number, e.suffix) for e in entries if e.twin > 1}
    reached: dict[int, int] = defaultdict(int)
    for entry in entries:
        if entry.state not in UNTOUCHED:
            reached[entry.year] = max(reached[entry.year], entry.number)
    return [
        Box(
            key=entry.key,
            year=entry.year,
            number=entry.number,
            label=entry.label,
            state=entry.state,
            returned=entry.returned,
            doubled=(entry.year, entry.number, entry.suffix) in doubled,
            gap=entry.state == "expected" and entry.number < reached[entry.year],
            reason=entry.reason,
        )
        for entry in entries
    ]


def history(entry: Entry) -> QuerySet[LedgerEvent]:
    """What happened to the entry, oldest first."""
    return LedgerEvent.objects.filter(entry=entry).order_by("at", "key")


def workers(book: Book) -> list[Worker]:
    """Who worked on the book, most work first."""
    rows = (
        LedgerEvent.objects.order_by()
        .filter(book=book)
        .values("actor_key", "actor_name", "action", "entry_id")
        .annotate(last=Max("at"))
    )
    people: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        people[row["actor_key"]].append(row)
    found = [_worker(key, mine) for key, mine in people.items()]
    return sorted(found, key=lambda worker: -sum(map(len, worker.entries.values())))


def _worker(key: UUID, rows: Sequence[Mapping[str, Any]]) -> Worker:
    entries: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        entries[row["action"]].add(row["entry_id"])
    return Worker(
        key=key,
        name=rows[-1]["actor_name"],
        entries={action: frozenset(found) for action, found in entries.items()},
        last=max(row["last"] for row in rows),
    )


@dataclass(frozen=True)
class Closing:
    """What the cover or closing statement declares against the numbers opened and explained."""

    declared: int | None
    opened: int
    missing: int
    cancelled: int

    @property
    def agrees(self) -> bool:
        """Whether the count matches; a book without a closing statement cannot disagree."""
        return self.declared is None or self.declared == self.opened - self.cancelled


def closing(book: Book) -> Closing:
    """Compare the closing count with the ledger; cancelled numbers do not count (TT 04 art. 36)."""
    figures = counts(book=book).stages
    return Closing(book.declared_count, figures.numbers, figures.missing, figures.cancelled)


def approvals_in_force() -> QuerySet[BookApproval]:
    """Every signing that holds now, at most one a book."""
    return BookApproval.objects.filter(revoked_at__isnull=True)


def approval_in_force(book: Book) -> BookApproval | None:
    """The signing that holds now; None before signing and after reopening."""
    return approvals_in_force().filter(book=book).first()
