"""Opening a workbook: past the guard, one sheet chosen, its cells as typed values on a grid."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import python_calamine

from sohotich.engines.guard import Limits, inspect
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.extent import Extent, measure, measure_ods, sheet_part
from sohotich.engines.workbook.fonts import old_fonts

Value = str | float | bool | date | datetime | time | timedelta

MEGA = 1_000_000
FILE_LIMITS = Limits(bytes=64 * MEGA, zip_members=1_000, zip_total=512 * MEGA)
DAMAGED = (
    python_calamine.CalamineError,
    ExpatError,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    LookupError,
    StopIteration,
    ValueError,
    OSError,
)


@dataclass(frozen=True)
class WorkbookLimits:
    """The furthest a sheet's cells may reach; what lies beyond is refused before it is read."""

    rows: int = 20_000
    columns: int = 200
    file: Limits = FILE_LIMITS


@dataclass(frozen=True)
class Grid:
    """A sheet's cells: `rows[0]` is row 1, `rows[n][0]` column A; empty cells are "".

    `fonts`: the cells set in a font of an old encoding, and that font.
    """

    sheet: str
    rows: list[list[Value]]
    errors: frozenset[str]
    fonts: dict[str, str] = field(default_factory=dict)


def open_grid(
    path: Path,
    preferred: Iterable[str] = (),
    limits: WorkbookLimits | None = None,
    kinds: tuple[str, ...] = ("xlsx",),
) -> Grid:
    """Read the first sheet named in `preferred`, or else the first sheet.

    Raises guard.Refused for a hostile or wrong file, WorkbookError for one that is damaged, of
    another kind than `kinds`, or reaches beyond the limits.
    """
    limits = limits or WorkbookLimits()
    kind = inspect(path, limits.file).kind
    if kind not in kinds:
        raise WorkbookError(
            "đây không phải bảng tính Excel (.xlsx). Lưu lại bằng Excel thành .xlsx rồi gửi lại.",
            path.name,
        )
    try:
        return _read(path, set(preferred), limits, kind)
    except WorkbookError:
        raise
    except DAMAGED as error:
        raise WorkbookError(
            "bảng tính hỏng, không đọc được. Mở bằng Excel, lưu lại thành .xlsx rồi gửi lại.",
            path.name,
        ) from error


def _read(path: Path, preferred: set[str], limits: WorkbookLimits, kind: str) -> Grid:
    with python_calamine.load_workbook(path) as book:
        names = book.sheet_names
        if not names:
            raise WorkbookError("bảng tính không có trang nào.", path.name)
        index = next((i for i, name in enumerate(names) if name.strip() in preferred), 0)
        extent = measure(sheet_part(path, index)) if kind == "xlsx" else measure_ods(path)
        _check(extent, limits, f"{path.name}, trang {names[index]}")
        rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    # An OpenDocument table names fonts by style within style; its text is judged by itself.
    fonts = old_fonts(path, index) if kind == "xlsx" else {}
    return Grid(names[index], rows, frozenset(extent.errors), fonts)


def _check(extent: Extent, limits: WorkbookLimits, where: str) -> None:
    if extent.rows > limits.rows or extent.columns > limits.columns:
        raise WorkbookError(
            f"có ô ở hàng {extent.rows} hoặc cột thứ {extent.columns}, vượt giới hạn {limits.rows} "
            f"hàng, {limits.columns} cột. Xóa các ô thừa hoặc chia thành nhiều tệp.",
            where,
        )
