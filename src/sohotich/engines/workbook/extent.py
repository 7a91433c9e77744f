"""How far a sheet's cells reach, and which hold an Excel error, before the reader opens it.

The reader builds a full grid up to the furthest cell: one stray cell in XFD1048576 would ask for
17 thousand million places. It also reads `#N/A` and its like as empty; here they are seen.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from xml.parsers import expat

from sohotich.engines.workbook.addresses import address, column_index

# A cell as programs write it: its address is the first attribute.
CELL = re.compile(rb"<c r=\"([A-Z]+[0-9]+)\"")
_DIGITS, _LETTERS = string.digits.encode(), string.ascii_uppercase.encode()
# Every way in which a cell may begin; with a prefix (`x:c`) it is unusual.
STARTS = tuple(b"<c" + after for after in (b" ", b">", b"/", b"\t", b"\n", b"\r"))
# Other elements of a sheet that begin with a c: cols, col, conditionalFormatting, controls.
_NO_CELLS = b"<co"
# Present only in files that the quick way could misread; they take the slow one.
UNUSUAL = (b"<!", b"\x00")
_PREFIXED, _ALSO_UNUSUAL = b":c", tuple(b":" + start[1:] for start in STARTS)


@dataclass(frozen=True)
class Extent:
    """Rows and columns up to the furthest cell, and the addresses of cells in error (#N/A …)."""

    rows: int
    columns: int
    errors: tuple[str, ...] = ()


def measure(xml: bytes) -> Extent:
    """Measure a sheet's XML; expat.ExpatError when it is not XML."""
    if not _unusual(xml):
        cells = CELL.findall(xml)
        if len(cells) == _started(xml, len(cells)):
            return _quick(xml, cells)
    return _Walker().walk(xml)


def _unusual(xml: bytes) -> bool:
    if any(mark in xml for mark in UNUSUAL):
        return True
    return _PREFIXED in xml and any(mark in xml for mark in _ALSO_UNUSUAL)


def _started(xml: bytes, found: int) -> int:
    """How many cells begin; told by two counts where these leave no room for a cell not found."""
    if xml.count(b"<c") - xml.count(_NO_CELLS) == found:
        return found
    return sum(map(xml.count, STARTS))


def _quick(xml: bytes, cells: list[bytes]) -> Extent:
    if b' t="e"' in xml:
        return _Walker().walk(xml)
    # Taken apart as one text: a province has twenty million cells.
    joined = b" ".join(cells)
    columns = set(joined.translate(None, _DIGITS).split())
    rows = set(joined.translate(None, _LETTERS).split())
    widest = max((column_index(letters.decode()) + 1 for letters in columns), default=0)
    return Extent(max(map(int, rows), default=0), widest)


class _Walker:
    """The slow way: any lawful XML, cells without address included."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0
        self.errors: list[str] = []

    def walk(self, xml: bytes) -> Extent:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)
        return Extent(self.rows, self.columns, tuple(self.errors))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif tag == "c":
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = re.fullmatch(r"([A-Z]+)([0-9]+)", attributes.get("r", ""))
        if reference:
            self.column = column_index(reference[1])
            self.row = int(reference[2])
        if attributes.get("t") == "e":
            self.errors.append(address(self.row, self.column))
        self.column += 1
        self.columns = max(self.columns, self.column)
        self.rows = max(self.rows, self.row)


def measure_ods(xml: bytes) -> Extent:
    """Measure the widest and longest sheet of an OpenDocument table, repetitions counted."""
    return _OpenDocument().walk(xml)


class _OpenDocument:
    """Rows and cells say how often they are repeated; empty ones at the end do not count."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = 0
        self.row_repeat = 1
        self.row_filled = False

    def walk(self, xml: bytes) -> Extent:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(xml, True)
        return Extent(self.rows, self.columns)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self.row = 0
        elif tag == "table-row":
            self.column, self.row_filled = 0, False
            self.row_repeat = int(plain.get("number-rows-repeated", 1))
        elif tag in ("table-cell", "covered-table-cell"):
            self.column += int(plain.get("number-columns-repeated", 1))
            if "value-type" in plain:
                self._fill()
        elif tag == "p" and self.column:
            self._fill()

    def _fill(self) -> None:
        self.row_filled = True
        self.columns = max(self.columns, self.column)

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "table-row":
            self.row += self.row_repeat
            if self.row_filled:
                self.rows = max(self.rows, self.row)
