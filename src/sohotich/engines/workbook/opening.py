"""Opening a workbook: past the guard, one sheet chosen, its cells as typed values on a grid."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from sohotich.engines.guard import Limits, inspect
from sohotich.engines.workbook.apart import Value, read_cells
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.extent import Extent, measure, measure_ods
from sohotich.engines.workbook.fonts import old_fonts
from sohotich.engines.workbook.parts import sheet_name, whole_parts

__all__ = ["FILE_LIMITS", "Grid", "Value", "WorkbookLimits", "open_grid"]

MEGA = 1_000_000
_ODS, _SHEET = "content.xml", b"sheetData"
FILE_LIMITS = Limits(bytes=64 * MEGA, zip_members=1_000, zip_total=512 * MEGA)
DAMAGED = (
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
    extents = _measured(path, kind)
    # Whichever part the reader takes for the sheet, its grid is one of these.
    for name, extent in extents.items():
        if extent.rows * extent.columns > limits.rows * limits.columns:
            _refuse(extent, limits, f"{path.name}, phần {name}")
    cells = read_cells(path, preferred)
    if not cells.names:
        raise WorkbookError("bảng tính không có trang nào.", path.name)
    with zipfile.ZipFile(path) as archive:
        chosen = sheet_name(archive, cells.chosen) if kind == "xlsx" else _ODS
    extent = extents[chosen]
    sheet = cells.names[cells.chosen]
    if extent.rows > limits.rows or extent.columns > limits.columns:
        _refuse(extent, limits, f"{path.name}, trang {sheet}")
    # An OpenDocument table names fonts by style within style; its text is judged by itself.
    fonts = old_fonts(path, cells.chosen) if kind == "xlsx" else {}
    return Grid(sheet, cells.rows, frozenset(extent.errors), fonts)


def _measured(path: Path, kind: str) -> dict[str, Extent]:
    """How far every part reaches that a reader could take for a sheet, by the member's name."""
    with zipfile.ZipFile(path) as archive:
        parts = whole_parts(archive)
        if kind == "xlsx":
            return {name: measure(xml) for name, xml in parts if _SHEET in xml}
        return {name: measure_ods(xml) for name, xml in parts if name == _ODS}


def _refuse(extent: Extent, limits: WorkbookLimits, where: str) -> None:
    raise WorkbookError(
        f"có ô ở hàng {extent.rows} hoặc cột thứ {extent.columns}, vượt giới hạn {limits.rows} "
        f"hàng, {limits.columns} cột. Xóa các ô thừa hoặc chia thành nhiều tệp.",
        where,
    )
