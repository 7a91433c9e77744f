"""The table of rules, filled by the decorators that introduce each of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sohotich.domain.rules.finding import Hit, Severity
from sohotich.domain.rules.record import Record
from sohotich.domain.schema import Field, Kind

Scope = Literal["value", "record", "book", "place"]
ValueRule = Callable[[Field, str], Hit | None]
RecordRule = Callable[[Record], Iterable[Hit]]
BookRule = Callable[[Sequence[Record]], Iterable[tuple[int, Hit]]]
PlaceRule = Callable[[Record, Any], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """`id` begins with the row of the facts' list of checks (Q09-parent: row Q09).

    `vouchable`: "đúng như trong sổ" answers it; true of every warning, and of the errors that
    doubt what the book says rather than how it was typed. `types`: codes of the record types it
    speaks of, () for all. `kinds`: for a value rule, the kinds of field it reads.
    """

    id: str
    severity: Severity
    origin: str
    scope: Scope
    vouchable: bool
    types: tuple[str, ...]
    kinds: frozenset[Kind]
    function: Callable[..., Any]

    def speaks_of(self, type_code: str) -> bool:
        return not self.types or type_code in self.types


RULES: dict[str, Rule] = {}


def rules_in_order() -> list[Rule]:
    """As people look them up: by the row of the list of checks, then by name."""
    return sorted(RULES.values(), key=lambda rule: (int(rule.id[1:].split("-")[0]), rule.id))


def _add(
    id: str,  # noqa: A002  (a rule's id is its id)
    severity: Severity,
    origin: str,
    scope: Scope,
    function: Callable[..., object],
    *,
    vouchable: bool,
    types: tuple[str, ...] = (),
    kinds: Iterable[Kind] = (),
) -> None:
    assert id not in RULES, f"two rules named {id}"
    vouched = vouchable or severity == "warning"
    RULES[id] = Rule(id, severity, origin, scope, vouched, types, frozenset(kinds), function)


def value_rule(
    name: str, severity: Severity, origin: str, *, kinds: Iterable[Kind]
) -> Callable[[ValueRule], ValueRule]:
    """A rule on one value. It depends on field and value alone, so its answer is remembered."""

    def introduce(function: ValueRule) -> ValueRule:
        _add(name, severity, origin, "value", function, vouchable=False, kinds=kinds)
        return function

    return introduce


def record_rule(
    name: str,
    severity: Severity,
    origin: str,
    *,
    types: tuple[str, ...] = (),
    vouchable: bool = False,
) -> Callable[[RecordRule], RecordRule]:
    """A rule on several values of one record, or on one that should be there."""

    def introduce(function: RecordRule) -> RecordRule:
        _add(name, severity, origin, "record", function, types=types, vouchable=vouchable)
        return function

    return introduce


def book_rule(
    name: str, severity: Severity, origin: str, *, types: tuple[str, ...] = ()
) -> Callable[[BookRule], BookRule]:
    """A rule on all records of a book or file; a hit names the position of the record."""

    def introduce(function: BookRule) -> BookRule:
        _add(name, severity, origin, "book", function, types=types, vouchable=False)
        return function

    return introduce


def place_rule(
    name: str, severity: Severity, origin: str, *, types: tuple[str, ...] = ()
) -> Callable[[PlaceRule], PlaceRule]:
    """A rule on one record beside what is known of the others of its book (`in_book.Place`)."""

    def introduce(function: PlaceRule) -> PlaceRule:
        _add(name, severity, origin, "place", function, types=types, vouchable=False)
        return function

    return introduce
