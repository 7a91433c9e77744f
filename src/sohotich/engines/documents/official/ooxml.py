"""The few pieces of WordprocessingML (ECMA-376, ISO/IEC 29500) that an official letter needs.

Elements stand in the order of the schema, which Word insists on. Lengths come in mm and points and
are written in twentieths of a point.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

Justify = Literal["left", "center", "right", "both"]

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# ZIP knows no time before 1980; one fixed moment keeps the bytes the same.
MOMENT = (1980, 1, 1, 0, 0, 0)


# What the edge of a ruled paragraph adds to its height, in points: the line and the room above it.
RULED_EDGE = 1.75


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm / 25.4 * 1440)


def points(pt: float) -> int:
    """Points in twentieths of a point."""
    return round(pt * 20)


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; `size` and `before` in points, indents in mm.

    `line` is the least line height in points, the very height if `exact`. `style` names a style of
    the package.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Justify = "left"
    before: float = 0
    after: float = 0
    line: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    style: str = ""
    ruled: bool = False
    exact: bool = False


def paragraph(text: str, look: Look, *, section: str = "") -> str:
    """One paragraph of plain text, its lines parted by "\\n"; `section` ends a section with it."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    run = f"<w:r>{_run(look)}{'<w:br/>'.join(lines)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{_properties(look)}{section}</w:pPr>{run}</w:p>"


def page_number(look: Look) -> str:
    """A paragraph that shows the number of its page."""
    field = (
        f'<w:r>{_run(look)}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{_run(look)}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{_run(look)}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{_run(look)}<w:t>2</w:t></w:r>"
        f'<w:r>{_run(look)}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"<w:p><w:pPr>{_properties(look)}</w:pPr>{field}</w:p>"


def _properties(look: Look) -> str:
    parts = [
        f'<w:pStyle w:val="{look.style}"/>' if look.style else "",
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if look.keep_lines else "",
    ]
    if look.ruled:
        edge = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        parts.append(f"<w:pBdr>{edge}</w:pBdr>")
    parts.append(
        f'<w:spacing w:before="{points(look.before)}" w:after="{points(look.after)}" '
        f'w:line="{points(look.line or look.size * 1.25)}" '
        f'w:lineRule="{"exact" if look.exact else "atLeast"}"/>'
    )
    if look.first or look.left or look.right:
        parts.append(
            f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}" '
            f'w:firstLine="{twips(look.first)}"/>'
        )
    parts.append(f'<w:jc w:val="{look.align}"/>')
    parts.append(_run(look))
    return "".join(parts)


def _run(look: Look) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    half = round(look.size * 2)
    return f'<w:rPr>{bold}{italic}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


@dataclass(frozen=True)
class TableCell:
    """A cell: what is in it (paragraphs), columns taken; `merge` goes on from the row above."""

    content: str
    columns: int = 1
    merge: Literal["", "restart", "continue"] = ""


def table(
    widths: Sequence[float],
    rows: Sequence[tuple[Sequence[TableCell], bool]],
    *,
    ruled: bool,
    sides: float = 0,
    top: float = 0,
    bottom: float = 0,
) -> str:
    """A table of fixed columns (mm); a row is (cells, whether it repeats on each page).

    `sides`, `top` and `bottom` are the room in points around the text of a cell.
    """
    columns = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    body = "".join(_table_row(columns, cells, repeated, ruled) for cells, repeated in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="left"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{_borders() if ruled else ""}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{points(top)}" w:type="dxa"/><w:left w:w="{points(sides)}" w:type="dxa"/>'
        f'<w:bottom w:w="{points(bottom)}" w:type="dxa"/>'
        f'<w:right w:w="{points(sides)}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _borders() -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in edges
    )
    return f"<w:tblBorders>{drawn}</w:tblBorders>"


def _table_row(
    columns: Sequence[int], cells: Sequence[TableCell], repeated: bool, middle: bool
) -> str:
    parts = []
    at = 0
    for cell in cells:
        width = sum(columns[at : at + cell.columns])
        at += cell.columns
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        align = f'<w:vAlign w:val="{"center" if middle else "top"}"/>'
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>'
            f"{cell.content}</w:tc>"
        )
    head = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(parts)}</w:tr>"


def package(parts: Mapping[str, str]) -> bytes:
    """The parts (name → XML) as one file, the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            file.writestr(entry, DECLARATION + content)
    return buffer.getvalue()
