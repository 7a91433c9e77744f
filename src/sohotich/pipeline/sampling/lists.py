"""The list of lots, the records of one, and the quality by class of fields."""

from __future__ import annotations

from django.urls import reverse

from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.states import Badge
from sohotich.pipeline.sampling.models import LotState
from sohotich.pipeline.sampling.selectors import LotRow, QualityRow
from sohotich.register.accuracy.selectors import Rate

_BADGES = {
    LotState.OPEN: Badge("Đang kiểm", "action", "shape-half"),
    LotState.PASSED: Badge("Đạt", "done", "shape-check"),
    LotState.FAILED: Badge("Không đạt", "error", "shape-cross"),
}
_NONE = Badge("Chưa kiểm", "quiet", "shape-open")


def lot_badge(state: str | None) -> Badge:
    """How a lot stands; None: there is none."""
    return _BADGES[LotState(state)] if state else _NONE


def percent(share: float | None) -> str:
    """0.0123 → `1,23 %`; "" where nobody has looked."""
    return "" if share is None else f"{share * 100:.2f} %".replace(".", ",")


def interval(rate: Rate) -> str:
    """`0,31–1,47 %`."""
    return f"{rate.low * 100:.2f}–{rate.high * 100:.2f} %".replace(".", ",") if rate.looks else ""


def _lot_address(row: LotRow) -> str:
    return reverse("sampling:lot", args=[row.lot.key]) if row.lot is not None else ""


def _work_address(row: LotRow) -> str:
    if not row.records:
        return _lot_address(row)
    if row.book is not None:
        return Posted(reverse("sampling:open_book", args=[row.book.key]))
    return Posted(reverse("sampling:open_keyer", args=[row.unit, row.keyer]))


def _work_words(row: LotRow) -> str:
    if not row.records:
        return "Xem"
    if row.lot is None:
        return "Kiểm"
    return "Kiểm tiếp" if row.lot.state == LotState.OPEN else "Kiểm lại"


LOTS = ListDefinition(
    title="Kiểm mẫu",
    file_name="kiem-mau",
    search_words="Lọc theo sổ, người nhập",
    empty_title="Chưa có gì để kiểm",
    empty_words="Có bản ghi đã thống nhất thì sổ và người nhập hiện ở đây.",
    columns=(
        Column("loai", "Lô", lambda row: "Sổ" if row.book else "Người nhập", sort=True),
        Column("ten", "Của", lambda row: row.name, _lot_address, kind="strong", sort=True),
        Column("so", "Đã thống nhất", lambda row: row.records, kind="number", sort=True),
        Column("kiem", "Số đã kiểm", lambda row: row.found.records, kind="number", sort=True),
        Column("o", "Ô đã kiểm", lambda row: row.found.looks, kind="number"),
        Column("sai", "Ô sai", lambda row: row.found.errors, kind="number", sort=True),
        Column("ty-le", "Khoảng 95 %", lambda row: interval(row.rate)),
        Column("trang-thai", "Kết luận", lambda row: lot_badge(row.lot and row.lot.state)),
        Column("mo", "", _work_words, _work_address, kind="button"),
    ),
    chips=(
        Chip("dang", "Đang kiểm", rows_where(lambda r: r.lot and r.lot.state == LotState.OPEN)),
        Chip("so", "Sổ", rows_where(lambda row: row.book is not None)),
        Chip("nguoi", "Người nhập", rows_where(lambda row: row.keyer is not None)),
        Chip("khong-dat", "Không đạt", rows_where(lambda r: r.lot and r.lot.state == "failed")),
    ),
)

QUALITY = ListDefinition(
    title="Chất lượng theo loại ô",
    file_name="chat-luong-nhap",
    search_words="Lọc theo sổ, người nhập, loại ô",
    empty_title="Chưa ai soát lại giá trị nào",
    empty_words="Có số khi hai lần nhập được đối chiếu, giá trị được soát hoặc mẫu được kiểm.",
    columns=(
        Column("loai", "Của", lambda row: row.kind, sort=True),
        Column("ten", "Tên", lambda row: row.whose, kind="strong", sort=True),
        Column("o", "Loại ô", lambda row: row.field_class, sort=True),
        Column("kiem", "Ô đã soát lại", lambda row: row.rate.looks, kind="number", sort=True),
        Column("sai", "Ô sai", lambda row: row.rate.errors, kind="number", sort=True),
        Column("ty-le", "Tỷ lệ sai", lambda row: percent(row.rate.share), kind="number"),
        Column("khoang", "Khoảng 95 %", lambda row: interval(row.rate), kind="number"),
    ),
    chips=(
        Chip("so", "Sổ", rows_where(lambda row: _is(row, "Sổ"))),
        Chip("nguoi", "Người nhập", rows_where(lambda row: _is(row, "Người nhập"))),
    ),
)


def _is(row: QualityRow, kind: str) -> bool:
    return row.kind == kind
