"""What forms are made of: rows of printed labels and slots to write in.

A slot is a field key, with `.day .month .year` for the parts of a date, or an unkeyed line.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed label and the dotted line after it; `weight` shares the row's width."""

    label: str
    slot: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cells:
    cells: tuple[Cell, ...]
    units: float = 1.0


@dataclass(frozen=True, slots=True)
class Long:
    """One slot over several dotted lines."""

    label: str
    slot: str
    lines: int = 2

    @property
    def units(self) -> float:
        return float(self.lines)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    units: float = 1.0
    face: str = "bold"


@dataclass(frozen=True, slots=True)
class Parents:
    """A ruled table: one line per row, one column per parent (`cha` or `me` prefixes the slot)."""

    rows: tuple[tuple[str, str, int], ...]
    order: tuple[str, str] = ("cha", "me")
    gap: float = 0.4  # lines left free above the table

    @property
    def units(self) -> float:
        return self.gap + 0.9 + sum(lines for _, _, lines in self.rows)


@dataclass(frozen=True, slots=True)
class Signs:
    """Signature places, the chair's (right) under the seal."""

    left: str
    right: str
    units: float = 4.6
    post: bool = False  # whether the signer's post is written above the seal


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick: (label, code) of a coded field."""

    slot: str
    choices: tuple[tuple[str, str], ...]


Row = Cells | Long | Heading | Parents | Signs


@dataclass(frozen=True, slots=True)
class Form:
    """The main column in one or two parts (left and right page), and the notes column if any."""

    code: str
    rows: tuple[Row, ...]
    facing: tuple[Row, ...] = ()
    notes: bool = False
    ticks: Ticks | None = None


def row(*cells: tuple[str, str, float]) -> Cells:
    return Cells(tuple(Cell(*cell) for cell in cells))


def day(label: str, key: str, *more: tuple[str, str, float]) -> Cells:
    """Day, month and year apart, as the forms ask for them."""
    return row((label, f"{key}.day", 1.5), ("tháng", f"{key}.month", 1.1),
               ("năm", f"{key}.year", 1.4), *more)  # fmt: skip


_CHAIR_SIGNS = frozenset({"TM. ỦY BAN NHÂN DÂN", "NGƯỜI KÝ", "NGƯỜI KÝ GIẤY KHAI SINH"})


def signed_by_chair(signs: Signs) -> bool:
    """Whether the right-hand signature is the chair's, under the seal."""
    return signs.right in _CHAIR_SIGNS
