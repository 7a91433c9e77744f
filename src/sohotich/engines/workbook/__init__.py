"""Excel in the ministry's templates and lists in tables: read with addresses, written as text."""

from sohotich.engines.workbook.cells import Note
from sohotich.engines.workbook.checking import check_sheet
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.findings import CellFinding, notes_as_findings, write_findings
from sohotich.engines.workbook.layout import sheet_name
from sohotich.engines.workbook.opening import WorkbookLimits
from sohotich.engines.workbook.reading import CellNote, Row, Sheet, read
from sohotich.engines.workbook.tables import Heading, Table, TableRow, read_table, write_table
from sohotich.engines.workbook.writing import write_records, write_template

__all__ = [
    "CellFinding",
    "CellNote",
    "Heading",
    "Note",
    "Row",
    "Sheet",
    "Table",
    "TableRow",
    "WorkbookError",
    "WorkbookLimits",
    "check_sheet",
    "notes_as_findings",
    "read",
    "read_table",
    "sheet_name",
    "write_findings",
    "write_records",
    "write_table",
    "write_template",
]
