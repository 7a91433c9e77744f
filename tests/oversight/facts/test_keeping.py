"""When the figures are brought up to date by themselves, and by whom they may be written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from sohotich.foundation.database import clock
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.oversight.facts import services
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.oversight.facts.services import facts_keep, facts_rebuild, facts_refresh
from tests.oversight.facts.histories import store
from tests.oversight.facts.recount import HANOI

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(campaign, monkeypatch):
    """`at(day, hour, minute)`: from now on it is that moment of the campaign's January."""

    def set_clock(day: int, hour: int, minute: int = 0) -> None:
        moment = datetime(2025, 1, day, hour, minute, tzinfo=HANOI).astimezone(UTC)
        for module in (clock, services):
            monkeypatch.setattr(module, "now", lambda: moment - campaign.offset)

    return set_clock


def test_refreshed_every_few_minutes_and_at_each_cut_off(at) -> None:
    store([("09508", "KS", [()])])
    at(7, 16, 56)
    assert facts_keep(), "the first time"
    at(7, 16, 58)
    assert facts_keep() is None, "not yet"
    at(7, 17, 0)
    assert facts_keep() == 0, "the commune's cut-off; nothing new"
    at(7, 17, 4)
    assert facts_keep() is None
    at(7, 17, 5)
    assert facts_keep() == 0, "the policy's five minutes"
    at(7, 23, 59)
    facts_keep()
    at(8, 0, 0)
    assert facts_keep() == 10, "nine figures and a book of the new day"


def test_days_run_on_after_the_last_for_as_long_as_the_policy_says(at, campaign) -> None:
    at(1, 8)
    assert campaign_days() == [date(2025, 1, 1)]
    at(18, 8)
    assert campaign_days()[-1] == date(2025, 1, 18)
    campaign.ends_on = date(2024, 12, 2)
    campaign.starts_on = date(2024, 12, 1)
    campaign.save()
    assert campaign_days()[-1] == date(2025, 1, 1), "30 days"


def test_before_the_first_day_and_without_a_campaign_there_is_nothing(at, campaign) -> None:
    store([("09508", "KS", [()])])
    campaign.starts_on += timedelta(days=30)
    campaign.ends_on += timedelta(days=30)
    campaign.save()
    assert facts_rebuild() == facts_refresh() == 0
    campaign.delete()
    assert facts_rebuild() == facts_refresh() == 0
    assert not DailyFact.objects.exists()


def test_days_no_longer_of_the_campaign_and_types_no_longer_there_go(campaign) -> None:
    store([("09508", "KS", [()]), ("09508", "KH", [()])])
    facts_rebuild()
    campaign.starts_on += timedelta(days=2)
    campaign.save()
    facts_refresh()
    assert DailyFact.objects.earliest("day").day == campaign.starts_on
    from sohotich.register.books.models import Book

    Book.objects.filter(type_code="KH").update(type_code="KT")
    facts_rebuild()
    types = set(DailyFact.objects.values_list("type_code", flat=True))
    assert types == {"KS", "KT"}


def test_nobody_but_the_roll_up_writes_figures(campaign, person) -> None:
    store([("09508", "KS", [()]), ("09511", "KS", [()])])
    facts_rebuild()
    for actor in (person("lan", "cong_chuc_ho_tich"), service_actor("scheduler")):
        with acting(actor):
            seen = set(DailyFact.objects.values_list("unit_code", flat=True))
            with pytest.raises(ProgrammingError), transaction.atomic():
                DailyFact.objects.update(so_far=1_000)
        assert seen == ({"09508"} if actor.username == "lan" else {"09508", "09511"})
    with acting(person("nhap", "nguoi_nhap_lieu")):
        assert not DailyFact.objects.exists()
    with acting(person("theo.doi", "theo_doi", unit="27")):
        assert DailyFact.objects.count() == 7 * 9 * 2


def test_the_worker_s_chore_sees_the_whole_ledger_as_the_scheduler(campaign) -> None:
    from sohotich.config.housekeeping import CHORES
    from sohotich.oversight.reports.closing import periods_close

    store([("09508", "KS", [()]), ("09511", "KS", [()])])
    with acting(service_actor("scheduler")):
        assert facts_keep() == 2 * (7 * 9 + 8)
    assert CHORES.index(facts_keep) < CHORES.index(periods_close), "fresh before they close"
