"""What a rule says."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

_NOTHING: Mapping[str, str] = {}


class Hit(NamedTuple):
    """A rule's own answer: where, what to put instead, and the words its message needs.

    `proposal` is a whole new value of the field; None: the rule knows none and nobody should guess.
    `related` are further fields the rule looked at; vouching for one of them answers it too.
    """

    field: str
    proposal: str | None = None
    facts: Mapping[str, str] = _NOTHING
    related: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A hit as people see it. `severity` "error" keeps a record out of a package."""

    rule: str
    severity: Severity
    field: str
    message: str
    proposal: str | None
    related: tuple[str, ...]
