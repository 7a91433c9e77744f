"""Points, order, ties, proposals: tables and properties of the pure part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.domain.policies import default
from sohotich.oversight.merit.criteria import JUDGES, Candidate, Peers, decimal_words
from sohotich.oversight.merit.rules import NAMES, Rules, Subject, Worth, faults, worth
from sohotich.oversight.merit.scoring import Placed, criticised, placed

NUMBERS = {name.removeprefix("merit."): default(name) for name in NAMES}
RULES = Rules(NUMBERS)
EVERYBODY = Rules({**NUMBERS, "min_load": 1, "min_readings": 1})


def plain(count: int | Fraction) -> Worth:
    """Registrations of the easiest kind: worth themselves."""
    return Worth(*[Fraction(count)] * 4)


def unit(name: str, approved: int = 600, **changes: object) -> Candidate:
    """A commune of 1.000 registrations of which these days need 500; faultless but for changes."""
    usual = {
        "load": 1_000,
        "left": plain(1_000),
        "done": plain(approved),
        "needed": Fraction(500),
        "keyed": plain(800),
        "hours": Fraction(40),
        "readings": 800,
        "second": 400,
        "on_time": 6,
    }
    return Candidate(**{"key": name, "name": name, "unit": name, **usual, **changes})


def names(lines: Sequence[Placed]) -> list[str]:
    return [line.candidate.name for line in lines]


def mark(criterion: str, one: Candidate, peers: Peers = Peers()) -> tuple[float, str]:  # noqa: B008
    found = JUDGES[criterion](one, peers, RULES)
    return round(float(found.share), 4), found.value


@pytest.mark.parametrize(
    ("criterion", "changes", "share", "value"),
    [  # of 500 needed; full at 120 %
        ("progress", {"done": plain(600)}, 1.0, "120,0 %"),
        ("progress", {"done": plain(900)}, 1.0, "180,0 %"),
        ("progress", {"done": plain(300)}, 0.5, "60,0 %"),
        ("progress", {"done": plain(0)}, 0.0, "0,0 %"),
        ("progress", {"left": plain(0), "needed": Fraction(0)}, 1.0, "đã xong"),
        # full at 1 %, none from 10 %
        ("accuracy", {"wrong": 0}, 1.0, "0,0 %"),
        ("accuracy", {"wrong": 8}, 1.0, "1,0 %"),
        ("accuracy", {"wrong": 44}, 0.5, "5,5 %"),
        ("accuracy", {"wrong": 80}, 0.0, "10,0 %"),
        ("accuracy", {"wrong": 400}, 0.0, "50,0 %"),
        ("accuracy", {"readings": 0}, 0.0, "chưa có"),
        ("accuracy", {"readings": 0, "left": plain(0)}, 1.0, "đã xong"),
        ("returned", {"returned": 22}, 0.5, "5,5 %"),
        ("returned", {"second": 0}, 0.0, "chưa có"),
        # a late day counts half
        ("punctual", {"on_time": 4, "late": 2}, 0.8333, "4/6 ngày"),
        ("punctual", {"on_time": 3, "late": 2, "silent": 1}, 0.6667, "3/6 ngày"),
        ("punctual", {"on_time": 0, "silent": 6}, 0.0, "0/6 ngày"),
        ("punctual", {"on_time": 0}, 1.0, "không có ngày"),
    ],
)
def test_each_criterion_says_its_share_and_value(criterion, changes, share, value) -> None:
    assert mark(criterion, unit("a", **changes)) == (share, value)


def test_pace_is_measured_against_the_middle_one() -> None:
    middle = Peers(Fraction(20))
    assert mark("pace", unit("a"), middle) == (0.6667, "100,0 %")
    assert mark("pace", unit("a", keyed=plain(1_600)), middle) == (1.0, "200,0 %")
    assert mark("pace", unit("a", hours=Fraction(0)), middle) == (0.0, "chưa có")


def test_hard_books_forgive_errors_and_count_more() -> None:
    hard = Worth(Fraction(800), Fraction(800), Fraction(1_040), Fraction(1_040))
    assert mark("accuracy", unit("a", wrong=52, keyed=hard)) == (0.5556, "5,0 %")
    assert mark("accuracy", unit("a", wrong=52)) == (0.3889, "6,5 %")
    assert "1,30" in JUDGES["accuracy"](unit("a", keyed=hard), Peers(), RULES).why


@pytest.mark.parametrize(
    ("type_code", "condition", "numbers", "whole"),
    [  # 69 fields of a birth, 44 of a marriage; 110 %, 130 %; five registrations' work a book
        ("KS", "good", 100, Fraction(105)),
        ("KS", "worn", 100, Fraction(110) * Fraction(105, 100)),
        ("KS", "damaged", 100, Fraction(130) * Fraction(105, 100)),
        ("KS", "good", 10, Fraction(150)),
        ("KH", "good", 100, Fraction(4400, 69) * Fraction(105, 100)),
        ("KS", "good", 0, Fraction(100)),
    ],
)
def test_a_registration_is_worth_by_type_condition_and_book(
    type_code, condition, numbers, whole
) -> None:
    assert worth(100, type_code, condition, numbers, RULES).whole == whole


def test_points_add_up_and_order_follows() -> None:
    lines = placed(
        [unit("chậm", 300), unit("giỏi"), unit("muộn", on_time=3, late=3)], Subject.COMMUNE, RULES
    )
    assert names(lines) == ["giỏi", "muộn", "chậm"]
    assert [line.rank for line in lines] == [1, 2, 3]
    for line in lines:
        assert line.score == sum(one.points for one in line.scored)
        assert sum(one.full for one in line.scored) == 100
    # progress 40, accuracy 15, returned 10, punctual 20; pace 15 × 2/3: like the middle one
    assert lines[0].score == Decimal("95.00")
    assert lines[2].score == Decimal("75.00")


def test_ties_are_told_apart_by_the_heavier_criterion_and_explained() -> None:
    # Five points less by progress, or by punctuality.
    slow = unit("chậm", 525)
    late = unit("muộn", on_time=3, late=3)
    twin = replace(late, key="x", name="muộn nữa")
    lines = placed([slow, late, twin], Subject.COMMUNE, RULES)
    assert {line.score for line in lines} == {Decimal("90.00")}
    assert [(line.candidate.name, line.rank) for line in lines] == [
        ("muộn", 1),
        ("muộn nữa", 1),
        ("chậm", 3),
    ]
    assert lines[0].tie == (
        "Cùng 90,00 điểm: đồng hạng với muộn nữa: mọi tiêu chí bằng điểm;"
        " xếp trên chậm theo “Tiến độ so với mức cần” (40,00 so với 35,00)."
    )
    assert "xếp dưới muộn theo" in lines[2].tie


def test_a_small_unit_has_no_rank_and_sways_nobody() -> None:
    small = unit("nhỏ", load=199, keyed=plain(80_000))
    lines = placed([small, unit("a"), unit("b", 500)], Subject.COMMUNE, RULES)
    assert names(lines) == ["a", "b", "nhỏ"]
    assert (lines[2].rank, lines[2].proposed) == (None, False)
    assert lines[2].why == "Không xếp hạng: phải làm 199, dưới mức 200 trường hợp."
    assert lines[:2] == placed([unit("a"), unit("b", 500)], Subject.COMMUNE, RULES)


def test_proposed_are_the_first_fifth_with_enough_points() -> None:
    units = [unit(f"x{n:02}", 600 - n) for n in range(10)]
    lines = placed(units, Subject.COMMUNE, RULES)
    assert [line.proposed for line in lines] == [True] * 2 + [False] * 8
    assert lines[2].why == "Ngoài 2 vị trí đầu trong 10 được xếp hạng."
    weak = placed([unit("a", 100), unit("b", 90)], Subject.COMMUNE, RULES)
    assert (weak[0].proposed, weak[0].why) == (False, "Dưới 80 điểm.")


def test_equals_at_the_border_are_proposed_together() -> None:
    units = [unit(f"x{n:02}") for n in range(6)]
    assert all(line.proposed for line in placed(units, Subject.COMMUNE, RULES))


def test_people_are_judged_by_pace_and_errors_alone() -> None:
    def keyer(name: str, keyed: int, wrong: int) -> Candidate:
        return Candidate(
            name, name, load=keyed, keyed=plain(keyed), hours=Fraction(10), readings=keyed,
            wrong=wrong, person=True,
        )  # fmt: skip

    lines = placed(
        [keyer("nhanh", 400, 40), keyer("đều", 200, 0), keyer("mới", 99, 0)], Subject.PERSON, RULES
    )
    assert names(lines) == ["đều", "nhanh", "mới"]
    assert [one.criterion for one in lines[0].scored] == ["accuracy", "pace"]
    assert lines[2].rank is None


@pytest.mark.parametrize(
    ("changes", "grounds"),
    [  # PLAN III.2.e: slow, or late; bounds 60 % and 3 days
        ({"done": plain(299)}, ["Chậm tiến độ: đạt 59,8 % mức cần, dưới 60 %."]),
        ({"done": plain(300)}, []),
        ({"done": plain(10), "load": 199}, []),
        ({"done": plain(0), "left": plain(0)}, []),
        ({"on_time": 3, "late": 2, "silent": 1}, ["Chậm báo cáo: 3 ngày không đúng giờ"]),
        ({"on_time": 4, "late": 2}, []),
        ({"load": 10, "on_time": 3, "silent": 3}, ["Chậm báo cáo: 3 ngày không đúng giờ"]),
    ],
)
def test_criticism_names_whom_the_bounds_name(changes, grounds) -> None:
    lines = criticised([unit("a", **changes)], Subject.COMMUNE, RULES)
    assert len(lines) == len(grounds)
    for line, ground in zip(lines, grounds, strict=True):
        assert ground in line.why
        assert line.rank is None
        assert [one.criterion for one in line.scored] == ["progress", "punctual"]


def test_criticism_puts_more_grounds_first_then_the_slower() -> None:
    units = [
        unit("b", 200),
        unit("a", 100),
        unit("c", 290, on_time=0, silent=6),
    ]
    assert names(criticised(units, Subject.COMMUNE, RULES)) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, None),
        ({"unit_progress": 41}, "đơn vị cộng lại là 101"),
        ({"person_pace": 40}, "cá nhân cộng lại là 90"),
        ({"error_full": 0.1}, "Mức sai đủ điểm"),
    ],
)
def test_a_set_that_does_not_add_up_is_not_published(changes, says) -> None:
    found = faults({**NUMBERS, **changes})
    assert (found == []) if says is None else says in found[0]


counts = st.integers(0, 3_000)
units = st.builds(
    lambda done, keyed, hours, wrong, returned, days: unit(
        "x",
        done=plain(done),
        keyed=plain(keyed),
        readings=keyed,
        hours=Fraction(hours, 4),
        wrong=min(wrong, keyed),
        second=keyed // 2,
        returned=returned,
        on_time=days[0],
        late=days[1],
        silent=days[2],
    ),
    counts, counts, st.integers(1, 200), st.integers(0, 90), st.integers(0, 60),
    st.tuples(*[st.integers(0, 5)] * 3),
)  # fmt: skip


def named(found: list[Candidate]) -> list[Candidate]:
    return [replace(one, key=str(n), name=f"xã {n}") for n, one in enumerate(found)]


def by_key(lines: Sequence[Placed]) -> dict[str, Placed]:
    return {line.candidate.key: line for line in lines}


@settings(max_examples=60, deadline=None)
@given(st.lists(units, min_size=1, max_size=7), st.data())
def test_doing_more_never_lowers_the_score(found, data) -> None:
    found = named(found)
    one = data.draw(st.sampled_from(found))
    more = data.draw(counts)
    kind = data.draw(st.sampled_from(["approved", "keyed", "on time"]))
    better = {
        "approved": {"done": one.done + plain(more)},
        "keyed": {
            "keyed": one.keyed + plain(more),
            "readings": one.readings + more,
            "second": one.second + more,
        },
        "on time": {"on_time": one.on_time + one.late + one.silent, "late": 0, "silent": 0},
    }[kind]
    others = [other for other in found if other.key != one.key]
    before = by_key(placed(found, Subject.COMMUNE, EVERYBODY))[one.key]
    after = by_key(placed([*others, replace(one, **better)], Subject.COMMUNE, EVERYBODY))[one.key]
    assert after.score >= before.score


@settings(max_examples=60, deadline=None)
@given(st.lists(units, min_size=1, max_size=7), st.integers(1, 50))
def test_multiplying_everybodys_load_leaves_the_order(found, factor) -> None:
    found = named(found)
    scaled = [
        replace(
            one,
            load=one.load * factor,
            left=plain(one.left.plain * factor),
            done=plain(one.done.plain * factor),
            needed=one.needed * factor,
            keyed=plain(one.keyed.plain * factor),
            readings=one.readings * factor,
            wrong=one.wrong * factor,
            second=one.second * factor,
            returned=one.returned * factor,
        )
        for one in found
    ]
    before = placed(found, Subject.COMMUNE, EVERYBODY)
    after = placed(scaled, Subject.COMMUNE, EVERYBODY)
    assert [(x.candidate.key, x.rank, x.score) for x in before] == [
        (x.candidate.key, x.rank, x.score) for x in after
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(units, min_size=2, max_size=7))
def test_every_tie_is_explained_and_nothing_else(found) -> None:
    lines = placed(named(found), Subject.COMMUNE, EVERYBODY)
    for line in lines:
        equal = [x for x in lines if x is not line and x.score == line.score]
        assert bool(line.tie) == bool(equal)
        same = [x for x in equal if [s.points for s in x.scored] == [s.points for s in line.scored]]
        assert all(x.rank == line.rank for x in same)
        if equal:
            assert decimal_words(line.score) in line.tie
