"""Communes whose ledger tells a few days of work, and the figures made of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sohotich.foundation.database.clock import now
from sohotich.oversight.facts.services import facts_rebuild
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry, LedgerEvent

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
STEPS = (
    ("attach_image", "expected", "scanned"),
    ("key_first", "scanned", "keyed_once"),
    ("key_second_same", "keyed_once", "agreed"),
    ("review", "agreed", "reviewed"),
    ("approve", "reviewed", "approved"),
)
SCANNER = UUID(int=1)
OFFICER = UUID(int=2)


def work(
    unit: str,
    *,
    entries: int,
    per_day: int,
    days: int = 6,
    keyers: int = 2,
    type_code: str = "KS",
    steps: int = len(STEPS),
    first: datetime = datetime(2025, 1, 1, 9, 0, tzinfo=HANOI),
) -> Book:
    """A book of which so many entries a day went through the first `steps` steps, all at nine;
    three times as many were scanned.
    """
    people = [uuid4() for _ in range(keyers)]
    book = Book.objects.create(
        label=f"{unit}/{type_code}.1998.01",
        unit_code=unit,
        type_code=type_code,
        year_from=1998,
        year_to=1998,
        volume=1,
        created_at=now(),
        created_by=uuid4(),
    )
    done = min(per_day * days, entries)
    scanned = min(3 * done, entries) if steps else 0
    made = Entry.objects.bulk_create(
        Entry(
            book=book,
            unit_code=unit,
            year=1998,
            number=number,
            state=_state(number, done, scanned, steps),
            state_changed_at=now(),
        )
        for number in range(1, entries + 1)
    )
    LedgerEvent.objects.bulk_create(
        event
        for entry in made[: max(done, scanned)]
        for event in _events(
            entry, book, people, steps if entry.number <= done else 1, per_day, first
        )
    )
    return book


def _state(number: int, done: int, scanned: int, steps: int) -> str:
    if number <= done:
        return STEPS[steps - 1][2]
    return "scanned" if number <= scanned else "expected"


def _events(
    entry: Entry, book: Book, people: list[UUID], steps: int, per_day: int, first: datetime
) -> list[LedgerEvent]:
    found = []
    for step, (action, before, after) in enumerate(STEPS[:steps]):
        day = (entry.number - 1) // (per_day if step else 3 * per_day)
        moment = (first + timedelta(days=day, minutes=step)).astimezone(UTC)
        keyer = people[(entry.number + step) % len(people)]
        found.append(
            LedgerEvent(
                entry=entry,
                book=book,
                unit_code=book.unit_code,
                action=action,
                from_state=before,
                to_state=after,
                actor_key=keyer if action.startswith("key") else (SCANNER, OFFICER)[step > 2],
                actor_name="người thử",
                at=moment,
                campaign_at=moment,
            )
        )
    return found


def rebuilt() -> None:
    """The figures of every campaign day."""
    facts_rebuild()
