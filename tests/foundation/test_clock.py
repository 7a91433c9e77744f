"""One clock for readers: real moments are shown on the campaign's, marked ones as they stand."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from sohotich.config.middleware import same_clock
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.audit.services import record
from sohotich.foundation.database import clock
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.database.moments import CampaignTime, RealTime
from sohotich.foundation.pages import lists, numbers
from sohotich.foundation.pages.lists import Column, ListDefinition, list_response
from sohotich.foundation.people.actors import service_actor

pytestmark = pytest.mark.django_db
SOURCES = Path(__file__).resolve().parents[2] / "src" / "sohotich"


def test_without_an_offset_a_moment_is_the_machines():
    # 20:00 UTC is the next day in Bắc Ninh.
    then = datetime(2025, 1, 6, 20, 4, tzinfo=UTC)
    assert numbers.day(then) == "07/01/2025"
    assert numbers.moment(then) == "03:04 07/01/2025"
    assert re.fullmatch(r"\d\d:\d\d", numbers.moment(clock.now()))


def test_with_an_offset_every_moment_is_the_campaigns(campaign):
    assert numbers.moment(clock.now()) in ("15:00", "15:01")
    assert numbers.moment(clock.now() - timedelta(days=1)).endswith(" 06/01/2025")
    assert numbers.day(clock.now()) == "07/01/2025"
    shown = Template("{% load pages %}{{ at|moment }} {{ at|day }}").render(
        Context({"at": clock.now() - timedelta(hours=3)})
    )
    assert re.fullmatch(r"1[12]:\d\d 07/01/2025", shown)


def test_campaign_time_is_not_shifted_again(campaign):
    assert isinstance(clock.campaign_now(), CampaignTime)
    assert numbers.day(clock.campaign_now()) == "07/01/2025"
    assert numbers.day(clock.campaign_now() - timedelta(days=1)) == "06/01/2025"


def test_audit_stays_on_the_machines_clock(campaign):
    record(actor=service_actor("installer"), action="book.view", unit="09508", subject="book")
    at = AuditEntry.objects.get().at
    assert isinstance(at, RealTime)
    assert numbers.day(at) == f"{timezone.localdate():%d/%m/%Y}"
    assert re.fullmatch(r"\d\d:\d\d", numbers.moment(at))


def test_the_days_work_counts_from_the_campaigns_midnight(campaign):
    midnight = clock.shown(clock.day_began())
    assert (midnight.date(), midnight.hour, midnight.minute) == (date(2025, 1, 7), 0, 0)
    assert clock.now() - clock.day_began() < timedelta(hours=15, minutes=5)


def listed(monkeypatch, rows, query=""):
    """The list of one column of moments as the template gets it, or its workbook."""
    seen = {}
    monkeypatch.setattr(lists, "render", lambda request, template, context: seen.update(context))
    definition = ListDefinition((Column("luc", "Lúc", lambda row: row.at),), "luc")
    response = list_response(RequestFactory().get(f"/{query}"), "x.html", rows, definition)
    return response, seen.get("listing")


def test_a_list_of_real_moments_says_so_once_the_clocks_differ(monkeypatch, campaign):
    real = [SimpleNamespace(at=RealTime.of(clock.now()))]
    work = [SimpleNamespace(at=clock.now())]
    assert listed(monkeypatch, real)[1].headers[0].title == "Lúc (giờ máy thật)"
    assert listed(monkeypatch, work)[1].headers[0].title == "Lúc"
    Campaign.objects.update(offset=timedelta(0))
    assert listed(monkeypatch, real)[1].headers[0].title == "Lúc"


def test_a_page_says_once_that_its_times_are_real(campaign):
    page = Template("{% load pages %}<th>Lúc{% real_time_note %}</th>")
    assert page.render(Context()) == "<th>Lúc (giờ máy thật)</th>"
    Campaign.objects.update(offset=timedelta(0))
    assert page.render(Context()) == "<th>Lúc</th>"


def test_the_front_end_gets_the_offset_to_tell_its_own_times(campaign, client):
    page = client.get("/chung-thu/").content.decode()
    told = re.search(r'data-clock-offset="(-?\d+)"', page)[1]
    assert abs(int(told) - campaign.offset.total_seconds()) <= 1
    Campaign.objects.update(offset=timedelta(0))
    assert "data-clock-offset" not in client.get("/chung-thu/").content.decode()


def test_the_workbook_of_a_list_goes_by_the_same_clock(monkeypatch, campaign):
    for at, title, day in (
        (clock.now(), "Lúc", date(2025, 1, 7)),
        (RealTime.of(clock.now()), "Lúc (giờ máy thật)", timezone.localdate()),
    ):
        response, _ = listed(monkeypatch, [SimpleNamespace(at=at)], "?xuat=xlsx")
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        head, row = book.get_sheet_by_index(0).to_python()
        assert head == [title]
        assert row[0].date() == day


def test_a_request_asks_for_the_offset_once(campaign):
    def page(_):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown = {numbers.day(clock.now()) for _ in range(50)}
        assert len(asked) == 1
        return HttpResponse(shown)

    assert same_clock(page)(RequestFactory().get("/")).content == b"07/01/2025"


def test_a_campaign_set_within_a_request_is_shown_at_once(campaign):
    opens = datetime(2025, 1, 9, 5, tzinfo=UTC)
    with clock.one_clock():
        assert clock.campaign_today() == date(2025, 1, 7)
        clock.campaign_set(
            name="Đợt thử",
            starts_on=campaign.starts_on,
            ends_on=campaign.ends_on,
            root_unit="27",
            opens_at=opens,
        )
        assert clock.campaign_today() == date(2025, 1, 9)


def test_nobody_else_turns_moments_into_words():
    """Templates use `moment` and `day`, code `shown`: Django's own would show the machine's."""
    own = re.compile(r"\|(date|time|timesince|timeuntil|localtime|timezone|naturaltime)\b|{% now ")
    wrong = [p for p in SOURCES.glob("**/templates/**/*.html") if own.search(p.read_text("utf-8"))]
    local = re.compile(r"\blocal(time|date)\(|\bmake_naive\(")
    # The audit log, its heads, backups and acts of law go by real time; `numbers` shows it as such.
    allowed = (
        "foundation/database/clock.py",
        "foundation/pages/numbers.py",
        "foundation/audit/",
        "foundation/administration/backup/",
        "oversight/audit_trail/",
        "oversight/retention/certificate.py",
    )
    wrong += [
        p
        for p in SOURCES.rglob("*.py")
        if local.search(p.read_text("utf-8"))
        and not p.relative_to(SOURCES).as_posix().startswith(allowed)
    ]
    assert wrong == []
