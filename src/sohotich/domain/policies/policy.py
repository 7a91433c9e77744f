"""One policy and its kinds of value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PolicyValue = int | float | str | Mapping[str, str]


class PolicyError(ValueError):
    """A value the policy does not allow; the text is Vietnamese and names the policy."""


class Kind(StrEnum):
    """INTEGER int, DECIMAL float, TEXT/CHOICE/TIME (HH:MM) str, TABLE code -> text, TICKS each of
    the policy's own codes -> có or không, DECISIONS the text of a `second_key.Table`.
    """

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    CHOICE = "choice"
    TIME = "time"
    TABLE = "table"
    TICKS = "ticks"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Policy:
    """`minimum` and `maximum` are inclusive; `pattern` is a full match for text and table values,
    `key_pattern` for the codes of a table.

    `choices`: code -> what people read, of a choice and of ticks. `needs` are pieces a text must
    contain. `origin`: PLAN (the province's plan), the law's article, "measured" or "inferred" (ours
    until the province says otherwise).
    """

    name: str
    title: str
    kind: Kind
    default: PolicyValue
    origin: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    key_pattern: str = ".{1,80}"
    needs: tuple[str, ...] = ()
