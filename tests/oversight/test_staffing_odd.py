"""Days out of all times, and two people at one machine."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sohotich.engines.workbook import write_table
from sohotich.foundation.people.acting import acting
from sohotich.oversight.staffing.machine_services import MachineSaid, machine_lend, machine_save
from sohotich.oversight.staffing.models import Machine, TeamMember
from sohotich.oversight.staffing.team_sheet import HEADINGS, team_import
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
HERE, THERE = "09508", "09511"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30", "9999-12-31", "nay", ""])
def test_a_day_of_no_time_is_today(campaign, people, client, day) -> None:
    for actor, addresses in (
        (people.commune, ("unit", "attendance", "machines")),
        (people.district, ("unit", "machines")),
    ):
        sign_in(client, actor)
        unit = HERE if actor is people.commune else "264"
        for name in addresses:
            answer = client.get(reverse(f"staffing:{name}", args=[unit]), {"ngay": day})
            assert answer.status_code == 200, name
            assert answer.context["day"] == date(2025, 1, 7)


def test_a_machine_lent_while_somebody_writes_of_it_stays_lent(campaign, people) -> None:
    said = MachineSaid("scanner", "commune", number="MQ1")
    with acting(people.commune):
        made = machine_save(actor=people.commune, unit=HERE, said=said)
        open_form = Machine.objects.get(pk=made.pk)
        machine_lend(actor=people.commune, machine=made, to_unit=THERE, due_on=date(2025, 1, 9))
        changed = MachineSaid("scanner", "commune", number="MQ2")
        machine_save(actor=people.commune, unit=HERE, said=changed, machine=open_form)
        row = Machine.objects.get()
    assert (row.at_unit, row.number) == (THERE, "MQ2")


def test_nobody_stands_twice_in_a_sheet_of_the_task_force(campaign, people, tmp_path) -> None:
    path = tmp_path / "to.xlsx"
    row = {"ho_ten": "Nguyễn Văn Mẫu", "to_chuc": "Công an", "vai_tro": "Thành viên"}
    write_table(HEADINGS, [row, {**row, "to_chuc": "Khác"}, {**row, "vai_tro": "Tổ phó"}], path)
    with acting(people.commune):
        done = team_import(actor=people.commune, unit=HERE, path=path, dry_run=False)
        assert not TeamMember.objects.exists()
    (found,) = done.findings
    assert "Trùng dòng 2" in found.message
