"""Excel in the ministry's templates and lists in tables: read with addresses, written as text."""

from sohotich.engines.workbook.annotated import write_annotated
from sohotich.engines.workbook.book_template import write_book_template
from sohotich.engines.workbook.cells import Note
from sohotich.engines.workbook.checking import Checked, check_and_repair, check_sheet
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.findings import CellFinding, notes_as_findings, write_findings
from sohotich.engines.workbook.layout import sheet_name
from sohotich.engines.workbook.opening import WorkbookLimits
from sohotich.engines.workbook.reading import CellNote, Row, Sheet, read, read_any, without_unfilled
from sohotich.engines.workbook.rejected import rejected_rows, write_rejected
from sohotich.engines.workbook.repairs import (
    CellRepair,
    propose_repairs,
    repairs_as_findings,
    table_with_repairs,
    with_repairs,
)
from sohotich.engines.workbook.tables import Heading, Table, TableRow, read_table, write_table
from sohotich.engines.workbook.writing import write_records, write_template

__all__ = [
    "CellFinding",
    "CellNote",
    "CellRepair",
    "Checked",
    "Heading",
    "Note",
    "Row",
    "Sheet",
    "Table",
    "TableRow",
    "WorkbookError",
    "WorkbookLimits",
    "check_and_repair",
    "check_sheet",
    "notes_as_findings",
    "propose_repairs",
    "read",
    "read_any",
    "read_table",
    "rejected_rows",
    "repairs_as_findings",
    "sheet_name",
    "table_with_repairs",
    "with_repairs",
    "without_unfilled",
    "write_annotated",
    "write_book_template",
    "write_findings",
    "write_records",
    "write_rejected",
    "write_table",
    "write_template",
]
