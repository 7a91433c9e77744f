"""What a page of the progress was asked for, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.oversight.facts.selectors import Count, Figures
from sohotich.oversight.facts.stages import BUILT


@dataclass(frozen=True, slots=True)
class Choice:
    """`?ngay=` a campaign day, `loai` a type (None: all), `tinh=ngay` the change of that day,
    `dem=so` books instead of registrations; for lists of registrations `buoc` and `so` (a book).
    """

    day: date
    today: date
    type_code: str | None = None
    that_day: bool = False
    books: bool = False
    stage: str = "expected"
    book: UUID | None = None

    @classmethod
    def asked(cls, query: QueryDict, days: list[date]) -> Self:
        """What the address asks for; what it cannot mean is left out. `days` is not empty."""
        day = _day(query.get("ngay", ""))
        type_code, stage = query.get("loai", ""), query.get("buoc", "")
        return cls(
            day=day if day in days else days[-1],
            today=days[-1],
            type_code=type_code if type_code in REGISTER_TYPES else None,
            that_day=query.get("tinh") == "ngay",
            books=query.get("dem") == "so",
            stage=stage if stage in BUILT else "expected",
            book=_key(query.get("so", "")),
        )

    def words(self, *, of_list: bool = False) -> str:
        """The address's part behind `?`, with the mark; "" where everything is as usual."""
        said = {
            "ngay": self.day.isoformat() if self.day != self.today else "",
            "loai": self.type_code or "",
            "tinh": "ngay" if self.that_day else "",
            "dem": "so" if self.books else "",
        }
        if of_list:
            said |= {"buoc": self.stage, "so": str(self.book or "")}
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def but(self, **changes: Any) -> Choice:
        """The same with something changed."""
        return replace(self, **changes)

    def figure(self, one: Figures, stage: str) -> int:
        """What a table shows of these figures."""
        return self.number((one.books if self.books else one.counts)[stage])

    def number(self, count: Count) -> int:
        """Of a count, the side that was asked for."""
        return count.today if self.that_day else count.so_far


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
