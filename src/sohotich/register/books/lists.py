"""The list of books that a commune sends: its headings, and from a row to a book's description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.domain.text import Encoding, unmarked_key
from sohotich.engines.workbook import (
    CellRepair,
    Heading,
    TableRow,
    propose_repairs,
    read_table,
    repairs_as_findings,
    table_with_repairs,
    write_table,
)
from sohotich.register.books.draft import BookDraft, Run, check, parse_runs, parse_years
from sohotich.register.books.errors import BookError

HEADINGS: Final = (
    Heading("don_vi", "Mã đơn vị", ("Đơn vị", "Mã xã", "Mã ĐVHC")),
    Heading("loai", "Loại sổ", ("Loại", "Loại hộ tịch"), required=True),
    Heading("nam", "Năm", ("Năm mở sổ", "Năm sổ"), required=True),
    Heading("quyen", "Quyển số", ("Quyển", "Số quyển"), required=True),
    Heading("trung", "Quyển trùng", ("Thứ tự quyển trùng",)),
    Heading("so", "Dãy số đăng ký", ("Dãy số", "Số đăng ký")),
    Heading("tu_so", "Từ số", ("Số đầu",)),
    Heading("den_so", "Đến số", ("Số cuối",)),
    Heading("khai", "Số trường hợp khai", ("Số trường hợp", "Tổng số trường hợp")),
    Heading("trang", "Số trang", ("Số tờ",)),
    Heading("kho", "Khổ giấy", ("Khổ",)),
    Heading("bo_cuc", "Bố cục", ("Bố cục trang",)),
    Heading("dong", "Số dòng mỗi trang", ("Số dòng",)),
    Heading("mo", "Ngày mở sổ", ("Ngày mở",)),
    Heading("khoa", "Ngày khóa sổ", ("Ngày khóa",)),
    Heading("tinh_trang", "Tình trạng", ("Tình trạng sổ",)),
    Heading("noi", "Nơi để", ("Nơi lưu giữ", "Vị trí")),
    Heading("ghi_chu", "Ghi chú"),
)
# The field at fault (as `check` names it) → the column it came from.
_COLUMN_OF: Final = {
    "Đơn vị": "don_vi",
    "Loại sổ": "loai",
    "Năm": "nam",
    "Quyển số": "quyen",
    "Quyển trùng": "trung",
    "Số đăng ký": "so",
    "Khổ giấy": "kho",
    "Bố cục": "bo_cuc",
    "Số dòng": "dong",
    "Tình trạng": "tinh_trang",
    "Số trường hợp khai": "khai",
    "Số trang": "trang",
    "Ngày mở sổ": "mo",
    "Ngày khóa sổ": "khoa",
}
_LAYOUTS: Final = {
    "": "one",
    "one": "one",
    "1": "one",
    "mot": "one",
    "two": "two",
    "2": "two",
    "hai": "two",
    "rows": "rows",
    "dong": "rows",
    "nhieu": "rows",
    "nhieu dong": "rows",
    "spread": "spread",
    "mo doi": "spread",
    "mo doi mot": "spread",
    "leaves": "leaves",
    "mo doi hai": "leaves",
}
_CONDITIONS: Final = {
    "": "good",
    "tot": "good",
    "binh thuong": "good",
    "cu": "worn",
    "cu, con doc duoc": "worn",
    "rach": "damaged",
    "mo": "damaged",
    "rach, mo": "damaged",
    "hong": "damaged",
}


@dataclass(frozen=True)
class ListFinding:
    """Something about one cell of the list; `severity` is `error`, `warning` or `info`."""

    row: int
    column: str
    cell: str
    severity: str
    message: str

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "severity": self.severity,
            "message": self.message,
        }


@dataclass(frozen=True)
class ListedBook:
    """One row that describes a book; `row` is kept to name its cells later."""

    row: TableRow
    draft: BookDraft

    def finding(self, severity: str, message: str, column: str = "quyen") -> ListFinding:
        """A finding at one of the row's cells."""
        return _finding(self.row, column, severity, message)


@dataclass(frozen=True)
class BookList:
    """What a list says: its books, what is wrong or unknown in it, repairs proposed of its text."""

    books: tuple[ListedBook, ...]
    findings: tuple[ListFinding, ...]
    repairs: tuple[CellRepair, ...] = ()


def write_list_template(out: Path) -> None:
    """An empty list with our headings, for the commune to fill in."""
    write_table(HEADINGS, (), out, sheet="Danh sách sổ")


def read_list(
    path: Path, *, unit_code: str = "", repair: bool = False, encoding: Encoding | None = None
) -> BookList:
    """Read a list (.xlsx, .ods, .csv); `unit_code` serves rows without a unit.

    Equal books in one list are twins, numbered in their order. Text in an old encoding is read as
    it would be after repair; unless `repair` confirms that, each such cell is an error. Raises
    WorkbookError or Refused for a file that is no such list; everything about single rows becomes
    a finding.
    """
    table = read_table(path, HEADINGS)
    repairs = propose_repairs(table.rows, table.fonts, encoding)
    open_ones = [item for item in repairs if not (repair and item.sure)]
    # What nobody can read as it came is looked through as it would come in: one preview is enough
    # to confirm. Those cells are errors until then, so nothing of it is stored.
    made = repairs if repair else [item for item in repairs if item.unreadable]
    table = table_with_repairs(table, made)
    books: list[ListedBook] = []
    findings: list[ListFinding] = []
    for row in table.rows:
        try:
            books.append(ListedBook(row, _draft(row.values, unit_code)))
        except BookError as error:
            column = _COLUMN_OF.get(error.where, "quyen")
            message = " ".join(part for part in (error.message, error.mend) if part)
            findings.append(_finding(row, column, "error", message))
    findings += [
        ListFinding(1, title, "", "warning", f"Cột “{title}” không dùng đến, đã bỏ qua.")
        for title in table.unknown
    ]
    findings += [
        ListFinding(item.row, item.column, item.cell, item.severity, item.message)
        for item in repairs_as_findings(open_ones)
    ]
    return BookList(tuple(_twins_numbered(books)), tuple(findings), tuple(repairs))


def _finding(row: TableRow, column: str, severity: str, message: str) -> ListFinding:
    cell = row.cell(column) if column in row.letters else ""
    return ListFinding(row.number, column, cell, severity, message)


def _twins_numbered(books: Iterable[ListedBook]) -> Iterator[ListedBook]:
    seen: Counter[tuple[object, ...]] = Counter()
    for book in books:
        draft = book.draft
        if draft.twin:
            yield book
            continue
        name = (draft.unit_code, draft.type_code, draft.year_from, draft.last_year, draft.volume)
        seen[name] += 1
        yield ListedBook(book.row, replace(draft, twin=seen[name]))


def _draft(values: Mapping[str, str], unit_code: str) -> BookDraft:
    year_from, year_to = parse_years(values.get("nam", ""))
    layout, rows = _layout(values)
    draft = BookDraft(
        unit_code=values.get("don_vi", "") or unit_code,
        type_code=_type(values.get("loai", "")),
        year_from=year_from,
        year_to=year_to,
        volume=_whole(values.get("quyen", "").split("/")[0], "Quyển số") or 0,
        twin=_whole(values.get("trung", ""), "Quyển trùng") or 1,
        runs=_runs(values, year_from),
        opened_on=values.get("mo", ""),
        closed_on=values.get("khoa", ""),
        declared_count=_whole(values.get("khai", ""), "Số trường hợp khai"),
        page_count=_whole(values.get("trang", ""), "Số trang"),
        paper=(values.get("kho", "") or "A4").upper(),
        layout=layout,
        rows=rows,
        condition=_word(_CONDITIONS, values.get("tinh_trang", ""), "Tình trạng"),
        place=values.get("noi", ""),
        note=values.get("ghi_chu", ""),
    )
    check(draft)
    # Without a number of its own the book takes the next among its equals of this list.
    return draft if values.get("trung", "") else replace(draft, twin=0)


def _runs(values: Mapping[str, str], year: int) -> tuple[Run, ...]:
    text = values.get("so", "")
    if text:
        return parse_runs(text, year)
    last = _whole(values.get("den_so", ""), "Số đăng ký")
    if last is None:
        return ()
    return (Run(year, _whole(values.get("tu_so", ""), "Số đăng ký") or 1, last),)


def _layout(values: Mapping[str, str]) -> tuple[str, int]:
    layout = _word(_LAYOUTS, values.get("bo_cuc", ""), "Bố cục")
    return layout, _whole(values.get("dong", ""), "Số dòng") or 1


def _type(text: str) -> str:
    # Offices write “Sổ đăng ký khai sinh”, “Đăng ký khai sinh”, “Khai sinh” or KS.
    wanted = unmarked_key(text).removeprefix("so ").removeprefix("dang ky ")
    for kind in REGISTER_TYPES.values():
        if wanted in {unmarked_key(name) for name in (kind.code, kind.file_name, kind.name)}:
            return kind.code
    raise BookError(f"Không có loại sổ “{text}”.", where="Loại sổ", mend="Ghi KS, KH, KT …")


def _word(words: Mapping[str, str], text: str, where: str) -> str:
    found = words.get(unmarked_key(text))
    if found is None:
        raise BookError(f"Không hiểu “{text}”.", where=where)
    return found


def _whole(text: str, where: str) -> int | None:
    digits = text.strip().replace(".", "")
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > 7:
        raise BookError(f"“{text}” không phải số.", where=where)
    return int(digits)
