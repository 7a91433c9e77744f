"""What the work says of units and of people who key, over some days: counts, nothing typed.

Asked as the service identity that counts: whoever draws a list sees figures, never a register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.db import connection

from sohotich.domain.workflow import KEYING
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.merit.rules import NOTHING, Rules, Worth, worth

_KEYED: Final = KEYING
_SECOND: Final = _KEYED[1:]
_ZONE: Final = "Asia/Ho_Chi_Minh"
_QUARTER: Final = Fraction(1, 4)

_SPAN: Final = """
    campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
    AND campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
"""
_BOOKS: Final = """
    SELECT b.key, d.unit_code, b.type_code, b.condition, d.numbers, d.expected, d.approved,
        coalesce(e.approved, 0)
    FROM facts_bookday d
    JOIN books_book b ON b.key = d.book_id
    LEFT JOIN facts_bookday e ON e.book_id = d.book_id AND e.day = %(first)s::date - 1
    WHERE d.day = (SELECT max(day) FROM facts_bookday WHERE day <= %(last)s)
"""
_RETURNED: Final = """
    SELECT unit_code, sum(came_back) FROM facts_bookday
    WHERE day BETWEEN %(first)s AND %(last)s GROUP BY 1
"""
# A registration counts once for a reader, taken back and finished again or not.
_READ: Final = f"""
    SELECT unit_code, actor_key, book_id, count(DISTINCT entry_id),
        count(DISTINCT entry_id) FILTER (WHERE action = ANY (%(second)s))
    FROM ledger_ledgerevent WHERE action = ANY (%(keyed)s) AND {_SPAN} GROUP BY 1, 2, 3
"""  # noqa: S608
_QUARTERS: Final = f"""
    SELECT unit_code, actor_key, count(DISTINCT floor(extract(epoch FROM campaign_at) / 900))
    FROM ledger_ledgerevent WHERE action = ANY (%(keyed)s) AND {_SPAN} GROUP BY 1, 2
"""  # noqa: S608
# A reading is wrong where the dispute was decided otherwise (as contests have left it), or a value
# of it was put right by who looked at it or corrected since.
_WRONG: Final = f"""
    WITH wrong AS (
        SELECT r.entry_id, r.by FROM records_reading d
        JOIN records_reading r ON r.entry_id = d.entry_id AND r.slot > 0 AND r.state = 'complete'
        WHERE d.kind = 'decision' AND d.state = 'complete' AND EXISTS (
            SELECT 1 FROM jsonb_each_text(d.choices || coalesce((
                SELECT jsonb_object_agg(t.field, t.final_choice) FROM contests_contest t
                WHERE t.decision = d.key AND t.state = 'changed'), '{{}}')) c
            WHERE c.value <> CASE r.slot WHEN 1 THEN 'a' ELSE 'b' END)
        UNION
        SELECT r.entry_id, r.by FROM records_reading d
        JOIN records_reading r ON r.entry_id = d.entry_id AND r.slot > 0 AND r.state = 'complete'
        WHERE d.kind = 'correction' AND d.state = 'complete' AND EXISTS (
            SELECT 1 FROM jsonb_each_text(d.before -> 'values') was
            WHERE coalesce(r.values ->> was.key, '') = was.value
                AND coalesce(d.values ->> was.key, '') <> was.value)
        UNION
        SELECT r.entry_id, r.by FROM records_reading d
        JOIN records_reading r ON r.entry_id = d.entry_id AND r.slot = 1 AND r.state = 'complete'
        WHERE d.kind = 'verification' AND d.state = 'complete' AND EXISTS (
            SELECT 1 FROM jsonb_each_text(d.choices) c
            WHERE c.value IN ('other', 'blank', 'unreadable')))
    SELECT e.unit_code, e.actor_key, count(DISTINCT e.entry_id)
    FROM wrong w
    JOIN ledger_ledgerevent e ON e.entry_id = w.entry_id AND e.actor_key = w.by
    WHERE e.action = ANY (%(keyed)s) AND {_SPAN} GROUP BY 1, 2
"""  # noqa: S608


@dataclass
class Keying:
    """Readings of one person in one commune; `quarters` of an hour in which one was finished."""

    keyed: Worth = NOTHING
    readings: int = 0
    wrong: int = 0
    second: int = 0
    quarters: int = 0

    def add(self, other: Keying) -> None:
        """The same of two places, or of two people, as one."""
        self.keyed += other.keyed
        self.readings += other.readings
        self.wrong += other.wrong
        self.second += other.second
        self.quarters += other.quarters

    @property
    def hours(self) -> Fraction:
        return self.quarters * _QUARTER


@dataclass
class Works:
    """A commune's books over the days, plain and converted; `expected`: registrations to do."""

    expected: int = 0
    left: Worth = NOTHING
    done: Worth = NOTHING
    returned: int = 0


@dataclass
class Measures:
    """`works`: commune → its books; `keying`: (commune, person) → what they read."""

    works: dict[str, Works] = field(default_factory=lambda: defaultdict(Works))
    keying: dict[tuple[str, UUID], Keying] = field(default_factory=lambda: defaultdict(Keying))


def measures(first: date, last: date, rules: Rules) -> Measures:
    """Everything of the province over these days, both included."""
    given = {
        "first": first,
        "last": last,
        "zone": _ZONE,
        "keyed": list(_KEYED),
        "second": list(_SECOND),
    }
    found = Measures()
    with as_service("facts", None):
        books = _books(found, given, rules)
        for unit, returned in _rows(_RETURNED, given):
            found.works[unit].returned = int(returned)
        for unit, who, book, readings, second in _rows(_READ, given):
            type_code, condition, numbers = books.get(book, ("", "good", 0))
            keyed = worth(readings, type_code, condition, numbers, rules)
            found.keying[unit, who].add(Keying(keyed, readings, 0, second))
        for unit, who, quarters in _rows(_QUARTERS, given):
            found.keying[unit, who].quarters = quarters
        for unit, who, wrong in _rows(_WRONG, given):
            found.keying[unit, who].wrong = wrong
    return found


def days_between(first: date, last: date) -> list[date]:
    """Every day, both ends included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _books(
    found: Measures, given: Mapping[str, Any], rules: Rules
) -> dict[UUID, tuple[str, str, int]]:
    """Adds up each commune's books; returns book → (type, condition, numbers)."""
    known = {}
    for key, unit, type_code, condition, numbers, expected, approved, before in _rows(
        _BOOKS, given
    ):
        known[key] = (type_code, condition, numbers)
        works = found.works[unit]
        works.expected += expected
        works.left += worth(max(expected - before, 0), type_code, condition, numbers, rules)
        works.done += worth(max(approved - before, 0), type_code, condition, numbers, rules)
    return known


def _rows(query: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())
