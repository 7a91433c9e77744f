"""The lists of difficulties, figures and guidance."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.numbers import duration
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.audience import Reader
from sohotich.oversight.difficulties.clock import answer_clock
from sohotich.oversight.difficulties.models import Broadcast, Category, Guidance, State
from sohotich.oversight.difficulties.searching import narrowed
from sohotich.oversight.difficulties.selectors import visible
from sohotich.oversight.difficulties.words import (
    Clocked,
    clocked,
    due_cell,
    guidance_badge,
    importance_badge,
    state_badge,
    urgency_badge,
)

_GLIMPSE = 90
UNREAD, READ, SENT = "chưa đọc", "đã đọc", "đơn vị gửi"


def _glimpse(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _GLIMPSE else f"{flat[:_GLIMPSE].rsplit(' ', 1)[0]} …"


def _with_state(*states: str) -> Any:
    return rows_where(lambda one: one.row.state in states)


DIFFICULTIES = ListDefinition(
    (
        Column("noi_dung", "Nội dung", lambda o: _glimpse(o.row.text),
               lambda o: reverse("difficulties:one", args=[o.row.key]), kind="strong"),
        Column("muc", "Mức độ", lambda o: urgency_badge(o.row), sort=True),
        Column("loai", "Loại", lambda o: o.row.get_category_display(), sort=True),
        Column("don_vi", "Đơn vị", lambda o: o.row.unit_name, sort=True),
        Column("luc", "Nêu lúc", lambda o: o.row.raised_at, sort=True),
        Column("trang_thai", "Tình trạng", lambda o: state_badge(o.row), sort=True),
        Column("o", "Nơi trả lời", lambda o: o.row.get_tier_display(), sort=True),
        Column("han", "Hạn trả lời", due_cell),
        Column("nguoi", "Người xử lý", lambda o: o.row.holder_name, sort=True),
    ),
    "kho-khan",
    title="Khó khăn",
    chips=(
        Chip("cho", "Chờ trả lời", _with_state(State.OPEN, State.IN_PROGRESS)),
        Chip("qua-han", "Quá hạn", rows_where(lambda one: one.late)),
        Chip("da-tra-loi", "Đã trả lời", _with_state(State.ANSWERED)),
        Chip("da-dong", "Đã đóng", _with_state(State.CLOSED)),
    ),
    search_words="Lọc theo nội dung, loại, đơn vị",
    empty_title="Chưa có khó khăn nào",
    empty_words="Việc bị vướng thì bấm “Nêu khó khăn”; cấp trên trả lời theo giờ.",
)  # fmt: skip


def difficulties_of(actor: Actor) -> list[Clocked]:
    """What the actor sees, what waits first by its hour, then the newest."""
    moment, clock = campaign_now(), answer_clock()
    rows = [clocked(row, moment, clock) for row in visible(actor)]
    waiting = sorted((one for one in rows if one.due), key=lambda one: one.row.due_at)
    return [*waiting, *(one for one in rows if not one.due)]


def figures_list(title: str) -> ListDefinition:
    """The figures by what `title` names: Đơn vị or Loại khó khăn."""
    return ListDefinition(
        (
            Column("ten", title, lambda f: f.title, kind="strong", sort=True),
            Column("neu", "Đã nêu", lambda f: f.raised, kind="number", sort=True),
            Column("cho", "Chờ trả lời", lambda f: f.waiting, kind="number", sort=True),
            Column("qua_han", "Quá hạn", lambda f: f.overdue, kind="number", sort=True),
            Column("tra_loi", "Đã trả lời", lambda f: f.answered, kind="number", sort=True),
            Column("phut", "Trung vị (phút)", lambda f: f.median_minutes, kind="number", sort=True),
            Column("gio", "Trung vị", lambda f: _took(f.median_minutes)),
        ),
        "so-lieu-kho-khan",
        title="Số liệu khó khăn",
        empty_title="Chưa có khó khăn nào",
        empty_words="Số liệu có khi xã nêu khó khăn.",
    )


def _took(minutes: int | None) -> str:
    return "" if minutes is None else duration(minutes * 60)


def _search(rows: Any, words: str) -> QuerySet[Guidance]:
    return narrowed(rows, words)


def _of_category(code: str) -> Any:
    return lambda rows: rows.filter(category=code)


GUIDANCE = ListDefinition(
    (
        Column("tieu_de", "Hướng dẫn", lambda g: g.title,
               lambda g: reverse("difficulties:guidance", args=[g.key]), kind="strong",
               sort="title_key"),
        Column("loai", "Loại", lambda g: g.get_category_display(), sort="category"),
        Column("tu_khoa", "Từ khóa", lambda g: ", ".join(g.tags)),
        Column("giup", "Đã giúp", lambda g: g.helped_count, kind="number", sort="helped_count"),
        Column("sua", "Cập nhật", lambda g: g.changed_at, sort="changed_at"),
        Column("dung", "Tình trạng", guidance_badge),
    ),
    "huong-dan",
    title="Hướng dẫn",
    chips=tuple(Chip(code, label, _of_category(code)) for code, label in Category.choices),
    search=_search,
    search_words="Tìm trong hướng dẫn, không cần dấu",
    empty_title="Chưa có hướng dẫn nào",
    empty_words="Hướng dẫn có khi Sở Tư pháp soạn từ một khó khăn đã trả lời.",
)  # fmt: skip


def guidance_rows() -> QuerySet[Guidance]:
    """Every guidance with how many it helped, withdrawn ones last."""
    rows = Guidance.objects.annotate(helped_count=Count("helped"))
    return rows.order_by(F("withdrawn_at").asc(nulls_first=True), "-changed_at", "key")


def broadcasts_list(read: dict[Any, str]) -> ListDefinition:
    """`read`: key → what the person has to do with it (`chưa đọc`, `đã đọc`, `đã gửi`)."""
    return ListDefinition(
        (
            Column("tieu_de", "Thông báo", lambda b: b.title,
                   lambda b: reverse("difficulties:broadcast", args=[b.key]), kind="strong"),
            Column("muc", "Mức", importance_badge),
            Column("noi_gui", "Nơi gửi", lambda b: b.unit_name, sort=True),
            Column("luc", "Gửi lúc", lambda b: b.sent_at, sort=True),
            Column("het", "Hết hiệu lực", lambda b: b.last_day, sort=True),
            Column("doc", "Anh/chị", lambda b: read.get(b.key, ""), sort=True),
        ),
        "thong-bao",
        title="Thông báo",
        chips=(
            Chip("chua-doc", "Chưa đọc", rows_where(lambda b: read.get(b.key) == UNREAD)),
            Chip("da-gui", "Đơn vị tôi gửi", rows_where(lambda b: read.get(b.key) == SENT)),
        ),
        search_words="Lọc thông báo",
        empty_title="Chưa có thông báo nào",
        empty_words="Thông báo của cấp trên hiện ở đây và ở Việc hôm nay.",
    )  # fmt: skip


def receipts_list(row: Broadcast) -> ListDefinition:
    """Who has read it; with a confirmation where that was asked."""
    columns = [
        Column("don_vi", "Đơn vị", lambda r: r.unit_name, sort=True),
        Column("ten", "Người nhận", lambda r: r.name, kind="strong", sort=True),
        Column("vai_tro", "Vai trò", lambda r: r.role, sort=True),
        Column("doc", "Đọc lúc", lambda r: r.read_at or "chưa đọc", sort=True),
    ]
    if row.must_confirm:
        columns.append(
            Column("xac_nhan", "Xác nhận lúc", lambda r: r.confirmed_at or "chưa", sort=True)
        )
    return ListDefinition(
        tuple(columns),
        "nguoi-nhan-thong-bao",
        title="Người nhận",
        chips=(
            Chip("chua", "Chưa đọc", rows_where(lambda r: not _done(r, row))),
            Chip("roi", "Đã đọc", rows_where(lambda r: _done(r, row))),
        ),
        search_words="Lọc theo đơn vị, người",
        empty_title="Không có ai",
        empty_words="Không còn ai giữ vai trò đã chọn.",
    )


def _done(reader: Reader, row: Broadcast) -> bool:
    return (reader.confirmed_at if row.must_confirm else reader.read_at) is not None
