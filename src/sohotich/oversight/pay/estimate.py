"""What the whole work will cost, told before it is done: expected registrations × what one costs.

What one costs comes from first readings that are agreed, a sample of each type, once there are
enough; before that from the type's fields and how long values of their kind usually are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from django.db import connection

from sohotich.domain.record_types import record_type, register_type
from sohotich.domain.schema import Kind, RecordType
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.stages import states_at
from sohotich.oversight.pay.counting import SERVICE, abroad_fields
from sohotich.oversight.pay.norms import Bracket, Counted, Terms, reckon
from sohotich.oversight.pay.terms import terms_of

SAMPLE: Final = 400
# Nineteen times of twenty, the mean of many like samples lies so many standard errors off at most.
_ERRORS: Final = 1.96
# How long values of a kind are: usually, and at most.
_LENGTHS: Final[Mapping[Kind, tuple[Bracket, Bracket]]] = {
    Kind.PERSON: (Bracket.SHORT, Bracket.MEDIUM),
    Kind.PLACE: (Bracket.MEDIUM, Bracket.LONG),
    Kind.TEXT: (Bracket.SHORT, Bracket.MEDIUM),
    Kind.LISTED: (Bracket.SHORT, Bracket.MEDIUM),
}
_EXPECTED: Final = """
    SELECT e.unit_code, b.type_code, count(*) FROM ledger_entry e
    JOIN books_book b ON b.key = e.book_id
    WHERE e.unit_code = ANY (%(units)s) AND e.state = ANY (%(expected)s) GROUP BY 1, 2
"""
# The end of a key is random: an order by it is a draw, and the same each time. Drawn among the
# narrow rows of the ledger: those of the readings are wide.
_SAMPLED: Final = """
    WITH placed AS (
        SELECT e.key, row_number() OVER (
            PARTITION BY b.type_code ORDER BY substring(uuid_send(e.key) FROM 11)) AS place
        FROM ledger_entry e JOIN books_book b ON b.key = e.book_id
        WHERE e.unit_code = ANY (%(units)s) AND e.state = ANY (%(agreed)s)),
    drawn AS MATERIALIZED (
        SELECT r.key, r.type_code, r.values, r.marks, r.aids
        FROM placed p JOIN records_reading r ON r.entry_id = p.key
        WHERE p.place <= %(sample)s AND r.slot = 1 AND r.state = 'complete'),
    fields AS (
        SELECT r.key, r.type_code, coalesce(r.aids ->> v.key, 'typed') AS aid,
            char_length(normalize(v.value, NFC)) AS length,
            (r.type_code || ':' || v.key) = ANY (%(abroad)s) AS abroad
        FROM drawn r
        CROSS JOIN LATERAL jsonb_each_text(r.values || (
            SELECT coalesce(jsonb_object_agg(m.key, ''), '{}')
            FROM jsonb_object_keys(r.marks) m(key) WHERE NOT (r.values ? m.key))) v)
    SELECT type_code, key, CASE WHEN length = 0 THEN NULL WHEN length <= %(short)s THEN 'short'
            WHEN length <= %(medium)s THEN 'medium' ELSE 'long' END, aid, abroad, count(*)
    FROM fields GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True)
class OneCosts:
    """What one registration of a type costs, in đồng, and the fields of it that are paid.

    `records`: how many were measured; 0: by the fields of the type alone.
    """

    low: float
    middle: float
    high: float
    fields: float
    records: int


@dataclass(frozen=True)
class Estimate:
    """A unit's books of one type. Amounts in đồng."""

    unit: str
    type_code: str
    expected: int
    one: OneCosts

    @property
    def low(self) -> int:
        return round(self.expected * self.one.low)

    @property
    def middle(self) -> int:
        return round(self.expected * self.one.middle)

    @property
    def high(self) -> int:
        return round(self.expected * self.one.high)

    @property
    def name(self) -> str:
        return register_type(self.type_code).name

    @property
    def basis(self) -> str:
        """What it rests on, in words."""
        if self.one.records:
            return f"đo trên {self.one.records} bản ghi đã thống nhất"
        return "theo số trường của mẫu, chưa đủ bản ghi để đo"


def estimates(units: Collection[str], known: Mapping[str, Any]) -> list[Estimate]:
    """By unit and type, by the ceilings and policies `known`; measured over all these units."""
    terms = replace(terms_of(known), second_percent=0)
    given: dict[str, Any] = {
        "units": sorted(units),
        "expected": sorted(states_at("expected")),
        "agreed": sorted(states_at("agreed")),
        "abroad": abroad_fields(),
        "short": terms.short_most,
        "medium": terms.medium_most,
        "sample": SAMPLE,
    }
    with as_service(SERVICE, frozenset(units)), connection.cursor() as cursor:
        cursor.execute(_EXPECTED, given)
        expected = cursor.fetchall()
        cursor.execute(_SAMPLED, given)
        measured = _measured(cursor.fetchall(), terms, int(known["measured_records"]))
    found = []
    for unit, code, count in sorted(expected):
        one = measured.get(code) or by_schema(record_type(code), terms)
        found.append(Estimate(unit, code, count, one))
    return found


def _measured(rows: Iterable[tuple[Any, ...]], terms: Terms, least: int) -> dict[str, OneCosts]:
    """Type → what one costs, for types with at least so many records."""
    records: dict[str, dict[Any, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    for code, key, bracket, aid, abroad, fields in rows:
        known = Bracket(bracket) if bracket else None
        records[code][key].append(Counted(known, 1, aid, abroad, fields))
    return {
        code: mean_cost([reckon(one, terms, images=1) for one in found.values()])
        for code, found in records.items()
        if len(found) >= least
    }


def mean_cost(records: list[Any]) -> OneCosts:
    """The mean of what measured records (`Reckoned`) cost, with the range of its error."""
    count = len(records)
    costs = [record.amount for record in records]
    mean = sum(costs) / count
    spread = math.sqrt(sum((cost - mean) ** 2 for cost in costs) / max(count - 1, 1))
    error = _ERRORS * spread / math.sqrt(count)
    fields = sum(record.fields for record in records) / count
    return OneCosts(max(mean - error, 0), mean, mean + error, fields, count)


def by_schema(kind: RecordType, terms: Terms) -> OneCosts:
    """From the ministry's wanted fields at their usual length to every field at its longest."""
    low, high = (_all(kind, terms, longest=longest) for longest in (False, True))
    return OneCosts(low.amount, (low.amount + high.amount) / 2, high.amount,
                    (low.fields + high.fields) / 2, 0)  # fmt: skip


def _all(kind: RecordType, terms: Terms, *, longest: bool) -> Any:
    counts: dict[Bracket, int] = defaultdict(int)
    for bracket in _classes(kind.code, longest):
        counts[bracket] += 1
    counted = [Counted(bracket, 1, "typed", False, fields) for bracket, fields in counts.items()]
    return reckon(counted, terms, images=1)


@cache
def _classes(code: str, longest: bool) -> tuple[Bracket, ...]:
    kind = record_type(code)
    # Filled in from the ledger and the cover: nobody keys these for each registration.
    filled = {"so", "quyenSo", *kind.shared}
    return tuple(
        _LENGTHS.get(field.kind, (Bracket.SHORT, Bracket.SHORT))[longest]
        for field in kind.fields
        if field.versions and field.key not in filled and (longest or field.wanted)
    )
