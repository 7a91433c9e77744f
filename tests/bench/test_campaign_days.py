"""The campaign that the bench makes up: its peer comes to the same figures as the product."""

from __future__ import annotations

import pytest

from bench import campaign_days, reports
from sohotich.oversight.facts.selectors import figures
from sohotich.oversight.facts.services import facts_rebuild, facts_refresh

pytestmark = pytest.mark.django_db


def test_the_peer_comes_to_the_same_figures() -> None:
    assert campaign_days.fill(books=150, entries=1_000) > 4_000
    units, day = campaign_days.communes(), campaign_days.TODAY
    assert len(units) == 121
    facts_rebuild()
    reports.same(figures(units, day), reports.naive(units, day))
    assert campaign_days.work_on(10) == 30
    assert facts_refresh()
    reports.same(figures(units, day), reports.naive(units, day))
    assert facts_rebuild() == 0
