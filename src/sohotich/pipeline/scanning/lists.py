"""The two lists of the station: books with scanning work, and the pages of one book."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.scanning.book_numbers import BookNumbers
from sohotich.pipeline.scanning.screens import BookScan
from sohotich.pipeline.scanning.sheet import SheetPage
from sohotich.register.books.models import Book
from sohotich.register.images.models import PageState

_DONE: Final = Badge("Đã nhận", "done", "shape-check")
_DOUBT: Final = Badge("Nghi ngờ", "doubt", "shape-triangle")
_BADGES: Final = {
    PageState.NEW: Badge("Chờ xử lý", "quiet", "shape-open"),
    PageState.PROCESSED: Badge("Chờ xác nhận", "action", "shape-dot"),
    PageState.RESCAN: Badge("Cần quét lại", "error", "shape-cross"),
    PageState.BLANK: Badge("Không có trường hợp", "quiet", "shape-dash"),
}


def books_list(rows: list[BookScan]) -> ListDefinition:
    """The list of `screens.books_to_scan`; the unit stands in it when there are several."""
    names = unit_names({row.book.unit_code for row in rows})
    unit = Column("xa", "Đơn vị", lambda row: names.get(row.book.unit_code, ""), sort=True)
    return ListDefinition(
        title="Sổ còn việc quét",
        file_name="so-cho-quet",
        search_words="Lọc theo nhãn sổ",
        columns=(
            Column(
                "so", "Sổ", lambda row: row.book.label, link=_book_address, kind="strong", sort=True
            ),
            *((unit,) if len(names) > 1 else ()),
            _count("khai", "Số trong sổ", lambda row: row.ledger["expected"]),
            _count("trang", "Trang ảnh", lambda row: row.pages.pages),
            _count("cho", "Chờ xác nhận", lambda row: row.pages.to_confirm),
            _count("quet-lai", "Quét lại", lambda row: row.pages.rescan),
            _count("thieu", "Chưa có ảnh", lambda row: row.without_image),
            _count("pdf", "PDF cần xem", lambda row: row.doubtful),
            Column("mo", "", _book_verb, link=_book_address, kind="button"),
        ),
        chips=(
            Chip("cho", "Chờ xác nhận", _only(lambda row: row.pages.to_confirm)),
            Chip("quet-lai", "Quét lại", _only(lambda row: row.pages.rescan)),
            Chip("pdf", "PDF cần xem", _only(lambda row: row.doubtful)),
            Chip("thieu", "Chưa có ảnh", _only(lambda row: row.without_image)),
        ),
        empty_title="Chưa có sổ để quét",
        empty_words="Khai sổ ở mục “Sổ”; sổ chưa ký duyệt sẽ hiện ở đây để tải ảnh lên.",
    )


def _count(key: str, title: str, value: Any) -> Column:
    return Column(key, title, value, kind="number", sort=True)


def _only(passes: Any) -> Any:
    return lambda rows: [row for row in rows if passes(row)]


def _book_address(row: BookScan) -> str:
    return reverse("scanning:book", args=[row.book.key])


def _book_verb(row: BookScan) -> str:
    if row.pages.to_confirm:
        return "Xác nhận"
    return "Quét" if row.unfinished else "Xem"


def pages_list(book: Book, numbers: BookNumbers) -> ListDefinition:
    """The list of a contact sheet's pages."""
    return ListDefinition(
        title=f"Trang ảnh của sổ {book.label}",
        file_name=f"trang-anh-{book.label.replace('/', '.')}",
        search_words="Lọc theo tên tệp, số, vấn đề",
        columns=(
            Column(
                "trang",
                "Trang",
                lambda row: str(row.page.order),
                link=lambda row: reverse("scanning:page", args=[row.page.key]),
                kind="strong",
            ),
            Column("tep", "Tệp", _file_words),
            Column("trang-thai", "Trạng thái", _badge),
            Column("so", "Số đăng ký", lambda row: _numbers(row, numbers)),
            Column("van-de", "Cần xem", lambda row: "; ".join(_doubts(row))),
            Column("luc", "Nhận lúc", lambda row: row.page.received_at),
        ),
        chips=(
            Chip("cho", "Chờ xác nhận", _only(_waits)),
            Chip("nghi-ngo", "Nghi ngờ", _only(lambda row: row.doubtful and not row.accepted)),
            Chip("quet-lai", "Quét lại", _only(lambda row: row.page.state == PageState.RESCAN)),
            Chip("da-nhan", "Đã nhận", _only(lambda row: row.accepted)),
        ),
        empty_title="Chưa có trang ảnh nào",
        empty_words="Thả tệp quét vào khung ở trên; mỗi trang nhận được sẽ hiện ở đây.",
    )


def _file_words(row: SheetPage) -> str:
    page = row.page
    return f"{page.name}, trang {page.frame}" if page.frame > 1 else page.name


def _waits(row: SheetPage) -> bool:
    return row.page.state == PageState.PROCESSED and not row.accepted


def _badge(row: SheetPage) -> Badge:
    if row.accepted:
        return _DONE
    if _waits(row) and row.doubtful:
        return _DOUBT
    return _BADGES[PageState(row.page.state)]


def _numbers(row: SheetPage, numbers: BookNumbers) -> str:
    words = (numbers.words(cut.entry) for cut in row.cuts)
    return ", ".join(dict.fromkeys(word for word in words if word))


def _doubts(row: SheetPage) -> list[str]:
    found = [*row.doubts, *(doubt for cut in row.cuts for doubt in cut.doubts)]
    return list(dict.fromkeys(found))
