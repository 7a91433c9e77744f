"""A copy of somebody's own workbook with every cell at fault marked, explained and listed.

What openpyxl reads it writes again: all sheets, formats, widths, merged cells, formulas as they
stand, pictures. It knows no drawn shapes, no text boxes, no slicers and no printer settings: these
are missing in the copy. Formulas are not reckoned; Excel does that when it opens the copy.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from sohotich.domain.schema import RecordType
from sohotich.engines.guard import inspect
from sohotich.engines.workbook import annotated_program
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.findings import (
    COLOURS,
    HEAD,
    SEVERITIES,
    WIDTHS,
    CellFinding,
    column_name,
    comment_on,
    worst,
)
from sohotich.engines.workbook.layout import FINDINGS_SHEET
from sohotich.engines.workbook.opening import FILE_LIMITS
from sohotich.engines.workbook.writing import save

_MEMORY: Final = 2 << 30
_SECONDS: Final = 90
# A file of more findings than this has one and the same fault in each row: a list of them all
# would be larger than the file.
_MOST: Final = 20_000


def write_annotated(
    source: Path,
    sheet: str,
    record_type: RecordType,
    findings: Sequence[CellFinding],
    out: Path | BinaryIO,
) -> None:
    """Write the copy of `source`, whose data stand in `sheet`; findings without a cell are shown at
    the first cell of their row. At most 20.000 findings are shown.

    The source is read as it is: it has passed `read`. Raises guard.Refused, and WorkbookError where
    the file is too intricate to be copied.
    """
    inspect(source, FILE_LIMITS)
    shown = findings[:_MOST]
    question = (
        str(source.resolve()), sheet, _marks(shown), FINDINGS_SHEET, list(HEAD),
        _lines(record_type, shown),
        list(WIDTHS),
    )  # fmt: skip
    program = [sys.executable, "-P", annotated_program.__file__, str(_MEMORY), str(_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 our own program
            program,
            input=pickle.dumps(question),
            capture_output=True,
            timeout=2 * _SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise WorkbookError(
            "không làm được bản có đánh dấu từ chính tệp này.", source.name
        ) from error
    save(done.stdout, out)


def _marks(findings: Sequence[CellFinding]) -> list[tuple[str, str, str]]:
    cells: dict[str, list[CellFinding]] = {}
    for finding in findings:
        cells.setdefault(_place(finding), []).append(finding)
    return [
        (cell, COLOURS[worst(found)].lstrip("#"), comment_on(found))
        for cell, found in cells.items()
    ]


def _lines(record_type: RecordType, findings: Sequence[CellFinding]) -> list[list[str]]:
    return [
        [
            str(item.row),
            column_name(record_type, item.column),
            _place(item),
            item.rule,
            SEVERITIES.get(item.severity, item.severity),
            item.message,
            item.proposal,
        ]
        for item in findings
    ]


def _place(finding: CellFinding) -> str:
    return finding.cell or f"A{finding.row}"
