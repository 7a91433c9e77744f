"""What is wrong in a filled template, cell by cell, and the workbook that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sohotich.domain.schema import RecordType
from sohotich.engines.workbook.addresses import address
from sohotich.engines.workbook.layout import FINDINGS_SHEET, TEXT_FORMAT, sheet_name
from sohotich.engines.workbook.reading import Sheet
from sohotich.engines.workbook.writing import NewWorkbook, put

HEAD = ("Hàng", "Cột", "Ô", "Quy tắc", "Mức độ", "Nội dung", "Đề xuất")
WIDTHS = (8, 26, 8, 10, 14, 90, 30)
SEVERITIES = {"error": "Lỗi", "warning": "Cần xem", "info": "Ghi nhận"}
COLOURS = {"error": "#F6C7C3", "warning": "#FBE5B6", "info": "#E2E6EA"}


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A finding at a cell of the file: `column` is the field key, `cell` the address ("" = row)."""

    row: int
    column: str
    cell: str
    rule: str
    severity: str
    message: str
    proposal: str = ""


def notes_as_findings(sheet: Sheet) -> list[CellFinding]:
    """What reading had to repair (X01 …), in the form of findings."""
    return [
        CellFinding(
            item.row,
            item.column,
            item.cell,
            item.note.rule,
            item.note.severity,
            item.note.message,
            item.note.proposal,
        )
        for item in sheet.notes
    ]


def write_findings(
    sheet: Sheet, record_type: RecordType, findings: Sequence[CellFinding], out: Path | BinaryIO
) -> None:
    """Write the sheet as it was read, faulty cells coloured with a comment, and a list of findings.

    Rows keep their numbers, so that the addresses are those of the file that was checked; columns
    come in the template's order.
    """
    with NewWorkbook(out) as book:
        columns = record_type.columns(sheet.version)
        places = {column.field.key: i for i, column in enumerate(columns) if column.field}
        data = book.file.add_worksheet(sheet_name(record_type, sheet.version))
        data.set_column(0, len(columns) - 1, 18, book.text)
        for index, column in enumerate(columns):
            put(data, 0, index, column.header, book.text)
        forms = {name: cell_form(book.file, colour) for name, colour in COLOURS.items()}
        _write_rows(data, sheet, places, _by_cell(findings), forms, book.text)
        data.freeze_panes(1, 0)
        _write_list(book, record_type, findings, places)


def cell_form(book: Any, colour: str) -> Any:
    """The look of a cell at fault."""
    return book.add_format({"num_format": TEXT_FORMAT, "bg_color": colour, "border": 1})


def _by_cell(findings: Sequence[CellFinding]) -> dict[tuple[int, str], list[CellFinding]]:
    cells: dict[tuple[int, str], list[CellFinding]] = defaultdict(list)
    for finding in findings:
        cells[finding.row, finding.column].append(finding)
    return cells


def _write_rows(
    data: Any,
    sheet: Sheet,
    places: dict[str, int],
    cells: dict[tuple[int, str], list[CellFinding]],
    forms: dict[str, Any],
    plain: Any,
) -> None:
    for row in sheet.rows:
        for key, place in places.items():
            found = cells.get((row.number, key), [])
            form = forms[worst(found)] if found else plain
            put(data, row.number - 1, place, row.values[key], form)
            if found:
                comment = comment_on(found)
                options = {"author": "sohotich", "x_scale": 2}
                data.write_comment(row.number - 1, place, comment, options)


def worst(found: Sequence[CellFinding]) -> str:
    """The gravest severity among them; there is one at least."""
    return min((finding.severity for finding in found), key=list(COLOURS).index)


def column_name(record_type: RecordType, key: str) -> str:
    """The column as people call it; what is no field's key as it stands."""
    field = record_type.by_key.get(key)
    return key if field is None else field.label


def comment_on(found: Sequence[CellFinding]) -> str:
    """A cell's comment: rule, what is wrong and what to do, a line for each finding."""
    return "\n".join(map(_comment, found))


def _comment(finding: CellFinding) -> str:
    proposal = f" Đề xuất: {finding.proposal}" if finding.proposal else ""
    return f"{finding.rule}: {finding.message}{proposal}"


def _write_list(
    book: NewWorkbook,
    record_type: RecordType,
    findings: Sequence[CellFinding],
    places: dict[str, int],
) -> None:
    table = book.file.add_worksheet(FINDINGS_SHEET)
    head = book.file.add_format({"bold": True, "bg_color": "#E3EEF0", "border": 1})
    body = book.file.add_format({"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top"})
    for column, (text, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
        table.set_column(column, column, width)
        table.write_string(0, column, text, head)
    for index, finding in enumerate(findings, start=1):
        place = places.get(finding.column)
        cell = address(finding.row, place) if place is not None else finding.cell
        severity = SEVERITIES.get(finding.severity, finding.severity)
        name = column_name(record_type, finding.column)
        line = (str(finding.row), name, cell, finding.rule, severity)
        for column, text in enumerate((*line, finding.message, finding.proposal)):
            put(table, index, column, text, body)
    table.autofilter(0, 0, max(len(findings), 1), len(HEAD) - 1)
    table.freeze_panes(1, 0)
