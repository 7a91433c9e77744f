"""One finished reading and a table: what is done about each of its values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sohotich.domain.second_key.classes import field_class
from sohotich.domain.second_key.table import Risk, Table
from sohotich.domain.second_key.treatment import Treatment

if TYPE_CHECKING:
    from sohotich.domain.schema import RecordType


@dataclass(frozen=True)
class ReadingFacts:
    """What the system knows of a reading; nothing of what anybody else read.

    `keyer_error`: class of field → the keyer's error as `judged_errors` gives it. `legibility`: the
    verdict on the entry's image, "" where there is none. `warned`: fields with findings. `aids`:
    field → how its value came, `typed` where it is missing. `unsaid`: fields without the value that
    they should have, whatever explains it; no table lets them pass. `sampled`: drawn by chance,
    once, when the reading was finished (`Table.share` says of how many).
    """

    keyer_error: Mapping[str, float | None] = field(default_factory=dict)
    legibility: str = ""
    warned: Collection[str] = frozenset()
    aids: Mapping[str, str] = field(default_factory=dict)
    unsaid: Collection[str] = frozenset()
    sampled: bool = False


def plan(
    record_type: RecordType, fields: Iterable[str], facts: ReadingFacts, table: Table
) -> dict[str, Treatment]:
    """What is done about each of `fields` (keys of the type; KeyError for another)."""
    if facts.sampled:
        return {record_type.field(key).key: Treatment.SECOND for key in fields}
    return {
        key: Treatment.SECOND
        if key in facts.unsaid
        else table.treatment(_risk(record_type, key, facts))
        for key in fields
    }


def measuring_fields(
    record_type: RecordType, fields: Iterable[str], facts: ReadingFacts, table: Table
) -> frozenset[str]:
    """Those of `fields` whose second look tells how often this keyer is wrong: they would have had
    it without any warning and on a clear image too.

    Values that are looked at because they are suspect are wrong far more often than others; counted
    with them they would make a keyer of 1 % look like one of 10 %.
    """
    plain = replace(facts, warned=frozenset(), legibility="ok", unsaid=frozenset())
    said = plan(record_type, fields, plain, table)
    return frozenset(key for key, treatment in said.items() if treatment is not Treatment.ACCEPT)


def _risk(record_type: RecordType, key: str, facts: ReadingFacts) -> Risk:
    aid = facts.aids.get(key) or "typed"
    kind = field_class(record_type.field(key), aid)
    return Risk(kind, facts.keyer_error.get(kind), facts.legibility, key in facts.warned, aid)
