"""Counts of people, shifts and machines of a day, and whose rows are whose."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from sohotich.foundation.people.acting import acting
from sohotich.oversight.staffing.models import (
    Helper,
    Machine,
    MachineEvent,
    MachineLoan,
    ShiftMark,
    TeamContact,
    TeamMember,
)
from sohotich.oversight.staffing.selectors import Force, force_on

pytestmark = pytest.mark.django_db
HERE, THERE = "09508", "09511"
DAY = date(2025, 1, 7)
AT = datetime(2025, 1, 7, tzinfo=UTC)


def helper(name: str = "Nguyễn Văn Mẫu", unit: str = HERE, **changes: object) -> Helper:
    values = {
        "organisation": "sinh_vien",
        "task": "nhap",
        "first_day": DAY - timedelta(days=2),
        "last_day": DAY + timedelta(days=1),
        "shift_codes": "sang chieu",
        **changes,
    }
    return Helper.objects.create(unit_code=unit, full_name=name, **values)


def mark(who: Helper, shift: str, substitute: Helper | None = None) -> ShiftMark:
    return ShiftMark.objects.create(
        unit_code=who.unit_code,
        helper=who,
        day=DAY,
        shift=shift,
        kind="thay" if substitute else "vang",
        substitute=substitute,
        by_key=who.key,
        by_name="",
        at=AT,
    )


def machine(state: str = "tot", kind: str = "may_scan", unit: str = HERE) -> Machine:
    made = Machine.objects.create(unit_code=unit, at_unit=unit, kind=kind, owner="xa")
    event(made, state, DAY - timedelta(days=3))
    return made


def event(of: Machine, state: str, day: date) -> None:
    MachineEvent.objects.create(machine=of, day=day, state=state, by_key=of.key, by_name="", at=AT)


def lend(what: Machine, to: str, first: date, back: date | None = None) -> None:
    MachineLoan.objects.create(
        machine=what, to_unit=to, first_day=first, due_on=first, returned_on=back
    )
    Machine.objects.filter(pk=what.pk).update(at_unit=what.unit_code if back else to)


def test_a_commune_that_wrote_nothing_has_zeros(campaign) -> None:
    assert force_on([HERE], DAY) == {HERE: Force()}


def test_people_shifts_and_hours_follow_the_roster_and_its_marks(campaign) -> None:
    away, there = helper("A B"), helper("C D", shift_codes="sang")
    helper("E F", first_day=DAY + timedelta(days=1))
    helper("G H", unit=THERE, shift_codes="toi")
    mark(away, "chieu")
    found = force_on([HERE, THERE], DAY)
    assert found[HERE] == Force(people=2, shifts=1, hours=Decimal("8.0"))
    assert found[THERE] == Force(people=1, shifts=1, hours=Decimal("3.0"))
    mark(away, "sang", substitute=there)
    assert force_on([HERE], DAY)[HERE] == Force(people=1, shifts=1, hours=Decimal("8.0"))


def test_machines_are_counted_where_they_stand_in_the_state_of_the_day(campaign) -> None:
    broken, lent = machine(), machine()
    machine("da_tra")
    machine(kind="may_tinh")
    event(broken, "hong", DAY)
    lend(lent, THERE, DAY - timedelta(days=1))
    yesterday, before = DAY - timedelta(days=1), DAY - timedelta(days=2)

    def counted(unit: str, day: date) -> tuple[int, int]:
        one = force_on([unit], day)[unit]
        return one.machines, one.machines_down

    assert counted(HERE, before) == (2, 0)
    assert (counted(HERE, yesterday), counted(THERE, yesterday)) == ((1, 0), (1, 0))
    assert (counted(HERE, DAY), counted(THERE, DAY)) == ((0, 1), (1, 0))
    MachineLoan.objects.update(returned_on=DAY)
    assert counted(THERE, DAY) == (0, 0)
    assert counted(THERE, yesterday) == (1, 0)


ROWS = (TeamMember, TeamContact, Helper, ShiftMark, Machine, MachineEvent, MachineLoan)


@pytest.fixture
def filled(campaign) -> None:
    """A row of every table in the commune; its second machine is lent to the other one."""
    member = TeamMember.objects.create(
        unit_code=HERE, full_name="Trần Văn Mẫu", organisation="uy_ban", role="to_truong"
    )
    TeamContact.objects.create(unit_code=HERE, member=member, phone="0900 000 000")
    mark(helper(), "sang")
    machine()
    lend(machine(), THERE, DAY)


def counts() -> list[int]:
    return [model.objects.count() for model in ROWS]


@pytest.mark.parametrize(
    ("role", "unit", "seen"),
    [
        ("cong_chuc_ho_tich", HERE, [1, 1, 1, 1, 2, 2, 1]),
        ("chu_tich", HERE, [1, 1, 1, 1, 2, 2, 1]),
        ("cong_an_xa", HERE, [1, 0, 0, 0, 2, 2, 1]),
        ("nguoi_nhap_lieu", HERE, [0] * 7),
        ("cong_chuc_ho_tich", THERE, [0, 0, 0, 0, 1, 1, 1]),
        ("phong_tu_phap", "264", [1, 0, 0, 0, 2, 2, 1]),
        ("so_tu_phap", "27", [1, 0, 0, 0, 2, 2, 1]),
        ("cong_an_tinh", "27", [0, 0, 0, 0, 2, 2, 1]),
        ("theo_doi", "27", [0] * 7),
        ("quan_tri", "27", [0] * 7),
    ],
)
def test_the_database_shows_each_role_what_is_its_business(filled, person, role, unit, seen):
    with acting(person("someone", role, unit=unit)):
        assert counts() == seen


def test_counts_reach_above_where_names_do_not(filled, person) -> None:
    with acting(person("phong", "phong_tu_phap", unit="264")):
        assert not Helper.objects.exists()
        assert force_on([HERE], DAY)[HERE].people == 1


def test_whoever_borrows_reports_a_fault_and_changes_nothing_else(filled, person) -> None:
    lent = Machine.objects.get(at_unit=THERE)
    with acting(person("officer", "cong_chuc_ho_tich", unit=THERE)):
        event(lent, "hong", DAY)
        for change in ({"model": "X"}, {"unit_code": "09514"}):
            with pytest.raises(ProgrammingError), transaction.atomic():
                Machine.objects.filter(pk=lent.pk).update(**change)
        other = Machine(unit_code=HERE, at_unit=HERE, kind="may_scan", owner="xa")
        with pytest.raises(ProgrammingError), transaction.atomic():
            other.save(force_insert=True)


def test_above_nobody_writes(filled, person) -> None:
    with acting(person("phong", "phong_tu_phap", unit="264")):
        for model in (TeamMember, Machine):
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.update(unit_code=HERE)
        with pytest.raises(ProgrammingError), transaction.atomic():
            event(Machine.objects.first(), "hong", DAY)
