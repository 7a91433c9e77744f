"""Task force, helpers and machines of invented communes: who there is, and writing them down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from django.db import transaction

from sohotich.foundation.people.models import User
from sohotich.oversight.staffing.helpers import HelperSaid, helper_save
from sohotich.oversight.staffing.machine_services import MachineSaid, machine_save, machine_state
from sohotich.oversight.staffing.models import TeamMember
from sohotich.oversight.staffing.task_force import MemberSaid, member_save
from sohotich.sample.load.plan import ENDS_ON, STARTS_ON
from sohotich.sample.load.staff import Staff
from sohotich.sample.world.chance import dice
from sohotich.sample.world.names import full_name, surname

_DECIDED_ON: Final = date(2024, 12, 28)
# organisation, role, post, sex; after the chair and the officer, who have accounts
_OTHERS: Final = (
    ("cong_an", "to_pho", "Phó Trưởng Công an xã", "nam"),
    ("mat_tran", "thanh_vien", "Chủ tịch Ủy ban MTTQ xã", "nam"),
    ("nong_dan", "thanh_vien", "Chủ tịch Hội Nông dân", "nam"),
    ("thanh_nien", "thanh_vien", "Bí thư Đoàn Thanh niên", "nữ"),
    ("phu_nu", "thanh_vien", "Chủ tịch Hội Phụ nữ", "nữ"),
)
HELPING: Final = ("sinh_vien", "thanh_nien", "giao_vien", "phu_nu", "hoc_sinh")
_BREAKS: Final = 0.12


@dataclass(frozen=True, slots=True)
class Thing:
    """A machine and, where it broke, when and whether it is being mended since."""

    said: MachineSaid
    broken_on: date | None = None
    mended_since: date | None = None


def members(seed: int, unit: str, chair: str, officer: str) -> list[MemberSaid]:
    """A task force as the plan wants it; here and there nobody has written the police down."""
    chance = dice("task force", seed, unit)
    number, lacking = f"{chance.randint(60, 190)}/QĐ-UBND", chance.random() < 0.15
    seats = [
        (chair, "uy_ban", "to_truong", "Chủ tịch UBND"),
        (officer, "tu_phap", "to_pho_thuong_truc", "Công chức Tư pháp – Hộ tịch"),
        *((_name(chance, sex), of, role, post) for of, role, post, sex in _OTHERS[lacking:]),
    ]
    return [MemberSaid(*seat, decision_number=number, decision_date=_DECIDED_ON) for seat in seats]


def things(seed: int, unit: str, scanners: int, keyers: int) -> Iterator[Thing]:
    """Scanners, one lent by the police, some broken; computers, a telephone, a copier, the line."""
    chance = dice("machines", seed, unit)
    for number in range(1, scanners + 2):
        owner = "cong_an" if number == 1 else "xa"
        lender = "Công an tỉnh" if number == 1 else ""
        said = MachineSaid("may_scan", owner, lender, "Máy quét A4 nạp giấy", f"MQ{number}")
        yield _broken(chance, said) if chance.random() < _BREAKS else Thing(said)
    for number in range(1, min(keyers, 6) + 1):
        yield Thing(MachineSaid("may_tinh", "xa", "", "Máy tính để bàn", f"MT{number}"))
    yield Thing(MachineSaid("dien_thoai", "xa", "", "Điện thoại chụp ảnh", "DT1"))
    yield Thing(MachineSaid("may_photocopy", "xa", "", "Máy photocopy A3", "PT1"))
    yield Thing(MachineSaid("duong_truyen", "xa", "", "Cáp quang 100 Mbps", ""))


def _broken(chance: Random, said: MachineSaid) -> Thing:
    broken = STARTS_ON + timedelta(days=chance.randint(2, 6))
    mending = broken + timedelta(days=1) if chance.random() < 0.5 else None
    return Thing(said, broken, mending)


def _name(chance: Random, sex: str) -> str:
    return full_name(chance, surname(chance, "Kinh"), sex, chance.randint(1965, 1999))


@transaction.atomic
def force_bring(unit: str, staff: Staff, seed: int, today: date) -> None:
    """Write down the task force, helpers and machines of a commune, once; by its officer."""
    if TeamMember.objects.filter(unit_code=unit).exists():
        return
    officer = staff.officer
    for said in members(seed, unit, staff.chair.name, officer.name):
        member_save(actor=officer, unit=unit, said=said)
    people = [(staff.scanner, "quet"), *((keyer, "nhap") for keyer in staff.keyers)]
    users = User.objects.in_bulk([actor.key for actor, _ in people])
    for number, (actor, task) in enumerate(people):
        helper_save(
            actor=officer,
            unit=unit,
            said=_helper(HELPING[number], task, "sang chieu", users[actor.key]),
        )
    chance = dice("helpers", seed, unit)
    helper_save(
        actor=officer,
        unit=unit,
        said=_helper("phu_nu", "quet", "chieu toi", None, _name(chance, "nữ")),
    )
    for thing in things(seed, unit, 1, len(staff.keyers)):
        _thing_bring(unit, staff, thing, today)


def _helper(
    organisation: str, task: str, shifts: str, user: User | None, name: str = ""
) -> HelperSaid:
    return HelperSaid(
        organisation=organisation,
        task=task,
        first_day=STARTS_ON,
        last_day=ENDS_ON,
        shift_codes=shifts,
        full_name=name,
        user=user,
    )


def _thing_bring(unit: str, staff: Staff, thing: Thing, today: date) -> None:
    officer = staff.officer
    row = machine_save(actor=officer, unit=unit, said=thing.said, since=STARTS_ON)
    for day, state in states(thing, today):
        machine_state(actor=officer, machine=row, state=state, day=day)


def states(thing: Thing, today: date) -> Sequence[tuple[date, str]]:
    """What became of a machine until today, after it came."""
    told = ((thing.broken_on, "hong"), (thing.mended_since, "dang_sua"))
    return [(day, state) for day, state in told if day is not None and day <= today]
