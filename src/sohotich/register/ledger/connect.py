"""The API's books: the inventory, and the ledger of each book."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from sohotich.domain.workflow import STATES
from sohotich.foundation.connect.asking import Letter, TokenRequest, needs
from sohotich.foundation.connect.paging import Part, part_of
from sohotich.register.books.asked import book_asked
from sohotich.register.books.draft import (
    CONDITIONS,
    FIRST_YEAR,
    LAST_YEAR,
    LAYOUTS,
    MOST_NUMBER,
    MOST_ROWS,
    PAPERS,
    BookDraft,
    Run,
)
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.inventory import book_register
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import (
    approval_in_force,
    approvals_in_force,
    counts,
    doubles,
    gaps,
)

router = Router(tags=["Sổ"])
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
_DATE = r"^([0-9]{1,2}\.)?([0-9]{1,2}\.)?[0-9]{4}$|^$"


class RunIn(Schema):
    """The numbers of one year of a book, both ends included."""

    year: Year
    first: int = Field(ge=1, le=99_999)
    last: int = Field(ge=1, le=99_999)


class BookIn(Schema):
    """A book as its cover has it; register dates are text: 27.08.1998, 08.1998 or 1998."""

    unit: str = Field(pattern=r"^[0-9]{5}$", description="Mã đơn vị giữ sổ.")
    type: str = Field(min_length=1, max_length=8, description="Mã loại sổ: KS, KH, KT …")
    year_from: Year
    year_to: Year | None = None
    volume: int = Field(ge=1, le=99, description="Quyển số.")
    twin: int = Field(1, ge=1, le=99, description="Thứ tự khi đơn vị giữ hai quyển cùng tên.")
    runs: list[RunIn] = Field([], max_length=200)
    opened_on: str = Field("", pattern=_DATE)
    closed_on: str = Field("", pattern=_DATE)
    declared_count: int | None = Field(None, ge=0, le=MOST_NUMBER)
    page_count: int | None = Field(None, ge=0, le=MOST_NUMBER)
    paper: Literal[PAPERS] = "A4"  # type: ignore[valid-type]
    layout: Literal[LAYOUTS] = "one"  # type: ignore[valid-type]
    rows: int = Field(1, ge=1, le=MOST_ROWS)
    condition: Literal[CONDITIONS] = "good"  # type: ignore[valid-type]
    place: str = Field("", max_length=120)
    note: str = Field("", max_length=2_000)

    def draft(self) -> BookDraft:
        """As the services take it."""
        given = self.dict(exclude={"unit", "type", "runs", "year_to"})
        runs = tuple(Run(run.year, run.first, run.last) for run in self.runs)
        return BookDraft(
            unit_code=self.unit,
            type_code=self.type,
            year_to=self.year_to or self.year_from,
            runs=runs,
            **given,
        )


class BookOut(Schema):
    key: UUID
    label: str
    unit: str
    type: str
    year_from: int
    year_to: int
    volume: int
    twin: int
    opened_on: str
    closed_on: str
    declared_count: int | None
    page_count: int | None
    paper: str
    layout: str
    rows: int
    condition: str
    place: str
    signed: bool = Field(description="Đã ký duyệt: không nhận thêm ảnh, số.")
    created_at: datetime

    @classmethod
    def of(cls, book: Book, signed: bool) -> BookOut:
        return cls(
            unit=book.unit_code,
            type=book.type_code,
            signed=signed,
            **{name: getattr(book, name) for name in _SAME},
        )


_SAME = (
    "key", "label", "year_from", "year_to", "volume", "twin", "opened_on", "closed_on",
    "declared_count", "page_count", "paper", "layout", "rows", "condition", "place", "created_at",
)  # fmt: skip


class BookPart(Schema):
    items: list[BookOut]
    next: str | None = None


class BooksAsked(Schema):
    """Which books; all of these together."""

    unit: str = Field("", max_length=5)
    type: str = Field("", max_length=8)
    year: Year | None = None
    text: str = Field("", max_length=100, description="Một phần của nhãn sổ, nơi để, ghi chú.")


@router.get("/books", response=BookPart, summary="Danh sách sổ")
@needs("book.view")
def books(request: TokenRequest, asked: Query[BooksAsked], part: Query[Part]) -> BookPart:
    """Sổ của đơn vị trong phạm vi của khóa."""
    found = books_visible(
        request.actor, unit=asked.unit, type_code=asked.type, year=asked.year, text=asked.text
    )
    rows, following = part_of(found, ("key",), part)
    signed = set(approvals_in_force().filter(book__in=rows).values_list("book_id", flat=True))
    items = [BookOut.of(book, book.key in signed) for book in rows]
    return BookPart(items=items, next=following)


@router.post("/books", response={201: BookOut}, summary="Khai một sổ")
@needs("book.edit", Letter.JSON)
def book_new(request: TokenRequest, book: BookIn) -> Status[BookOut]:
    """Lập sổ và mở các số ghi ở `runs`. Sổ cùng tên đã có thì trả 409."""
    made = book_register(actor=request.actor, draft=book.draft())
    return Status(201, BookOut.of(made, signed=False))


@router.get("/books/{uuid:key}", response=BookOut, summary="Một sổ")
@needs("book.view")
def book(request: TokenRequest, key: UUID) -> BookOut:
    """Thông tin bìa sổ."""
    book = book_asked(request, key)
    return BookOut.of(book, signed=approval_in_force(book) is not None)


class GapOut(Schema):
    """`kind`: no_entry (inside the run, never opened) or no_image (scanned past)."""

    year: int
    number: int
    kind: Literal["no_entry", "no_image"]


class DoubleOut(Schema):
    year: int
    number: int
    suffix: str
    times: int


class LedgerOut(Schema):
    """`stages` add up: each at most the one before; `states` count entries as they stand."""

    stages: dict[str, int]
    states: dict[str, int]
    declared: int | None
    gaps: list[GapOut]
    doubles: list[DoubleOut]


@router.get("/books/{uuid:key}/ledger", response=LedgerOut, summary="Số liệu và số thiếu của sổ")
@needs("book.view")
def ledger(request: TokenRequest, key: UUID) -> LedgerOut:
    """Số đã khai, đã quét, đã nhập … đã tiếp nhận; số còn thiếu và số trùng."""
    found = book_asked(request, key)
    figures = counts(book=found)
    return LedgerOut(
        stages=figures.as_dict(),
        states=dict(figures.by_state),
        declared=found.declared_count,
        gaps=[GapOut(**_without_book(gap)) for gap in gaps(book=found)],
        doubles=[DoubleOut(**_without_book(double)) for double in doubles(book=found)],
    )


def _without_book(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "book"}


class EntryOut(Schema):
    """One registration of the ledger: no more than its number and state."""

    key: UUID
    label: str
    year: int
    number: int
    suffix: str
    twin: int
    state: str
    returned: bool
    state_changed_at: datetime

    @classmethod
    def of(cls, entry: Entry) -> EntryOut:
        return cls(
            key=entry.key,
            label=entry.label,
            year=entry.year,
            number=entry.number,
            suffix=entry.suffix,
            twin=entry.twin,
            state=entry.state,
            returned=entry.returned,
            state_changed_at=entry.state_changed_at,
        )


class EntryPart(Schema):
    items: list[EntryOut]
    next: str | None = None


class EntriesAsked(Schema):
    state: Literal[tuple(STATES)] | None = Field(None)  # type: ignore[valid-type]


@router.get("/books/{uuid:key}/entries", response=EntryPart, summary="Các số của sổ")
@needs("book.view")
def entries(
    request: TokenRequest, key: UUID, asked: Query[EntriesAsked], part: Query[Part]
) -> EntryPart:
    """Từng số đăng ký và trạng thái của nó, theo thứ tự số."""
    found = Entry.objects.filter(book=book_asked(request, key))
    if asked.state is not None:
        found = found.filter(state=asked.state)
    rows, following = part_of(found, ("year", "number", "suffix", "twin"), part)
    return EntryPart(items=[EntryOut.of(entry) for entry in rows], next=following)
