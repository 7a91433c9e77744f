"""The decision table as text that people read and edit.

Lines of settings (`rút ngẫu nhiên: 5 %`), a line of column names, one line for each row; cells are
parted by `|`, a dash asks for nothing. Empty lines and lines that begin with # are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sohotich.domain.second_key.classes import CLASSES
from sohotich.domain.second_key.table import AIDS, LEGIBILITY, Row, Table
from sohotich.domain.second_key.treatment import TREATMENTS

ANY: Final = "–"
_DASHES: Final = frozenset({"–", "-", "—", ""})
_PERCENT: Final = re.compile(r"(\d{1,3}(?:,\d{1,3})?)\s*%")
_WHOLE: Final = re.compile(r"(\d{1,6})(?:\s*lượt)?")
ANY_CLASS: Final = "mọi loại"
WARNED: Final = {True: "có"}

# Row's attribute → name of its column, in the order of the text.
COLUMNS: Final[Mapping[str, str]] = {
    "field_class": "loại trường",
    "error": "lỗi của người nhập từ",
    "legibility": "ảnh từ",
    "warned": "cảnh báo",
    "aid": "cách nhập",
    "treatment": "thì",
}
SHARE, LEAST_LOOKS = "rút ngẫu nhiên", "đủ số đo từ"


class TableError(ValueError):
    """A text that is no table; `row` is the line of the text, `column` the column's name or ""."""

    def __init__(self, message: str, row: int, column: str = "") -> None:
        place = f"Dòng {row}, cột “{column}”" if column else f"Dòng {row}"
        super().__init__(f"{place}: {message}")
        self.row = row
        self.column = column


def written(table: Table) -> str:
    """The text that `parse` reads back into the same table."""
    cells = [tuple(COLUMNS.values()), *map(_cells, table.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        (
            f"{SHARE}: {percent(table.share)}",
            f"{LEAST_LOOKS}: {table.least_looks} lượt",
            *(" | ".join(map(str.ljust, line, widths)).rstrip() for line in cells),
        )
    )


def percent(share: float) -> str:
    """0.025 → `2,5 %`."""
    return f"{round(share * 100, 3):g} %".replace(".", ",")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        CLASSES.get(row.field_class, ANY_CLASS),
        percent(row.error) if row.error else ANY,
        ANY if row.legibility == "ok" else LEGIBILITY[row.legibility],
        WARNED[True] if row.warned else ANY,
        AIDS.get(row.aid, ANY),
        TREATMENTS[row.treatment],
    )


def words_of_columns() -> Mapping[str, str]:
    """Column → what its cells may say, within a sentence; any share of a column of shares."""
    any_ = f"{ANY} (không xét)"
    return {
        COLUMNS["field_class"]: f"{ANY_CLASS}, {', '.join(CLASSES.values())}",
        COLUMNS["error"]: f"{ANY}, hoặc tỷ lệ như 2,5 %",
        COLUMNS["legibility"]: f"{any_}, {', '.join(LEGIBILITY.values())}",
        COLUMNS["warned"]: f"{any_}, {', '.join(WARNED.values())}",
        COLUMNS["aid"]: f"{any_}, {', '.join(AIDS.values())}",
        COLUMNS["treatment"]: ", ".join(TREATMENTS.values()),
    }


def parse(text: str) -> Table:
    """The table a text says; TableError, in Vietnamese, names the line and the column."""
    settings: dict[str, Any] = {}
    rows: list[Row] = []
    header_seen = False
    number = 0
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if "|" not in content:
            settings.update(_setting(content, number, settings))
        elif not header_seen:
            _ensure_header(content, number)
            header_seen = True
        else:
            rows.append(_row(content, number))
    if not rows:
        raise TableError("bảng phải có hàng tên cột và ít nhất một hàng quyết định.", number + 1)
    return Table(tuple(rows), **settings)


def _setting(line: str, number: int, seen: Mapping[str, Any]) -> dict[str, Any]:
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon or name.lower() not in _SETTINGS:
        known = ", ".join(f"“{name}: …”" for name in _SETTINGS)
        raise TableError(
            f"không hiểu “{line}”. Nhận: {known}, hoặc các ô cách nhau bằng |.", number
        )
    key, read = _SETTINGS[name.lower()]
    if key in seen:
        raise TableError("đã ghi ở dòng trên.", number, name)
    return {key: read(value, number, name)}


def _ensure_header(line: str, number: int) -> None:
    names = [cell.strip().lower() for cell in line.split("|")]
    if names != list(COLUMNS.values()):
        raise TableError(f"tên cột phải là: {' | '.join(COLUMNS.values())}.", number)


def _row(line: str, number: int) -> Row:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != len(COLUMNS):
        raise TableError(f"có {len(cells)} ô, phải có {len(COLUMNS)} ô.", number)
    said = zip(COLUMNS.items(), cells, strict=True)
    return Row(**{key: _READERS[key](cell, number, name) for (key, name), cell in said})


Reader = Callable[[str, int, str], Any]


def _share(cell: str, number: int, column: str) -> float:
    if cell in _DASHES:
        return 0.0
    found = _PERCENT.fullmatch(cell)
    share = float(found[1].replace(",", ".")) / 100 if found else 2.0
    if share > 1:
        raise TableError(
            f"“{cell}” không phải tỷ lệ từ 0 % đến 100 %, ví dụ 2,5 %.", number, column
        )
    return round(share, 6)


def _count(cell: str, number: int, column: str) -> int:
    found = _WHOLE.fullmatch(cell)
    if not found:
        raise TableError(f"“{cell}” không phải số lượt, ví dụ 200 lượt.", number, column)
    return int(found[1])


def _word(words: Mapping[Any, str], nothing: Any = None, extra: str = "") -> Reader:
    """Reads one of the words; a dash (or `extra`) where `nothing` is given."""
    codes = {word: code for code, word in words.items()}

    def read(cell: str, number: int, column: str) -> Any:
        said = cell.lower()
        if nothing is not None and (said in _DASHES or said == extra):
            return nothing
        if said not in codes:
            known = [*codes, *([extra or ANY] if nothing is not None else [])]
            raise TableError(f"không có “{cell}”. Nhận: {', '.join(known)}.", number, column)
        return codes[said]

    return read


_READERS: Final[Mapping[str, Reader]] = {
    "field_class": _word(CLASSES, "", ANY_CLASS),
    "error": _share,
    "legibility": _word(LEGIBILITY, "ok"),
    "warned": _word(WARNED, False),
    "aid": _word(AIDS, ""),
    "treatment": _word(TREATMENTS),
}
_SETTINGS: Final[Mapping[str, tuple[str, Reader]]] = {
    SHARE: ("share", _share),
    LEAST_LOOKS: ("least_looks", _count),
}
