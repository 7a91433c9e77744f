"""A decision counts from its date on, and the past keeps what was in force."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies import selectors, services

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 7)
NAME = "keying.claim_minutes"


def decide(value, from_date=TODAY, actor=None, reason="QĐ 12"):
    return services.set_value(
        actor=actor or service_actor("installer"),
        name=NAME,
        value=value,
        from_date=from_date,
        reason=reason,
    )


def test_the_default_holds_until_a_decision_and_a_later_one_stands_above(campaign):
    assert services.number(NAME) == 30
    decide(20, date(2025, 1, 9))
    decide(45)
    decide(50)
    assert services.number(NAME) == 50
    assert services.number(NAME, date(2025, 1, 6)) == 30
    assert services.number(NAME, date(2025, 1, 9)) == 20
    row = next(row for row in selectors.policies() if row.policy.name == NAME)
    assert [o.value for o in row.history] == [20, 50, 45]


@pytest.mark.parametrize(
    ("value", "from_date", "reason"),
    [(4, TODAY, "x"), ("nhiều", TODAY, "x"), (20, date(2025, 1, 6), "x"), (20, TODAY, " ")],
)
def test_what_may_not_be_decided(campaign, value, from_date, reason):
    with pytest.raises(UserError):
        decide(value, from_date, reason=reason)
    assert services.number(NAME) == 30


def test_a_ground_is_short_enough_to_be_read(campaign):
    with pytest.raises(UserError, match="nhiều nhất là 500"):
        decide(20, reason="x" * 501)
    assert decide(20, reason=f" {'x' * 500} ").reason == "x" * 500


def test_only_those_with_the_right_decide(person):
    with pytest.raises(Forbidden):
        decide(20, actor=person("lan", "cong_chuc_ho_tich"))


def test_the_whole_list_costs_one_query_and_agrees_with_each_value(
    campaign, django_assert_num_queries
):
    decide(20, date(2025, 1, 7))
    decide(40, date(2025, 1, 9))
    with django_assert_num_queries(1):
        rows = selectors.policies(TODAY)
    assert {row.policy.name: row.value for row in rows} == {
        row.policy.name: services.value(row.policy.name, TODAY) for row in rows
    }
    (row,) = [row for row in rows if row.policy.name == NAME]
    assert (row.value, [decision.value for decision in row.history]) == (20, [40, 20])
