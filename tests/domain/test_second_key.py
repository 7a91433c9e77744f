"""The decision table of second keyings: more risk never means less care, texts round-trip."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohotich.domain.policies import PolicyError, default, validate
from sohotich.domain.record_types import KHAI_SINH, RECORD_TYPES
from sohotich.domain.schema import Kind
from sohotich.domain.second_key import (
    AIDS,
    CLASSES,
    LEGIBILITY,
    NAMED,
    TREATMENTS,
    Assumptions,
    Keyer,
    ReadingFacts,
    Risk,
    Row,
    Table,
    TableError,
    Treatment,
    at_least,
    expect,
    field_class,
    judged_errors,
    measuring_fields,
    plan,
)
from sohotich.domain.second_key.classes import CLASS_OF_KIND

# A loaded machine is slow; that is no fault of a property.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_shares = st.integers(0, 1000).map(lambda n: n / 1000)
_rows = st.builds(
    Row,
    treatment=st.sampled_from(list(TREATMENTS)),
    field_class=st.sampled_from(["", *CLASSES]),
    error=_shares,
    legibility=st.sampled_from(list(LEGIBILITY)),
    warned=st.booleans(),
    aid=st.sampled_from(["", *AIDS]),
)
_tables = st.builds(
    Table,
    rows=st.lists(_rows, min_size=1, max_size=8).map(tuple),
    share=_shares,
    least_looks=st.integers(0, 5000),
)
_risks = st.builds(
    Risk,
    field_class=st.sampled_from(list(CLASSES)),
    error=st.none() | _shares,
    legibility=st.sampled_from([*LEGIBILITY, ""]),
    warned=st.booleans(),
    aid=st.sampled_from([*AIDS, "parents"]),
)


@_UNHURRIED
@given(_tables, _risks, st.data())
def test_more_risk_never_means_less_care(table: Table, risk: Risk, data: st.DataObject) -> None:
    verdicts = list(LEGIBILITY)
    worse = verdicts[verdicts.index(risk.legibility or "rescan") :]
    more = Risk(
        risk.field_class,
        None if risk.error is None else data.draw(st.none() | st.floats(risk.error, 1)),
        data.draw(st.sampled_from([*worse, ""])),
        risk.warned or data.draw(st.booleans()),
        risk.aid,
    )
    assert at_least(table.treatment(more), table.treatment(risk))


@_UNHURRIED
@given(_tables)
def test_a_table_is_what_its_text_says(table: Table) -> None:
    assert Table.parse(table.text()) == table


@_UNHURRIED
@given(_tables, _risks)
def test_another_row_never_lightens(table: Table, risk: Risk) -> None:
    fewer = Table(table.rows[1:], table.share, table.least_looks)
    assert at_least(table.treatment(risk), fewer.treatment(risk))


_HEAD = "loại trường | lỗi của người nhập từ | ảnh từ | cảnh báo | cách nhập | thì"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", 1, ""),
        (_HEAD, 2, ""),
        ("rút: 5 %", 1, ""),
        (f"rút ngẫu nhiên: 5\n{_HEAD}", 1, "rút ngẫu nhiên"),
        (f"rút ngẫu nhiên: 105 %\n{_HEAD}", 1, "rút ngẫu nhiên"),
        (f"rút ngẫu nhiên: 5 %\nrút ngẫu nhiên: 6 %\n{_HEAD}", 2, "rút ngẫu nhiên"),
        (f"đủ số đo từ: nhiều\n{_HEAD}", 1, "đủ số đo từ"),
        ("loại | thì\nhọ tên | nhận", 1, ""),
        (f"{_HEAD}\nhọ tên | – | – | – | nhận", 2, ""),
        (f"{_HEAD}\n\n# ghi chú\nhọ | – | – | – | – | nhận", 4, "loại trường"),
        (f"{_HEAD}\nhọ tên | 2 | – | – | – | nhận", 2, "lỗi của người nhập từ"),
        (f"{_HEAD}\nhọ tên | – | mờ | – | – | nhận", 2, "ảnh từ"),
        (f"{_HEAD}\nhọ tên | – | – | hai | – | nhận", 2, "cảnh báo"),
        (f"{_HEAD}\nhọ tên | – | – | – | chép | nhận", 2, "cách nhập"),
        (f"{_HEAD}\nhọ tên | – | – | – | – | –", 2, "thì"),
    ],
)
def test_what_is_no_table_is_refused_by_row_and_column(text: str, row: int, column: str) -> None:
    with pytest.raises(TableError) as refused:
        Table.parse(text)
    assert (refused.value.row, refused.value.column) == (row, column)
    assert f"Dòng {row}" in str(refused.value)
    assert column in str(refused.value)


def test_the_policy_keeps_a_table_and_says_what_is_wrong_with_one() -> None:
    assert Table.parse(str(default("keying.second_key_table"))) == Table.default()
    loose = f"# của xã\n{_HEAD}\nHọ tên|2,5%|-|Có|-|Nhập lần hai"
    kept = str(validate("keying.second_key_table", loose))
    assert Table.parse(kept).rows == (Row(Treatment.SECOND, "name", 0.025, "ok", True),)
    with pytest.raises(PolicyError, match="Dòng 1"):
        validate("keying.second_key_table", "tất cả")


def test_the_default_keys_everything_twice_as_blind_does() -> None:
    assert default("keying.second_key") == "blind"
    keys = [field.key for field in KHAI_SINH.fields]
    clear = ReadingFacts(dict.fromkeys(CLASSES, 0.0), "ok")
    assert plan(KHAI_SINH, keys, clear, Table.default()) == dict.fromkeys(keys, Treatment.SECOND)


def test_a_plan_goes_by_class_error_image_warning_and_aid() -> None:
    table = Table(
        (
            Row(Treatment.VERIFY, "name", 0.02),
            Row(Treatment.SECOND, warned=True),
            Row(Treatment.VERIFY, legibility="look", aid="completed"),
            Row(Treatment.SECOND, "carried", legibility="rescan"),
        )
    )
    facts = ReadingFacts(
        {"name": 0.03, "date": 0.01},
        "look",
        {"nksNgaySinh"},
        {"meHoTen": "typed", "noiDangKy": "carried", "nksQueQuan": "completed"},
    )
    keys = ("nksHoTen", "nksNgaySinh", "meNgaySinh", "noiDangKy", "nksQueQuan")
    said = plan(KHAI_SINH, keys, facts, table)
    assert list(said.values()) == ["verify", "second", "accept", "accept", "verify"]
    drawn = ReadingFacts(facts.keyer_error, "ok", sampled=True)
    assert set(plan(KHAI_SINH, keys, drawn, table).values()) == {Treatment.SECOND}
    with pytest.raises(KeyError):
        plan(KHAI_SINH, ["khongCo"], facts, table)


def test_each_kind_of_field_has_a_class_and_what_is_carried_is_one_of_its_own() -> None:
    assert set(CLASS_OF_KIND) == {str(kind) for kind in Kind}
    for kind in RECORD_TYPES:
        assert {field_class(field) for field in kind.fields} <= set(CLASSES)
    assert field_class(KHAI_SINH.field("noiDangKy"), "carried") == "carried"


@pytest.mark.parametrize("least", [0, 1, 100])
def test_who_was_not_looked_at_is_not_measured(least: int) -> None:
    assert set(judged_errors({}, least).values()) == {None}
    few = {"name": (0, 99)} if least == 100 else {}
    assert judged_errors(few, least)["name"] is None


def test_a_measured_keyer_is_judged_by_class_and_never_faultless() -> None:
    judged = judged_errors({"name": (30, 1000), "date": (0, 1000)}, 200)
    assert all(share is not None and share > 0 for share in judged.values())
    assert judged["name"] > judged["carried"] > judged["date"]  # type: ignore[operator]
    assert 0.03 < judged["name"] < 0.04  # type: ignore[operator]


@_UNHURRIED
@given(st.integers(0, 50), st.integers(200, 2000))
def test_one_more_mistake_never_makes_a_keyer_better(wrong: int, looks: int) -> None:
    one, more = (judged_errors({"name": (n, looks)}, 200) for n in (wrong, wrong + 1))
    assert all(more[name] > one[name] for name in CLASSES)  # type: ignore[operator]


def test_only_looks_drawn_without_regard_to_the_value_measure_its_keyer() -> None:
    """A look because of a warning or a poor image says more of the value than of its keyer."""
    table = Table((Row(Treatment.SECOND, warned=True), Row(Treatment.VERIFY, "name", 0.02, "ok")))
    facts = ReadingFacts({"name": 0.03, "date": 0.01}, "rescan", {"nksHoTen", "nksNgaySinh"})
    keys = ("nksHoTen", "nksNgaySinh", "meNgaySinh")
    assert measuring_fields(KHAI_SINH, keys, facts, table) == {"nksHoTen"}
    drawn = ReadingFacts(facts.keyer_error, "rescan", sampled=True)
    assert measuring_fields(KHAI_SINH, keys, drawn, table) == set(keys)


_SURE = Assumptions(keyers=(Keyer.of(1.0, 0.02),), hurt=0.0, arbiter=0.0, arbiter_neither=0.0)


def test_one_keying_leaves_what_keyers_have_wrong_and_costs_one() -> None:
    alone = expect(Table((Row(Treatment.ACCEPT),)), _SURE)
    fields = sum(_SURE.fields.values())
    wrong = sum(n * _SURE.keyers[0].error[name] for name, n in _SURE.fields.items())
    assert alone.error == pytest.approx(wrong / fields)
    assert alone.keyings == pytest.approx(1)
    assert alone.treated[Treatment.ACCEPT] == pytest.approx(1)
    # 380 keystrokes at 6.000 an hour, 327.822 registrations, 173 people, fifteen days.
    assert alone.person_days(327_822) == pytest.approx(173 * 15, rel=0.01)


def test_two_keyings_leave_what_both_have_wrong_alike() -> None:
    both = expect(Table.default(), _SURE)
    assert both.keyings > 2
    assert 0 < both.error < 0.25 * 0.02 * 0.02 * 3
    looked = expect(Table((Row(Treatment.VERIFY),)), _SURE)
    alone = expect(Table((Row(Treatment.ACCEPT),)), _SURE)
    assert looked.error == pytest.approx(alone.error * _SURE.overlooked)
    assert looked.seconds < both.seconds


@settings(_UNHURRIED, max_examples=20)
@given(_tables)
def test_what_is_expected_lies_between_one_keying_and_two_of_everything(table: Table) -> None:
    given_ = Assumptions()
    said = expect(table, given_)
    full = expect(Table.default(), given_)
    assert 1 - 1e-9 <= said.keyings <= full.keyings + 1e-9
    assert 0 < said.error <= expect(Table((Row(Treatment.ACCEPT),)), given_).error + 1e-9
    assert sum(said.treated.values()) == pytest.approx(1)


def test_named_tables_cost_more_and_leave_less_one_after_the_other() -> None:
    said = [expect(named.table, Assumptions()) for named in NAMED.values()]
    by_risk = said[2:]
    assert [one.keyings for one in by_risk] == sorted(one.keyings for one in by_risk)
    assert [one.error for one in by_risk] == sorted((one.error for one in by_risk), reverse=True)
    for named in NAMED.values():
        assert Table.parse(named.table.text()) == named.table
    random = said[1]
    cheaper = [one for one in by_risk if one.keyings <= random.keyings]
    assert min(one.error for one in cheaper) < random.error / 2


_EVERY_RISK = [
    Risk(kind, error, verdict, warned, aid)
    for kind in CLASSES
    for error in (None, *(n / 2000 for n in range(200)))
    for verdict in LEGIBILITY
    for warned in (True, False)
    for aid in AIDS
]


def _stricter(one: Table, other: Table) -> bool:
    """Whether `one` does at least as much about every value."""
    return one.share >= other.share and all(
        at_least(one.treatment(risk), other.treatment(risk)) for risk in _EVERY_RISK
    )


def test_the_named_tables_of_errors_get_stricter_one_after_the_other() -> None:
    by_error = [NAMED[name].table for name in ("loi-3", "loi-2", "loi-1", "loi-0,3", "tat-ca")]
    shared = [replace(table, share=0.02) for table in by_error]
    for other, one in pairwise(shared):
        assert _stricter(one, other)
    assert _stricter(NAMED["xem-1"].table, NAMED["loi-3"].table)
    assert _stricter(NAMED["loi-1"].table, NAMED["xem-1"].table)


@pytest.mark.parametrize("error", [0.005, 0.01, 0.0151, 0.018, 0.03, 0.08])
def test_no_stricter_named_table_leaves_more_whoever_keys(error: float) -> None:
    given_ = Assumptions(keyers=(Keyer.of(0.6, error), Keyer.of(0.4, 0.012)))
    left = {name: expect(named.table, given_).error for name, named in NAMED.items()}
    for one, other in permutations(NAMED, 2):
        if _stricter(NAMED[one].table, NAMED[other].table):
            assert left[one] <= left[other] + 1e-12, (one, other)
    assert left["loi-2"] <= left["loi-3"]


def test_a_measured_keyer_has_the_error_found_and_hard_classes_stay_hard() -> None:
    found = {"name": (50, 1000), "date": (18, 1000)}
    keyer = Keyer.measured(0.5, found)
    assert keyer.error["name"] == pytest.approx(0.05, rel=0.1)
    assert keyer.error["date"] < keyer.error["place"]
    assert keyer.error["carried"] < keyer.error["date"]
