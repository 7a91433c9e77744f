"""The simulated keyers of bench-double: the same for every table, and never told of one."""

from __future__ import annotations

import random

import numpy as np
import pytest
from bench.double_bound import bound
from bench.double_errors import KEYERS, VARIANTS, draw
from bench.double_play import World, play
from bench.double_records import Births, births, warned
from bench.double_slips import slip

from sohotich.domain.second_key import NAMED, Row, Table, Treatment


@pytest.fixture(scope="module")
def truth() -> Births:
    return births(1500)


@pytest.fixture(scope="module", params=VARIANTS)
def world(request: pytest.FixtureRequest, truth: Births) -> World:
    drawn = draw(truth.cells, request.param, 1)
    return World(truth.cells, drawn, warned(truth, drawn, 1), 1)


def test_keyers_have_the_errors_they_were_given(truth: Births, world: World) -> None:
    rate = np.array(KEYERS)[world.drawn.keyer[truth.cells.record]]
    typed = ~truth.cells.offered
    for each in sorted(set(KEYERS)):
        of_them = world.drawn.first[typed & (rate == each)].mean()
        assert of_them == pytest.approx(each, rel=0.35)
    assert not world.drawn.first[truth.cells.offered & ~truth.cells.changed].any()
    again = draw(truth.cells, VARIANTS[0], 1)
    assert (again.first == draw(truth.cells, VARIANTS[0], 1).first).all()


def test_keying_once_and_twice_bound_every_table(world: World) -> None:
    (once,) = play(world, Table((Row(Treatment.ACCEPT),)))
    (twice,) = play(world, Table.default())
    assert once.keyings == 1
    assert once.error == world.seen.first.mean()
    assert 2 < twice.keyings < 2.1
    for named in NAMED.values():
        (ours,) = play(world, named.table)
        assert twice.error <= ours.error <= once.error
        assert ours.keyings <= twice.keyings
    costs, errors = zip(*bound(world), strict=True)
    assert list(costs) == sorted(costs)
    assert list(errors) == sorted(errors, reverse=True)


def test_the_same_draw_of_chance_serves_every_table(world: World) -> None:
    table = NAMED["ngau-nhien"].table
    assert play(world, table) == play(world, table)
    (half,) = play(world, Table((Row(Treatment.ACCEPT),), 0.5))
    assert 1.4 < half.keyings < 1.65


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("nksHoTen", "Nguyễn Thị Hòa"),
        ("nksNgaySinh", "27.08.1981"),
        ("nksGioiTinh", "1"),
        ("nksDanToc", "Kinh"),
        ("meNoiCuTru", "Thôn Đông, xã Mỹ Hương"),
        ("so", "41/1998"),
    ],
)
def test_a_slip_is_never_the_value(key: str, value: str) -> None:
    chance = random.Random(key)
    said = {slip(key, value, chance) for _ in range(50)}
    assert value not in said
    assert len(said) > 1 or key == "nksGioiTinh"
