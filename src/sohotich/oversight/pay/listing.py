"""The lists of pay: communes with their costs, the registrations behind a doubt."""

from __future__ import annotations

from django.urls import reverse

from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.oversight.pay.models import PayDoubt
from sohotich.oversight.pay.selectors import UnitCost
from sohotich.register.records.models import Reading


def unit_list(title: str) -> ListDefinition:
    """Rows are `UnitCost`."""
    return ListDefinition(
        (
            Column("don_vi", "Đơn vị", lambda r: r.name, _unit, "strong", True),
            Column("phai_lam", "Phải làm", lambda r: r.expected, kind="number", sort=True),
            Column("du_toan", "Dự toán (đồng)", lambda r: r.middle, kind="number", sort=True),
            Column("tu", "Thấp nhất", lambda r: r.low, kind="number"),
            Column("den", "Cao nhất", lambda r: r.high, kind="number"),
            Column("da_lam", "Đã làm (đồng)", _tally, kind="number", sort=True),
            Column("luc", "Tính lúc", lambda r: r.tally.at if r.tally else None),
            Column("da_chot", "Đã chốt trả (đồng)", lambda r: r.paid, kind="number", sort=True),
        ),
        "kinh-phi",
        title=title,
        chips=(
            Chip("ban_thao", "Có bản thảo", rows_where(lambda r: r.draft)),
            Chip("chua_chot", "Chưa chốt bảng nào", rows_where(lambda r: not r.paid)),
        ),
        search_words="Lọc theo tên đơn vị",
        empty_title="Chưa có xã nào có sổ",
        empty_words="Kinh phí hiện ra khi các xã khai sổ.",
    )


def _unit(row: UnitCost) -> str:
    return reverse("pay:unit", args=[row.code])


def _tally(row: UnitCost) -> int | None:
    return row.tally.amount if row.tally else None


def reading_list(doubt: PayDoubt) -> ListDefinition:
    """Rows are readings behind a doubt."""
    return ListDefinition(
        (
            Column("so", "Số", lambda r: r.entry.label, _entry, "strong"),
            Column("quyen", "Sổ", lambda r: r.book.label, sort="book__label"),
            Column("lan", "Lần nhập", lambda r: str(r.slot)),
            Column("bat_dau", "Bắt đầu", lambda r: r.started_at, sort="started_at"),
            Column("xong", "Xong", lambda r: r.completed_at, sort="completed_at"),
            Column("truong", "Trường có giá trị", lambda r: len(r.values), kind="number"),
            Column("trong", "Trường đánh dấu", lambda r: len(r.marks), kind="number"),
            Column("phim", "Phím đã gõ", lambda r: r.keystrokes, kind="number"),
        ),
        f"nghi-van-{doubt.kind}",
        title=f"{doubt.get_kind_display()} · {doubt.person_name}",
        search=lambda rows, words: rows.filter(book__label__icontains=words),
        search_words="Lọc theo nhãn sổ",
    )


def _entry(row: Reading) -> str:
    return reverse("entry", args=[row.entry_id])
