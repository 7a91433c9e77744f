"""The numbers of a published set of criteria, and how much work one registration is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from sohotich.domain.policies import POLICIES
from sohotich.domain.record_types import keyed_as, record_type

NAMES: Final = tuple(name for name in POLICIES if name.startswith("merit."))
"""The policies whose values a published set freezes."""

NIL: Final = Fraction(0)
_BASE_TYPE: Final = "KS"


class Subject(StrEnum):
    """Who is judged, each with its like."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PERSON = "person"


class Purpose(StrEnum):
    COMMEND = "commend"
    CRITICISE = "criticise"


@dataclass(frozen=True)
class Rules:
    """`numbers`: policy name without `merit.` → value, as frozen when the set was published."""

    numbers: Mapping[str, Any]

    def part(self, name: str) -> Fraction:
        """A percentage or a share as a fraction of one."""
        value = self.numbers[name]
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value, 100)

    def whole(self, name: str) -> int:
        return int(self.numbers[name])

    def weights(self, subject: Subject) -> dict[str, int]:
        """Criterion → full points, the heaviest first; criteria of no points are left out."""
        group = "person" if subject is Subject.PERSON else "unit"
        found = {
            name.removeprefix(f"{group}_"): int(value)
            for name, value in self.numbers.items()
            if name.startswith(f"{group}_") and value
        }
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def least(self, subject: Subject) -> int:
        """The load under which nobody is ranked."""
        return self.whole("min_readings" if subject is Subject.PERSON else "min_load")


def faults(numbers: Mapping[str, Any]) -> list[str]:
    """What is wrong with a set as a whole, in words; empty where it can be published."""
    found = []
    rules = Rules(numbers)
    for subject, words in ((Subject.COMMUNE, "đơn vị"), (Subject.PERSON, "cá nhân")):
        total = sum(rules.weights(subject).values())
        if total != 100:
            found.append(f"Điểm các tiêu chí của {words} cộng lại là {total}, phải là 100.")
    if rules.part("error_full") >= rules.part("error_none"):
        found.append("Mức sai đủ điểm phải nhỏ hơn mức sai không có điểm.")
    return found


def type_weight(type_code: str) -> Fraction:
    """Fields of the type's record against those of a birth record; an unknown type counts one."""
    code = keyed_as(type_code)
    if not code:
        return Fraction(1)
    return Fraction(len(record_type(code).fields), len(record_type(_BASE_TYPE).fields))


@dataclass(frozen=True)
class Worth:
    """Registrations and what they are worth, factor by factor: `typed` by the fields of their
    type, `worn` by the book's condition too, `whole` with the book's own work too.
    """

    plain: Fraction = NIL
    typed: Fraction = NIL
    worn: Fraction = NIL
    whole: Fraction = NIL

    def __add__(self, other: Worth) -> Worth:
        return Worth(
            self.plain + other.plain,
            self.typed + other.typed,
            self.worn + other.worn,
            self.whole + other.whole,
        )

    def __bool__(self) -> bool:
        return self.plain > 0


NOTHING: Final = Worth()


def worth(count: int, type_code: str, condition: str, numbers: int, rules: Rules) -> Worth:
    """What `count` registrations of a book with so many `numbers` are worth.

    `condition`: good, worn or damaged; the work of the book itself is spread over its numbers.
    """
    plain = Fraction(count)
    typed = plain * type_weight(type_code)
    weight = rules.part(f"{condition}_weight") if condition != "good" else Fraction(1)
    worn = typed * weight
    return Worth(plain, typed, worn, worn * (1 + _share_of_book(numbers, rules)))


def _share_of_book(numbers: int, rules: Rules) -> Fraction:
    """The book's own work on each of its numbers, to a thousandth."""
    return Fraction(round(1000 * rules.whole("book_weight") / numbers), 1000) if numbers else NIL
