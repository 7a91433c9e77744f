"""The task force from a sheet: all of it or nothing, the same sheet twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from django.db import transaction

from sohotich.domain.text import written_key
from sohotich.engines.workbook import Heading, TableRow, read_table
from sohotich.foundation.administration.lent_sheet import SheetFinding
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.oversight.staffing.cells import CellReader, template, words_for
from sohotich.oversight.staffing.kinds import Organisation, TeamRole
from sohotich.oversight.staffing.models import TeamMember
from sohotich.oversight.staffing.task_force import MemberSaid, member_save, phones_of, team_of

HEADINGS = (
    Heading("ho_ten", "Họ và tên", required=True, aliases=("Họ tên",)),
    Heading("chuc_vu", "Chức vụ"),
    Heading("to_chuc", "Tổ chức", required=True, aliases=("Cơ quan, tổ chức", "Đoàn thể")),
    Heading("vai_tro", "Vai trò trong tổ", required=True, aliases=("Vai trò",)),
    Heading("dien_thoai", "Điện thoại", aliases=("Số điện thoại",)),
    Heading("so_qd", "Số quyết định", aliases=("Quyết định",)),
    Heading("ngay_qd", "Ngày quyết định"),
)
_ORGANISATIONS = words_for(Organisation.choices, {"Công an xã": "cong_an", "UBND": "uy_ban"})
_ROLES = words_for(TeamRole.choices)
NEW, SAME, CHANGED = "new", "same", "changed"


@dataclass(frozen=True)
class TeamRow:
    """A line of the sheet, and what it does to whom."""

    said: MemberSaid
    state: str
    member: TeamMember | None

    @property
    def role_title(self) -> str:
        return str(TeamRole(self.said.role).label)

    @property
    def organisation_title(self) -> str:
        return str(Organisation(self.said.organisation).label)


@dataclass(frozen=True)
class TeamOutcome:
    """What a sheet would do, or has done."""

    rows: tuple[TeamRow, ...]
    findings: tuple[SheetFinding, ...]
    stored: bool = False

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)


@transaction.atomic
def team_import(*, actor: Actor, unit: str, path: Path, dry_run: bool) -> TeamOutcome:
    """Take the task force over from a sheet; nothing while any cell is wrong.

    A member is known by name and organisation. Whoever is not in the sheet stays: letting go is an
    act of its own. Raises WorkbookError and Refused for what is no such sheet.
    """
    ensure(actor, "staffing.edit", unit)
    table = read_table(path, HEADINGS)
    reader = CellReader()
    met: dict[tuple[str, str], int] = {}
    said = [one for row in table.rows if (one := _said(reader, row, met)) is not None]
    if not table.rows:
        reader.findings.append(SheetFinding(0, "", "Bảng chưa có người nào."))
    rows = _compared(unit, said)
    if dry_run or reader.findings:
        return TeamOutcome(rows, tuple(reader.findings))
    for row in rows:
        if row.state != SAME:
            member_save(actor=actor, unit=unit, said=row.said, member=row.member)
    return TeamOutcome(rows, (), stored=True)


def _said(reader: CellReader, row: TableRow, met: dict[tuple[str, str], int]) -> MemberSaid | None:
    """`met`: whom the lines before named, with their numbers."""
    before = len(reader.findings)
    said = MemberSaid(
        full_name=reader.name(row, "ho_ten"),
        organisation=reader.choice(row, "to_chuc", "tổ chức", _ORGANISATIONS),
        role=reader.choice(row, "vai_tro", "vai trò", _ROLES),
        post=reader.text(row, "chuc_vu", 120),
        phone=reader.text(row, "dien_thoai", 30),
        decision_number=reader.text(row, "so_qd", 60),
        decision_date=reader.day(row, "ngay_qd", required=False),
    )
    if len(reader.findings) == before and met.setdefault(_person(said), row.number) != row.number:
        reader.tell(row, "ho_ten", f"Trùng dòng {met[_person(said)]}. Mỗi người một dòng.")
    return said if len(reader.findings) == before else None


def _person(one: MemberSaid | TeamMember) -> tuple[str, str]:
    """What tells members apart: name and organisation."""
    return (written_key(one.full_name), one.organisation)


def _compared(unit: str, said: list[MemberSaid]) -> tuple[TeamRow, ...]:
    members = list(team_of(unit).select_for_update())
    phones = phones_of(members)
    known = {_person(one): one for one in members}
    rows = []
    for one in said:
        member = known.get(_person(one))
        before = _as_said(member, phones.get(member, "")) if member else None
        state = NEW if before is None else SAME if before == one else CHANGED
        rows.append(TeamRow(one, state, member))
    return tuple(rows)


def _as_said(member: TeamMember, phone: str) -> MemberSaid:
    names = {field.name for field in fields(MemberSaid)} - {"phone"}
    return MemberSaid(phone=phone, **{name: getattr(member, name) for name in names})


def team_template() -> bytes:
    """The empty sheet with the lead as its example."""
    example = {
        "ho_ten": "Nguyễn Văn Mẫu",
        "chuc_vu": "Chủ tịch UBND xã (xóa dòng mẫu này)",
        "to_chuc": str(Organisation.COMMITTEE.label),
        "vai_tro": str(TeamRole.LEAD.label),
        "dien_thoai": "",
        "so_qd": "12/QĐ-UBND",
        "ngay_qd": "28/12/2024",
    }
    return template(HEADINGS, example, "Tổ công tác")
