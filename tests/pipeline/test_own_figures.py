"""One's own page of figures: pace, keys, errors by class of fields; for its person and officer."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from sohotich.foundation.database.clock import campaign_today, now
from sohotich.oversight.dashboards.keying_pace import class_lines, pace_by_day
from sohotich.oversight.dashboards.readers import read_by_day
from sohotich.register.accuracy.models import Source, Tally
from sohotich.register.accuracy.services import Judged, Place, looks_record
from sohotich.register.records.models import Reading
from tests.pipeline.screens import signed_in

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 7)
ABROAD = "09511"


@pytest.fixture
def worked(make_book, with_images, team, key_entry, tmp_path):
    """Four registrations keyed by the first keyer in three minutes, two hundred keys each."""
    book = make_book(last=4)
    with_images(book, tmp_path)
    for _ in range(4):
        key_entry(team.first)
    begun = now() - timedelta(minutes=10)
    for at, row in enumerate(Reading.objects.order_by("entry__number")):
        moment = begun + timedelta(seconds=90 * at)
        Reading.objects.filter(pk=row.key).update(completed_at=moment, keystrokes=200)
    return book


def looked(who, unit: str = "09508", wrong: int = 1) -> None:
    """Somebody held two names and a date against the picture."""
    fields, slips = ["nksHoTen", "meHoTen", "nksNgaySinh"], ["nksHoTen"][:wrong]
    looks_record(
        by=uuid4(), source=Source.SAMPLE, occasion=uuid4(), place=Place(unit),
        judged=[Judged(uuid4(), who.key, "KS", fields, slips)],
    )  # fmt: skip


def test_pace_and_keys_are_those_of_the_days_asked_for(worked, team) -> None:
    (pace,) = pace_by_day(team.first.key, ["09508"], TODAY, TODAY).values()
    assert (pace.per_hour, pace.per_record) == (40, 200)
    assert pace_by_day(team.first.key, [ABROAD], TODAY, TODAY) == {}
    assert pace_by_day(team.first.key, ["09508"], TODAY + timedelta(1), TODAY + timedelta(2)) == {}


def test_errors_by_class_come_with_their_interval(worked, team) -> None:
    looked(team.first)
    name, day = class_lines(team.first.key, ["09508"])
    assert (name.name, name.rate.errors, name.rate.looks) == ("họ tên", 1, 2)
    assert (day.name, day.rate.errors, day.rate.looks) == ("ngày", 0, 1)
    assert name.low < name.bar
    assert name.interval.endswith(" %")
    assert class_lines(team.first.key, [ABROAD]) == []


def test_one_s_own_errors_stop_at_the_end_of_yesterday(worked, team, key_entry) -> None:
    """Or they would say at once whether a second reading agreed with the first."""
    key_entry(team.second)
    address = reverse("dashboards:person", args=["09508", team.second.key])
    officer = signed_in(team.officer).get(address).content.decode()
    assert "Sai theo loại trường" in officer
    assert "trên 0 trường" not in officer
    mine = signed_in(team.second).get(reverse("dashboards:mine")).content.decode()
    assert "Sai theo loại trường" not in mine
    assert "trên 0 trường" in mine
    today = campaign_today()
    (on_day,) = read_by_day(team.second.key, ["09508"], today, today, today + timedelta(days=1))
    assert on_day[1].checked == on_day[1].fields > 0


def test_the_person_and_the_officer_read_the_same_nobody_else_does(worked, team, person) -> None:
    looked(team.first)
    Tally.objects.update(day=campaign_today() - timedelta(days=1))
    own = signed_in(team.first).get(reverse("dashboards:mine")).content.decode()
    address = reverse("dashboards:person", args=["09508", team.first.key])
    officer = signed_in(team.officer).get(address).content.decode()
    for page in (own, officer):
        for words in ("Mỗi giờ", "Lần gõ mỗi lượt", "Sai theo loại trường", "họ tên", "50,0 %"):
            assert words in page
    assert ("hết hôm qua" in own, "hết hôm qua" in officer) == (True, False)
    other = signed_in(team.second).get(reverse("dashboards:mine")).content.decode()
    assert "Sai theo loại trường" not in other
    for who in (team.second, team.scanner, team.chair, person("so", "so_tu_phap", unit="27")):
        assert signed_in(who).get(address).status_code == 403
    abroad = person("officer2", "cong_chuc_ho_tich", unit=ABROAD)
    assert signed_in(abroad).get(address).status_code == 404
