"""What came of files that were taken in from a folder: one list, marked copies, rows to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from sohotich.domain.record_types import record_type
from sohotich.engines.workbook import (
    CellFinding,
    WorkbookError,
    read,
    write_annotated,
    write_findings,
    write_rejected,
)
from sohotich.foundation.jobs.processes import map_in_processes
from sohotich.pipeline.keying.imports import FileImported

LIST = "ket-qua.xlsx"
_HEAD = (
    "Tệp", "Trạng thái", "Sổ", "Dòng", "Đã nhận", "Trong đó thay dòng cũ", "Đã có", "Từ chối",
    "Chờ sửa cả quyển", "Chưa điền", "Số có ảnh chưa có dòng", "Tệp đánh dấu", "Dòng trả lại",
    "Ghi chú",
)  # fmt: skip
_WIDTHS = (40, 16, 24, 8, 10, 14, 10, 10, 14, 10, 14, 40, 40, 80)


@dataclass(frozen=True)
class _Wrong:
    """A file with rows to mend, and the names under which its copies go out."""

    place: int
    path: Path
    type_code: str
    findings: tuple[CellFinding, ...]
    marked: Path
    returned: Path


def results_write(
    *,
    folder: Path,
    paths: Sequence[Path],
    answers: Sequence[FileImported],
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
) -> Path:
    """Write `ket-qua.xlsx` into the folder, and for each file with wrong rows a marked copy of it
    and its refused rows alone; the list links to them. Gives the list's path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wrong = list(_wrong(folder, paths, answers))
    work = map_in_processes(copies_write, wrong) if len(wrong) > 1 else map(copies_write, wrong)
    for done, name in enumerate(work, start=1):
        progress(done, len(wrong), name)
    out = folder / LIST
    _list_write(out, paths, answers, {one.place: one for one in wrong})
    return out


def copies_write(one: _Wrong) -> str:
    """The two workbooks of one file; its name. Knows no database."""
    kind = record_type(one.type_code)
    sheet = read(one.path, kind)
    try:
        write_annotated(one.path, sheet.name, kind, one.findings, one.marked)
    except WorkbookError:
        write_findings(sheet, kind, one.findings, one.marked)
    write_rejected(sheet, kind, one.findings, one.returned)
    return one.path.name


def _wrong(
    folder: Path, paths: Sequence[Path], answers: Sequence[FileImported]
) -> Iterator[_Wrong]:
    used: set[str] = set()
    for place, (path, answer) in enumerate(zip(paths, answers, strict=True)):
        if answer.refused or not answer.rejected:
            continue
        stem, count = path.stem, 1
        while stem in used:
            count += 1
            stem = f"{path.stem}~{count}"
        used.add(stem)
        names = (folder / f"{stem}.danh-dau.xlsx", folder / f"{stem}.tra-lai.xlsx")
        yield _Wrong(place, path, answer.type_code, answer.findings, *names)


def _list_write(
    out: Path, paths: Sequence[Path], answers: Sequence[FileImported], wrong: dict[int, _Wrong]
) -> None:
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Kết quả")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for place, (title, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, width)
    for row, (path, answer) in enumerate(zip(paths, answers, strict=True), start=1):
        sheet.write_string(row, 0, str(path))
        sheet.write_string(row, 1, _state(answer))
        sheet.write_string(row, 2, ", ".join(one.label for one in answer.books))
        counts = (
            answer.rows, answer.stored, answer.replaced, answer.unchanged, answer.rejected,
            answer.held_back, answer.unfilled, sum(one.waiting for one in answer.books),
        )  # fmt: skip
        for place, count in enumerate(counts, start=3):
            sheet.write_number(row, place, count)
        copies = wrong.get(row - 1)
        if copies is not None:
            for place, copy in ((11, copies.marked), (12, copies.returned)):
                sheet.write_url(row, place, f"external:{copy.name}", string=copy.name)
        sheet.write_string(row, 13, answer.refused)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(paths), 1), len(_HEAD) - 1)
    book.close()


def _state(answer: FileImported) -> str:
    if answer.refused:
        return "Không nhận"
    return "Có dòng sai" if answer.rejected or answer.held_back else "Đã nhận đủ"
