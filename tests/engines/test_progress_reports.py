"""The progress reports as letters: tables add up, every unit is in them, nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bench.documents import (
    COMMUNES,
    DOCUMENTS,
    FORMATS,
    commune_day,
    final,
    late_day,
    synthesis_day,
)

from sohotich.engines.documents.fonts import BOLD
from sohotich.engines.documents.official import Heading, OfficialLetter, Share, Span, Table
from sohotich.engines.documents.official.form import (
    TEXT_WIDTH,
    WIDE_WIDTH,
    appendix_name,
    cell_side,
    on_its_side,
)
from sohotich.engines.documents.official.grid import fitted_widths, placed_cells, placed_head
from sohotich.engines.documents.official.letter import shown
from sohotich.engines.documents.official.lines import width_of
from sohotich.engines.documents.progress import (
    StageFigure,
    Standing,
    UnitDay,
    UnitGroup,
    commune_report,
    final_report,
    late_report,
    synthesis_report,
)

ZERO = Standing(
    "Xã trống",
    0,
    (StageFigure("scanned", "Đã quét", 0, 0), StageFigure("approved", "Đã duyệt", 0, 0)),
)


def tables(letter: OfficialLetter) -> list[tuple[Table, float]]:
    """Every table with the width it is drawn in."""
    found = [(block, TEXT_WIDTH) for block in letter.body if isinstance(block, Table)]
    for appendix in letter.appendices:
        width = WIDE_WIDTH if on_its_side(appendix.body) else TEXT_WIDTH
        found += [(block, width) for block in appendix.body if isinstance(block, Table)]
    return found


def headings(letter: OfficialLetter) -> list[str]:
    return [block.text for block in letter.body if isinstance(block, Heading)]


def said(letter: OfficialLetter) -> str:
    return "\n".join(block for block in letter.body if isinstance(block, str))


def figures(table: Table, *, bold: bool) -> list[dict[int, int]]:
    """Each row's whole numbers by column, the running number left out."""
    return [
        {
            column: value
            for column, _, value in placed_cells(table, row)
            if isinstance(value, int) and column
        }
        for row in table.rows
        if row.bold == bold
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_figure_is_broken_and_no_head_s_word(name):
    """Whatever must not be parted fits its column, at the width the table is drawn in."""
    for table, room in tables(DOCUMENTS[name]()):
        widths = fitted_widths(table, room)
        padding = 2 * cell_side(table.size) * 25.4 / 72
        for row in table.rows:
            for column, columns, value in placed_cells(table, row):
                if columns == 1 and isinstance(value, int | Share):
                    needed = width_of(shown(value), BOLD, table.size) + padding
                    assert needed <= widths[column], (table.name, value)
        for placed in placed_head(table):
            room_of_head = sum(widths[placed.column : placed.column + placed.cell.columns])
            for word in placed.cell.text.split():
                assert width_of(word, BOLD, table.size) + padding <= room_of_head, word


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_count_from_one_and_an_appendix_is_pointed_to(name):
    letter = DOCUMENTS[name]()
    numbers = [int(heading.split(".")[0]) for heading in headings(letter)]
    assert numbers == list(range(1, len(numbers) + 1))
    for index in range(len(letter.appendices)):
        assert appendix_name(index, len(letter.appendices)) in said(letter)


def test_a_commune_s_table_has_every_stage_and_says_what_is_not_there_yet():
    table = tables(commune_report(commune_day()))[0][0]
    rows = [[value for _, _, value in placed_cells(table, row)] for row in table.rows]
    assert [row[1] for row in rows] == [
        "Trường hợp đã quét",
        "Đã nhập (lần 1)",
        "Đã thống nhất hai lần nhập",
        "Đã soát xét",
        "Chủ tịch đã duyệt",
        "Đã chuyển",
        "Cơ sở dữ liệu đã nhận",
        "Bị trả lại, đang sửa",
        "Bổ sung trường thiếu 2006–2018",
        "Làm sạch dữ liệu án tích",
    ]
    assert [row[2] for row in rows].count("chưa triển khai") == 3
    assert rows[7] == [8, "Bị trả lại, đang sửa", None, 2, 12, ""]
    standing = commune_day().standing
    assert rows[0][2:] == [
        standing.expected,
        standing.stages[0].today,
        standing.stages[0].so_far,
        Share(standing.stages[0].so_far or 0, standing.expected),
    ]


@pytest.mark.parametrize(
    ("day", "shown_day"),
    [
        (date(2025, 1, 1), "ngày 01 tháng 01 năm 2025 (ngày thứ 1)"),
        (date(2025, 1, 15), "ngày 15 tháng 01 năm 2025 (ngày thứ 15)"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
        (date(2025, 1, 16), "ngày 16 tháng 01 năm 2025"),
    ],
)
def test_the_day_s_number_stands_only_within_the_campaign(day, shown_day):
    letter = commune_report(replace(commune_day(), day=day))
    assert letter.abstract.split("\n")[-1] == shown_day
    assert letter.day == day


def test_what_nobody_wrote_is_said_to_be_nothing_and_what_the_officer_wrote_stands():
    quiet = replace(commune_day(), staffing=(), difficulties=(" ",), proposals=(), by_type=())
    letter = commune_report(quiet)
    assert headings(letter) == [
        "1. Kết quả số hóa sổ hộ tịch",
        "2. Nhân lực, thiết bị",
        "3. Khó khăn, vướng mắc",
        "4. Đề xuất, kiến nghị",
    ]
    assert said(letter).count("Không.") == 2
    assert "Chưa có thông tin." in said(letter)
    own = commune_report(replace(quiet, text=("Cán bộ tự viết.",)))
    assert "Cán bộ tự viết." in said(own)
    assert "Trong ngày có thêm" not in said(own)


def test_totals_are_the_sum_of_the_units_in_every_column():
    day = synthesis_day()
    by_unit, people = (table for table, _ in tables(synthesis_report(day))[2:])
    units = figures(by_unit, bold=False)
    *districts, whole = figures(by_unit, bold=True)
    assert len(units) == COMMUNES
    assert len(districts) == len(day.groups)
    for column in whole:
        assert whole[column] == sum(row[column] for row in units)
        assert whole[column] == sum(row[column] for row in districts)
    assert len(whole) == 15
    hands = figures(people, bold=False)
    total = figures(people, bold=True)[-1]
    for column in (3, 4, 5):
        assert total[column] == sum(row[column] for row in hands)


def test_every_unit_stands_once_in_each_appendix():
    day = synthesis_day()
    names = sorted(unit.standing.name for unit in day.units)
    for table, _ in tables(synthesis_report(day))[2:]:
        in_table = [
            value
            for row in table.rows
            if not row.bold
            for column, _, value in placed_cells(table, row)
            if column == 1
        ]
        assert sorted(map(str, in_table)) == names


def test_units_without_a_district_stand_without_a_line_above_them():
    units = synthesis_day().units[:3]
    letter = synthesis_report(replace(synthesis_day(), groups=(UnitGroup("", tuple(units)),)))
    table = tables(letter)[2][0]
    assert [row.bold for row in table.rows] == [False, False, False, True]


def test_a_parent_of_nobody_reports_without_appendices():
    letter = synthesis_report(replace(synthesis_day(), groups=()))
    assert letter.appendices == ()
    assert "Kết quả theo đơn vị" not in "".join(headings(letter))
    assert "Không có đơn vị trực thuộc phải báo cáo." in said(letter)


def test_columns_nobody_fills_are_left_out_and_not_spoken_of():
    units = (UnitDay(ZERO), UnitDay(ZERO, people=3))
    day = replace(synthesis_day(), whole=ZERO, by_type=(), groups=(UnitGroup("", units),))
    letter = synthesis_report(day)
    figures_table, people = (table for table, _ in tables(letter)[1:])
    assert [cell.cell.text for cell in placed_head(people)] == [
        "TT",
        "Đơn vị",
        "Giờ báo cáo",
        "Người",
    ]
    assert [row.cells[-1] for row in people.rows] == [None, 3, 3]
    assert "Số sổ" not in [cell.cell.text for cell in placed_head(figures_table)]
    assert letter.appendices[1].title == "Giờ báo cáo, nhân lực"
    assert "giờ báo cáo, nhân lực tại Phụ lục II." in said(letter)


def test_nobody_late_makes_no_table():
    letter = late_report(replace(late_day(), late=(), slow=()))
    assert tables(letter) == []
    assert "Không có đơn vị nào chậm báo cáo." in said(letter)
    assert "Không có đơn vị nào chậm so với mức cần đạt." in said(letter)


def test_the_final_report_has_every_day_and_counts_its_reports():
    end = final()
    letter = final_report(end)
    days = next(table for table, _ in tables(letter) if table.name == "Theo ngày")
    assert len(days.rows) == end.campaign.days
    due = sum(day.discipline.due for day in end.days)
    assert f"{due:,}".replace(",", ".") + " lượt báo cáo" in said(letter)
    assert letter.abstract.endswith("từ ngày 01/01/2025 đến ngày 15/01/2025")


def test_a_final_report_without_units_or_days_has_neither_table_nor_appendix():
    letter = final_report(replace(final(), groups=(), days=(), by_type=()))
    assert [table.name for table, _ in tables(letter)] == ["Kết quả"]
    assert letter.appendices == ()


def test_figures_of_the_whole_country_still_fit_the_page():
    stages = tuple(
        StageFigure(key, key, 12_345_678, 77_123_456, 9)
        for key in ("scanned", "keyed", "agreed", "reviewed", "approved", "exported", "accepted")
    )
    huge = Standing("Cả nước", 77_654_321, stages, books=3_000_000)
    day = replace(commune_day(), standing=huge, by_type=(huge, huge))
    for write in FORMATS.values():
        assert write(commune_report(day))
    assert all(table.width <= TEXT_WIDTH for table, _ in tables(commune_report(day)))


@pytest.mark.parametrize("write", FORMATS.values())
def test_a_unit_with_nothing_to_do_reports_all_the_same(write):
    units = (UnitGroup("Huyện Mẫu", (UnitDay(ZERO),), ZERO),)
    assert write(commune_report(replace(commune_day(), standing=ZERO, by_type=())))
    assert write(synthesis_report(replace(synthesis_day(), whole=ZERO, groups=units)))
    assert write(final_report(replace(final(), whole=ZERO)))


def test_a_span_is_read_as_wide_as_it_is():
    table = tables(commune_report(commune_day()))[0][0]
    row = table.rows[6]
    assert isinstance(row.cells[2], Span)
    assert list(placed_cells(table, row))[-1] == (2, 4, "chưa triển khai")
