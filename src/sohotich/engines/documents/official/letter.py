"""What stands in an official letter, as plain data; PDF, DOCX and XLSX are drawn from the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sohotich.domain.text.figures import grouped, share

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Share:
    """A part of a whole, shown as `43,2 %` rounded down; of nothing `–`."""

    part: int
    whole: int


@dataclass(frozen=True)
class Span:
    """A cell that takes the room of `columns` cells to the right: a group's name, "Tổng cộng"."""

    value: Value
    columns: int


# None: there is no such figure here, shown as "–"; "" leaves the cell empty.
Value = str | int | Share | None
Cell = Value | Span


@dataclass(frozen=True)
class Column:
    """`width` in mm at the table's size; all widths are stretched together to the page's."""

    width: float
    align: Align = "right"


@dataclass(frozen=True)
class Head:
    """A cell of the table's head; it may take several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """Cells left to right, filling every column; `bold` for groups and totals."""

    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table whose head is repeated on each page.

    `head` holds lines of cells, top to bottom; a cell that reaches down is named in its first line
    only. `size` in points. `name` is the sheet's name in XLSX and stands above nothing.
    """

    name: str
    columns: tuple[Column, ...]
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    size: float = 13

    @property
    def width(self) -> float:
        """In mm, as wide as its columns ask."""
        return sum(column.width for column in self.columns)


@dataclass(frozen=True)
class Heading:
    """A numbered heading on a line of its own ("1. Kết quả …")."""

    text: str


# A str is a paragraph.
Block = str | Heading | Table


@dataclass(frozen=True)
class Appendix:
    """What follows on pages of its own, after the signature; on its side where a table is wide."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Signer:
    """`authority` is for whom one signs, line by line ("TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC"), or
    ""; `title` is the signer's own; an empty `name` is left to be written by hand.
    """

    authority: str
    title: str
    name: str = ""


@dataclass(frozen=True)
class OfficialLetter:
    """A letter in the form of NĐ 30/2020/NĐ-CP, appendix I.

    `agency` and `parent_agency` come in ordinary letters, "\\n" where a line ends; a people's
    committee has no parent. `number` is "" until the clerk gives one; `symbol` is all behind the
    stroke ("BC-UBND"). `place` is the name alone (An Tập). `kind` is "Báo cáo", `abstract` what it
    is about. `addressees` follow "Kính gửi", `recipients` "Nơi nhận", without dashes and ends.
    """

    agency: str
    number: str
    symbol: str
    place: str
    day: date
    kind: str
    abstract: str
    body: tuple[Block, ...]
    signer: Signer
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    parent_agency: str = ""
    appendices: tuple[Appendix, ...] = ()


def shown(value: Value) -> str:
    """As printed: `327.822`, `43,2 %`, `–`."""
    match value:
        case None:
            return "–"
        case Share(part, whole):
            return share(part, whole)
        case str():
            return value
        case _:
            return grouped(value)
