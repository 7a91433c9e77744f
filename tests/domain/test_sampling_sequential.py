"""The sequential test against what it promises, computed and simulated."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.sampling import Terms, TermsError, Verdict, operating

TERMS = Terms(good=0.003, bad=0.015, alpha=0.05, beta=0.10, least=5, most=100)
FIELDS = 20


def test_wald_1945_worked_by_hand() -> None:
    # good 10 %, bad 30 %, α 2 %, β 3 %: Wald's own example of inspecting lots (1947, 5.2 to 5.4).
    terms = Terms(0.1, 0.3, 0.02, 0.03, least=1, most=1_000)
    assert terms.slope == pytest.approx(0.186, abs=5e-4)
    passing, failing = terms.bounds(50)
    assert (passing, failing) == (6, 13)


@pytest.mark.parametrize("fields", [12, 20, 40])
def test_good_lots_pass_and_bad_ones_fail_as_often_as_said(fields: int) -> None:
    assert 1 - operating(TERMS, TERMS.good, fields).passes <= TERMS.alpha * 1.2
    assert operating(TERMS, TERMS.bad, fields).passes <= TERMS.beta * 1.2


def test_worse_lots_pass_less_often() -> None:
    rates = [0.0005, 0.001, 0.003, 0.006, 0.01, 0.015, 0.03, 0.08]
    passes = [operating(TERMS, rate, FIELDS).passes for rate in rates]
    assert passes == sorted(passes, reverse=True)
    assert passes[0] > 0.99
    assert passes[-1] < 0.001


@pytest.mark.parametrize("rate", [0.001, 0.003, 0.007, 0.015, 0.03])
def test_a_simulation_does_what_the_computation_says(rate: float) -> None:
    chance = random.Random(20250101)
    lots = 600
    passed = records = 0
    for _ in range(lots):
        verdict, count = run(chance, rate)
        passed += verdict is Verdict.ACCEPT
        records += count
    told = operating(TERMS, rate, FIELDS)
    assert passed / lots == pytest.approx(told.passes, abs=4 * (0.25 / lots) ** 0.5)
    assert records / lots == pytest.approx(told.records, rel=0.15)


def run(chance: random.Random, rate: float) -> tuple[Verdict, int]:
    errors = records = 0
    verdict = Verdict.GO_ON
    while verdict is Verdict.GO_ON:
        records += 1
        errors += sum(chance.random() < rate for _ in range(FIELDS))
        verdict = TERMS.verdict(records=records, looks=records * FIELDS, errors=errors)
    return verdict, records


@given(
    records=st.integers(1, 200),
    looks=st.integers(1, 4_000),
    errors=st.integers(0, 200),
    whole=st.booleans(),
)
def test_more_errors_never_help_and_it_always_ends(records, looks, errors, whole) -> None:
    given = {"records": records, "looks": looks, "whole": whole}
    rank = {Verdict.ACCEPT: 0, Verdict.GO_ON: 1, Verdict.REJECT: 2}
    verdict, worse = (
        TERMS.verdict(errors=errors, **given),
        TERMS.verdict(errors=errors + 1, **given),
    )
    assert rank[worse] >= rank[verdict]
    if records < TERMS.least and not whole:
        assert verdict is Verdict.GO_ON
    if records >= TERMS.most or whole:
        assert verdict is not Verdict.GO_ON


def test_a_lot_without_errors_passes_soon() -> None:
    assert TERMS.least <= TERMS.quickest(FIELDS) <= 10
    assert TERMS.quickest(60) == TERMS.least


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ((0.02, 0.01, 0.05, 0.1), "chấp nhận được"),
        ((0.0, 0.01, 0.05, 0.1), "chấp nhận được"),
        ((0.003, 0.01, 0.5, 0.1), "kết luận nhầm"),
        ((0.003, 0.01, 0.05, 0.1, 50, 20), "nhiều nhất"),
    ],
)
def test_terms_nobody_can_keep_are_refused(terms, words) -> None:
    with pytest.raises(TermsError, match=words):
        Terms(*terms)
