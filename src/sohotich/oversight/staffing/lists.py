"""The lists of this room: communes side by side, task force, helpers, shifts, machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.staffing.composition import composition
from sohotich.oversight.staffing.kinds import MachineKind, MachineState, Shift
from sohotich.oversight.staffing.models import Helper, TeamMember
from sohotich.oversight.staffing.overview import Row

_STATES = {
    MachineState.GOOD: Badge("Tốt", "done", "shape-check"),
    MachineState.BROKEN: Badge("Hỏng", "error", "shape-cross"),
    MachineState.MENDING: Badge("Đang sửa", "doubt", "shape-triangle"),
    MachineState.RETURNED: Badge("Đã trả", "quiet", "shape-dash"),
}


def state_badge(state: str) -> Badge:
    """A machine's state by word, shape and colour."""
    return _STATES[MachineState(state)]


def hours_words(hours: Decimal) -> str:
    """`7,5`; "" for none."""
    return f"{hours.normalize():f}".replace(".", ",") if hours else ""


def unit_list(day: date, title: str) -> ListDefinition:
    """Rows are `overview.Row`."""
    return ListDefinition(
        title=title,
        file_name=f"luc-luong-{day:%Y-%m-%d}",
        search_words="Lọc theo tên xã, huyện",
        empty_title="Không có xã nào",
        empty_words="Đơn vị hiện ra khi quản trị nạp danh mục đơn vị hành chính.",
        chips=(
            Chip("may", "Không có máy scan chạy", rows_where(lambda row: row.no_scanner)),
            Chip("nguoi", "Ít người hơn số cần", rows_where(lambda row: row.too_few)),
            Chip("to", "Tổ công tác chưa đủ", rows_where(lambda row: row.problems)),
        ),
        columns=(
            Column("xa", "Đơn vị", lambda r: r.name, _to_unit(day), "strong", True),
            Column("huyen", "Huyện", lambda r: r.district, sort=True),
            Column("nguoi", "Người", lambda r: r.force.people, kind="number", sort=True),
            Column("can", "Cần", lambda r: r.needed, kind="number", sort=True),
            Column("ca", "Ca", lambda r: r.force.shifts, kind="number", sort=True),
            Column("gio", "Giờ công", lambda r: hours_words(r.force.hours), kind="number"),
            Column("scan", "Máy scan chạy", lambda r: r.force.machines, kind="number", sort=True),
            Column("hong", "Máy scan hỏng", lambda r: r.force.machines_down, kind="number",
                   sort=True),
            Column("to", "Tổ công tác", _team_badge),
            Column("luu_y", "Lưu ý", _warning),
        ),
    )  # fmt: skip


def _to_unit(day: date) -> Callable[[Row], str]:
    return lambda row: f"{reverse('staffing:unit', args=[row.code])}?ngay={day.isoformat()}"


def _team_badge(row: Row) -> Badge:
    if not row.problems:
        return Badge("Đủ", "done", "shape-check")
    nobody = list(row.problems) == composition(())
    words = "Chưa ghi" if nobody else f"Thiếu {len(row.problems)}"
    return Badge(words, "doubt", "shape-triangle")


def _warning(row: Row) -> str:
    told = [
        "không có máy scan chạy" if row.no_scanner else "",
        f"thiếu {row.missing} người" if row.too_few else "",
    ]
    return "; ".join(words for words in told if words)


def team_list(
    unit: str, name: str, phones: Mapping[TeamMember, str], edits: bool
) -> ListDefinition:
    """Rows are members. Its workbook has the headings that the sheet is read by."""
    columns = [
        Column("ho_ten", "Họ và tên", lambda m: m.full_name, _edit("member", edits), "strong"),
        Column("chuc_vu", "Chức vụ", lambda m: m.post),
        Column("to_chuc", "Tổ chức", lambda m: m.get_organisation_display()),
        Column("vai_tro", "Vai trò trong tổ", lambda m: m.get_role_display()),
        Column("so_qd", "Số quyết định", lambda m: m.decision_number),
        Column("ngay_qd", "Ngày quyết định", lambda m: m.decision_date),
    ]
    if edits:
        columns.insert(4, Column("dien_thoai", "Điện thoại", lambda m: phones.get(m, "")))
    return ListDefinition(
        tuple(columns),
        f"to-cong-tac-{unit}",
        title=f"Tổ công tác {name}",
        search_words="Lọc theo tên, tổ chức",
        empty_title="Chưa ghi tổ công tác",
        empty_words="Thêm từng người, hoặc đưa cả tổ lên bằng một bảng Excel.",
    )


def _edit(view: str, edits: bool) -> Callable[[Any], str] | None:
    return (lambda row: reverse(f"staffing:{view}", args=[row.pk])) if edits else None


def helper_list(unit: str, name: str, today: date) -> ListDefinition:
    """Rows are helpers with their accounts."""
    return ListDefinition(
        title=f"Người huy động {name}",
        file_name=f"nguoi-huy-dong-{unit}",
        search_words="Lọc theo tên, tổ chức",
        empty_title="Chưa ghi người huy động nào",
        empty_words="Đưa bảng người huy động lên: máy lập tài khoản và lịch ca cho mọi người.",
        chips=(
            Chip("hom-nay", "Hôm nay", rows_where(lambda h: h.first_day <= today <= h.last_day)),
            Chip("khong-tk", "Không có tài khoản", rows_where(lambda h: h.user is None)),
            Chip("het", "Đã hết hạn", rows_where(lambda h: h.last_day < today)),
        ),
        columns=(
            Column("ho_ten", "Họ và tên", lambda h: h.name, _edit("helper", True), "strong", True),
            Column("to_chuc", "Tổ chức", lambda h: h.get_organisation_display(), sort=True),
            Column("noi", "Lớp, trường, chi hội", lambda h: h.place),
            Column("vai_tro", "Vai trò", lambda h: h.get_task_display(), sort=True),
            Column("tu_ngay", "Ngày bắt đầu", lambda h: h.first_day, sort=True),
            Column("den_ngay", "Ngày kết thúc", lambda h: h.last_day, sort=True),
            Column("ca", "Ca", shift_words),
            Column("tk", "Tài khoản", lambda h: h.user.username if h.user else "–"),
        ),
    )


def shift_words(helper: Helper) -> str:
    """`sáng, chiều`."""
    return ", ".join(str(Shift(code).label).lower() for code in helper.shifts)


@dataclass(frozen=True)
class MachineRow:
    """A machine as of a day, with the names of the communes."""

    machine: Any
    home: str
    stands: str


def machine_list(title: str, file_name: str, *, many: bool) -> ListDefinition:
    """Rows are `MachineRow`; `many`: of more communes than one."""
    columns = [
        Column("loai", "Loại", lambda r: r.machine.get_kind_display(), _machine, "strong", True),
        Column("kieu", "Hãng, kiểu máy", lambda r: r.machine.model, sort=True),
        Column("nhan", "Nhãn trên máy", lambda r: r.machine.number, sort=True),
        Column("cua", "Của ai", _owner, sort=True),
        Column("tinh_trang", "Tình trạng", lambda r: state_badge(r.machine.state), sort=True),
        Column("tu", "Từ ngày", lambda r: r.machine.since, sort=True),
        Column("ghi_chu", "Ghi chú", lambda r: r.machine.note),
        Column("o_dau", "Đang ở", _where),
    ]
    if many:
        columns.insert(0, Column("xa", "Đơn vị", lambda r: r.home, kind="strong", sort=True))
    return ListDefinition(
        tuple(columns),
        file_name,
        title=title,
        search_words="Lọc theo loại, kiểu, đơn vị",
        empty_title="Chưa ghi máy nào",
        empty_words="Ghi máy tính, máy scan, điện thoại, máy photocopy, đường truyền của xã.",
        chips=(
            Chip("scan", "Máy scan", rows_where(_is_scanner)),
            Chip("hong", "Hỏng, đang sửa", rows_where(_is_down)),
            Chip("muon", "Ở đơn vị khác", rows_where(lambda r: r.stands != r.home)),
            Chip("cong-an", "Công an hỗ trợ", rows_where(lambda r: r.machine.owner == "cong_an")),
        ),
    )


def _machine(row: MachineRow) -> str:
    return reverse("staffing:machine", args=[row.machine.pk])


def _owner(row: MachineRow) -> str:
    words = str(row.machine.get_owner_display())
    return f"{words} ({row.machine.owner_name})" if row.machine.owner_name else words


def _where(row: MachineRow) -> str:
    return row.stands if row.stands != row.home else ""


def _is_scanner(row: MachineRow) -> bool:
    return bool(row.machine.kind == MachineKind.SCANNER)


def _is_down(row: MachineRow) -> bool:
    return row.machine.state in (MachineState.BROKEN, MachineState.MENDING)
