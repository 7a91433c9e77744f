"""Intervals against published values and against what an interval promises."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.sampling import clopper, wilson

# Newcombe (1998), table I: methods 3 (score) and 5 (exact), 95 %.
PUBLISHED = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("errors", "looks", "score", "exact"), PUBLISHED)
def test_published_intervals(errors, looks, score, exact) -> None:
    assert wilson(errors, looks) == pytest.approx(score, abs=5e-5)
    assert clopper(errors, looks) == pytest.approx(exact, abs=5e-5)


@given(looks=st.integers(1, 400), data=st.data())
def test_an_interval_holds_its_share_and_mirrors(looks, data) -> None:
    errors = data.draw(st.integers(0, looks))
    for interval in (wilson, clopper):
        low, high = interval(errors, looks)
        assert 0 <= low <= errors / looks <= high <= 1
        other_low, other_high = interval(looks - errors, looks)
        assert (1 - other_high, 1 - other_low) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("rate", [0.003, 0.02, 0.1, 0.5])
def test_the_exact_interval_is_right_at_least_as_often_as_it_says(rate) -> None:
    looks = 120
    missed = sum(
        comb(looks, n) * rate**n * (1 - rate) ** (looks - n)
        for n in range(looks + 1)
        if not clopper(n, looks)[0] <= rate <= clopper(n, looks)[1]
    )
    assert missed <= 0.05


def test_nobody_looked_and_a_whole_province() -> None:
    assert wilson(0, 0) == clopper(0, 0) == (0.0, 1.0)
    low, high = clopper(2_000, 300_000)
    assert 0.0063 < low < 2 / 300 < high < 0.0070
