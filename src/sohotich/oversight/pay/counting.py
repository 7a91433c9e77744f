"""Counting a commune's finished work in SQL: who read how many fields of what length, with what
help. One pass over the readings; nothing of a person's data leaves the database.

A registration is paid whole and once: with it all that was done for it. So it counts from the
moment both readings are there and it stands where the policy asks, and never again once a final
sheet has paid it, whatever is corrected or read anew afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.foundation.database.clock import campaign_offset
from sohotich.foundation.database.keys import NEW_KEY_SQL
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.stages import states_at
from sohotich.oversight.pay.norms import Bracket, Counted
from sohotich.oversight.reports.chain import ZONE

# The identity that counts readings its asker may not see one by one.
SERVICE: Final = "pay"
# Parameters: units, states, until (the real moment before which both readings must be there), by
# (NULL: everybody), which (`unpaid`: on no sheet; `not_final`: on no final one; `all`; `sheets`:
# what these hold).
LIVE: Final = """
    ready AS MATERIALIZED (
        SELECT e.key FROM ledger_entry e
        WHERE e.unit_code = ANY (%(units)s) AND e.state = ANY (%(states)s)
            AND CASE %(which)s
                WHEN 'unpaid' THEN NOT EXISTS (
                    SELECT 1 FROM pay_paidentry p WHERE p.entry_id = e.key)
                WHEN 'not_final' THEN NOT EXISTS (
                    SELECT 1 FROM pay_paidentry p JOIN pay_paysheet s ON s.key = p.sheet_id
                    WHERE p.entry_id = e.key AND s.state = 'final')
                WHEN 'sheets' THEN EXISTS (
                    SELECT 1 FROM pay_paidentry p
                    WHERE p.entry_id = e.key AND p.sheet_id = ANY (%(sheets)s::uuid[]))
                ELSE true END),
    live AS MATERIALIZED (
        SELECT r.* FROM records_reading r
        WHERE r.entry_id IN (SELECT key FROM ready) AND r.unit_code = ANY (%(units)s)
            AND r.slot > 0 AND r.state = 'complete'),
    whole AS MATERIALIZED (
        SELECT entry_id FROM live GROUP BY entry_id HAVING max(completed_at) < %(until)s),
    done AS MATERIALIZED (
        SELECT l.* FROM live l JOIN whole USING (entry_id)
        WHERE %(by)s::uuid IS NULL OR l.by = %(by)s::uuid)"""
_FIELDS: Final = f"""
    WITH {LIVE},
    fields AS (
        SELECT r.by, r.slot, coalesce(r.aids ->> v.key, 'typed') AS aid,
            char_length(normalize(v.value, NFC)) AS length,
            (r.type_code || ':' || v.key) = ANY (%(abroad)s) AS abroad
        FROM done r CROSS JOIN LATERAL jsonb_each_text(r.values) v
        WHERE %(only)s::uuid[] IS NULL OR r.key = ANY (%(only)s::uuid[])
        UNION ALL
        SELECT r.by, r.slot, coalesce(r.aids ->> m.key, 'typed'), 0,
            (r.type_code || ':' || m.key) = ANY (%(abroad)s)
        FROM done r CROSS JOIN LATERAL jsonb_each_text(r.marks) m
        WHERE NOT (r.values ? m.key)
            AND (%(only)s::uuid[] IS NULL OR r.key = ANY (%(only)s::uuid[])))
    SELECT by, CASE WHEN length = 0 THEN NULL WHEN length <= %(short)s THEN 'short'
            WHEN length <= %(medium)s THEN 'medium' ELSE 'long' END AS bracket,
        slot, aid, abroad, count(*), sum(length)
    FROM fields GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608  (no value of anybody's in it)
_PEOPLE: Final = f"""
    WITH {LIVE}
    SELECT by, max(by_name), count(*) FILTER (WHERE slot = 1), count(*) FILTER (WHERE slot = 2),
        sum(keystrokes) FROM done GROUP BY by
"""  # noqa: S608
_IMAGES: Final = f"""
    WITH {LIVE}
    SELECT i.created_by, count(*) FROM images_entryimage i JOIN whole USING (entry_id)
    WHERE i.current AND i.state = 'made' AND (%(by)s::uuid IS NULL OR i.created_by = %(by)s::uuid)
    GROUP BY 1
"""  # noqa: S608
# A disputed field is lost by whoever's reading was not chosen; a corrected one by whoever read it.
_LOST: Final = f"""
    WITH {LIVE}
    SELECT r.by, count(*) FROM done r
    JOIN records_reading d ON d.entry_id = r.entry_id AND d.kind = 'decision'
        AND d.state = 'complete'
    CROSS JOIN LATERAL jsonb_each_text(d.choices) c
    WHERE c.value <> CASE r.slot WHEN 1 THEN 'a' ELSE 'b' END GROUP BY 1
"""  # noqa: S608
_CORRECTED: Final = f"""
    WITH {LIVE}
    SELECT r.by, count(*) FROM done r
    JOIN records_reading k ON k.entry_id = r.entry_id AND k.kind = 'correction'
        AND k.state = 'complete'
    CROSS JOIN LATERAL jsonb_each_text(k.before -> 'values') b
    WHERE coalesce(r.values ->> b.key, '') = b.value
        AND coalesce(k.values ->> b.key, '') <> b.value GROUP BY 1
"""  # noqa: S608
_HOLD: Final = f"""
    WITH {LIVE}
    INSERT INTO pay_paidentry (key, entry_id, sheet_id, unit_code)
    SELECT {NEW_KEY_SQL}, e.key, %(sheet)s, e.unit_code
    FROM ledger_entry e JOIN whole ON whole.entry_id = e.key
"""  # noqa: S608
_MOVE: Final = f"""
    WITH {LIVE}
    UPDATE pay_paidentry SET sheet_id = %(sheet)s
    WHERE sheet_id = ANY (%(sheets)s::uuid[]) AND entry_id IN (SELECT entry_id FROM whole)
"""  # noqa: S608


@dataclass
class Worked:
    """What one person did: fields that are alike, pictures, and what explains the line."""

    name: str
    counted: list[Counted] = field(default_factory=list)
    images: int = 0
    first: int = 0
    second: int = 0
    lost: int = 0
    corrected: int = 0

    @property
    def told(self) -> dict[str, int]:
        return {
            "first": self.first,
            "second": self.second,
            "lost": self.lost,
            "corrected": self.corrected,
        }


def asked(
    units: Collection[str],
    until: date,
    known: Mapping[str, Any],
    *,
    sheets: Collection[UUID] | None = None,
    which: str = "unpaid",
    by: UUID | None = None,
    only: Collection[UUID] | None = None,
) -> dict[str, Any]:
    """The statements' parameters: work of these communes finished by the end of a campaign day.

    `known`: the policies of pay. `sheets`: only what these hold; else `which` of them (see LIVE).
    `only`: readings, None for all.
    """
    return {
        "units": sorted(units),
        "states": sorted(states_at(str(known["from_stage"]))),
        "which": which if sheets is None else "sheets",
        "sheets": list(sheets or ()),
        "until": real_end_of(until),
        "by": by,
        "only": list(only) if only is not None else None,
        "short": int(known["short_chars"]),
        "medium": int(known["medium_chars"]),
        "abroad": abroad_fields(),
    }


def real_end_of(day: date) -> datetime:
    """The machine's moment at which that day of the campaign ends."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE) - campaign_offset()


@cache
def abroad_fields() -> list[str]:
    """`KS:noiDangKyNuocNgoai`, …: fields that only an event registered abroad fills."""
    return [
        f"{kind.code}:{key}"
        for kind in RECORD_TYPES
        if kind.abroad is not None
        for key in kind.abroad.fields
    ]


def worked(given: Mapping[str, Any]) -> dict[UUID, Worked]:
    """Who did what, by their key; `given` as `asked` makes it.

    Counts all readings of the units, those too that the person who asks may not see one by one.
    """
    with as_service(SERVICE, frozenset(given["units"])):
        found = {
            key: Worked(name, first=first, second=second)
            for key, name, first, second, _ in _rows(_PEOPLE, given)
        }
        for key, fields in fields_of(given).items():
            found[key].counted = fields
        for key, images in _rows(_IMAGES, given):
            found.setdefault(key, Worked("")).images = images
        for key, lost in _rows(_LOST, given):
            found[key].lost = lost
        for key, corrected in _rows(_CORRECTED, given):
            found[key].corrected = corrected
    return found


def fields_of(given: Mapping[str, Any]) -> dict[UUID, list[Counted]]:
    """Only the fields, by person; the caller speaks as the service."""
    found: dict[UUID, list[Counted]] = defaultdict(list)
    for by, bracket, slot, aid, abroad, fields, characters in _rows(_FIELDS, given):
        known = Bracket(bracket) if bracket else None
        found[by].append(Counted(known, slot, aid, abroad, fields, int(characters)))
    return found


def entries_hold(given: Mapping[str, Any], sheet: UUID) -> int:
    """Put what `given` counts on a sheet, so that no other takes it; returns how many."""
    return _done(_HOLD, {**given, "sheet": sheet})


def entries_move(given: Mapping[str, Any], sheet: UUID) -> int:
    """Let `sheet` hold whatever of the sheets in `given` still counts; returns how many."""
    return _done(_MOVE, {**given, "sheet": sheet})


def _done(statement: str, given: Mapping[str, Any]) -> int:
    with as_service(SERVICE, frozenset(given["units"])), connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


def _rows(statement: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
