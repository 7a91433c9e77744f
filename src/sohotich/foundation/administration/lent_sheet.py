"""The sheet of people lent for some days: what it may hold, read cell by cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sohotich.domain.text import clean, unmarked_key, written_key
from sohotich.domain.workflow import ROLES
from sohotich.engines.workbook import Heading, TableRow, read_table, write_table
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import may_give, roles_given
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import units_in_force
from sohotich.foundation.policies.services import number

HEADINGS = (
    Heading("ho_ten", "Họ và tên", required=True, aliases=("Họ tên", "Họ, chữ đệm, tên")),
    Heading("don_vi", "Đơn vị", required=True, aliases=("Mã đơn vị", "Xã", "Tên đơn vị")),
    Heading("vai_tro", "Vai trò", required=True),
    Heading("tu_ngay", "Từ ngày", aliases=("Bắt đầu",)),
    Heading("den_ngay", "Đến ngày", required=True, aliases=("Đến hết ngày", "Kết thúc")),
    Heading("ghi_chu", "Ghi chú", aliases=("Lớp", "Trường", "Cơ quan")),
)


@dataclass(frozen=True)
class SheetFinding:
    """What is wrong with one cell; `row` is the sheet's own number of the line."""

    row: int
    cell: str
    message: str


@dataclass(frozen=True)
class LentLine:
    """One person of the sheet. `line` tells them from everybody else of this and other sheets."""

    row: int
    full_name: str
    unit: Unit
    role: str
    valid_from: date
    valid_to: date
    note: str
    line: str


@dataclass(frozen=True)
class LentSheet:
    lines: tuple[LentLine, ...]
    findings: tuple[SheetFinding, ...]


def read_lent(actor: Actor, path: Path) -> LentSheet:
    """The people of a sheet and what is wrong with it; WorkbookError, Refused for no such sheet."""
    table = read_table(path, HEADINGS)
    reader = _Reader(actor)
    lines = [line for line in map(reader.line, table.rows) if line is not None]
    if not table.rows:
        reader.findings.append(SheetFinding(0, "", "Bảng chưa có người nào."))
    return LentSheet(tuple(lines), tuple(reader.findings))


class _Reader:
    """Reads line after line; keeps what it found wrong and whom it has met."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.findings: list[SheetFinding] = []
        self.met: dict[str, int] = {}
        self.roles = {unmarked_key(ROLES[code].title): code for code in roles_given(actor)}
        self.roles |= {code: code for code in roles_given(actor)}
        self.units = _named_units(units_in_force())
        self.today = campaign_today()
        self.longest = number("people.lent_days")

    def line(self, row: TableRow) -> LentLine | None:
        before = len(self.findings)
        name = clean(row.values.get("ho_ten", ""))
        if len(name.split()) < 2 or len(name) > 120:
            self._tell(row, "ho_ten", "Họ và tên phải có ít nhất hai chữ.")
        role = self._role(row)
        unit = self._unit(row)
        first = self._day(row, "tu_ngay", self.today)
        last = self._day(row, "den_ngay", None)
        self._check_days(row, first, last)
        if role and unit and not may_give(self.actor, role, unit.code):
            self._tell(row, "don_vi", f"Anh/chị không giao vai trò này tại {unit.name}.")
        if len(self.findings) > before or unit is None or first is None or last is None:
            return None
        note = clean(row.values.get("ghi_chu", ""))
        line = lent_key(name, unit.code, role, note)
        if line in self.met:
            words = f"Trùng dòng {self.met[line]}. Nếu là người khác, ghi rõ ở cột Ghi chú (lớp…)."
            self._tell(row, "ho_ten", words)
            return None
        self.met[line] = row.number
        return LentLine(row.number, name, unit, role, first, last, note, line)

    def _role(self, row: TableRow) -> str:
        typed = clean(row.values.get("vai_tro", ""))
        role = self.roles.get(unmarked_key(typed)) or self.roles.get(typed.lower(), "")
        if not role:
            known = ", ".join(ROLES[code].title for code in roles_given(self.actor))
            if not typed:
                self._tell(row, "vai_tro", f"Thiếu vai trò. Chọn: {known}.")
                return ""
            self._tell(row, "vai_tro", f"Không giao được vai trò “{typed}”. Chọn: {known}.")
        return role

    def _unit(self, row: TableRow) -> Unit | None:
        typed = clean(row.values.get("don_vi", ""))
        found = self.units.get(typed) or self.units.get(unmarked_key(typed), [])
        mine = [unit for unit in found if self.actor.can("people.manage", unit.code)] or found
        if len(mine) != 1:
            words = "Có nhiều đơn vị cùng tên; ghi mã đơn vị." if mine else "Không có đơn vị này."
            self._tell(row, "don_vi", f"“{typed}”: {words}")
            return None
        return mine[0]

    def _day(self, row: TableRow, key: str, otherwise: date | None) -> date | None:
        typed = clean(row.values.get(key, ""))
        if not typed and otherwise is not None:
            return otherwise
        day, problem = typed_day(typed)
        if problem:
            self._tell(row, key, problem)
        return day

    def _check_days(self, row: TableRow, first: date | None, last: date | None) -> None:
        problem = days_problem(first, last, self.today, self.longest) if first and last else ""
        if problem:
            self._tell(row, "den_ngay", problem)

    def _tell(self, row: TableRow, key: str, message: str) -> None:
        self.findings.append(SheetFinding(row.number, row.cell(key), message))


def typed_day(text: str) -> tuple[date | None, str]:
    """A day as people type it (7/1/2025, 07.01.2025), or what is wrong with it."""
    typed = clean(text)
    try:
        day, month, year = map(int, re.split(r"[/.-]", typed))
        return date(year, month, day), ""
    except ValueError:
        words = "Thiếu ngày." if not typed else f"“{typed}” không phải là ngày."
        return None, f"{words} Ghi ngày/tháng/năm, ví dụ 15/01/2025."


def days_problem(first: date, last: date, today: date, longest: int) -> str:
    """Why an account may not last from `first` to the end of `last`; "" where it may."""
    if last < first:
        return "Ngày kết thúc trước ngày bắt đầu."
    if last < today:
        return f"Ngày {last:%d/%m/%Y} đã qua."
    if (last - first).days >= longest:
        return f"Tài khoản tạm dùng nhiều nhất {longest} ngày."
    return ""


def _named_units(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    """Units by code and by name, with the word Xã and without, marks or none."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        key = unmarked_key(unit.name)
        short = key.removeprefix("xa ").removeprefix("phuong ").removeprefix("thi tran ")
        for name in {unit.code, key, short}:
            found.setdefault(name, []).append(unit)
    return found


def lent_key(name: str, unit_code: str, role: str, note: str) -> str:
    """What tells one line from every other of this and other sheets: SHA-256 in hex."""
    parts = "|".join((written_key(name), unit_code, role, written_key(note)))
    return hashlib.sha256(parts.encode()).hexdigest()


def lent_template(actor: Actor) -> bytes:
    """The empty sheet with one line as an example, in the actor's own unit and roles."""
    found = campaign()
    today = campaign_today()
    unit_code = next((held.unit_code for held in actor.grants), "")
    unit = next((one for one in units_in_force() if one.code == unit_code), None)
    roles = roles_given(actor)
    example = {
        "ho_ten": "Nguyễn Văn Mẫu",
        "don_vi": unit.name if unit is not None and unit.level == "commune" else "09508",
        "vai_tro": ROLES[roles[0]].title if roles else "",
        "tu_ngay": f"{today:%d/%m/%Y}",
        "den_ngay": f"{found.ends_on if found else today:%d/%m/%Y}",
        "ghi_chu": "Lớp 12A1 (xóa dòng mẫu này)",
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nguoi-muon.xlsx"
        write_table(HEADINGS, [example], path, sheet="Người mượn")
        return path.read_bytes()
