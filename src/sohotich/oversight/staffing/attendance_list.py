"""The shifts of a day as a list: the plan, and beside it what was really done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.urls import reverse

from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.staffing.attendance import (
    AHEAD,
    AWAY,
    NO_ACCOUNT,
    NOT_SEEN,
    REPLACED,
    SIGNED_IN,
    WORKED,
    Attendance,
    Line,
)
from sohotich.oversight.staffing.lists import hours_words

_STATES = {
    WORKED: Badge("Có làm", "done", "shape-check"),
    SIGNED_IN: Badge("Có đăng nhập", "action", "shape-half"),
    NOT_SEEN: Badge("Chưa thấy làm", "doubt", "shape-triangle"),
    NO_ACCOUNT: Badge("Không có tài khoản", "quiet", "shape-dash"),
    AHEAD: Badge("Chưa đến giờ", "quiet", "shape-open"),
    AWAY: Badge("Vắng", "error", "shape-cross"),
    REPLACED: Badge("Người khác làm thay", "doubt", "shape-arrow"),
}


def attendance_list(unit: str, name: str, known: Attendance) -> ListDefinition:
    """Rows are `attendance.Line`, the unplanned after the planned."""
    chips = [
        Chip(code, time.title, rows_where(partial(_in_shift, code)))
        for code, time in known.times.items()
    ]
    return ListDefinition(
        title=f"Ca ngày {known.day:%d/%m/%Y} của {name}",
        file_name=f"ca-{unit}-{known.day:%Y-%m-%d}",
        search_words="Lọc theo tên, tổ chức",
        empty_title="Ngày này không có ca nào",
        empty_words="Ghi người huy động với ngày và ca của họ; ca của từng ngày hiện ở đây.",
        chips=(
            *chips,
            Chip("chua-thay", "Chưa thấy làm", rows_where(lambda line: line.state == NOT_SEEN)),
            Chip("vang", "Vắng, thay", rows_where(lambda line: line.state in (AWAY, REPLACED))),
        ),
        columns=(
            Column("ca", "Ca", lambda line: line.time.title),
            Column("ho_ten", "Họ và tên", lambda line: line.name, kind="strong", sort=True),
            Column("to_chuc", "Tổ chức", lambda line: line.organisation or "ngoài lịch", sort=True),
            Column("viec", "Việc", lambda line: line.task),
            Column("that", "Thực tế", lambda line: _STATES[line.state]),
            Column("luot", "Trường hợp", lambda line: line.presence.works, kind="number"),
            Column("luc", "Từ–đến", lambda line: line.presence.words),
            Column("gio_lich", "Giờ theo lịch", lambda line: hours_words(line.planned_hours),
                   kind="number"),
            Column("gio_that", "Giờ thực tế", lambda line: hours_words(line.presence.hours),
                   kind="number"),
            Column("thay", "Làm thay", lambda line: line.instead),
            Column("ghi", "", lambda line: "Vắng, thay", _marking(unit, known), "button"),
        ),
    )  # fmt: skip


def _in_shift(code: str, line: Line) -> bool:
    return line.time.code == code


def _marking(unit: str, known: Attendance) -> Callable[[Line], str]:
    base = f"{reverse('staffing:attendance', args=[unit])}?ngay={known.day.isoformat()}"

    def address(line: Line) -> str:
        planned = line.helper and not line.stands_in
        return f"{base}&ghi={line.helper}.{line.time.code}#ghi" if planned else ""

    return address


def count_words(known: Attendance) -> str:
    """`12 lượt ca theo lịch: 8 có làm, 1 vắng, 3 chưa thấy làm`."""
    if not known.lines:
        return "Chưa có ca nào theo lịch."
    said = [
        (known.count(WORKED, SIGNED_IN), "có làm hoặc đăng nhập"),
        (known.count(NOT_SEEN), "chưa thấy làm"),
        (known.count(AWAY), "vắng"),
        (known.count(REPLACED), "có người làm thay"),
        (known.count(NO_ACCOUNT), "không có tài khoản nên không thấy được"),
        (known.count(AHEAD), "chưa đến giờ"),
    ]
    parts = [f"{count} {words}" for count, words in said if count]
    extra = f"; {len(known.unplanned)} lượt làm ngoài lịch" if known.unplanned else ""
    return f"{len(known.lines)} lượt ca theo lịch: {', '.join(parts)}{extra}."
