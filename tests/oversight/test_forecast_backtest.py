"""The forecast tried on campaigns of other habits than those its constants were chosen on."""

from __future__ import annotations

from itertools import chain

import pytest
from bench.forecast import bias, cases_of, error, history_of
from bench.forecast_peers import holt, naive

from sohotich.oversight.forecast.history import FLOW, History
from sohotich.sample.world.campaigns import CHOOSING, HELD_OUT, run_campaign, run_unit


@pytest.fixture(scope="module")
def cases():
    campaigns = (run_campaign(seed, HELD_OUT, 15) for seed in range(3_000, 3_006))
    return list(chain.from_iterable(cases_of(runs, (4, 8, 12)) for runs in campaigns))


@pytest.mark.parametrize("peer", range(4))
def test_nearer_the_truth_than_each_peer(cases, peer):
    both = [case for case in cases if case.said is not None and case.peers[peer] is not None]
    assert len(both) > 50
    assert error(both, lambda case: case.said) < error(both, lambda case: case.peers[peer])


def test_the_range_holds_most_truths_and_the_date_leans_to_no_side(cases):
    said = [case for case in cases if case.said is not None]
    inside = sum(case.early <= case.truth <= case.late for case in said)
    assert inside >= 0.7 * len(said)
    assert abs(bias(said, lambda case: case.said)) < 4


def test_the_same_seed_is_the_same_campaign_and_other_habits_are_another():
    assert run_unit(1, 2, CHOOSING) == run_unit(1, 2, CHOOSING)
    assert run_unit(1, 2, CHOOSING) != run_unit(1, 2, HELD_OUT)
    assert CHOOSING != HELD_OUT


@pytest.mark.parametrize("habits", [CHOOSING, HELD_OUT], ids=lambda habits: habits.name)
def test_no_stage_exceeds_the_one_before_and_everything_ends_approved(habits):
    for run in run_campaign(5, habits, 30):
        given = (run.expected,) * len(run.keyers)
        for stage in FLOW:
            assert all(
                0 <= now <= before for now, before in zip(run.done[stage], given, strict=True)
            )
            given = run.done[stage]
        assert run.done["approved"][run.finished] <= run.expected
        assert history_of(run).remaining == 0 or run.finished == 74


def test_the_peers_by_hand():
    history = History(100, run_unit(1, 1, CHOOSING).starts_on, {"approved": (10, 20, 40)})
    assert naive("approved")(history) == pytest.approx(60 / (40 / 3))
    assert naive("keyed")(history) is None
    # Gains 10, 10, 10: no trend, ten a day go on.
    level = History(100, history.starts_on, {"approved": (10, 20, 30)})
    assert holt("approved")(level) == pytest.approx(7.0)
