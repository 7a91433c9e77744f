"""The tables of communes and of books: how far each is, and what waits in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse

from sohotich.domain.text.figures import share
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.oversight.dashboards.columns import number_column, table_list
from sohotich.oversight.dashboards.figures import Board, Tile
from sohotich.oversight.dashboards.pace import Pace, pace_badge, pace_words
from sohotich.oversight.facts.stages import FUNNEL


def _waiting(counts: Any, key: str) -> int:
    before: str = FUNNEL[FUNNEL.index(key) - 1]
    waiting: int = counts[before].so_far - counts[key].so_far
    return waiting


def _waiting_of(counts_of: Callable[[Any], Any], key: str, row: Any) -> int:
    return _waiting(counts_of(row), key)


def _waits(counts_of: Callable[[Any], Any]) -> list[Column]:
    words = {
        "scanned": "Chờ quét",
        "keyed": "Chờ nhập",
        "agreed": "Chờ thống nhất",
        "reviewed": "Chờ soát",
        "approved": "Chờ ký",
        "exported": "Chờ chuyển",
        "accepted": "Chờ tiếp nhận",
    }
    return [
        number_column(f"cho_{key}", title, partial(_waiting_of, counts_of, key))
        for key, title in words.items()
    ]


def units(board: Board, title: str) -> ListDefinition:
    """The communes, one line each."""
    little, looking = board.course.little, board.looking
    columns = [
        Column(
            "don-vi",
            "Đơn vị",
            lambda t: t.place.name,
            lambda t: looking.unit(t.place.code),
            "strong",
            True,
        ),
        Column("muc", "So với mức cần", lambda t: pace_badge(t.standing.pace, little)),
        number_column("phai-lam", "Phải làm", lambda t: t.standing.expected),
        number_column(
            "da-duyet",
            "Đã duyệt",
            lambda t: t.standing.approved,
            link=lambda t: looking.figure(t.place, "approved"),
        ),
        number_column("ty-le", "Tỷ lệ", lambda t: share(t.standing.approved, t.standing.expected)),
        number_column("mot-ngay", "Duyệt một ngày", lambda t: t.pace),
    ]
    if board.forecasts:
        columns.append(Column("xong", "Dự báo xong", _finish, _forecast(board), sort=True))
    chips = tuple(
        Chip(pace.value, pace_words(pace, little), rows_where(partial(_in_pace, pace)))
        for pace in Pace
    )
    return table_list(
        board, "dieu-hanh", title, columns, chips=chips, search_words="Lọc theo tên xã"
    )


def _in_pace(pace: Pace, tile: Tile) -> bool:
    return tile.standing.pace is pace


def _finish(tile: Tile) -> object:
    return tile.outlook.forecast.finish if tile.outlook else None


def _forecast(board: Board) -> Callable[[Tile], str]:
    return lambda tile: board.looking.forecast(tile.place.code) if tile.outlook else ""


def books(board: Board, title: str) -> ListDefinition:
    """The books of a commune."""
    columns = [
        Column(
            "so",
            "Sổ",
            lambda b: b.book.label,
            lambda b: reverse("book", args=[b.book.key]),
            "strong",
            True,
        ),
        Column("trang-thai", "Trạng thái", lambda b: b.badge),
        number_column("phai-lam", "Phải làm", lambda b: b.expected),
        number_column(
            "da-duyet",
            "Đã duyệt",
            lambda b: b.approved,
            link=lambda b: board.looking.figure(board.place, "approved", str(b.book.key)),
        ),
        number_column("ty-le", "Tỷ lệ", lambda b: share(b.approved, b.expected)),
    ]
    return table_list(board, "so", title, columns, search_words="Lọc theo nhãn sổ, trạng thái")


def unit_waits(board: Board, title: str) -> ListDefinition:
    """What waits before each stage, commune by commune."""
    looking = board.looking
    columns = [
        Column(
            "don-vi",
            "Đơn vị",
            lambda t: t.place.name,
            lambda t: looking.unit(t.place.code),
            "strong",
            True,
        ),
        *_waits(lambda t: t.counts),
    ]
    return table_list(board, "viec-cho", title, columns, search_words="Lọc theo tên xã")


def book_waits(board: Board, title: str) -> ListDefinition:
    """What waits before each stage, book by book."""
    columns = [
        Column(
            "so",
            "Sổ",
            lambda b: b.book.label,
            lambda b: reverse("book", args=[b.book.key]),
            "strong",
            True,
        ),
        *_waits(lambda b: b.book.counts),
    ]
    return table_list(board, "viec-cho", title, columns, search_words="Lọc theo nhãn sổ")
