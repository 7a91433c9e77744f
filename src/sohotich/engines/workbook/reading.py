"""A filled template read into rows of text, every value with its cell address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.schema import Field, RecordType
from sohotich.engines.workbook.addresses import address, column_letters
from sohotich.engines.workbook.cells import Note, as_text, in_error
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.headings import likeliest_type, match_headings
from sohotich.engines.workbook.layout import sheet_names
from sohotich.engines.workbook.opening import Grid, Value, WorkbookLimits, open_grid


@dataclass(frozen=True, slots=True)
class Row:
    """One registration: Excel's row number, text by field key (every column of the version).

    `written`: what the file said where a confirmed repair made another value of it.
    """

    number: int
    values: dict[str, str]
    letters: dict[str, str]
    written: dict[str, str] = field(default_factory=dict)

    def cell(self, key: str) -> str:
        """The address of a field's cell, such as B7."""
        return f"{self.letters[key]}{self.number}"

    @property
    def cells(self) -> dict[str, str]:
        """The addresses of all fields of the row."""
        return {key: f"{letter}{self.number}" for key, letter in self.letters.items()}


@dataclass(frozen=True, slots=True)
class CellNote:
    """What reading had to repair or could not read, at one cell."""

    row: int
    column: str
    cell: str
    note: Note


@dataclass(frozen=True)
class Sheet:
    """A filled template: which version, its rows without the empty ones, and the notes.

    `fonts`: the cells set in a font of an old encoding, and that font. `unfilled`: the numbers of
    rows that hold only what a template of a book comes with (number, volume, the values all its
    registrations share), once `without_unfilled` has taken them out of `rows`.
    """

    name: str
    version: str
    rows: list[Row]
    notes: list[CellNote]
    fonts: dict[str, str] = field(default_factory=dict)
    unfilled: tuple[int, ...] = ()


def read(path: Path, record_type: RecordType, limits: WorkbookLimits | None = None) -> Sheet:
    """Read a workbook in one of the type's templates; which version is told by its headings.

    Raises guard.Refused (hostile, encrypted, old .xls), WorkbookError (damaged, too large, headings
    missing, unknown or repeated, data under no heading).
    """
    return _sheet(path, open_grid(path, sheet_names(record_type), limits), record_type)


def read_any(path: Path, limits: WorkbookLimits | None = None) -> tuple[RecordType, Sheet]:
    """Read a workbook in a template of any type, which its headings tell; raises as `read`."""
    grid = open_grid(path, sheet_names(*RECORD_TYPES), limits)
    kind = likeliest_type(grid.rows[0] if grid.rows else [])
    return kind, _sheet(path, grid, kind)


def _sheet(path: Path, grid: Grid, record_type: RecordType) -> Sheet:
    where = f"{path.name}, trang {grid.sheet}"
    version, places = match_headings(grid.rows[0] if grid.rows else [], record_type, where)
    columns = record_type.columns(version)
    known = {column.field.key: column.field for column in columns if column.field}
    reader = _Reader(
        wanted=[(key, places[key], field) for key, field in known.items()],
        letters={key: column_letters(places[key]) for key in known},
        ignored={places[column.name] for column in columns if column.field is None},
        where=where,
    )
    return Sheet(grid.sheet, version, list(reader.rows(grid)), reader.notes, grid.fonts)


def without_unfilled(sheet: Sheet, record_type: RecordType) -> Sheet:
    """The sheet without rows that hold only what a template of a book comes with."""
    told = [field.key for field in record_type.fields if field.key not in record_type.prefilled]
    noted = {note.row for note in sheet.notes}
    filled, unfilled = [], []
    for row in sheet.rows:
        values = row.values
        if row.number in noted or any(values.get(key) for key in told):
            filled.append(row)
        else:
            unfilled.append(row.number)
    return replace(sheet, rows=filled, unfilled=tuple(unfilled)) if unfilled else sheet


class _Reader:
    def __init__(
        self,
        wanted: list[tuple[str, int, Field]],
        letters: dict[str, str],
        ignored: set[int],
        where: str,
    ) -> None:
        self.wanted = wanted
        self.letters = letters
        self.ignored = ignored
        self.where = where
        self.pick = itemgetter(*(place for _, place, _ in wanted))
        self.known = {place for _, place, _ in wanted}
        self.notes: list[CellNote] = []

    def rows(self, grid: Grid) -> Iterator[Row]:
        errors = grid.errors
        for number, cells in enumerate(grid.rows[1:], start=2):
            if self._is_empty(number, cells, errors):
                continue
            self._refuse_strays(number, cells)
            row = Row(number, self._plain(cells) or self._values(number, cells), self.letters)
            if errors:
                self._note_errors(row, errors)
            yield row

    def _plain(self, cells: list[Value]) -> dict[str, str] | None:
        """The values of a row that is all text in NFC, as most are; None for any other."""
        if set(map(type, cells)) != {str}:
            return None
        # A separator joins with no letter: the whole is in NFC where each of its parts is.
        whole = "\x1f".join(cells)  # type: ignore[arg-type]
        if not whole.isascii() and not unicodedata.is_normalized("NFC", whole):
            return None
        return dict(zip(self.letters, self.pick(cells), strict=True))

    def _values(self, number: int, cells: list[Value]) -> dict[str, str]:
        return {
            key: self._text(number, key, cells[place], column) for key, place, column in self.wanted
        }

    def _is_empty(self, number: int, cells: list[Value], errors: frozenset[str]) -> bool:
        filled = len(cells) - cells.count("")
        if filled == 0:
            return not any(address(number, place) in errors for place in self.known if errors)
        # A running number alone makes no registration: templates come with it filled in.
        return filled <= len(self.ignored) and all(
            value == "" or place in self.ignored for place, value in enumerate(cells)
        )

    def _refuse_strays(self, number: int, cells: list[Value]) -> None:
        if len(cells) == len(self.known) + len(self.ignored):
            return
        for place, value in enumerate(cells):
            if value != "" and place not in self.known and place not in self.ignored:
                raise WorkbookError(
                    f"ô {address(number, place)} có dữ liệu nhưng cột {column_letters(place)} "
                    "không có tên ở hàng 1. Chuyển dữ liệu vào đúng cột hoặc xóa ô này.",
                    self.where,
                )

    def _text(self, number: int, key: str, value: Value, field: Field) -> str:
        text, note = as_text(value, field)
        if note is not None:
            self.notes.append(CellNote(number, key, f"{self.letters[key]}{number}", note))
        return text

    def _note_errors(self, row: Row, errors: frozenset[str]) -> None:
        for key, cell in row.cells.items():
            if cell in errors:
                self.notes.append(CellNote(row.number, key, cell, in_error()))
