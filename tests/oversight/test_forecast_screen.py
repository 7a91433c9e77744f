"""The forecast behind the walls: the list, a commune's page, a trial that changes nothing; CLI."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.forecast.model import Outcome
from sohotich.oversight.forecast.people import hours_of_work, people_by_unit
from sohotich.oversight.forecast.selectors import board
from tests.oversight.forecast_histories import rebuilt, work
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
AN_TAP, TAN_LANG = "09508", "09511"
LIST, WHAT_IF = "forecast:list", "forecast:what-if"


@pytest.fixture
def worked(clock):
    """An Tập is slow, Tân Lãng quick and nearly done; both with two keyers, six days of work."""
    clock("20:00", day=6)
    work(AN_TAP, entries=400, per_day=10)
    work(TAN_LANG, entries=90, per_day=14, keyers=4)
    work(TAN_LANG, entries=20, per_day=1, days=0, steps=0, type_code="KH")
    rebuilt()


def test_the_communes_by_lateness_with_dates_and_reasons(client, worked, people):
    sign_in(client, people.district)
    page = client.get(reverse(LIST))
    assert page.status_code == 200
    text = page.content.decode()
    assert text.index("An Tập") < text.index("Tân Lãng")
    for told in ("Trễ", "Chậm nhất là khâu", "/ngày", "<svg viewBox", "Bảng số của hình"):
        assert told in text
    book = client.get(reverse(LIST), {"xuat": "xlsx"})
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert client.get(reverse(LIST), {"in": "1"}).status_code == 200
    late = client.get(reverse(LIST), {"loc": "tre"}).content.decode()
    assert "An Tập" in late
    assert 'data-title="Đơn vị"><a href="/du-bao/09511/"' not in late


def test_a_commune_sees_itself_alone(client, worked, people):
    with acting(people.commune):
        found = board(people.commune)
        assert [row.unit.code for row in found.rows] == [AN_TAP]
        with pytest.raises(Forbidden):
            board(people.commune, unit=TAN_LANG)
    sign_in(client, people.commune)
    assert client.get(reverse("forecast:unit", args=[AN_TAP])).status_code == 200
    assert client.get(reverse("forecast:unit", args=[TAN_LANG])).status_code == 404


def test_the_provincial_police_see_dates_and_no_entry(worked, people):
    """They hold no right to books: numbers of people come through the counting identity."""
    with acting(people.police):
        found = board(people.police)
        assert {row.unit.code for row in found.rows} == {AN_TAP, TAN_LANG}
        assert len(found.rows[0].unit.history.keyers[0]) == 2


def test_what_is_known_is_what_the_ledger_tells(worked):
    days = [date(2025, 1, day) for day in range(1, 7)]
    found = people_by_unit([AN_TAP, TAN_LANG], days)
    assert [len(day) for day in found[AN_TAP].keyers] == [2] * 6
    assert found[AN_TAP].scanners == (1,) * 6
    assert len(frozenset().union(*found[TAN_LANG].keyers)) == 4
    # Two readings an entry of both, at nine, on the three days before today.
    assert hours_of_work(date(2025, 1, 6)) == {9: 2 * 3 * (10 + 14)}
    # Asked again within a quarter of an hour, past days are not counted anew.
    with CaptureQueriesContext(connection) as asked:
        assert people_by_unit([AN_TAP, TAN_LANG], days) == found
    counting = [q["sql"] for q in asked if "ledger_ledgerevent" in q["sql"]]
    assert len(counting) == 1


def test_a_commune_page_tells_stages_and_types(client, worked, people):
    sign_in(client, people.district)
    page = client.get(reverse("forecast:unit", args=[TAN_LANG])).content.decode()
    for told in ("Từng khâu", "Theo loại sổ", "làm sau", "Ký duyệt", "Sổ được ký"):
        assert told in page


def test_trying_moves_changes_dates_on_the_page_and_nothing_stored(client, worked, people):
    sign_in(client, people.district)
    asked = {
        "c-TOTAL_FORMS": "1",
        "c-INITIAL_FORMS": "0",
        "c-0-tu": "ngoai",
        "c-0-den": AN_TAP,
        "c-0-gi": "nguoi",
        "c-0-so": "9",
    }
    with CaptureQueriesContext(connection) as asked_of:
        page = client.get(reverse(WHAT_IF), asked).content.decode()
    writes = ("INSERT INTO", "UPDATE ", "DELETE FROM")
    kept = [q["sql"] for q in asked_of if any(word in q["sql"] for word in writes)]
    kept = [sql for sql in kept if "database_cache" not in sql]
    assert not [sql for sql in kept if "forecast" in sql or "facts" in sql or "ledger" in sql]
    assert "Xã đổi ngày xong" in page
    row = page.split("Xã đổi ngày xong")[1]
    assert "An Tập" in row


def test_nobody_gives_more_than_are_there_and_bad_input_is_told_at_its_field(
    client, worked, people
):
    sign_in(client, people.district)
    base = {"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-gi": "nguoi"}
    too_many = client.get(
        reverse(WHAT_IF), {**base, "c-0-tu": TAN_LANG, "c-0-den": AN_TAP, "c-0-so": "9"}
    ).content.decode()
    assert "chỉ có 4 người nhập" in too_many
    same = client.get(
        reverse(WHAT_IF), {**base, "c-0-tu": AN_TAP, "c-0-den": AN_TAP, "c-0-so": "1"}
    ).content.decode()
    assert "Chọn đơn vị khác" in same
    past = client.get(reverse(WHAT_IF), {"han": "2024-12-01"}).content.decode()
    assert "trở đi" in past
    odd = client.get(reverse(WHAT_IF), {**base, "c-0-tu": "x", "c-TOTAL_FORMS": "nhiều"})
    assert odd.status_code == 200


def test_the_proposal_can_be_tried_by_its_own_address(client, worked, people):
    sign_in(client, people.district)
    page = client.get(reverse(WHAT_IF), {"de_xuat": "1"}).content.decode()
    assert "Đề xuất" in page
    assert "An Tập" in page.split("<h2>Đề xuất</h2>")[1]


def test_a_later_end_longer_days_and_weekends_bring_more_in_time(client, worked, people):
    sign_in(client, people.district)

    def late(**asked: str) -> int:
        page = client.get(reverse(WHAT_IF), asked).content.decode()
        row = page.split('data-title="So với hạn">Trễ hạn</td>')[1]
        return int(row.split('data-title="Sau thay đổi">')[1].split()[0])

    assert late() == 1
    assert late(han="2025-03-31") == 0
    page = client.get(reverse(WHAT_IF), {"gio": "150", "cuoi_tuan": "1"}).content.decode()
    assert "An Tập" in page.split("Xã đổi ngày xong")[1]


def test_before_the_campaign_there_is_no_forecast_yet(client, clock, people):
    from datetime import datetime

    from sohotich.foundation.database.clock import campaign_set

    campaign_set(
        name="Đợt sau",
        starts_on=date(2025, 2, 1),
        ends_on=date(2025, 2, 15),
        root_unit="27",
        opens_at=datetime.fromisoformat("2025-01-07T15:00:00+07:00"),
    )
    sign_in(client, people.district)
    assert "Chưa đến ngày đầu" in client.get(reverse(LIST)).content.decode()
    with acting(people.district):
        assert board(people.district) is None


def test_communes_without_a_pace_say_why(client, clock, people):
    clock("20:00", day=6)
    work(AN_TAP, entries=30, per_day=1, days=0, steps=0)
    rebuilt()
    with acting(people.commune):
        (row,) = board(people.commune).rows
    assert row.forecast.outcome is Outcome.UNKNOWN
    sign_in(client, people.commune)
    assert "chưa quét trường hợp nào" in client.get(reverse(LIST)).content.decode()


def test_the_command_prints_one_object(worked, people, monkeypatch, capsys):
    from contextlib import contextmanager

    from sohotich.cli import forecast as cli

    @contextmanager
    def here(home, user):
        with acting(people.district):
            yield people.district

    monkeypatch.setattr(cli, "attached", here)
    assert cli.command.main(["--json"], standalone_mode=False) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["counts"]["tre"] == 1
    first, second = out["units"]
    assert (first["unit"], second["unit"]) == (AN_TAP, TAN_LANG)
    assert first["early"] <= first["finish"] <= first["late"]
    assert first["reasons"]
    assert sum(part["remaining"] for part in second["types"]) == second["remaining"]
    assert cli.command.main(["--unit", AN_TAP], standalone_mode=False) == 0
    told = capsys.readouterr().out
    assert "An Tập" in told
    assert "Tân Lãng" not in told
