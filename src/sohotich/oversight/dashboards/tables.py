"""Every picture of a board as a table: filter, sort, Excel, print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sohotich.domain.text.figures import share
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.oversight.dashboards.books import BookTile, book_tiles
from sohotich.oversight.dashboards.chart import ChartDay, chart
from sohotich.oversight.dashboards.columns import number_column, table_list
from sohotich.oversight.dashboards.figures import Board, Tile
from sohotich.oversight.dashboards.funnel import StageLine, funnel
from sohotich.oversight.dashboards.grid import GridRow, every_row
from sohotich.oversight.dashboards.pace import pace_badge
from sohotich.oversight.dashboards.quality import Rates
from sohotich.oversight.dashboards.slowest import Slow, slowest
from sohotich.oversight.dashboards.unit_tables import book_waits, books, unit_waits, units
from sohotich.oversight.facts.tree import COMMUNE


@dataclass(frozen=True)
class Table:
    """`rows` makes the rows, `definition` the list over them; `explained`: signs in its cells."""

    title: str
    rows: Callable[[Board], list[Any]]
    definition: Callable[[Board, str], ListDefinition]
    explained: str = ""


def _books(board: Board) -> list[BookTile]:
    opens = board.looking.actor.can("book.view", board.place.code)
    return book_tiles(board.place.code, board.looking.day) if opens else []


def progress(board: Board, title: str) -> ListDefinition:
    """The burn-up day by day."""
    columns = [
        Column("ngay", "Hết ngày", lambda d: d.burnt.day, _day_board(board), "strong"),
        number_column("can", "Cần đạt", lambda d: d.burnt.needed),
        number_column("nhap", "Đã nhập hai lần", lambda d: d.burnt.keyed),
        number_column("soat", "Đã soát xét", lambda d: d.reviewed),
        number_column("duyet", "Đã duyệt", lambda d: d.burnt.approved),
    ]
    if board.forecasts:
        columns += [
            number_column("du-bao", "Dự báo", lambda d: d.burnt.middle),
            number_column("nhanh", "Nếu nhanh", lambda d: d.burnt.early),
            number_column("cham", "Nếu chậm", lambda d: d.burnt.late),
        ]
    return table_list(board, "tien-do", title, columns)


def _day_board(board: Board) -> Callable[[ChartDay], str]:
    def address(one: ChartDay) -> str:
        seen = one.burnt.day in board.days
        return board.looking.unit(board.place.code, one.burnt.day) if seen else ""

    return address


def _progress(board: Board) -> list[ChartDay]:
    drawn = chart(board)
    return list(drawn.days) if drawn else []


def stages(board: Board, title: str) -> ListDefinition:
    """The funnel."""
    columns = [
        Column("khau", "Khâu", lambda s: s.label, kind="strong"),
        Column("da-lam", "Đã làm", _stage_value, lambda s: s.address, "number"),
        number_column("cho", "Đang chờ", lambda s: s.waiting, link=lambda s: s.waiting_address),
        number_column("mot-ngay", "Làm một ngày", lambda s: s.gained),
        Column("so-ngay", "Bằng số ngày việc", lambda s: s.days),
    ]
    return table_list(board, "khau", title, columns)


def _stage_value(line: StageLine) -> object:
    return line.not_built or line.value


def slow(board: Board, title: str) -> ListDefinition:
    """Everybody behind the line, with the reasons."""
    looking = board.looking
    columns = [
        Column(
            "don-vi",
            "Đơn vị",
            lambda s: s.tile.place.name,
            lambda s: looking.unit(s.tile.place.code),
            "strong",
            True,
        ),
        Column("cap-tren", "Thuộc", lambda s: _parent(board, s.tile), sort=True),
        Column("muc", "So với mức cần", lambda s: pace_badge(s.tile.standing.pace, _little(board))),
        number_column("cham", "Chậm (ngày)", lambda s: _days(s.tile.standing.behind)),
        number_column("ty-le", "Đã duyệt (%)", lambda s: s.tile.standing.percent),
        number_column(
            "con",
            "Còn lại",
            lambda s: s.tile.standing.expected - s.tile.standing.approved,
        ),
        Column("vi-sao", "Vì sao", lambda s: " · ".join(s.why)),
    ]
    return table_list(
        board,
        "cham",
        title,
        columns,
        search_words="Lọc theo tên xã, lý do",
        empty_title="Không xã nào dưới mức cần đạt",
    )


def _little(board: Board) -> int:
    return board.course.little


def _parent(board: Board, tile: Tile) -> str:
    place = board.tree.places.get(tile.place.parent)
    return place.name if place else ""


def _days(behind: float) -> str:
    return f"{behind:.1f}".replace(".", ",")


def _slow(board: Board) -> list[Slow]:
    return slowest(board.tiles, board.said)


def reports(board: Board, title: str) -> ListDefinition:
    """Who reported when: a column for each day."""
    days = [day for day in board.days if day <= board.looking.day]
    columns = [
        Column("don-vi", "Đơn vị", lambda r: r.place.name, lambda r: r.address, "strong", True),
        number_column("dung", "Đúng giờ", lambda r: r.on_time),
        number_column("muon", "Muộn", lambda r: r.late),
        number_column("thieu", "Thiếu", lambda r: r.silent),
    ]
    columns += [
        Column(
            f"n{day:%m%d}",
            f"{day.day}/{day.month}",
            lambda r, place=place: r.cells[place].short,  # type: ignore[misc]
            lambda r, place=place: r.cells[place].address,  # type: ignore[misc]
        )
        for place, day in enumerate(days)
    ]
    return table_list(
        board,
        "bao-cao",
        title,
        columns,
        chips=(
            Chip("muon", "Có lần muộn", rows_where(lambda r: r.late)),
            Chip("thieu", "Có ngày không báo cáo", rows_where(lambda r: r.silent)),
        ),
        search_words="Lọc theo tên đơn vị",
        empty_title="Chưa chốt báo cáo nào",
    )


def _grid(board: Board) -> list[GridRow]:
    rows = every_row(board)
    return rows if any(cell.address for row in rows for cell in row.cells) else []


def errors(board: Board, title: str) -> ListDefinition:
    """How often the readings differed and how much came back."""

    def rate(value: Callable[[Rates], int], whole: Callable[[Rates], int]) -> Any:
        return lambda t: share(value(t.rates), whole(t.rates), 2)

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
        number_column("thong-nhat", "Đã thống nhất", lambda t: t.rates.entries),
        number_column("truong", "Trường đã nhập", lambda t: t.rates.fields),
        number_column("truong-lech", "Trường lệch", lambda t: t.rates.fields_disputed),
        number_column("ty-le-lech", "Tỷ lệ lệch", rate(_disputed_fields, _fields)),
        number_column("tranh-chap", "Trường hợp tranh chấp", lambda t: t.rates.disputed),
        number_column("tra-lai", "Lượt trả lại", lambda t: t.rates.returned),
        number_column("ty-le-tra", "Tỷ lệ trả lại", rate(_returned, _entries)),
    ]
    return table_list(board, "sai-sot", title, columns, search_words="Lọc theo tên xã")


def _fields(found: Rates) -> int:
    return found.fields


def _disputed_fields(found: Rates) -> int:
    return found.fields_disputed


def _returned(found: Rates) -> int:
    return found.returned


def _entries(found: Rates) -> int:
    return found.entries


TABLES: dict[str, Table] = {
    "don-vi": Table("Từng xã", lambda board: board.tiles, units),
    "so": Table("Từng sổ", _books, books),
    "viec-cho": Table("Việc chờ từng xã", lambda board: board.tiles, unit_waits),
    "viec-cho-so": Table("Việc chờ từng sổ", _books, book_waits),
    "tien-do": Table("Tiến độ từng ngày", _progress, progress),
    "khau": Table("Việc đang chờ ở đâu", funnel, stages),
    "cham": Table("Xã dưới mức cần đạt", _slow, slow),
    "bao-cao": Table(
        "Giờ nộp báo cáo",
        _grid,
        reports,
        "✓ đúng giờ · 12′ nộp muộn 12 phút · ✕ chưa báo cáo · – chưa chốt",
    ),
    "sai-sot": Table("Lệch và trả lại", lambda board: board.tiles, errors),
}


def tables_of(board: Board) -> dict[str, Table]:
    """The tables this board has: books for a commune, communes above, reports where one may."""
    commune = board.place.level == COMMUNE
    left_out = {"don-vi", "viec-cho"} if commune else {"so", "viec-cho-so"}
    if not board.reports:
        left_out.add("bao-cao")
    return {name: one for name, one in TABLES.items() if name not in left_out}
