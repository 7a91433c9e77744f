"""The lists of books of the review and the signing station."""

from __future__ import annotations

from django.urls import reverse

from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.numbers import share
from sohotich.foundation.pages.states import Badge
from sohotich.pipeline.review.selectors import BookRow
from sohotich.register.books.models import GivenBack
from sohotich.register.ledger.book_columns import book_columns

_STAGES = {
    "submitted": Badge("Đã trình, chờ ký", "action", "send"),
    "signed": Badge("Đã ký", "done", "shape-approved"),
    "transferred": Badge("Đã chuyển", "done", "shape-arrow"),
}
_WAITING = Badge("Chờ soát", "action", "shape-dot")
_READY = Badge("Soát xong, chờ trình", "doubt", "sign")
_GIVEN_BACK = {
    GivenBack.RETURNED: Badge("Bị trả lại, chờ sửa", "doubt", "return"),
    GivenBack.REOPENED: Badge("Đã mở lại, chờ sửa", "doubt", "return"),
}
_EARLIER = Badge("Chưa tới khâu này", "quiet", "wait")


def stage_badge(row: BookRow) -> Badge:
    """Where a book stands between review and transfer."""
    if row.stage in _STAGES:
        return _STAGES[row.stage]
    if row.book.given_back:
        return _GIVEN_BACK[GivenBack(row.book.given_back)]
    if row.counts.by_state.get("agreed"):
        return _WAITING
    return _READY if _finished(row) else _EARLIER


def _finished(row: BookRow) -> bool:
    return 0 < row.counts["expected"] == row.counts["reviewed"] and row.stage == "open"


def _waiting(row: BookRow) -> int:
    return row.counts.by_state.get("agreed", 0)


def _work_address(row: BookRow) -> str:
    return Posted(reverse("review:book", args=[row.book.key])) if _waiting(row) else ""


def _next_words(row: BookRow) -> str:
    if _waiting(row):
        return "Soát"
    return "Trình ký" if _finished(row) else "Xem"


def _next_address(row: BookRow) -> str:
    return _work_address(row) or reverse("review:submit", args=[row.book.key])


BOOKS = ListDefinition(
    title="Sổ ở khâu soát xét",
    file_name="soat-xet",
    search_words="Lọc theo nhãn sổ, năm",
    empty_title="Chưa có quyển sổ nào",
    empty_words="Sổ của xã hiện ở đây sau khi khai ở mục Sổ.",
    columns=(
        Column(
            "so",
            "Sổ",
            lambda row: row.book.label,
            lambda row: reverse("book", args=[row.book.key]),
            kind="strong",
            sort=True,
        ),
        Column("cho", "Chờ soát", _waiting, kind="number", sort=True),
        Column("xong", "Đã soát", lambda row: row.counts["reviewed"], kind="number", sort=True),
        Column("tong", "Trường hợp", lambda row: row.counts["expected"], kind="number", sort=True),
        Column(
            "phan",
            "Đã soát %",
            lambda row: share(row.counts["reviewed"], row.counts["expected"]),
            kind="number",
        ),
        Column("trang-thai", "Trạng thái", stage_badge, sort=True),
        Column("mo", "", _next_words, _next_address, kind="button"),
    ),
    chips=(
        Chip("cho", "Chờ soát", rows_where(_waiting)),
        Chip("xong", "Soát xong, chờ trình", rows_where(_finished)),
        Chip("tra-lai", "Trả lại, mở lại", rows_where(lambda row: row.book.given_back)),
        Chip("trinh", "Đã trình", rows_where(lambda row: row.stage == "submitted")),
    ),
)


def _sign_address(row: BookRow) -> str:
    return reverse("review:sign", args=[row.book.key])


def approvals_list(units: dict[str, str]) -> ListDefinition:
    """Books to sign and signed ones; `units` names the units by code."""
    return ListDefinition(
        title="Sổ ký duyệt",
        file_name="ky-duyet",
        search_words="Lọc theo nhãn sổ, đơn vị",
        empty_title="Chưa có sổ nào trình ký",
        empty_words="Công chức hộ tịch trình sổ khi mọi số đã soát xét, khai thiếu hoặc hủy.",
        columns=(
            *book_columns(units, _sign_address),
            Column(
                "thieu",
                "Thiếu, hủy",
                lambda row: row.counts["missing"] + row.counts["cancelled"],
                kind="number",
            ),
            Column("trinh", "Trình lúc", lambda row: row.book.submitted_at, sort=True),
            Column("trang-thai", "Trạng thái", stage_badge, sort=True),
            Column(
                "mo",
                "",
                lambda row: "Xem và ký" if row.stage == "submitted" else "Xem",
                _sign_address,
                kind="button",
            ),
        ),
        chips=(
            Chip("cho", "Chờ ký", rows_where(lambda row: row.stage == "submitted")),
            Chip("ky", "Đã ký", rows_where(lambda row: row.stage in ("signed", "transferred"))),
        ),
    )
