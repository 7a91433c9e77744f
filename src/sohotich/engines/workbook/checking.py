"""Every rule over every row of a filled template, each finding at its cell."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.rules import Context, Finding, check, check_book
from sohotich.domain.schema import RecordType
from sohotich.domain.text import Encoding
from sohotich.engines.workbook.findings import CellFinding, notes_as_findings
from sohotich.engines.workbook.reading import Row, Sheet
from sohotich.engines.workbook.repairs import (
    CellRepair,
    propose_repairs,
    repairs_as_findings,
    with_repairs,
)
from sohotich.engines.workbook.wording import in_a_workbook


@dataclass(frozen=True)
class Checked:
    """A sheet looked through: as it is to be taken, what is wrong in it, what repairs were found.

    `repaired`: the sure repairs are made in `sheet`; what is not sure stays among the findings.
    """

    sheet: Sheet
    findings: list[CellFinding]
    repairs: list[CellRepair]
    repaired: bool


def check_and_repair(
    sheet: Sheet,
    record_type: RecordType,
    context: Context | None = None,
    *,
    confirmed: bool = False,
    encoding: Encoding | None = None,
) -> Checked:
    """Propose repairs of the text, make the sure ones if that was `confirmed`, and check the rest.

    `encoding`: what an officer says the file is in, for cells whose font does not tell.
    """
    repairs = propose_repairs(sheet.rows, sheet.fonts, encoding)
    open_ones = [item for item in repairs if not (confirmed and item.sure)]
    if confirmed:
        sheet = with_repairs(sheet, repairs)
    findings = check_sheet(sheet, record_type, context) + repairs_as_findings(open_ones)
    findings.sort(key=lambda found: found.row)
    return Checked(sheet, findings, repairs, confirmed)


def check_sheet(
    sheet: Sheet, record_type: RecordType, context: Context | None = None
) -> list[CellFinding]:
    """Give what reading noted (X01 …) and what the rules say (Q01 …), in the order of the cells."""
    findings = notes_as_findings(sheet)
    for row in sheet.rows:
        findings += [_at(row, found) for found in check(record_type, row.values, None, context)]
    between = check_book(record_type, [row.values for row in sheet.rows])
    findings += [_at(sheet.rows[position], found) for position, found in between]
    places = {field.key: index for index, field in enumerate(record_type.fields)}
    return sorted(findings, key=lambda item: (item.row, places.get(item.column, -1), item.rule))


def _at(row: Row, found: Finding) -> CellFinding:
    # A field the template of this version lacks has no cell; the finding is the row's.
    cell = row.cell(found.field) if found.field in row.letters else ""
    return CellFinding(
        row=row.number,
        column=found.field,
        cell=cell,
        rule=found.rule,
        severity=found.severity,
        message=in_a_workbook(
            found.message, error=found.severity == "error", empty=not row.values.get(found.field)
        ),
        proposal=found.proposal or "",
    )
