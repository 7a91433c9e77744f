"""What a sender gets back: the own file with its faults marked, the refused rows to mend."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sohotich.domain.record_types import record_type
from sohotich.engines.workbook import (
    WorkbookError,
    read,
    write_annotated,
    write_findings,
    write_rejected,
)
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.home import Home
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.workbooks.models import SentFile
from sohotich.pipeline.workbooks.selectors import findings_of
from sohotich.pipeline.workbooks.services import unit_of


def annotated_copy(*, actor: Actor, file: SentFile, out: BinaryIO) -> None:
    """The sender's own file, each cell at fault coloured, explained and listed with a link.

    A file too intricate for that comes as its data sheet alone, marked in the same way.
    """
    _told(actor, file, "marked")
    kind, findings = record_type(file.type_code), findings_of(file)
    with _laid_out(file) as path:
        sheet = read(path, kind)
        try:
            write_annotated(path, sheet.name, kind, findings, out)
        except WorkbookError:
            write_findings(sheet, kind, findings, out)


def rejected_rows_of(*, actor: Actor, file: SentFile, out: BinaryIO) -> None:
    """The rows that were refused, in the template, to be mended and sent in."""
    _told(actor, file, "rejected")
    kind = record_type(file.type_code)
    with _laid_out(file) as path:
        write_rejected(read(path, kind), kind, findings_of(file), out)


def rejected_rows_of_all(*, actor: Actor, files: Iterable[SentFile], out: BinaryIO) -> None:
    """A ZIP of the refused rows, a workbook for each file that has any."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        names: set[str] = set()
        for file in files:
            page = io.BytesIO()
            rejected_rows_of(actor=actor, file=file, out=page)
            archive.writestr(_unused(returned_name(file, "tra-lai"), names), page.getvalue())


def returned_name(file: SentFile, what: str) -> str:
    """`so-02-1998.tra-lai.xlsx` for `năm 1998/so-02-1998.xlsx`."""
    return f"{Path(file.name).stem}.{what}.xlsx"


def _unused(name: str, names: set[str]) -> str:
    free, count = name, 1
    while free in names:
        count += 1
        free = f"{Path(name).stem}~{count}.xlsx"
    names.add(free)
    return free


@contextmanager
def _laid_out(file: SentFile) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=Home.current().uploads) as folder:
        path = Path(folder) / "tep.xlsx"
        path.write_bytes(file.content)
        yield path


def _told(actor: Actor, file: SentFile, what: str) -> None:
    audit.record(
        actor=actor,
        action="workbook.read",
        unit=unit_of(actor),
        subject="sending",
        key=file.sending_id,
        facts={"file": str(file.key), "what": what},
    )
