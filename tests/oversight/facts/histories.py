"""Histories of work written straight into the ledger, on any day of the campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st

from sohotich.domain.workflow import TRANSITIONS
from sohotich.foundation.database.clock import now
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry, LedgerEvent
from tests.oversight.facts.recount import HANOI, Move, Number, Volume

FIRST, LAST = date(2025, 1, 1), date(2025, 1, 7)
UNITS, TYPES = ("09508", "09511"), ("KS", "KH")
_NEXT = {
    state: sorted(action for source, action in TRANSITIONS if source == state)
    for state in {source for source, _ in TRANSITIONS}
}


# Moves, each with the state before it.
Walk = tuple[tuple[Move, str], ...]


@st.composite
def moves(draw) -> Walk:
    """A walk through the workflow with its moments, from two days before the campaign."""
    begin = datetime(2024, 12, 30, tzinfo=HANOI)
    steps = draw(st.lists(st.integers(0, 40 * 60), max_size=14))
    state, moment, walk = "expected", begin, []
    for minutes in steps:
        if state not in _NEXT:
            break
        action = draw(st.sampled_from(_NEXT[state]))
        # Midnight in Hà Nội is 17:00 of another day in UTC: the moments are stored in UTC.
        moment += timedelta(minutes=minutes, seconds=1)
        after = TRANSITIONS[state, action]
        walk.append((Move(action, after, moment.astimezone(UTC)), state))
        state = after
    return tuple(walk)


# (unit, type, histories of its numbers) of each book
books = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(TYPES), st.lists(moves(), max_size=5)),
    max_size=5,
)


def store(drawn: Iterable[tuple[str, str, Sequence[Walk]]], first: int = 1) -> list[Volume]:
    """Put books with these histories into the ledger, volumes from `first`; the same as values."""
    return [_store(volume, *book) for volume, book in enumerate(drawn, start=first)]


def _store(volume: int, unit: str, type_code: str, histories: Sequence[Walk]) -> Volume:
    book = Book.objects.create(
        label=f"{unit}/{type_code}.1998.{volume:02d}",
        unit_code=unit,
        type_code=type_code,
        year_from=1998,
        year_to=1998,
        volume=volume,
        created_at=now(),
        created_by=uuid4(),
    )
    numbers = tuple(add(book, place, walk) for place, walk in enumerate(histories, start=1))
    return Volume(book.label, unit, type_code, numbers)


def add(book: Book, place: int, walk: Walk) -> Number:
    """Open a number of the book and let it walk."""
    entry = Entry.objects.create(
        book=book, unit_code=book.unit_code, year=1998, number=place, state_changed_at=now()
    )
    record(entry, walk)
    return Number(tuple(move for move, _ in walk))


def record(entry: Entry, walk: Walk) -> None:
    """Write the moves of one registration as its events, and where it stands."""
    LedgerEvent.objects.bulk_create(
        LedgerEvent(
            entry=entry,
            book_id=entry.book_id,
            unit_code=entry.unit_code,
            action=move.action,
            from_state=before,
            to_state=move.to,
            actor_key=uuid4(),
            actor_name="Người thử",
            at=move.at,
            campaign_at=move.at,
        )
        for move, before in walk
    )
    if walk:
        entry.state = walk[-1][0].to
        entry.save(update_fields=["state"])
