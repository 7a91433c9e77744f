"""Who stands under whom on a day, also when units have gone."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import Actor, Held
from sohotich.oversight.facts.tree import RIGHT, roots_of, tree_on

pytestmark = pytest.mark.django_db
JANUARY, JULY = date(2025, 1, 7), date(2025, 7, 10)


def test_the_province_has_its_districts_and_they_their_communes() -> None:
    tree = tree_on(JANUARY)
    districts = tree.rows_under("27", [])
    assert [one.level for one in districts] == ["district"] * 8
    assert sum(len(tree.rows_under(one.code, [])) for one in districts) == 121
    assert [one.name for one in tree.above("09508")] == [
        "Tỉnh Bắc Ninh",
        "Huyện Lương Tài",
        "Xã An Tập",
    ]


def test_books_of_units_that_have_gone_are_not_lost() -> None:
    """After 01/07/2025 there are no districts; the communes of before still hold their books."""
    tree = tree_on(JULY)
    rows = tree.rows_under("27", ["09508", "09511"])
    assert {"09508", "09511"} <= {one.code for one in rows}
    assert "district" not in {one.level for one in rows}
    assert "09508" in tree.reach("27")


def test_somebody_begins_where_their_widest_role_is() -> None:
    def held(unit: str, reach: frozenset[str] | None, right: str = RIGHT) -> Held:
        return Held("role", unit, frozenset({right}), reach)

    def roots(*grants: Held) -> list[str]:
        return roots_of(Actor(new_key(), "An", "an", grants))

    district = held("264", frozenset({"264", "09508"}))
    commune = held("09508", frozenset({"09508"}))
    other = held("09163", frozenset({"09163"}))
    assert roots(commune) == ["09508"]
    assert roots(commune, district) == ["264"]
    assert roots(commune, other) == ["09163", "09508"]
    assert roots(commune, held("27", None)) == ["27"]
    assert roots(held("09508", frozenset({"09508"}), "keying.key")) == []
