"""What each person keyed, and how often a dispute was decided against them: days and sums.

Asked as the service that counts: a keyer holds no right to the ledger, and an officer who keys sees
nothing of open readings. Only registrations that are agreed on say anything of anybody's errors.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.workflow import KEYING
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.rollup import ZONE

KEYED: Final = KEYING
_NOT_YET: Final = ("expected", "scanned", "keyed_once", "verifying", "disputed")

# What was contested and changed since counts as it stands now.
# A registration that came back has several readings and decisions: those nearest in time belong
# together, and a decision says nothing of a reading that another one had replaced before.
_DONE: Final = """
    WITH done AS (
        SELECT e.actor_key AS person, e.actor_name AS name, e.entry_id, e.at,
            (e.campaign_at AT TIME ZONE %(zone)s)::date AS day
        FROM ledger_ledgerevent e
        WHERE e.unit_code = ANY (%(units)s) AND e.action = ANY (%(keyed)s)
            AND e.campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
            AND e.campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
            AND (%(person)s::uuid IS NULL OR e.actor_key = %(person)s::uuid)),
    readings AS (
        SELECT d.*, r.slot, r.marks, r.completed_at,
            (SELECT count(*) FROM (SELECT jsonb_object_keys(r.values)
                UNION SELECT jsonb_object_keys(r.marks)) k) AS fields
        FROM done d
        JOIN LATERAL (
            SELECT * FROM records_reading g
            WHERE g.entry_id = d.entry_id AND g.by = d.person AND g.kind = 'keying' AND g.slot > 0
                AND g.completed_at IS NOT NULL
            ORDER BY abs(extract(epoch FROM g.completed_at - d.at)) LIMIT 1) r ON true),
    judged AS (
        SELECT g.*, x.choices, NOT replaced.yes AND CASE
            WHEN %(before)s::date IS NULL THEN n.state <> ALL (%(not_yet)s)
            ELSE g.day < %(before)s::date AND coalesce((
                SELECT v.to_state <> ALL (%(not_yet)s) FROM ledger_ledgerevent v
                WHERE v.entry_id = g.entry_id AND v.campaign_at
                    < %(before)s::date::timestamp AT TIME ZONE %(zone)s
                ORDER BY v.at DESC LIMIT 1), false) END AS agreed
        FROM readings g
        JOIN ledger_entry n ON n.key = g.entry_id
        CROSS JOIN LATERAL (
            SELECT EXISTS (SELECT FROM records_reading l WHERE l.entry_id = g.entry_id
                AND l.slot = g.slot AND l.kind IN ('keying', 'import')
                AND l.completed_at > g.completed_at) AS yes) replaced
        LEFT JOIN LATERAL (
            SELECT c.choices || coalesce((
                SELECT jsonb_object_agg(t.field, t.final_choice) FROM contests_contest t
                WHERE t.decision = c.key AND t.state = 'changed'), '{}') AS choices
            FROM records_reading c
            WHERE c.entry_id = g.entry_id AND c.kind = 'decision' AND c.state = 'complete'
                AND c.completed_at >= g.completed_at
            ORDER BY c.completed_at LIMIT 1) x ON NOT replaced.yes),
    counted AS (
        SELECT person, name, day, 1 AS records, fields, agreed,
            CASE WHEN agreed THEN fields ELSE 0 END AS checked,
            CASE WHEN agreed THEN (
                SELECT count(*) FROM jsonb_each_text(coalesce(choices, '{}')) o(field, choice)
                WHERE choice = 'other'
                    OR (choice = 'a' AND slot <> 1) OR (choice = 'b' AND slot <> 2)
                    OR (choice = 'blank' AND marks->>field IS DISTINCT FROM %(blank)s)
                    OR (choice = 'unreadable' AND marks->>field IS DISTINCT FROM %(unreadable)s)
            ) ELSE 0 END AS errors
        FROM judged)
"""
_BY_DAY: Final = f"""{_DONE}
    SELECT day, sum(records), sum(fields), sum(checked), sum(errors) FROM counted
    GROUP BY day ORDER BY day
"""  # noqa: S608
_BY_PERSON: Final = f"""{_DONE}
    SELECT person, max(name), sum(records), sum(fields), sum(checked), sum(errors),
        sum(records) FILTER (WHERE day = %(last)s)
    FROM counted GROUP BY person ORDER BY sum(records) DESC, max(name)
"""  # noqa: S608


@dataclass(frozen=True)
class Read:
    """`records` read once, with `fields` in them; of those whose content is agreed `checked`
    fields, `errors` of them decided otherwise than this person had read.
    """

    records: int = 0
    fields: int = 0
    checked: int = 0
    errors: int = 0

    def __add__(self, other: Read) -> Read:
        return Read(
            self.records + other.records,
            self.fields + other.fields,
            self.checked + other.checked,
            self.errors + other.errors,
        )


@dataclass(frozen=True)
class Reader:
    """Somebody who keyed in a commune; `today`: records of the last day asked for."""

    key: UUID
    name: str
    read: Read
    today: int


def readers(unit: str, first: date, last: date) -> list[Reader]:
    """Everybody who keyed in the commune on these days, most first."""
    rows = _asked(_BY_PERSON, [unit], (first, last), None)
    return [
        Reader(key, name, Read(*map(int, sums)), int(today or 0))
        for key, name, *sums, today in rows
    ]


def read_by_day(
    person: UUID, units: Collection[str], first: date, last: date, before: date | None = None
) -> list[tuple[date, Read]]:
    """What one person keyed in these communes, on each of these days they worked.

    Fields are checked as things stand, or stood when the day `before` began.
    """
    rows = _asked(_BY_DAY, units, (first, last), person, before)
    return [(day, Read(*map(int, sums))) for day, *sums in rows]


def _asked(
    question: str,
    units: Collection[str],
    days: tuple[date, date],
    person: UUID | None,
    before: date | None = None,
) -> list[tuple[Any, ...]]:
    given: dict[str, Any] = {
        "zone": ZONE,
        "units": list(units),
        "keyed": list(KEYED),
        "not_yet": list(_NOT_YET),
        "first": days[0],
        "last": days[1],
        "before": before,
        "person": person,
        "blank": BLANK_IN_BOOK,
        "unreadable": UNREADABLE,
    }
    with as_service("facts", frozenset(units)), connection.cursor() as cursor:
        cursor.execute(question, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
