"""Difficulties: walls between communes, the state at the end of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.people.acting import acting
from sohotich.oversight.difficulties.models import Difficulty, DifficultyEvent, State
from sohotich.oversight.difficulties.selectors import open_on

pytestmark = pytest.mark.django_db


def _raised(actor, unit="09508", **more) -> Difficulty:
    at = campaign_now()
    row = Difficulty.objects.create(
        unit_code=unit, unit_name="An Tập", category="may_moc", urgency="stopped", text="Máy hỏng",
        raised_by=actor.key, raised_by_name=actor.name, raised_at=at, opened_at=at, due_at=at,
        tier="district", **more,
    )  # fmt: skip
    DifficultyEvent.objects.create(
        difficulty=row, kind="raised", state=State.OPEN, actor_key=actor.key,
        actor_name=actor.name, at=at, campaign_at=at,
    )  # fmt: skip
    return row


def test_a_wall_between_communes(people) -> None:
    row = _raised(people.commune)
    for actor, seen in ((people.commune, 1), (people.other, 0), (people.district, 1),
                        (people.province, 1), (people.police, 0)):  # fmt: skip
        with acting(actor):
            assert Difficulty.objects.filter(pk=row.pk).count() == seen, actor.username
            assert DifficultyEvent.objects.count() == seen, actor.username


def test_open_on_the_day_it_stood(people, clock) -> None:
    row = _raised(people.commune)
    today = date(2025, 1, 7)
    assert [(one.category, one.urgency, one.answered) for one in open_on("09508", today)] == [
        ("Máy móc", "Dừng việc", False)
    ]
    assert open_on("09508", today - timedelta(days=1)) == []
    assert open_on("09511", today) == []
    clock("08:00", day=8)
    at = campaign_now()
    DifficultyEvent.objects.create(
        difficulty=row, kind="closed", state=State.CLOSED, actor_key=people.commune.key,
        actor_name="", at=at, campaign_at=at,
    )  # fmt: skip
    assert len(open_on("09508", today)) == 1, "still open when that day ended"
    assert open_on("09508", date(2025, 1, 8)) == []
