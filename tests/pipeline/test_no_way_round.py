"""Doors beside the front one: what is held there is held here."""

from __future__ import annotations

import io

import pytest

from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.acting import acting
from sohotich.foundation.worklists.gates import NotYet
from sohotich.foundation.worklists.models import WorkItem
from sohotich.pipeline.keying.services import next_beyond
from sohotich.pipeline.workbooks import services
from sohotich.pipeline.workbooks.receiving import file_receive
from sohotich.pipeline.workbooks.services import Choices
from sohotich.register.records.models import Reading
from tests.pipeline.test_leases import in_order, province, scanned, take  # noqa: F401
from tests.pipeline.test_workbooks_room import filled

pytestmark = pytest.mark.django_db


def send(actor, content: bytes):
    with acting(actor):
        sending = services.sending_begin(actor=actor)
        file_receive(actor=actor, sending=sending, name="a.xlsx", stream=io.BytesIO(content))
        services.sending_start(actor=actor, sending=sending, choices=Choices())
        sending.refresh_from_db()
        services.sending_take_in(actor=actor, sending=sending, progress=lambda *told: None)
    Job.objects.update(state="done")
    file = sending.files.get()
    return (file.stored, file.rejected, file.unchanged)


def test_a_row_tells_nothing_of_what_somebody_else_s_said(team, scanned) -> None:  # noqa: F811
    scanned(3)
    assert send(team.first, filled((1,), nksHoTen="NGUYỄN VĂN AN")) == (1, 0, 0)
    wrong = send(team.second, filled((1,), nksHoTen="NGUYỄN VĂN ÂN"))
    right = send(team.second, filled((1,), nksHoTen="NGUYỄN VĂN AN"))
    assert wrong == right == (0, 1, 0)
    assert send(team.first, filled((1,), nksHoTen="NGUYỄN VĂN AN")) == (0, 0, 1), "one's own does"


def test_who_has_to_learn_first_sends_no_workbook(team, scanned, province) -> None:  # noqa: F811
    scanned(3)
    province("training.before_work", "keyers")
    with pytest.raises(NotYet):
        send(team.first, filled((1,)))
    assert not Reading.objects.exists()


def test_a_day_s_work_is_no_more_by_taking_it_in_turns(team, scanned, province) -> None:  # noqa: F811
    province("keying.lease_records", 5)
    scanned(30)
    take(team.first)
    have = [reading.key for reading in in_order(team.first)]
    for _ in range(4):
        with acting(team.first):
            while (one := next_beyond(actor=team.first, have=have)) is not None:
                have.append(one.reading.key)
        take(team.first)
    # The day's five, and one that may be on its way back.
    assert WorkItem.objects.filter(claimed_by=team.first.key).count() <= 6
