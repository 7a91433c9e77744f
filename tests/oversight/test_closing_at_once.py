"""Two servers at the same closing; 121 communes confirming in the same minute."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from sohotich.domain.places import Level
from sohotich.foundation.people.accounts import create_user, grant_role
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import actor_for, service_actor
from sohotich.oversight.reports.closing import periods_close
from sohotich.oversight.reports.models import Report, ReportEvent, ReportPeriod
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.services import Said, report_confirm

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 1, 7)
AT_ONCE = 8


def test_two_servers_close_once(clock) -> None:
    clock("18:31")
    together = Barrier(4)

    def server(_: int) -> int:
        try:
            with acting(service_actor("scheduler")):
                together.wait(timeout=20)
                return len(periods_close())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as servers:
        closed = list(servers.map(server, range(4)))
    assert sum(closed) == 3, "three tiers, each by one of them"
    assert ReportPeriod.objects.count() == 3
    units = len(offices_on(DAY).all)
    assert Report.objects.count() == units
    assert ReportEvent.objects.filter(kind="closed").count() == units


def test_121_communes_confirm_in_the_last_minute_beside_the_closing(clock) -> None:
    clock("16:59")
    communes = offices_on(DAY).of(Level.COMMUNE)
    assert len(communes) == 121
    actors = {office.code: _officer(office.code) for office in communes}

    def confirm(code: str) -> int | None:
        try:
            with acting(actors[code]):
                said = Said(people=int(code) % 7, remarks=code)
                report = report_confirm(actor=actors[code], unit=code, day=DAY, said=said)
                return report.late_minutes
        finally:
            connection.close()

    def close(_: int) -> None:
        try:
            with acting(service_actor("scheduler")):
                periods_close()
        finally:
            connection.close()

    half = len(communes) // 2
    codes = [office.code for office in communes]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(confirm, codes[:half])) == {0}
        clock("17:02")
        closing = [pool.submit(close, n) for n in range(2)]
        assert set(pool.map(confirm, codes[half:])) == {2}
        for one in closing:
            one.result()
    rows = {row.unit_code: row for row in Report.objects.filter(tier="commune")}
    assert {code: row.remarks for code, row in rows.items()} == {code: code for code in codes}
    assert all(row.figures is not None for row in rows.values())
    assert all(row.people == int(code) % 7 for code, row in rows.items())
    assert ReportEvent.objects.filter(kind="confirmed").count() == 121
    assert ReportEvent.objects.filter(kind="closed").count() == 121


def _officer(unit: str) -> object:
    installer = service_actor("installer")
    user = create_user(actor=installer, username=f"xa.{unit}", full_name=f"Xã {unit}").user
    grant_role(actor=installer, user=user, role="cong_chuc_ho_tich", unit_code=unit)
    return actor_for(user)


def test_the_worker_closes_after_it_has_counted() -> None:
    from sohotich.config.housekeeping import CHORES
    from sohotich.oversight.facts.services import facts_keep

    assert CHORES.index(facts_keep) < CHORES.index(periods_close)
