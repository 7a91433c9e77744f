"""Confirming, closing, reminding, reopening: on the clock, once, by whom it is for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from sohotich.domain.places import Level
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting, as_service
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.reports.chain import ZONE, State
from sohotich.oversight.reports.closing import periods_close
from sohotich.oversight.reports.models import Report, ReportEvent, ReportPeriod
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.selectors import (
    day_report,
    days_before,
    lateness,
    latest_day,
    own_open,
)
from sohotich.oversight.reports.services import (
    Said,
    remind,
    report_confirm,
    report_reopen,
    report_write,
)
from sohotich.oversight.reports.words import state_words

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 7)
HERE, THERE = "09508", "09511"
_BEFORE = ("reviewed", "agreed", "keyed", "scanned")
SAID = Said(people=8, shifts=2, machines=2, difficulties="Sổ KS.1996.01 mực phai.")


def fact(unit: str, so_far: int, *, today: int = 0, day: date = DAY) -> None:
    """Of 100 so many approved, more on their way; put there directly: counting has its tests."""
    with as_service("facts", None):
        rows = [("expected", 0, 100), ("approved", today, so_far)]
        rows += [(stage, today + n, so_far + 5 * n) for n, stage in enumerate(_BEFORE, start=1)]
        for stage, change, value in rows:
            DailyFact.objects.update_or_create(
                unit_code=unit,
                type_code="KS",
                day=day,
                stage=stage,
                defaults={"today": change, "so_far": value, "books_today": 0, "books_so_far": 0},
            )


def confirm(actor, unit: str = HERE, said: Said = SAID, day: date = DAY) -> Report:
    with acting(actor):
        return report_confirm(actor=actor, unit=unit, day=day, said=said)


def close() -> list[str]:
    with acting(service_actor("scheduler")):
        return [f"{period.day:%d} {period.tier}" for period in periods_close()]


def seen(actor, unit: str = HERE, day: date = DAY):
    with acting(actor):
        found = day_report(actor=actor, unit=unit, day=day)
        assert found is not None
        found.figures, found.differences, found.events, found.below  # noqa: B018 (read as actor)
        return found


def kinds(report: Report) -> list[str]:
    return list(ReportEvent.objects.filter(report=report).values_list("kind", flat=True))


def test_confirmed_in_time_goes_up_on_time(clock, people) -> None:
    fact(HERE, 40, today=12)
    assert own_open(people.commune).office.code == HERE
    report = confirm(people.commune)
    assert (report.late_minutes, report.confirmed_by_name) == (0, people.commune.name)
    assert report.figures is None, "figures go on until the cut-off"
    assert seen(people.commune).state is State.CONFIRMED
    assert own_open(people.commune) is None
    fact(HERE, 43, today=15)
    clock("17:00")
    assert close() == ["07 commune"]
    found = seen(people.commune)
    assert found.state is State.ON_TIME
    assert found.figures["counts"]["approved"] == [15, 43]
    assert found.report.difficulties == SAID.difficulties
    assert kinds(found.report) == ["confirmed", "closed"]


def test_not_confirming_does_not_stop_the_clock(clock, people) -> None:
    fact(HERE, 40, today=12)
    clock("17:00")
    close()
    found = seen(people.commune)
    assert state_words(found.state, found.report) == "chưa báo cáo"
    assert found.figures["counts"]["approved"] == [12, 40], "the unit's own figures go up"
    clock("17:09")
    confirm(people.commune)
    found = seen(people.commune)
    assert found.report.late_minutes == 9
    assert state_words(found.state, found.report) == "nộp muộn 17:09"
    clock("08:00", day=8)
    assert state_words(found.state, found.report) == "nộp muộn 17:09"


def test_late_the_next_day_says_which(clock, people) -> None:
    clock("08:05", day=8)
    close()
    report = confirm(people.commune)
    assert report.late_minutes == 15 * 60 + 5
    assert state_words(State.LATE, report) == "nộp muộn 08:05 08/01"


def test_later_than_the_cut_off_and_before_the_minute_s_closing(clock, people) -> None:
    clock("17:01")
    assert confirm(people.commune).late_minutes == 1
    assert close() == ["07 commune"]
    found = seen(people.commune)
    assert found.state is State.LATE
    assert found.report.figures is not None
    assert found.report.difficulties == SAID.difficulties


def test_once_closed_and_confirmed_nothing_more_is_said(clock, people) -> None:
    confirm(people.commune)
    clock("16:58")
    again = confirm(people.commune, said=Said(remarks="Xin thêm một máy."))
    assert (again.remarks, again.late_minutes) == ("Xin thêm một máy.", 0)
    clock("17:00")
    close()
    for act in (report_confirm, report_write):
        with pytest.raises(UserError, match="đã chốt"):
            act(actor=people.commune, unit=HERE, day=DAY, said=SAID)
    assert Report.objects.get(unit_code=HERE).remarks == "Xin thêm một máy."


def test_grace_counts_as_on_time_and_moves_the_closing(clock, people) -> None:
    from sohotich.foundation.policies.services import set_value

    set_value(
        actor=people.province,
        name="report.grace_minutes",
        value=5,
        from_date=DAY,
        reason="12/QĐ-UBND",
    )
    clock("17:04")
    assert close() == []
    assert confirm(people.commune).late_minutes == 0
    clock("17:06")
    assert close() == ["07 commune"]
    assert confirm(people.other, THERE).late_minutes == 6


def test_drafts_are_kept_and_confirm_nothing(clock, people) -> None:
    with acting(people.commune):
        report_write(actor=people.commune, unit=HERE, day=DAY, said=SAID)
    found = seen(people.commune)
    assert (found.state, found.report.people) == (State.OPEN, 8)
    assert kinds(found.report) == []


def test_a_district_closes_with_one_missing_and_adds_up(clock, people) -> None:
    fact(HERE, 40, today=12)
    fact(THERE, 10, today=3)
    confirm(people.commune)
    clock("18:00")
    assert close() == ["07 commune", "07 district"]
    found = seen(people.district, "264")
    assert found.figures["counts"]["approved"] == [15, 50]
    assert found.figures["expected"] == 200
    by_code = {line.office.code: line.state for line in found.below}
    assert by_code[HERE] is State.ON_TIME
    assert by_code[THERE] is State.SILENT
    assert len(by_code) == len(offices_on(DAY).below("264")) > 10
    clock("18:30")
    assert close() == ["07 province"]
    assert seen(people.police, "27").figures["counts"]["approved"] == [15, 50]
    assert Report.objects.filter(day=DAY).count() == len(offices_on(DAY).all)


def test_what_changes_after_the_closing_is_shown_and_not_changed(clock, people) -> None:
    fact(HERE, 40, today=12)
    clock("18:00")
    close()
    fact(HERE, 38, today=10)
    for actor, unit in ((people.commune, HERE), (people.district, "264")):
        found = seen(actor, unit)
        assert found.figures["counts"]["approved"][1] == 40
        assert ("approved", 40, 38) in [(d.stage, d.then, d.now) for d in found.differences]


def test_a_server_down_at_17_00_closes_what_it_missed_with_the_true_hours(clock, people) -> None:
    clock("10:00", day=9)
    assert close() == [f"{day:02d} {tier}" for day in (7, 8) for tier in Level]
    first = ReportPeriod.objects.get(day=DAY, tier="commune")
    assert first.closes_at == datetime(2025, 1, 7, 17, tzinfo=ZONE)
    assert first.closed_at >= datetime(2025, 1, 9, 10, tzinfo=ZONE)
    assert close() == []
    assert [line.report.day.day for line in days_before(seen(people.commune, day=date(2025, 1, 9)))]
    assert latest_day() == date(2025, 1, 9)


def test_days_before_the_chain_ran_blame_nobody(campaign, people) -> None:
    assert close() == []
    with acting(people.commune):
        assert day_report(actor=people.commune, unit=HERE, day=date(2025, 1, 6)) is None
    assert not Report.objects.exists()


def test_a_clock_set_back_begins_anew(clock, people) -> None:
    clock("17:00", day=9)
    close()
    clock("09:00", day=3)
    assert close() == []
    clock("17:00", day=3)
    assert close() == ["03 commune"]


def test_before_a_campaign_nothing_is_due(db) -> None:
    assert close() == []
    assert latest_day() is None


def test_nobody_speaks_for_another_unit(clock, people) -> None:
    for actor, unit in (
        (people.other, HERE),
        (people.district, HERE),
        (people.province, "264"),
        (people.police, "27"),
    ):
        with pytest.raises(Forbidden):
            report_confirm(actor=actor, unit=unit, day=DAY, said=SAID)
    with acting(people.other):
        assert day_report(actor=people.other, unit=HERE, day=DAY) is None


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 1, 16), date(2025, 1, 8)])
def test_no_report_outside_of_the_days_nor_ahead(clock, people, day) -> None:
    with pytest.raises(UserError):
        report_confirm(actor=people.commune, unit=HERE, day=day, said=SAID)
    assert day_report(actor=people.commune, unit=HERE, day=day) is None


def test_reminding_all_who_are_missing(clock, people) -> None:
    confirm(people.commune)
    with acting(people.district):
        missing = remind(actor=people.district, unit="264", day=DAY)
    assert THERE in missing
    assert HERE not in missing
    assert len(missing) == len(offices_on(DAY).below("264")) - 1
    assert Report.objects.get(unit_code=THERE).reminded_by_name == "Huyện Lương Tài"
    assert AuditEntry.objects.get(action="report.remind").facts["units"] == missing
    for actor in (people.commune, people.police):
        with pytest.raises(Forbidden):
            remind(actor=actor, unit="264", day=DAY)


def test_reopening_needs_reason_name_and_end_and_stays_visible(clock, people) -> None:
    fact(HERE, 40)
    confirm(people.commune)
    clock("17:30")
    close()
    until = datetime(2025, 1, 7, 19, tzinfo=ZONE)
    given = {"unit": HERE, "day": DAY, "until": until, "reason": "Nhầm số máy quét"}
    for wrong, error in (
        ({"reason": " "}, UserError),
        ({"until": until - timedelta(hours=2)}, UserError),
        ({"actor": people.commune}, Forbidden),
        ({"actor": people.police}, Forbidden),
    ):
        with pytest.raises(error):
            report_reopen(**{"actor": people.district, **given, **wrong})
    with acting(people.district):
        report_reopen(actor=people.district, **given)
        with pytest.raises(UserError, match="đang mở"):
            report_reopen(actor=people.district, **given)
    fact(HERE, 44)
    found = seen(people.commune)
    assert state_words(found.state, found.report) == "mở lại đến 19:00"
    assert found.figures["counts"]["approved"][1] == 44
    confirm(people.commune, said=Said(machines=3))
    found = seen(people.commune)
    assert found.state is State.ON_TIME, "how it was first said stays"
    assert found.report.figures["counts"]["approved"][1] == 44
    (opened,) = found.reopenings
    assert (opened.reason, opened.actor_name, opened.until) == (
        "Nhầm số máy quét",
        people.district.name,
        until,
    )
    frozen = ReportEvent.objects.filter(kind__in=["closed", "closed_again"])
    assert [e.content["counts"]["approved"][1] for e in frozen.filter(unit_code=HERE)] == [40, 44]


def test_a_reopening_ends_by_itself(clock, people) -> None:
    clock("17:30")
    close()
    until = datetime(2025, 1, 7, 19, tzinfo=ZONE)
    with acting(people.district):
        report_reopen(actor=people.district, unit=HERE, day=DAY, until=until, reason="Mất điện")
    fact(HERE, 44)
    clock("18:59")
    close()
    assert seen(people.commune).state is State.REOPENED
    clock("19:00")
    close()
    found = seen(people.commune)
    assert found.state is State.SILENT
    assert found.report.figures["counts"]["approved"][1] == 44
    assert kinds(found.report) == ["closed", "reopened", "closed_again"]


def test_only_from_above_and_the_province_itself(clock, people) -> None:
    clock("18:30")
    close()
    until = campaign_now() + timedelta(hours=1)
    with pytest.raises(Forbidden):
        report_reopen(actor=people.district, unit="264", day=DAY, until=until, reason="x")
    for unit in ("264", "27"):
        report_reopen(actor=people.province, unit=unit, day=DAY, until=until, reason="Sai số")
        assert seen(people.province, unit).state is State.REOPENED


def test_the_wall_stands_around_reports(clock, people) -> None:
    confirm(people.commune)
    clock("17:00")
    close()
    for model in (Report, ReportEvent):
        with acting(people.other):
            units = set(model.objects.values_list("unit_code", flat=True))
            assert units == {THERE}
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.filter(unit_code=THERE).update(unit_code=HERE)
        with acting(people.district):
            assert {HERE, THERE} <= set(model.objects.values_list("unit_code", flat=True))
        with acting(None):
            assert not model.objects.exists()


def test_two_tiers_after_the_districts_ended(person, db) -> None:
    from sohotich.foundation.database.clock import campaign_set

    def at(moment: datetime) -> None:
        campaign_set(
            name="Đợt sau", starts_on=date(2025, 6, 30), ends_on=date(2025, 7, 3),
            root_unit="27", opens_at=moment,
        )  # fmt: skip

    at(datetime(2025, 6, 30, 18, 10, tzinfo=ZONE))
    assert close() == []
    at(datetime(2025, 7, 1, 18, 31, tzinfo=ZONE))
    assert close() == ["30 province", "01 commune", "01 province"]
    offices = offices_on(date(2025, 7, 1))
    assert offices.root == "24", "the province that took 27 over"
    assert {office.parent for office in offices.of(Level.COMMUNE)} == {"24"}
    assert len(offices.below("24")) == 99, "NQ 1658/NQ-UBTVQH15"


def test_lateness_of_many_units_and_days(clock, people, django_assert_num_queries) -> None:
    confirm(people.commune)
    clock("17:09")
    close()
    confirm(people.other, THERE)
    clock("17:00", day=8)
    close()
    until = datetime(2025, 1, 8, 19, tzinfo=ZONE)
    with acting(people.district):
        report_reopen(
            actor=people.district, unit=HERE, day=DAY, until=until, reason="Nhầm số máy quét"
        )
    days = [date(2025, 1, day) for day in (9, 8, 7)]
    with acting(people.district), django_assert_num_queries(1):
        found = lateness([HERE, THERE], days)
    eighth = (date(2025, 1, 8), State.SILENT, None)
    assert found[HERE] == [(DAY, State.ON_TIME, 0), eighth], "reopened, and in time all the same"
    assert found[THERE] == [(DAY, State.LATE, 9), eighth]
    with acting(people.other):
        assert lateness([HERE], days) == {HERE: []}, "nothing behind the walls"
