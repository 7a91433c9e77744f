"""What the benches count, and that each can be imported and told about; nothing is measured."""

from __future__ import annotations

import importlib

import pytest
from bench.__main__ import main
from bench.cutting import holds
from bench.keying import Line, code_keys, date_keys, line_keys, our_keys
from bench.one import BENCHES
from bench.tables import Table, as_table, figure, percentile
from bench.telex import telex_keys


@pytest.mark.parametrize("name", BENCHES)
def test_every_bench_imports_and_has_rows(name):
    module = importlib.import_module(BENCHES[name])
    assert callable(module.rows)
    assert module.__doc__


def test_an_unknown_bench_is_refused(capsys):
    assert main(["nothing-like-it"]) == 2
    assert "nothing-like-it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "keys", "with_shifts"),
    [
        ("", 0, 0),
        ("an", 2, 2),
        ("Nguyễn", 8, 9),  # n g u y e e n x
        ("Trường", 8, 9),  # t r u o w n g f
        ("thư", 3, 3),  # t h w
        ("Đặng", 7, 8),  # d d a w n g j
        ("hoà", 4, 4),
        ("hòa", 4, 4),
        ("quyết", 7, 7),  # q u y e e t s
        ("Trần Thị", 11, 13),
        ("TRẦN THỊ", 11, 13),  # Caps Lock on and off
        ("E7", 2, 3),
        ("Nguyê\u0303n", 8, 9),  # not composed
    ],
)
def test_telex(text, keys, with_shifts):
    assert telex_keys(text, shifts=False) == keys
    assert telex_keys(text) == with_shifts


@pytest.mark.parametrize(
    ("date", "keys"),
    [
        ("27.08.1981", 6),  # 270881
        ("27.08.2003", 8),
        ("27.08.1905", 8),  # 05 is no year of two digits
        ("08.1981", 6),  # 081981
        ("1981", 4),
        ("năm Thìn", 11),  # as it is: n a w m space T h i n f, and Shift
    ],
)
def test_dates(date, keys):
    assert date_keys(date) == keys


def test_codes():
    labels = [f"Dân tộc {n}" for n in range(9)] + ["Ê Đê", "Xơ Đăng"]
    assert code_keys(labels, "Dân tộc 3") == 1
    assert code_keys(labels, "Xơ Đăng") == 2  # x1
    assert code_keys(labels, "không có") == telex_keys("không có") + 1


def line(offered: str, wanted: str, kind: str = "name", codes=()) -> Line:
    return Line("field", kind, codes, offered, wanted)


def test_one_line():
    assert line_keys(line("Kinh", "Kinh")) == 1
    assert line_keys(line("", "")) == 1
    assert line_keys(line("", "an")) == 3
    assert line_keys(line("cũ", "an")) == 3
    assert line_keys(line("", "1", "code", ({"code": "1", "label": "Nam"},))) == 1
    assert line_keys(line("", "27.08.1981", "date")) == 7


def test_a_record_starts_where_nothing_is_offered_and_ends_early():
    carried = line("x", "x")
    assert our_keys([carried, carried, line("", "an"), carried, carried, carried]) == [
        0, 0, 3, 0, 0, 2,
    ]  # fmt: skip
    assert sum(our_keys([carried, line("", "an"), carried])) == 4
    assert sum(our_keys([carried, line("", "an")])) == 3


def test_a_wrong_value_before_the_start_is_gone_back_to():
    # Shift+Enter, a n Enter; then a n Enter on the line that was empty.
    assert sum(our_keys([line("cũ", "an"), line("", "an")])) == 2 + 3 + 3


def test_everything_offered_is_one_key_and_the_end():
    carried = line("x", "x")
    assert sum(our_keys([carried] * 5)) == 3


def test_a_cut_holds_its_own_and_nothing_of_another():
    areas = [(0, 100, 50, 200), (0, 200, 50, 300)]
    assert holds((0, 0, 90, 205), 0, areas)
    assert holds((0, 95, 90, 192), 0, areas)
    assert not holds((0, 0, 90, 185), 0, areas)
    assert not holds((0, 0, 90, 215), 0, areas)


def test_figures_and_tables():
    assert figure(1234.56) == "1.234,6"
    assert figure(327822, 0) == "327.822"
    assert percentile([3, 1, 2], 50) == 2
    assert percentile(range(1, 101), 95) == 95
    assert percentile([], 95) == 0
    table = Table("T", ("a", "b"), [["1", "22"]], "note")
    assert list(table.lines()) == ["## T", "| a | b  |", "| - | -- |", "| 1 | 22 |", "note"]
    assert as_table([("x", 1, "y")], "T").rows == [["x", "1", "y"]]
