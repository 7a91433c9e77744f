"""The lists of the transfer station: signed books, findings of the dry run."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from sohotich.engines.exchange.pm158 import PackageFinding
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.states import Badge
from sohotich.pipeline.transfer.screens import SignedBook, finding_address
from sohotich.register.books.models import Book
from sohotich.register.ledger.book_columns import book_columns

_WAITING = Badge("Chờ lập gói", "action", "wait")
_MADE = Badge("Đã lập gói", "done", "check")
_SEVERITIES = {
    "error": Badge("Lỗi", "error", "error"),
    "warning": Badge("Lưu ý", "doubt", "alert"),
    "info": Badge("Cho biết", "quiet", "info"),
}


def _address(row: SignedBook) -> str:
    return reverse("transfer:book", args=[row.book.key])


def signed_list(units: dict[str, str]) -> ListDefinition:
    """Signed books; `units` names the units by code."""
    return ListDefinition(
        title="Sổ đã ký duyệt",
        file_name="chuyen",
        search_words="Lọc theo nhãn sổ, đơn vị",
        empty_title="Chưa có sổ nào ký duyệt",
        empty_words="Sổ hiện ở đây khi Chủ tịch ký duyệt.",
        columns=(
            *book_columns(units, _address),
            Column("ky", "Ký lúc", lambda row: row.approval.campaign_at, sort=True),
            Column("nguoi", "Người ký", lambda row: row.approval.signer_name, sort=True),
            Column("trang-thai", "Trạng thái", lambda row: _MADE if row.package else _WAITING),
            Column("goi", "Lập lúc", lambda row: row.package.made_at if row.package else None),
            Column(
                "mo",
                "",
                lambda row: "Tải gói" if row.package else "Kiểm tra và lập",
                _address,
                kind="button",
            ),
        ),
        chips=(
            Chip("cho", "Chờ lập gói", rows_where(lambda row: row.package is None)),
            Chip("xong", "Đã lập gói", rows_where(lambda row: row.package is not None)),
        ),
    )


def findings_list(book: Book) -> ListDefinition:
    """What the dry run found, each with the way to what it is about."""

    def address(finding: PackageFinding) -> str:
        return finding_address(book.key, finding)

    return ListDefinition(
        title="Kết quả kiểm tra",
        file_name=f"kiem-tra-{book.label.replace('/', '.')}",
        search_words="Lọc theo số, nội dung",
        columns=(
            Column("muc", "Mức", lambda finding: _SEVERITIES[finding.severity]),
            Column(
                "so",
                "Số",
                lambda finding: finding.number or "cả sổ",
                address,
                kind="strong",
            ),
            Column("noi-dung", "Nội dung", lambda finding: finding.message),
            Column("quy-tac", "Quy tắc", lambda finding: finding.rule, sort=True),
            Column("mo", "", lambda finding: "Mở", address, kind="button"),
        ),
        chips=tuple(
            Chip(severity, badge.words, rows_where(_of(severity)))
            for severity, badge in _SEVERITIES.items()
        ),
    )


def _of(severity: str) -> Callable[[PackageFinding], bool]:
    return lambda finding: finding.severity == severity
