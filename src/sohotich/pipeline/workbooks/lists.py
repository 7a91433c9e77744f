"""The lists of the room: sendings, the files of one and their results, books with templates."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.pipeline.workbooks.models import FileState, Sending, SentFile
from sohotich.register.books.models import Book

_WAITING = Badge("Chờ nhận", "quiet", "wait")
_REFUSED = Badge("Không nhận", "error", "error")
_WRONG = Badge("Có dòng sai", "doubt", "alert")
_CLEAN = Badge("Đã nhận đủ", "done", "check")


def sendings_list() -> ListDefinition:
    """One's own sendings."""

    def address(row: Sending) -> str:
        return reverse("workbooks:sending", args=[row.key])

    return ListDefinition(
        title="Các lượt đã gửi",
        file_name="luot-gui-bang-tinh",
        empty_title="Chưa gửi bảng tính nào",
        empty_words="Tải mẫu của sổ, điền, rồi gửi lên ở đây.",
        columns=(
            Column("luc", "Gửi lúc", lambda row: row.created_at, address, kind="strong"),
            Column("tep", "Tệp", lambda row: row.file_count, kind="number"),
            Column("cho", "Chờ nhận", lambda row: row.left, kind="number"),
            Column("nhan", "Dòng đã nhận", lambda row: row.taken, kind="number"),
            Column("sai", "Dòng bị từ chối", lambda row: row.wrong, kind="number"),
            Column("mo", "", lambda row: "Mở", address, kind="button"),
        ),
    )


def files_list(*, linked: bool) -> ListDefinition:
    """The files of a sending and what became of their rows; `linked`: with the way to the book."""
    return ListDefinition(
        title="Kết quả theo tệp",
        file_name="ket-qua-nhap-excel",
        search_words="Lọc theo tên tệp, sổ",
        empty_title="Chưa có tệp nào",
        empty_words="Thả tệp vào ô phía trên.",
        columns=(
            Column("tep", "Tệp", lambda row: row.name, kind="strong", sort="name"),
            Column("trang-thai", "Trạng thái", _state),
            Column("so", "Sổ", _books, _book if linked else None),
            Column("dong", "Dòng", lambda row: row.rows, kind="number", sort="rows"),
            Column("nhan", "Đã nhận", lambda row: row.stored, kind="number", sort="stored"),
            Column("co", "Đã có", lambda row: row.unchanged, kind="number"),
            Column("sai", "Từ chối", lambda row: row.rejected, kind="number", sort="rejected"),
            Column("ghi-chu", "Ghi chú", _noted),
            Column("danh-dau", "", lambda row: "Tệp đánh dấu", _marked, kind="button"),
            Column("tra-lai", "", lambda row: "Dòng trả lại", _returned, kind="button"),
        ),
        chips=(
            Chip("sai", "Có dòng sai", lambda rows: rows.filter(rejected__gt=0)),
            Chip("khong", "Không nhận", lambda rows: rows.filter(state=FileState.REFUSED)),
            Chip("cho", "Chờ nhận", lambda rows: rows.filter(state=FileState.WAITING)),
            Chip("du", "Đã nhận đủ", lambda rows: rows.filter(state=FileState.DONE, rejected=0)),
        ),
        search=lambda rows, words: rows.filter(name__icontains=words),
    )


def books_list(units: Mapping[str, str], left: Mapping[UUID, int]) -> ListDefinition:
    """Books whose template can be had; `units` names the units by code, `left` says how many
    numbers of a book nobody has keyed.
    """

    def address(book: Book) -> str:
        return reverse("workbooks:template", args=[book.key])

    return ListDefinition(
        title="Mẫu theo sổ",
        file_name="so-co-mau",
        search_words="Lọc theo nhãn sổ, nơi cất, ghi chú",
        empty_title="Không có quyển nào còn số chưa nhập",
        empty_words="Sổ được khai ở mục Sổ hộ tịch.",
        columns=(
            Column("so", "Sổ", lambda book: book.label, address, kind="strong", sort="label"),
            Column("don-vi", "Đơn vị", lambda book: units.get(book.unit_code, book.unit_code)),
            Column("loai", "Loại", lambda book: record_type(book.type_code).name),
            Column("nam", "Năm", lambda book: book.years),
            Column("con", "Chưa nhập", lambda book: left.get(book.key, ""), kind="number"),
            Column("mau", "", lambda book: "Tải mẫu", address, kind="button"),
        ),
        search=lambda rows, words: rows.filter(
            Q(label__icontains=words) | Q(place__icontains=words) | Q(note__icontains=words)
        ),
    )


def _state(row: SentFile) -> Badge:
    if row.state == FileState.WAITING:
        return _WAITING
    if row.state == FileState.REFUSED:
        return _REFUSED
    return _WRONG if row.rejected or row.held_back else _CLEAN


def _books(row: SentFile) -> str:
    return ", ".join(book["label"] for book in row.books)


def _book(row: SentFile) -> str:
    return reverse("book", args=[row.books[0]["key"]]) if len(row.books) == 1 else ""


def _noted(row: SentFile) -> str:
    if row.refused:
        return row.refused
    left = sum(book["waiting"] for book in row.books)
    told = (
        (row.replaced, "dòng thay dòng cũ"),
        (row.held_back, "dòng đúng chờ sửa cả quyển"),
        (row.unfilled, "dòng chưa điền"),
        (left, "số có ảnh chưa có dòng"),
        (row.repairs, "ô nghi sai bảng mã"),
    )
    return "; ".join(f"{count} {words}" for count, words in told if count)


def _marked(row: SentFile) -> str:
    checked = row.state == FileState.DONE and (row.rejected or row.repairs)
    return reverse("workbooks:marked", args=[row.key]) if checked else ""


def _returned(row: SentFile) -> str:
    wrong = row.state == FileState.DONE and row.rejected
    return reverse("workbooks:returned", args=[row.key]) if wrong else ""
