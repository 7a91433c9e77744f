"""Repairs proposed for the cells of a file: shown first, made only where somebody confirms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sohotich.domain.text import (
    ENCODING_NAMES,
    REPAIR_KINDS,
    Encoding,
    Hints,
    Repair,
    font_encoding,
    repair,
)
from sohotich.engines.workbook.findings import CellFinding
from sohotich.engines.workbook.reading import Row, Sheet
from sohotich.engines.workbook.tables import Table, TableRow

RULE = "X09"
# Text that nobody can read as it is; the other repairs leave a value readable.
_UNREADABLE = frozenset({"tcvn3", "vni", "viqr", "mojibake"})
# Q19 speaks of these already.
_OF_A_RULE = frozenset({"escape", "commas", "junk"})


@dataclass(frozen=True, slots=True)
class CellRepair:
    """One cell: `column` is the field key, `sure` whether confirming all makes this one too."""

    row: int
    column: str
    cell: str
    before: str
    after: str
    kinds: tuple[str, ...]
    why: str
    confidence: float
    sure: bool
    font: str = ""

    @property
    def unreadable(self) -> bool:
        """Whether the value as it came is in an old encoding beyond doubt."""
        return self.sure and not _UNREADABLE.isdisjoint(self.kinds)


def propose_repairs(
    rows: Sequence[Row] | Sequence[TableRow],
    fonts: Mapping[str, str],
    encoding: Encoding | None = None,
) -> list[CellRepair]:
    """What each text of the rows may have been meant to be; nothing is changed by it.

    `fonts` as the reader gives them (cell → old font); `encoding`: the one an officer chose for
    cells whose font says nothing. Without it the file speaks for itself: where every sure guess is
    of one encoding, that is what its shorter texts are read in too.
    """
    found = _of_rows(rows, fonts, encoding)
    said = {kind for item in found if item.sure for kind in item.kinds if kind in ENCODING_NAMES}
    if encoding is None and len(said) == 1:
        (kind,) = said
        found = _of_rows(rows, fonts, next(one for one in ENCODING_NAMES if one == kind))
    return found


def _of_rows(
    rows: Sequence[Row] | Sequence[TableRow], fonts: Mapping[str, str], encoding: Encoding | None
) -> list[CellRepair]:
    if not fonts and not _odd_texts(rows, encoding):
        return []
    # A book says the same thing in most of its rows.
    known: dict[tuple[str, str], Repair] = {}
    found = []
    for row in rows:
        for key, value in row.values.items():
            if not value:
                continue
            font = fonts.get(row.cell(key), "") if fonts else ""
            proposed = known.get((value, font))
            if proposed is None:
                hints = Hints(font=font, encoding=None if font_encoding(font) else encoding)
                proposed = known[value, font] = repair(value, hints)
            if proposed.changed:
                found.append(_at(row, key, font, proposed))
    return found


def _odd_texts(rows: Sequence[Row] | Sequence[TableRow], encoding: Encoding | None) -> bool:
    """Whether any text of the rows may want a repair; most files have none."""
    texts = {value for row in rows for value in row.values.values()} - {""}
    return any(_odd(text, encoding) for text in texts)


@lru_cache(maxsize=1 << 16)
def _odd(text: str, encoding: Encoding | None) -> bool:
    return repair(text, Hints(encoding=encoding)).changed


def _at(row: Row | TableRow, key: str, font: str, proposed: Repair) -> CellRepair:
    return CellRepair(
        row.number,
        key,
        row.cell(key),
        proposed.before,
        proposed.after,
        proposed.kinds,
        proposed.why,
        proposed.confidence,
        proposed.sure,
        font,
    )


def with_repairs(sheet: Sheet, repairs: Iterable[CellRepair]) -> Sheet:
    """The sheet with the sure repairs made; each row keeps what it said before in `written`."""
    by_row = _sure_by_row(repairs)
    return replace(sheet, rows=[_repaired(row, by_row.get(row.number, {})) for row in sheet.rows])


def table_with_repairs(table: Table, repairs: Iterable[CellRepair]) -> Table:
    """The list with the sure repairs made."""
    by_row = _sure_by_row(repairs)
    rows = [
        replace(row, values={**row.values, **_after(by_row.get(row.number, {}))})
        for row in table.rows
    ]
    return replace(table, rows=rows)


def repairs_as_findings(repairs: Iterable[CellRepair]) -> list[CellFinding]:
    """X09 per cell: an error where the text cannot be read as it came, else something to look at;
    leftovers that Q19 tells of are left to it.
    """
    return [
        CellFinding(
            item.row,
            item.column,
            item.cell,
            RULE,
            "error" if item.unreadable else "warning",
            _message(item),
            item.after,
        )
        for item in repairs
        if not _OF_A_RULE.issuperset(item.kinds)
    ]


def _message(item: CellRepair) -> str:
    font = f" (phông {item.font})" if item.font else ""
    kinds = "; ".join(REPAIR_KINDS[kind] for kind in item.kinds)
    if item.sure:
        return f"Nghi {kinds}{font}. Xem trước rồi xác nhận sửa, hoặc sửa trong tệp."
    return f"Có thể là {kinds}{font}. Chưa đủ căn cứ để sửa cùng các ô khác: sửa trong tệp."


def _sure_by_row(repairs: Iterable[CellRepair]) -> dict[int, dict[str, CellRepair]]:
    found: dict[int, dict[str, CellRepair]] = {}
    for item in repairs:
        if item.sure:
            found.setdefault(item.row, {})[item.column] = item
    return found


def _repaired(row: Row, repairs: Mapping[str, CellRepair]) -> Row:
    if not repairs:
        return row
    written = {key: item.before for key, item in repairs.items()}
    return replace(row, values={**row.values, **_after(repairs)}, written=written)


def _after(repairs: Mapping[str, CellRepair]) -> dict[str, str]:
    return {key: item.after for key, item in repairs.items()}
