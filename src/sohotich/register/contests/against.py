"""Which decisions went against a reading; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE, compare_records

_SLOT_OF: Final = {"a": 1, "b": 2}
_MARK_OF: Final = {"blank": BLANK_IN_BOOK, "unreadable": UNREADABLE}


@dataclass(frozen=True)
class Said:
    """A value and its mark."""

    value: str
    mark: str

    @classmethod
    def of(cls, values: Mapping[str, str], marks: Mapping[str, str], field: str) -> Said:
        """What a reading or a decision holds for the field."""
        return cls(values.get(field, ""), marks.get(field, ""))


def says_the_same(one: Said, other: Said) -> bool:
    """Whether two readings of a field agree, as second readings are compared."""
    return not compare_records(
        {"f": one.value}, {"f": other.value}, ["f"],
        marks_a={"f": one.mark}, marks_b={"f": other.mark},
    )  # fmt: skip


def is_against(slot: int, choice: str, mine: Said, decided: Said) -> bool:
    """Whether a choice went against the reading in this slot. What was typed anew and agrees with
    the reading all the same did not.
    """
    if choice in _SLOT_OF:
        return _SLOT_OF[choice] != slot
    if choice in _MARK_OF:
        return mine.mark != _MARK_OF[choice]
    return not says_the_same(mine, decided)


def final_choice(slot: int, choice: str, mine: Said, value: Said) -> str:
    """Whose reading was right after all, in the words of a decision: that of the slot where the
    answer agrees with it, else what was chosen.
    """
    if says_the_same(mine, value):
        return "a" if slot == _SLOT_OF["a"] else "b"
    return choice if choice in _MARK_OF else "other"
