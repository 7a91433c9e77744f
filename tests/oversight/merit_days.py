"""Five days of work in three communes, put down in bulk: what merit is judged by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.models import BookDay
from sohotich.oversight.facts.stages import FUNNEL
from sohotich.oversight.reports.chain import ZONE
from sohotich.oversight.reports.models import Report
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading

FIRST, LAST = date(2025, 1, 2), date(2025, 1, 6)
GOOD, SLOW, SMALL, ABROAD = "09508", "09511", "09514", "09163"
DAYS = [FIRST + timedelta(days=n) for n in range(5)]


def book_of(unit: str, expected: int, approved: int, *, condition: str = "good") -> Book:
    """A book so far approved at the end of the days; two came back on the last one."""
    book = Book.objects.create(
        label=f"{unit}/KS.1998.01",
        unit_code=unit,
        type_code="KS",
        year_from=1998,
        year_to=1998,
        volume=1,
        condition=condition,
        created_at=timezone.now(),
        created_by=uuid4(),
    )
    with as_service("facts", None):
        _stood(book, FIRST - timedelta(days=1), expected, 0)
        _stood(book, LAST, expected, approved)
    return book


def _stood(book: Book, day: date, expected: int, done: int) -> None:
    counts = dict.fromkeys(FUNNEL[1:], done)
    BookDay.objects.create(
        book=book,
        unit_code=book.unit_code,
        day=day,
        numbers=expected,
        events=0,
        expected=expected,
        waiting=0,
        came_back=2 if done else 0,
        **counts,
    )


def moment(day: date, minutes: int = 0) -> CampaignTime:
    return CampaignTime.of(datetime.combine(day, time(9), ZONE) + timedelta(minutes=minutes))


def keyed(book: Book, first: UUID, second: UUID, count: int, *, wrong: int = 0) -> None:
    """`count` registrations read by both, five a quarter of an hour; in `wrong` of them the second
    reading was decided against.
    """
    entries = Entry.objects.bulk_create(
        Entry(
            book=book,
            unit_code=book.unit_code,
            year=1998,
            number=n + 1,
            state="agreed",
            state_changed_at=timezone.now(),
        )
        for n in range(count)
    )
    events, readings = [], []
    for n, entry in enumerate(entries):
        at = moment(FIRST, 3 * n)
        for slot, (who, action) in enumerate(
            ((first, "key_first"), (second, "key_second_same")), start=1
        ):
            events.append(
                LedgerEvent(
                    entry=entry,
                    book=book,
                    unit_code=book.unit_code,
                    action=action,
                    from_state="scanned",
                    to_state="agreed",
                    actor_key=who,
                    actor_name="Người nhập",
                    at=at,
                    campaign_at=at,
                )
            )
            if n < wrong:
                readings.append(_reading(entry, who, slot=slot))
        if n < wrong:
            readings.append(_reading(entry, uuid4(), kind="decision", choices={"nksHoTen": "a"}))
    LedgerEvent.objects.bulk_create(events)
    Reading.objects.bulk_create(readings)


def _reading(entry: Entry, by: UUID, **changes: object) -> Reading:
    usual = {"kind": "keying", "slot": 0, "state": "complete", "by_name": "Người nhập"}
    return Reading(
        entry=entry,
        book_id=entry.book_id,
        unit_code=entry.unit_code,
        by=by,
        started_at=timezone.now(),
        type_code="KS",
        version="2024-10",
        **{**usual, **changes},
    )


def reported(unit: str, late: list[int | None]) -> None:
    """Closed reports of the days: minutes late, None for a silent day."""
    for day, minutes in zip(DAYS, late, strict=True):
        at = moment(day, 8 * 60)
        said = {} if minutes is None else {"confirmed_at": at, "confirmed_by": uuid4()}
        Report.objects.create(
            unit_code=unit,
            unit_name=unit,
            tier="commune",
            day=day,
            due_at=at,
            closes_at=at,
            figures={"expected": 0},
            late_minutes=minutes,
            # Typed by people: no measure of merit.
            people=99,
            remarks="Hoàn thành xuất sắc.",
            **said,
        )
