"""The boards behind the walls: figures against a count of their own, replay, doors, tables."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import python_calamine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sohotich.foundation.people.acting import acting
from sohotich.oversight.dashboards.figures import board_of
from sohotich.oversight.dashboards.models import QualityDay
from sohotich.oversight.dashboards.outlooks import outlooks, outlooks_keep
from sohotich.oversight.dashboards.places import Looking
from sohotich.oversight.dashboards.quality import quality_keep, rates
from sohotich.oversight.facts.tree import tree_on
from tests.oversight.forecast_histories import rebuilt, work
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
AN_TAP, TAN_LANG, DISTRICT, PROVINCE = "09508", "09511", "264", "27"
LAST = date(2025, 1, 6)


@pytest.fixture
def worked(clock):
    """An Tập is slow, Tân Lãng quick and nearly done; both with two keyers, six days of work."""
    cache.clear()
    clock("20:00", day=6)
    work(AN_TAP, entries=400, per_day=10)
    work(TAN_LANG, entries=90, per_day=14, keyers=4)
    work(TAN_LANG, entries=20, per_day=1, days=0, steps=0, type_code="KH")
    rebuilt()
    quality_keep()


def counted(unit: str, day: date) -> Counter[str]:
    """Stage → registrations there by the end of the day, from the ledger's events one by one."""
    from sohotich.register.ledger.models import Entry, LedgerEvent

    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    reached = {"scanned": 1, "keyed_once": 1, "agreed": 3, "reviewed": 4, "approved": 5}
    names = ("scanned", "keyed", "agreed", "reviewed", "approved")
    last: dict[object, str] = {}
    for event in LedgerEvent.objects.filter(unit_code=unit).order_by("campaign_at", "key"):
        if event.campaign_at.astimezone(zone).date() <= day:
            last[event.entry_id] = event.to_state
    found = Counter(expected=Entry.objects.filter(unit_code=unit).count())
    for state in last.values():
        found.update(names[: reached[state]])
    return found


def page(client, actor, unit: str = "", **asked: str) -> str:
    sign_in(client, actor)
    name = reverse("dashboards:unit", args=[unit]) if unit else reverse("dashboards:home")
    answer = client.get(name, asked)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def funnel_of(text: str) -> dict[str, int]:
    rows = re.findall(
        r"<li><span>([^<]+)</span><progress[^>]*></progress><a [^>]*><b>([\d.]+)</b>", text
    )
    return {label: int(value.replace(".", "")) for label, value in rows}


def test_the_board_shows_what_the_ledger_holds(client, worked, people):
    text = page(client, people.province)
    shown = funnel_of(text)
    own = counted(AN_TAP, LAST) + counted(TAN_LANG, LAST)
    labels = {
        "Phải làm": "expected",
        "Đã quét": "scanned",
        "Đã nhập hai lần": "keyed",
        "Đã thống nhất": "agreed",
        "Đã soát xét": "reviewed",
        "Đã duyệt": "approved",
    }
    assert {label: own[stage] for label, stage in labels.items()} == {
        label: shown[label] for label in labels
    }
    assert 0 < own["approved"] < own["scanned"]


def test_an_earlier_day_shows_its_own_figures(client, worked, people):
    for day in (date(2025, 1, 1), date(2025, 1, 4)):
        text = page(client, people.province, PROVINCE, ngay=day.isoformat())
        own = counted(AN_TAP, day) + counted(TAN_LANG, day)
        assert funnel_of(text)["Đã duyệt"] == own["approved"]
        assert f"Xem lại ngày {day:%d/%m/%Y}" in text
        with acting(people.province):
            board = board_of(Looking(people.province, day, LAST), tree_on(day).places[PROVINCE])
        assert board.standing.approved == own["approved"]
        assert board.outlooks[0].forecast.history.today == day
    # A day that is none of the campaign's is today.
    assert funnel_of(page(client, people.province, ngay="2025-02-30")) == funnel_of(
        page(client, people.province)
    )


def test_states_are_told_by_word_and_the_slow_with_their_reasons(client, worked, people):
    text = page(client, people.district)
    assert "Xã An Tập: Chậm hơn 2 ngày, đã duyệt 15 %" in text
    assert "Xã Tân Lãng: " in text
    assert 'aria-label="Chậm hơn 2 ngày"' in text
    slow = text.split('aria-labelledby="slow"')[1].split("</section>")[0]
    assert "An Tập" in slow
    assert "chờ quét" in slow
    assert "2 người nhập" in slow


def test_figures_lead_to_what_they_count(client, worked, people):
    text = page(client, people.commune, AN_TAP, ngay="2025-01-04")
    address = re.search(r'href="([^"]*buoc=approved[^"]*)"', text).group(1).replace("&amp;", "&")
    records = client.get(address).content.decode()
    assert f"{counted(AN_TAP, date(2025, 1, 4))['approved']} trường hợp" in records
    assert "KS.1998.01" in text
    assert re.search(r'href="/so/[0-9a-f-]+/" title="09508/KS.1998.01: Chờ quét', text)
    for asked in re.findall(r'href="(/dieu-hanh/[^"]+)"', text):
        assert client.get(asked.replace("&amp;", "&")).status_code == 200, asked


def test_a_unit_sees_itself_and_what_is_below(client, worked, people):
    page(client, people.commune)
    for code in (TAN_LANG, DISTRICT, PROVINCE, "99999"):
        assert client.get(reverse("dashboards:unit", args=[code])).status_code == 404
        assert client.get(reverse("dashboards:table", args=[code, "khau"])).status_code == 404
    page(client, people.district, TAN_LANG)
    assert client.get(reverse("dashboards:unit", args=[PROVINCE])).status_code == 404
    sign_in(client, people.police)
    assert "KS.1998.01" not in page(client, people.police, AN_TAP)


def test_rates_stay_behind_the_walls(worked, people):
    with acting(people.commune):
        assert set(QualityDay.objects.values_list("unit_code", flat=True)) == {AN_TAP}
    with acting(people.district):
        assert set(QualityDay.objects.values_list("unit_code", flat=True)) == {AN_TAP, TAN_LANG}


def test_rates_follow_the_ledger_and_are_counted_once(worked, people):
    agreed = 60
    assert rates([AN_TAP], LAST)[AN_TAP].entries == counted(AN_TAP, LAST)["agreed"] == agreed
    assert rates([AN_TAP], date(2025, 1, 2))[AN_TAP].entries == 20
    assert quality_keep() == 0
    work(AN_TAP, entries=30, per_day=5, days=2, type_code="KH")
    assert quality_keep() == 0
    rebuilt()
    assert quality_keep() == 2
    assert rates([AN_TAP], LAST)[AN_TAP].entries == agreed + 10


def test_every_table_is_an_excel_file(client, worked, people, tmp_path):
    sign_in(client, people.province)
    for name in ("don-vi", "viec-cho", "tien-do", "khau", "cham", "bao-cao", "sai-sot"):
        address = reverse("dashboards:table", args=[PROVINCE, name])
        assert "Các bảng" in client.get(address).content.decode()
        book = client.get(address, {"xuat": "xlsx"})
        assert book["Content-Type"].endswith("spreadsheetml.sheet"), name

    def in_excel(name: str) -> dict[str, object]:
        address = reverse("dashboards:table", args=[PROVINCE, name])
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(client.get(address, {"xuat": "xlsx"}).content)
        rows = python_calamine.load_workbook(str(file)).get_sheet_by_index(0).to_python()
        named = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
        return named["Xã An Tập"]

    own = counted(AN_TAP, LAST)
    assert in_excel("don-vi")["Đã duyệt"] == own["approved"]
    assert in_excel("viec-cho")["Chờ quét"] == 400 - own["scanned"]
    assert client.get(reverse("dashboards:table", args=[PROVINCE, "so"])).status_code == 404


def test_forecasts_are_kept_until_the_figures_change(worked):
    cache.clear()
    assert outlooks_keep() == LAST
    for day in range(5, 0, -1):
        assert outlooks_keep() == date(2025, 1, day)
    assert outlooks_keep() is None
    with CaptureQueriesContext(connection) as asked:
        kept = outlooks(LAST)
    assert not [q for q in asked if "ledger_ledgerevent" in q["sql"]]
    work(AN_TAP, entries=30, per_day=5, days=6, type_code="KH")
    rebuilt()
    assert outlooks(LAST)[AN_TAP].forecast.history.expected == 430
    assert kept[AN_TAP].forecast.history.expected == 400


def test_a_board_asks_as_much_of_one_commune_as_of_two(client, worked, people):
    def asked(unit: str) -> int:
        address = reverse("dashboards:unit", args=[unit])
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    sign_in(client, people.province)
    assert asked(PROVINCE) == asked(DISTRICT) <= asked("256") + 4


def test_before_the_first_day_and_after_the_last(client, clock, people):
    from sohotich.foundation.database.clock import campaign_set

    cache.clear()
    zone = ZoneInfo("Asia/Ho_Chi_Minh")

    def set_to(day: datetime) -> None:
        campaign_set(
            name="Đợt thử",
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 1, 15),
            root_unit="27",
            opens_at=day,
        )

    set_to(datetime(2024, 12, 30, 9, tzinfo=zone))
    assert "Đợt số hóa chưa bắt đầu" in page(client, people.province)
    set_to(datetime(2025, 1, 6, 20, tzinfo=zone))
    text = page(client, people.province)
    assert "Chưa có sổ nào được khai" in text
    work(AN_TAP, entries=40, per_day=10)
    set_to(datetime(2025, 1, 20, 9, tzinfo=zone))
    rebuilt()
    text = page(client, people.province)
    assert "Đợt đã hết hạn ngày 15/01/2025: đã duyệt 100 %" in text
    assert 'aria-label="Xong"' in text


def test_it_prints_on_one_lying_sheet_of_a3():
    styles = Path(__file__).resolve().parents[2] / "frontend/styles"
    board = (styles / "components/_board.scss").read_text(encoding="utf-8")
    assert re.search(r"@page board \{\s+size: A3 landscape;", board)
    assert re.search(r"\.page:has\(\.board\) \{\s+page: board;", board)
    assert "print-color-adjust: exact" in board
