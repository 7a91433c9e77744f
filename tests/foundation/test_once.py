"""Within a request the same question is asked once; outside of one every time."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.foundation.database.once import ask_anew, once, one_request
from sohotich.foundation.people.units import reach_of, unit_on
from sohotich.foundation.policies.services import number, set_value


def counter():
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    return ask


def test_outside_a_request_everything_is_asked_anew() -> None:
    ask = counter()
    assert [once("q", ask), once("q", ask)] == [1, 2]


def test_within_a_request_once_and_the_next_request_anew() -> None:
    ask = counter()
    for expected in (1, 2):
        with one_request():
            assert [once("q", ask), once("q", ask)] == [expected] * 2


def test_whoever_writes_makes_it_asked_anew() -> None:
    ask = counter()
    with one_request():
        once("q", ask)
        ask_anew()
        assert once("q", ask) == 2


@pytest.mark.django_db
def test_policies_campaign_and_units_are_asked_once(campaign, django_assert_num_queries) -> None:
    from sohotich.foundation.database import clock

    with one_request(), clock.one_clock(), django_assert_num_queries(4):
        for _ in range(3):
            number("session.max_hours")
            number("keying.claim_minutes")
            clock.campaign()
            unit_on("09508", date(2025, 1, 7))


@pytest.mark.django_db
def test_a_decision_holds_at_once_in_the_request_that_takes_it(person) -> None:
    department = person("so", "so_tu_phap", unit="27")
    with one_request():
        before = number("keying.claim_minutes")
        set_value(
            actor=department,
            name="keying.claim_minutes",
            value=before + 1,
            from_date=date(2025, 1, 7),
            reason="Thử",
        )
        assert number("keying.claim_minutes") == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "some", "all_of_it"),
    [("09508", {"09508"}, True), ("264", {"264", "09508"}, False)],
)
def test_a_commune_reaches_itself_and_a_district_its_communes(code, some, all_of_it) -> None:
    reach = reach_of(code)
    assert reach is not None
    assert some <= reach
    assert (reach == some) is all_of_it


@pytest.mark.django_db
def test_the_province_reaches_everything() -> None:
    assert reach_of("27") is None
