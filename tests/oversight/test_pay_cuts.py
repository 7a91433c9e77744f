"""Cuts never eat more than the pay, and nothing becomes final whose doubts nobody has seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.oversight.pay import closing, sheets
from sohotich.oversight.pay.models import PaySheet
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading
from tests.oversight.test_pay import (
    confirm,
    decide,
    finalize,
    prepare,
    priced,
    settle_all,
    team,  # noqa: F401
)
from tests.pipeline.conftest import make_book  # noqa: F401
from tests.pipeline.finished_book import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings(team, make_book) -> list[Reading]:  # noqa: F811
    """Four paid readings alike: three within an hour, doubted as fast and two of them as repeated;
    the first of all hours before, doubted by nobody.
    """
    agree(team, make_book(last=4))
    Reading.objects.update(kind="keying", aids={})
    rows = list(Reading.objects.filter(slot=1).order_by("completed_at"))
    hour = rows[0].completed_at.replace(minute=5) - timedelta(hours=9)
    Reading.objects.filter(slot=2).update(completed_at=hour)
    for minutes, row in zip((0, 300, 301, 302), rows, strict=True):
        row.completed_at = hour + timedelta(minutes=minutes)
        row.save(update_fields=["completed_at"])
    decide("pay.doubt_fields_per_hour", 60)
    decide("pay.doubt_repeat_seconds", 120)
    return rows


def test_cuts_decided_for_more_work_are_open_again_when_less_is_left(team, readings) -> None:  # noqa: F811
    sheet = prepare(team)
    doubts = {doubt.kind: doubt for doubt in sheet.doubts.all()}
    assert {kind: one.amount for kind, one in doubts.items()} == {
        "fast": 3 * priced(),
        "repeated": 2 * priced(),
    }
    with acting(team.chair):
        for kind, registrations in (("fast", 3), ("repeated", 1)):
            cut = registrations * priced()
            closing.doubt_settle(actor=team.chair, key=doubts[kind].key, cut=cut, reason="sai")
    sheet.refresh_from_db()
    assert sheet.amount == 0
    Entry.objects.filter(key=readings[0].entry_id).update(state="expected")
    with acting(team.officer):
        sheet = sheets.sheet_recount(actor=team.officer, key=sheet.key)
    assert sheet.amount == 3 * priced()
    assert not sheet.doubts.filter(settled_by__isnull=False).exists()


def test_a_doubt_that_came_after_the_draft_stops_its_end(team, readings) -> None:  # noqa: F811
    confirm()
    sheet = prepare(team)
    settle_all(team, sheet)
    early = readings[1].completed_at - timedelta(minutes=1)
    Reading.objects.filter(key=readings[0].key).update(completed_at=early)
    with pytest.raises(UserError, match="thay đổi sau khi lập"):
        finalize(team, sheet)
    with acting(team.officer):
        sheets.sheet_recount(actor=team.officer, key=sheet.key)
    assert finalize(team, sheet).state == "final"


def test_a_doubt_counted_anew_meanwhile_is_told_to_be_gone(team, readings, monkeypatch) -> None:  # noqa: F811
    sheet = prepare(team)
    key = sheet.doubts.first().key
    held = closing.held_draft

    def recounted_meanwhile(of):
        sheets.sheet_recount(actor=team.officer, key=of)
        return held(of)

    monkeypatch.setattr(closing, "held_draft", recounted_meanwhile)
    with acting(team.officer), pytest.raises(UserError, match="không còn"):
        closing.doubt_settle(actor=team.chair, key=key, cut=0, reason="đã xem")


def test_what_is_final_is_changed_and_removed_by_no_statement(team, readings) -> None:  # noqa: F811
    confirm()
    sheet = finalize(team, prepare(team))
    rows = PaySheet.objects.filter(key=sheet.key)
    changes = (
        {"amount": 1}, {"content": {}}, {"content_sha256": "0" * 64}, {"number": 9},
        {"rates": {}}, {"state": "draft", "content": None, "final_by": None},
    )  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    sheet.paid.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        sheet.delete()
    assert PaySheet.objects.get().content_sha256 == sheet.content_sha256
