"""The three lists of the progress: units under a unit, books of a commune, registrations behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from sohotich.domain.record_types import register_type
from sohotich.foundation.pages.lists import Column, ListDefinition
from sohotich.foundation.pages.numbers import share
from sohotich.foundation.pages.states import badge
from sohotich.oversight.facts.choice import Choice
from sohotich.oversight.facts.selectors import Figures
from sohotich.oversight.facts.stages import BUILT, RETURNED, stage, states_at
from sohotich.oversight.facts.tree import Place
from sohotich.register.ledger.models import Entry

# As narrow as eleven columns must be on a small screen; the labels in full stand over the table.
HEADS: Mapping[str, str] = {
    "expected": "Phải làm",
    "scanned": "Quét",
    "keyed": "Nhập 2 lần",
    "agreed": "Thống nhất",
    "reviewed": "Soát xét",
    "approved": "Duyệt",
    "exported": "Chuyển",
    "accepted": "Tiếp nhận",
    RETURNED: "Trả lại",
}
Row = tuple[Place, Figures]
Link = Callable[[Any, str], str]


def unit_list(choice: Choice, title: str, link: Link) -> ListDefinition:
    """Rows are (unit, figures); `link(unit, stage)` opens a figure, `link(unit, "")` the unit."""
    columns = [
        Column("don_vi", "Đơn vị", lambda r: r[0].name, lambda r: link(r[0], ""), "strong", True),
        *_figures(lambda r, s: choice.figure(r[1], s), lambda r, s: link(r[0], s)),
        _done(
            lambda r: _part(
                (r[1].books if choice.books else r[1].counts)["approved"].so_far,
                (r[1].books if choice.books else r[1].counts)["expected"].so_far,
            )
        ),
    ]
    return ListDefinition(
        tuple(columns),
        f"tien-do-{choice.day:%Y-%m-%d}",
        title=title,
        search_words="Lọc theo tên đơn vị",
        empty_title="Chưa có đơn vị nào",
        empty_words="Đơn vị hiện ra khi quản trị nạp danh mục đơn vị hành chính.",
    )


def book_list(choice: Choice, title: str, link: Link) -> ListDefinition:
    """Rows are `BookFigures`; `link(book, stage)` opens a figure, "" where nothing opens."""
    columns = [
        Column("so", "Sổ", lambda b: b.label, lambda b: link(b, ""), "strong", True),
        Column("loai", "Loại", lambda b: register_type(b.type_code).name, sort=True),
        *_figures(lambda b, s: choice.number(b.counts[s]), link),
        _done(lambda b: _part(b.counts["approved"].so_far, b.counts["expected"].so_far)),
    ]
    return ListDefinition(
        tuple(columns),
        f"tien-do-so-{choice.day:%Y-%m-%d}",
        title=title,
        search_words="Lọc theo nhãn sổ, loại",
        empty_title="Xã chưa có quyển sổ nào",
        empty_words="Khai sổ ở mục Sổ; số liệu hiện ra sau lần cập nhật kế tiếp.",
    )


def _figures(value: Callable[[Any, str], int], link: Link) -> list[Column]:
    return [
        Column(
            key,
            HEADS[key],
            lambda row, key=key: value(row, key),  # type: ignore[misc]
            lambda row, key=key: link(row, key) if value(row, key) else "",  # type: ignore[misc]
            "number",
            True,
        )
        for key in BUILT
    ]


def _done(value: Callable[[Any], str]) -> Column:
    return Column("xong", "Đã duyệt", value, kind="number")


def _part(done: int, whole: int) -> str:
    return share(done, whole) if whole else ""


def record_list(choice: Choice, labels: Mapping[Any, str], title: str) -> ListDefinition:
    """Rows are entries as `records_behind` gives them; `labels`: book → label."""
    columns = [
        Column("so", "Số", lambda e: e.label, _entry, "strong"),
        Column("quyen", "Sổ", lambda e: labels[e.book_id], sort="book__label"),
        Column("cuoi_ngay", "Cuối ngày hôm đó", lambda e: badge(e.stood_at)),
        Column("bay_gio", "Bây giờ", lambda e: badge("returned" if e.returned else e.state)),
        Column("luc", "Đổi lúc", lambda e: e.state_changed_at, sort="state_changed_at"),
    ]
    if choice.that_day and choice.stage != RETURNED:
        there = states_at(choice.stage)
        columns.insert(2, Column("doi", "Trong ngày", lambda e: _change(e, there)))
    return ListDefinition(
        tuple(columns),
        f"truong-hop-{choice.stage}-{choice.day:%Y-%m-%d}",
        title=title,
        search=by_number,
        search_words="Lọc theo số, nhãn sổ",
        empty_title="Không có trường hợp nào",
        empty_words="Chọn ngày khác hoặc khâu khác ở trang Tiến độ.",
    )


def by_number(entries: Any, words: str) -> Any:
    """`41`, `41/1998`, `KS.1998`: by the number, its year, or a part of the book's label."""
    for word in words.split():
        number, _, year = word.partition("/")
        if number.isdigit():
            entries = entries.filter(number=int(number))
            entries = entries.filter(year=int(year)) if year.isdigit() else entries
        else:
            entries = entries.filter(book__label__icontains=word)
    return entries


def _change(entry: Any, there: frozenset[str]) -> str:
    return "đạt thêm" if entry.stood_at in there else "lùi lại"


def _entry(entry: Entry) -> str:
    return reverse("entry", args=[entry.key])


def records_title(choice: Choice, place: str, day: date) -> str:
    """`Đã quét đến hết 07/01/2025`, `Bị trả lại trong ngày 07/01/2025`."""
    when = "trong ngày" if choice.that_day else "đến hết ngày"
    return f"{stage(choice.stage).label} {when} {day:%d/%m/%Y} · {place}"
