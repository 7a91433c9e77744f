"""Lists that offices keep in tables of their own making: Excel, OpenDocument or CSV.

Headings are recognized by what they say, in any case, with or without marks, under a title or not.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sohotich.domain.text import ENCODING_NAMES, decode, unmarked_key
from sohotich.engines.guard import inspect
from sohotich.engines.workbook.addresses import address, column_letters
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.opening import FILE_LIMITS, Value, WorkbookLimits, open_grid
from sohotich.engines.workbook.writing import NewWorkbook, put, save

# A title, an issuing office, a date: this many rows may stand above the headings.
ROWS_ABOVE = 15
# Spreadsheets take cells that begin so for formulas when they open a CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Heading:
    """A column that a list may have: our key, the heading we write, other ways to say it."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number in the file, text by key (only the columns that the file has)."""

    number: int
    values: dict[str, str]
    letters: dict[str, str]

    def cell(self, key: str) -> str:
        """The address of a value, such as B7; for a CSV counted as a spreadsheet would."""
        return f"{self.letters[key]}{self.number}"


@dataclass(frozen=True)
class Table:
    """A list that was read: keys found, rows that are not empty, headings we have no key for.

    `fonts`: the cells set in a font of an old encoding, and that font.
    """

    keys: tuple[str, ...]
    rows: list[TableRow]
    unknown: tuple[str, ...]
    fonts: dict[str, str] = field(default_factory=dict)


def read_table(
    path: Path, headings: Sequence[Heading], limits: WorkbookLimits | None = None
) -> Table:
    """Read a list by its headings from .xlsx, .ods or .csv (UTF-8 or UTF-16; ; , or tab).

    Dates come as dd/mm/yyyy, whole numbers without a decimal part, everything in NFC, trimmed.
    Raises guard.Refused, and WorkbookError when the headings are not found, a required one is
    missing, or two columns claim the same key.
    """
    limits = limits or WorkbookLimits()
    if inspect(path, FILE_LIMITS).kind == "csv":
        where, grid, fonts = path.name, _csv_grid(path, limits), {}
    else:
        found = open_grid(path, (), limits, kinds=("xlsx", "ods"))
        where, grid, fonts = f"{path.name}, trang {found.sheet}", found.rows, found.fonts
    names = _names(headings)
    at = _heading_row(grid, names)
    if at is None:
        known = ", ".join(heading.title for heading in headings)
        raise WorkbookError(f"không tìm thấy hàng tên cột. Các cột nhận được: {known}.", where)
    places, unknown = _places(grid[at], names, at + 1, where)
    _require(headings, places, at + 1, where)
    return Table(tuple(places), _rows(grid, at, places), unknown, fonts)


def write_table(
    headings: Sequence[Heading],
    rows: Iterable[Mapping[str, str]],
    out: Path,
    sheet: str = "Danh sách",
) -> None:
    """Write a list to .xlsx or .csv (UTF-8 with mark, so that Excel shows the marks of letters).

    In a CSV a value that a spreadsheet would take for a formula gets an apostrophe in front, which
    `read_table` takes away again.
    """
    if out.suffix.lower() == ".csv":
        _write_csv(headings, rows, out)
        return
    with NewWorkbook(out) as book:
        page = book.file.add_worksheet(sheet)
        head = book.file.add_format({"bold": True, "bg_color": "#E3EEF0", "border": 1})
        page.set_column(0, len(headings) - 1, 22, book.text)
        for column, heading in enumerate(headings):
            put(page, 0, column, heading.title, head)
        for number, values in enumerate(rows, start=1):
            for column, heading in enumerate(headings):
                put(page, number, column, values.get(heading.key, ""), book.text)
        page.freeze_panes(1, 0)


def _names(headings: Sequence[Heading]) -> dict[str, str]:
    return {
        unmarked_key(name): heading.key
        for heading in headings
        for name in (heading.key, heading.title, *heading.aliases)
    }


def _heading_row(grid: list[list[Value]], names: dict[str, str]) -> int | None:
    scores = [
        len({key for value in row if (key := _named(value, names))}) for row in grid[:ROWS_ABOVE]
    ]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _named(value: Value, names: Mapping[str, str]) -> str | None:
    """The key of a heading as it is, or as it reads in an old encoding: the names are known."""
    text = " ".join(str(value).split())
    found = names.get(unmarked_key(text))
    if found is None and not text.isascii():
        readings = (unmarked_key(decode(text, encoding)) for encoding in ENCODING_NAMES)
        found = next((names[key] for key in readings if key in names), None)
    return found


def _places(
    row: list[Value], names: dict[str, str], number: int, where: str
) -> tuple[dict[str, int], tuple[str, ...]]:
    places: dict[str, int] = {}
    unknown = []
    for place, value in enumerate(row):
        key = _named(value, names)
        if key is None:
            if str(value).strip():
                unknown.append(" ".join(str(value).split()))
        elif key in places:
            raise WorkbookError(
                f"cột “{value}” lặp lại (đã có ở ô {address(number, places[key])}). Bỏ một cột.",
                f"{where}, ô {address(number, place)}",
            )
        else:
            places[key] = place
    return places, tuple(unknown)


def _require(
    headings: Sequence[Heading], places: Mapping[str, int], number: int, where: str
) -> None:
    missing = [h.title for h in headings if h.required and h.key not in places]
    if missing:
        raise WorkbookError(
            f"hàng tên cột thiếu: {', '.join(missing)}. Thêm cột rồi gửi lại.",
            f"{where}, hàng {number}",
        )


def _rows(grid: list[list[Value]], at: int, places: dict[str, int]) -> list[TableRow]:
    letters = {key: column_letters(place) for key, place in places.items()}
    rows = []
    for number, cells in enumerate(grid[at + 1 :], start=at + 2):
        values = {
            key: _plain(cells[place]) if place < len(cells) else "" for key, place in places.items()
        }
        if any(values.values()):
            rows.append(TableRow(number, values, letters))
    return rows


def _plain(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    return unicodedata.normalize("NFC", str(value)).strip()


def _csv_grid(path: Path, limits: WorkbookLimits) -> list[list[Value]]:
    data = path.read_bytes()
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
        delimiter = max(";,\t|", key=text.split("\n", 1)[0].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkbookError(
            "tệp CSV không đọc được. Lưu lại từ Excel dạng “CSV UTF-8” rồi gửi lại.", path.name
        ) from error
    if len(rows) > limits.rows or max(map(len, rows), default=0) > limits.columns:
        raise WorkbookError(
            f"vượt giới hạn {limits.rows} hàng, {limits.columns} cột. Chia thành nhiều tệp.",
            path.name,
        )
    return [[_unguarded(value) for value in row] for row in rows]


def _unguarded(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULA_STARTS) else value


def _guarded(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _write_csv(headings: Sequence[Heading], rows: Iterable[Mapping[str, str]], out: Path) -> None:
    buffer = io.StringIO(newline="")
    writer: Any = csv.writer(buffer, delimiter=",", lineterminator="\r\n")
    writer.writerow([heading.title for heading in headings])
    for values in rows:
        writer.writerow([_guarded(values.get(heading.key, "")) for heading in headings])
    save(buffer.getvalue().encode("utf-8-sig"), out)
