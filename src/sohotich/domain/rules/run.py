"""All rules over a record, and over the records of a book."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sohotich.domain.compare.marks import AS_WRITTEN
from sohotich.domain.record_types import record_type
from sohotich.domain.rules import (  # noqa: F401  (each introduces its rules)
    ages,
    codes,
    contents,
    dates,
    doubles,
    families,
    in_book,
    localities,
    numbers,
    papers,
    persons,
    presence,
    sequence,
    words,
    writing,
)
from sohotich.domain.rules.finding import Finding, Hit
from sohotich.domain.rules.messages import message
from sohotich.domain.rules.record import Context, Record
from sohotich.domain.rules.registry import RULES, Rule, Scope
from sohotich.domain.schema import Kind, RecordType

_NO_MARKS: Mapping[str, str] = {}
_NO_CONTEXT = Context()
# Values repeat (places, names of officers, days); a list of this size spares most of the work.
_REMEMBERED = 1 << 16


def check(
    kind: RecordType,
    values: Mapping[str, str | None],
    marks: Mapping[str, str] | None = None,
    context: Context | None = None,
) -> list[Finding]:
    """Everything the rules have to say of one record, in the order of the rules.

    `values` and `marks` by field key; marks are those of `compare.marks`: AS_WRITTEN answers the
    warnings of its field (and errors that only doubt the book), BLANK_IN_BOOK and UNREADABLE
    explain an empty one. Keys the type does not have are passed over.
    """
    record = Record(kind, values, marks or _NO_MARKS, context or _NO_CONTEXT)
    found: list[Finding] = []
    code = kind.code
    for key, value in record.values.items():
        hits = _value_hits(code, key, value)
        if hits:
            for rule, hit in hits:
                _report(found, record, rule, hit)
    for rule in _rules("record", kind.code):
        for hit in rule.function(record):
            _report(found, record, rule, hit)
    return found


def check_book(
    kind: RecordType,
    records: Sequence[Mapping[str, str | None]],
    marks: Sequence[Mapping[str, str]] | None = None,
) -> list[tuple[int, Finding]]:
    """What is wrong between the records of one book or file: (position from 0, finding)."""
    said = marks or [_NO_MARKS] * len(records)
    rows = [
        Record(kind, values, own, _NO_CONTEXT) for values, own in zip(records, said, strict=True)
    ]
    found: list[tuple[int, Finding]] = []
    for rule in _rules("book", kind.code):
        for position, hit in rule.function(rows):
            own: list[Finding] = []
            _report(own, rows[position], rule, hit)
            found += [(position, finding) for finding in own]
    return sorted(found, key=lambda pair: pair[0])


def check_in_book(
    kind: RecordType, values: Mapping[str, str], marks: Mapping[str, str], place: in_book.Place
) -> list[Finding]:
    """What is doubtful about a record beside the others of its book, as far as they are known."""
    record = Record(kind, values, marks, _NO_CONTEXT)
    found: list[Finding] = []
    for rule in _rules("place", kind.code):
        for hit in rule.function(record, place):
            _report(found, record, rule, hit)
    return found


def _report(found: list[Finding], record: Record, rule: Rule, hit: Hit) -> None:
    if record.marks and rule.vouchable and _vouched(record, hit):
        return
    label = record.kind.field(hit.field).label
    said = message(rule.id, hit, label, record.get(hit.field))
    found.append(Finding(rule.id, rule.severity, hit.field, said, hit.proposal, hit.related))


def _vouched(record: Record, hit: Hit) -> bool:
    return any(record.marks.get(key) == AS_WRITTEN for key in (hit.field, *hit.related))


@lru_cache(maxsize=_REMEMBERED)
def _value_hits(type_code: str, key: str, value: str) -> tuple[tuple[Rule, Hit], ...]:
    field = record_type(type_code).by_key.get(key)
    if field is None:
        return ()
    answers = [(rule, rule.function(field, value)) for rule in _value_rules(type_code, field.kind)]
    return tuple((rule, hit) for rule, hit in answers if hit is not None)


@lru_cache(maxsize=256)
def _value_rules(type_code: str, kind: Kind) -> tuple[Rule, ...]:
    return tuple(rule for rule in _rules("value", type_code) if kind in rule.kinds)


@lru_cache(maxsize=64)
def _rules(scope: Scope, type_code: str) -> tuple[Rule, ...]:
    chosen = (rule for rule in RULES.values() if rule.scope == scope)
    return tuple(rule for rule in chosen if rule.speaks_of(type_code))
