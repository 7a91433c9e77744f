"""A record as rules see it: what is filled in, what is explained, and today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sohotich.domain.compare.marks import BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.schema import Kind, RecordType
from sohotich.domain.text import DateError, PartialDate

_EXPLAINS_EMPTY = (BLANK_IN_BOOK, UNREADABLE)


@dataclass(frozen=True, slots=True)
class Context:
    """What a record cannot say itself. `today` None: no date is held to be in the future.

    `printed`: the lines of the book's page as an officer confirmed them; None: the era's are taken.
    The other values are the province's policies `rules.*`.
    """

    today: date | None = None
    parent_min_age: int = 12
    earliest_registration_year: int = 1945
    earliest_birth_year: int = 1850
    oldest_age: int = 120
    printed: frozenset[str] | None = None


@lru_cache(maxsize=1 << 16)
def read_date(text: str) -> PartialDate | None:
    """The date of a value in the stored form (dd.mm.yyyy, mm.yyyy, yyyy), else None."""
    try:
        return PartialDate.from_text(text)
    except DateError:
        return None


@lru_cache(maxsize=64)
def date_keys(kind: RecordType) -> tuple[str, ...]:
    """The keys of the fields that hold a date."""
    return tuple(field.key for field in kind.fields if field.kind is Kind.DATE)


class Record:
    """Values by key (empty ones are not there), marks by key, and the context."""

    __slots__ = ("_dates", "context", "kind", "marks", "values")

    def __init__(
        self,
        kind: RecordType,
        values: Mapping[str, str | None],
        marks: Mapping[str, str],
        context: Context,
    ) -> None:
        self.kind = kind
        self.values = {key: value for key, value in values.items() if value}
        self._dates: dict[str, PartialDate | None] | None = None
        self.marks = marks
        self.context = context

    @property
    def dates(self) -> dict[str, PartialDate | None]:
        """Every filled date field; None for what is no date. Rules on books hardly ever ask."""
        if self._dates is None:
            values = self.values
            self._dates = {
                key: read_date(values[key]) for key in date_keys(self.kind) if key in values
            }
        return self._dates

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def lacks(self, key: str) -> bool:
        """Empty, and nobody said that the book leaves it blank or cannot be read."""
        return key not in self.values and self.marks.get(key) not in _EXPLAINS_EMPTY

    def date(self, key: str) -> PartialDate | None:
        """None for an empty value and for one that is no date; another rule says so."""
        return self.dates.get(key)
