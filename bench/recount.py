"""The province's figures counted once more, by plain SQL over the ledger's events alone.

Shares no code and no table with the facts: the funnel's order, what a return is and whose day is
whose stand here again. A registration stands where its last event of the day left it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

FUNNEL = (
    "expected", "scanned", "keyed", "agreed", "reviewed", "approved", "exported", "accepted",
)  # fmt: skip
# State → how many of the funnel's stages it has reached.
REACHED = {
    "expected": 1, "scanned": 2, "keyed_once": 2, "disputed": 3, "verifying": 3, "agreed": 4,
    "reviewed": 5, "approved": 6, "exported": 7, "accepted": 8, "missing": 0, "cancelled": 0,
}  # fmt: skip
_STANDING = """
    SELECT e.unit_code, b.type_code, coalesce(l.to_state, 'expected'),
        coalesce(l.action IN ('return_to_keying', 'return_to_scanning', 'refuse'), false),
        count(*)
    FROM ledger_entry e
    JOIN books_book b ON b.key = e.book_id
    LEFT JOIN (
        SELECT DISTINCT ON (entry_id) entry_id, to_state, action FROM ledger_ledgerevent
        WHERE campaign_at < (%s::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        ORDER BY entry_id, campaign_at DESC, at DESC, key DESC) l ON l.entry_id = e.key
    GROUP BY 1, 2, 3, 4
"""
_RETURNED = """
    SELECT v.unit_code, b.type_code, count(*) FROM ledger_ledgerevent v
    JOIN books_book b ON b.key = v.book_id
    WHERE v.action IN ('return_to_keying', 'return_to_scanning', 'refuse')
        AND (v.campaign_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = %s
    GROUP BY 1, 2
"""

Key = tuple[str, str, date, str]
"""Commune, type, day, stage."""


def recounted(days: Iterable[date]) -> dict[Key, tuple[int, int]]:
    """(That day, so far) of every commune, type, day and stage that has any; the speaker sees all.

    `days` in order and without gaps.
    """
    days = list(days)
    found: dict[Key, tuple[int, int]] = {}
    before = _standing(days[0] - timedelta(days=1))
    for day in days:
        standing, back = _standing(day), _returned(day)
        for unit, type_code, stage in standing.keys() | before.keys():
            so_far = standing.get((unit, type_code, stage), 0)
            today = so_far - before.get((unit, type_code, stage), 0)
            if stage == "returned":
                today = back.get((unit, type_code), 0)
            found[unit, type_code, day, stage] = (today, so_far)
        for (unit, type_code), count in back.items():
            found.setdefault((unit, type_code, day, "returned"), (count, 0))
        before = standing
    return found


def _standing(day: date) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for unit, type_code, state, returned, count in _rows(_STANDING, day):
        for stage in FUNNEL[: REACHED[state]]:
            found[unit, type_code, stage] += count
        if returned:
            found[unit, type_code, "returned"] += count
    return found


def _returned(day: date) -> dict[tuple[str, str], int]:
    return {(unit, type_code): count for unit, type_code, count in _rows(_RETURNED, day)}


def _rows(statement: str, day: date) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, [day])
        return cursor.fetchall()


def differing() -> tuple[int, list[str]]:
    """How many figures the facts hold, and those the count from the events does not bear out."""
    from sohotich.oversight.facts.models import DailyFact
    from sohotich.oversight.facts.selectors import campaign_days

    counted = recounted(campaign_days())
    rows = DailyFact.objects.values_list(
        "unit_code", "type_code", "day", "stage", "today", "so_far"
    )
    facts = {tuple(row[:4]): tuple(row[4:]) for row in rows}
    wrong = [
        f"{key}: {facts.get(key)} and {counted.get(key)}"
        for key in facts.keys() | counted.keys()
        if facts.get(key, (0, 0)) != counted.get(key, (0, 0))
    ]
    return len(facts), wrong
