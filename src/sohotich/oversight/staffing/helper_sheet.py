"""The sheet of mobilised helpers: template, and what each cell means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sohotich.domain.text import clean, unmarked_key
from sohotich.engines.workbook import Heading, TableRow, read_table
from sohotich.foundation.administration.lent_sheet import (
    LentLine,
    SheetFinding,
    days_problem,
    lent_key,
)
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import may_give
from sohotich.foundation.people.models import Unit
from sohotich.foundation.policies.services import number
from sohotich.oversight.staffing.cells import CellReader, template, words_for
from sohotich.oversight.staffing.kinds import TASK_ROLES, Organisation, Shift, Task
from sohotich.oversight.staffing.shifts import shift_times

HEADINGS = (
    Heading("ho_ten", "Họ và tên", required=True, aliases=("Họ tên",)),
    Heading("to_chuc", "Tổ chức", required=True, aliases=("Cơ quan, tổ chức", "Đoàn thể")),
    Heading("noi", "Lớp, trường, chi hội", aliases=("Ghi chú", "Lớp", "Trường", "Chi hội")),
    Heading("tu_ngay", "Ngày bắt đầu", required=True, aliases=("Từ ngày", "Bắt đầu")),
    Heading("den_ngay", "Ngày kết thúc", required=True, aliases=("Đến ngày", "Kết thúc")),
    Heading("ca", "Ca", required=True, aliases=("Ca làm", "Các ca")),
    Heading("vai_tro", "Vai trò", required=True, aliases=("Vai trò quét/nhập", "Việc")),
)
_ORGANISATIONS = words_for(Organisation.choices)
_TASKS = words_for(Task.choices, {"nhập": "nhap", "người nhập liệu": "nhap", "người quét": "quet"})
_WHOLE_DAY = "ca ngay"


@dataclass(frozen=True)
class HelperLine:
    """A person of the sheet: the account (`lent`) and what stands in the roster."""

    lent: LentLine
    organisation: str
    place: str
    task: str
    shift_codes: str

    @property
    def shift_words(self) -> str:
        return ", ".join(str(Shift(code).label).lower() for code in self.shift_codes.split())

    @property
    def organisation_title(self) -> str:
        return str(Organisation(self.organisation).label)

    @property
    def task_title(self) -> str:
        return str(Task(self.task).label)


@dataclass(frozen=True)
class HelperSheet:
    lines: tuple[HelperLine, ...]
    findings: tuple[SheetFinding, ...]


def read_helpers(actor: Actor, unit: Unit, path: Path) -> HelperSheet:
    """The people of a sheet and what is wrong with it; WorkbookError, Refused for no such sheet."""
    table = read_table(path, HEADINGS)
    reader = _Reader(actor, unit)
    lines = [line for line in map(reader.line, table.rows) if line is not None]
    if not table.rows:
        reader.findings.append(SheetFinding(0, "", "Bảng chưa có người nào."))
    return HelperSheet(tuple(lines), tuple(reader.findings))


class _Reader(CellReader):
    """Reads line after line; knows whom it has met."""

    def __init__(self, actor: Actor, unit: Unit) -> None:
        super().__init__()
        self.actor, self.unit = actor, unit
        self.met: dict[str, int] = {}
        self.today = campaign_today()
        self.longest = number("people.lent_days")
        self.there = shift_times(self.today)

    def line(self, row: TableRow) -> HelperLine | None:
        before = len(self.findings)
        name = self.name(row, "ho_ten")
        organisation = self.choice(row, "to_chuc", "tổ chức", _ORGANISATIONS)
        place = self.text(row, "noi", 120)
        first, last = self.day(row, "tu_ngay"), self.day(row, "den_ngay")
        if first and last:
            problem = days_problem(first, last, self.today, self.longest)
            if problem:
                self.tell(row, "den_ngay", problem)
        shifts = self._shifts(row)
        task = self._task(row)
        if len(self.findings) > before or first is None or last is None:
            return None
        role = TASK_ROLES[task]
        note = " ".join((organisation, place)).strip()
        key = lent_key(name, self.unit.code, role, note)
        if key in self.met:
            words = f"Trùng dòng {self.met[key]}. Nếu là người khác, ghi rõ lớp, chi hội."
            self.tell(row, "ho_ten", words)
            return None
        self.met[key] = row.number
        lent = LentLine(row.number, name, self.unit, role, first, last, note, key)
        return HelperLine(lent, organisation, place, task, shifts)

    def _task(self, row: TableRow) -> str:
        task = self.choice(row, "vai_tro", "vai trò", _TASKS)
        if task and not may_give(self.actor, TASK_ROLES[task], self.unit.code):
            self.tell(row, "vai_tro", "Anh/chị không giao vai trò này.")
        return task

    def _shifts(self, row: TableRow) -> str:
        """`sáng, chiều`, `S+C`, `cả ngày` → `sang chieu`, in the order of the day."""
        typed = clean(row.values.get("ca", ""))
        found, strange = shifts_typed(typed)
        absent = [code for code in found if code not in self.there]
        if not found or strange or absent:
            known = ", ".join(time.words for time in self.there.values())
            what = f"Không có ca “{typed}”." if typed else "Thiếu ca."
            self.tell(row, "ca", f"{what} Các ca: {known}; nhiều ca ghi “sáng, chiều”.")
        return " ".join(found)


def shifts_typed(text: str) -> tuple[list[str], bool]:
    """The codes of the shifts that words name, in the day's order; True where a word names none."""
    words = {unmarked_key(title): code for code, title in Shift.choices}
    words |= {word[0]: code for word, code in words.items()}
    plain = unmarked_key(text)
    if plain == _WHOLE_DAY:
        return [str(Shift.MORNING), str(Shift.AFTERNOON)], False
    parts = [part for part in re.split(r"[\s,;+/&-]+", plain) if part not in ("", "va", "ca")]
    named = {words[part] for part in parts if part in words}
    return [code for code in Shift.values if code in named], any(p not in words for p in parts)


def helper_template() -> bytes:
    """The empty sheet with one line as an example, for the days of the campaign."""
    found, today = campaign(), campaign_today()
    example = {
        "ho_ten": "Nguyễn Văn Mẫu",
        "to_chuc": str(Organisation.STUDENTS.label),
        "noi": "Lớp CNTT K15 (xóa dòng mẫu này)",
        "tu_ngay": f"{today:%d/%m/%Y}",
        "den_ngay": f"{max(found.ends_on, today) if found else today:%d/%m/%Y}",
        "ca": "sáng, chiều",
        "vai_tro": str(Task.KEY.label),
    }
    return template(HEADINGS, example, "Người huy động")
