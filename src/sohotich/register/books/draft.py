"""A book as somebody describes it, and what such a description must keep; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sohotich.domain.record_types import REGISTER_TYPES, keyed_as
from sohotich.domain.text import DateError, parse_date
from sohotich.register.books.errors import BookError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
LAYOUTS: Final = ("one", "two", "rows", "spread", "leaves")
CONDITIONS: Final = ("good", "worn", "damaged")
PAPERS: Final = ("A4", "A3", "A2", "A1", "A0", "B4")
MOST_ROWS: Final = 40
MOST_NUMBER: Final = 99_999
"""The most registrations or pages that a book may declare."""

_LONGEST_PLACE: Final = 120
_LONGEST_NOTE: Final = 2_000
_MOST: Final = "99.999"


@dataclass(frozen=True)
class Run:
    """The numbers of one year of a book, both ends included."""

    year: int
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def as_dict(self) -> dict[str, int]:
        """The form in which `Book.runs` keeps it."""
        return {"year": self.year, "first": self.first, "last": self.last}


@dataclass(frozen=True)
class BookDraft:
    """`type_code` is KS, KH, …; `twin` None takes the first free one only for a new label."""

    unit_code: str
    type_code: str
    year_from: int
    volume: int
    year_to: int = 0
    twin: int = 1
    runs: tuple[Run, ...] = ()
    opened_on: str = ""
    closed_on: str = ""
    declared_count: int | None = None
    page_count: int | None = None
    paper: str = "A4"
    layout: str = "one"
    rows: int = 1
    condition: str = "good"
    place: str = ""
    note: str = ""

    @property
    def last_year(self) -> int:
        return self.year_to or self.year_from


def check(draft: BookDraft) -> None:
    """Raise BookError for the first thing that cannot be; `where` names the field in Vietnamese."""
    for fault in faults(draft):
        raise fault


def faults(draft: BookDraft) -> Iterator[BookError]:
    """Everything that cannot be, one error for each field, in the order of the form."""
    for where, holds, message in _CHECKS:
        if not holds(draft):
            yield BookError(message, where=where)
    yield from _run_faults(draft)


def parse_years(text: str) -> tuple[int, int]:
    """`1998` or `1998-2000` → first and last year; BookError if neither."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?", text)
    if match is None:
        raise BookError(f"Không hiểu “{text}”.", where="Năm", mend="Ghi 1998 hoặc 1998-2000.")
    return int(match[1]), int(match[2] or match[1])


def parse_runs(text: str, year: int) -> tuple[Run, ...]:
    """`1-214`, or by years `1998: 1-120; 1999: 1-80`; `year` serves where none is named."""
    runs = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", text))):
        match = re.fullmatch(r"(?:(\d{4})\s*:\s*)?(\d{1,9})\s*[-–]\s*(\d{1,9})", part)
        if match is None:
            raise BookError(
                f"Không hiểu “{part}”.", where="Số đăng ký", mend="Ghi như 1998: 1-120; 1999: 1-80."
            )
        runs.append(Run(int(match[1] or year), int(match[2]), int(match[3])))
    return tuple(runs)


def _run_faults(draft: BookDraft) -> Iterator[BookError]:
    years = [run.year for run in draft.runs]
    outside = [year for year in years if not draft.year_from <= year <= draft.last_year]
    upside_down = [run.year for run in draft.runs if not 1 <= run.first <= run.last]
    if outside:
        message = f"Năm {outside[0]} không thuộc sổ này."
    elif upside_down:
        message = f"Năm {upside_down[0]}: số đầu phải từ 1 và không lớn hơn số cuối."
    elif len(set(years)) != len(years):
        message = "Một năm chỉ ghi một dãy số."
    else:
        return
    yield BookError(message, where="Số đăng ký", mend="Ghi như 1-214 hoặc 1998: 1-120; 1999: 1-80.")


def _date_ok(text: str) -> bool:
    return not text or register_date(text) is not None


def register_date(text: str) -> str | None:
    """`dd.mm.yyyy`, `mm.yyyy` or `yyyy` of a date in any writing; "" for none, None if unclear."""
    if not text.strip():
        return ""
    try:
        return parse_date(text).value
    except DateError:
        return None


def _among(values: Sequence[str], get: Callable[[BookDraft], str]) -> Callable[[BookDraft], bool]:
    return lambda draft: get(draft) in values


_CHECKS: Final[tuple[tuple[str, Callable[[BookDraft], bool], str], ...]] = (
    ("Đơn vị", lambda d: bool(re.fullmatch(r"\d{5}", d.unit_code)), "Mã đơn vị gồm 5 chữ số."),
    (
        "Loại sổ",
        lambda d: d.type_code in REGISTER_TYPES,
        "Loại sổ này chưa có trong hệ thống.",
    ),
    (
        "Loại sổ",
        lambda d: keyed_as(d.type_code) in ("", d.type_code),
        "Loại này không có mẫu riêng: việc đăng ký ở nước ngoài khai theo loại sổ của việc đó"
        " (KS, KH …), giám sát giám hộ khai theo GH.",
    ),
    (
        "Năm",
        lambda d: FIRST_YEAR <= d.year_from <= d.last_year <= LAST_YEAR,
        f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}, năm đầu không sau năm cuối.",
    ),
    ("Quyển số", lambda d: 1 <= d.volume <= 99, "Quyển số phải từ 1 đến 99."),
    ("Quyển trùng", lambda d: 1 <= d.twin <= 99, "Thứ tự quyển trùng phải từ 1 đến 99."),
    ("Khổ giấy", _among(PAPERS, lambda d: d.paper), f"Khổ giấy là {', '.join(PAPERS)}."),
    (
        "Bố cục",
        _among(LAYOUTS, lambda d: d.layout),
        "Bố cục là: một, hai, nhiều dòng, mở đôi một hoặc mở đôi hai.",
    ),
    ("Số dòng", lambda d: 1 <= d.rows <= MOST_ROWS, f"Số dòng từ 1 đến {MOST_ROWS}."),
    ("Tình trạng", _among(CONDITIONS, lambda d: d.condition), "Tình trạng: tốt, cũ hoặc rách."),
    (
        "Số trường hợp khai",
        lambda d: d.declared_count is None or 0 <= d.declared_count <= MOST_NUMBER,
        f"Số trường hợp từ 0 đến {_MOST}.",
    ),
    (
        "Số trang",
        lambda d: d.page_count is None or 0 <= d.page_count <= MOST_NUMBER,
        f"Số trang từ 0 đến {_MOST}.",
    ),
    (
        "Nơi để sổ",
        lambda d: len(d.place) <= _LONGEST_PLACE,
        f"Nơi để sổ dài nhất {_LONGEST_PLACE} chữ.",
    ),
    ("Ghi chú", lambda d: len(d.note) <= _LONGEST_NOTE, "Ghi chú dài nhất 2.000 chữ."),
    ("Ngày mở sổ", lambda d: _date_ok(d.opened_on), "Ngày ghi như 01/01/1998, 1998 hoặc 01/1998."),
    (
        "Ngày khóa sổ",
        lambda d: _date_ok(d.closed_on),
        "Ngày ghi như 31/12/1998, 1998 hoặc 12/1998.",
    ),
)
