"""Fifteen days of a whole province in the ledger: each registration as far as its book's pace."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

FIRST, LAST, TODAY = date(2025, 1, 1), date(2025, 1, 15), date(2025, 1, 14)
BOOKS, ENTRIES = 2_606, 327_822
TYPES = ("KS", "KH", "KT", "GH", "CMC")

_ENTRIES = """
    INSERT INTO ledger_entry (key, book_id, unit_code, year, number, suffix, twin, state, reason,
        returned, page_hint, state_changed_at)
    SELECT {key}, b.key, b.unit_code, b.year_from, n, '', 1, 'expected', '', false, '', now()
    FROM (SELECT *, row_number() OVER (ORDER BY label) AS turn FROM books_book) b
    CROSS JOIN LATERAL generate_series(1, {length} + (b.turn <= {rest})::int) n
"""
# One registration in fifty comes back once; a step takes hours, so the days differ.
_EVENTS = """
    INSERT INTO ledger_ledgerevent (key, entry_id, book_id, unit_code, action, from_state,
        to_state, actor_key, actor_name, at, campaign_at, reason)
    SELECT {key}, e.key, e.book_id, e.unit_code, s.action, s.before, s.after, {key}, '', m, m, ''
    FROM (
        SELECT key, book_id, unit_code,
            %(opens)s::timestamptz + random() * interval '13 days' AS begun, random() < 0.02 AS back
        FROM ledger_entry) e
    CROSS JOIN (VALUES
        (1, 'attach_image', 'expected', 'scanned', NULL),
        (2, 'key_first', 'scanned', 'keyed_once', NULL),
        (3, 'key_second_same', 'keyed_once', 'agreed', NULL),
        (4, 'return_to_keying', 'agreed', 'scanned', true),
        (5, 'key_first', 'scanned', 'keyed_once', true),
        (6, 'key_second_same', 'keyed_once', 'agreed', true),
        (7, 'review', 'agreed', 'reviewed', NULL),
        (8, 'approve', 'reviewed', 'approved', NULL),
        (9, 'export', 'approved', 'exported', NULL),
        (10, 'accept', 'exported', 'accepted', NULL)
    ) s(place, action, before, after, only_back)
    CROSS JOIN LATERAL (SELECT e.begun + s.place * interval '7 hours' AS m) moment
    WHERE (s.only_back IS NULL OR e.back) AND m < %(now)s::timestamptz
"""
_STATES = """
    UPDATE ledger_entry e SET state = l.to_state
    FROM (SELECT DISTINCT ON (entry_id) entry_id, to_state FROM ledger_ledgerevent
          ORDER BY entry_id, at DESC) l
    WHERE l.entry_id = e.key
"""
_LATE = """
    INSERT INTO ledger_ledgerevent (key, entry_id, book_id, unit_code, action, from_state,
        to_state, actor_key, actor_name, at, campaign_at, reason)
    SELECT {key}, e.key, e.book_id, e.unit_code, s.action, s.before, s.after, {key}, '', now(),
        (%(today)s::date - s.ago)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' + interval '14 hours',
        'thử'
    FROM (SELECT * FROM ledger_entry WHERE state = 'agreed' ORDER BY key LIMIT %(entries)s) e
    CROSS JOIN (VALUES
        (1, 'return_to_keying', 'agreed', 'scanned'),
        (0, 'key_first', 'scanned', 'keyed_once'),
        (0, 'key_second_same', 'keyed_once', 'agreed')
    ) s(ago, action, before, after)
"""


def communes() -> list[str]:
    """Codes of the province's communes in January 2025."""
    from sohotich.domain.places import Level, units_on

    units = {unit.code: unit for unit in units_on(FIRST)}
    return sorted(
        unit.code
        for unit in units.values()
        if unit.level is Level.COMMUNE and unit.parent and units[unit.parent].parent == "27"
    )


def fill(books: int = BOOKS, entries: int = ENTRIES) -> int:
    """Set the campaign to its 14th day at 16:00 and write the work of all days before; returns how
    many events there are.
    """
    from django.db import connection, transaction

    from sohotich.foundation.database.clock import campaign_set
    from sohotich.foundation.database.keys import NEW_KEY_SQL
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    now = datetime.combine(TODAY, datetime.min.time(), zone) + timedelta(hours=16)
    campaign_set(name="bench", starts_on=FIRST, ends_on=LAST, root_unit="27", opens_at=now)
    length, rest = divmod(entries, books)
    words = {"key": NEW_KEY_SQL.replace("%", "%%"), "length": length, "rest": rest}
    given = {"opens": datetime.combine(FIRST, datetime.min.time(), zone), "now": now}
    made = 0
    with speaking(EVERYTHING), transaction.atomic(), connection.cursor() as cursor:
        _fill_books(books)
        cursor.execute("SELECT setseed(0.25)")
        for statement in (_ENTRIES, _EVENTS, _STATES):
            cursor.execute(statement.format(**words), given)
            made = cursor.rowcount if statement is _EVENTS else made
        cursor.execute("ANALYZE ledger_entry; ANALYZE ledger_ledgerevent; ANALYZE books_book")
    return int(made)


def _fill_books(count: int) -> None:
    """Types dealt out over the books, books over the communes."""
    from sohotich.foundation.database.clock import now
    from sohotich.foundation.database.keys import new_key
    from sohotich.register.books.models import Book

    units = communes()
    Book.objects.bulk_create(
        Book(
            label=f"bench/{place}",
            unit_code=units[place % len(units)],
            type_code=TYPES[place // len(units) % len(TYPES)],
            year_from=1960 + place % 45,
            year_to=1960 + place % 45,
            volume=1 + place // len(units),
            created_at=now(),
            created_by=new_key(),
        )
        for place in range(count)
    )


def work_on(entries: int) -> int:
    """Return this many keyed registrations to keying yesterday and key them anew today; returns how
    many events that made.
    """
    from django.db import connection

    from sohotich.foundation.database.keys import NEW_KEY_SQL
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    key = NEW_KEY_SQL.replace("%", "%%")
    with speaking(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(_LATE.format(key=key), {"entries": entries, "today": TODAY})
        return int(cursor.rowcount)
