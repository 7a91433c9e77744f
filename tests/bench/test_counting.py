"""What the benches count, and that each can be imported and told about; nothing is measured."""

from __future__ import annotations

import importlib

import pytest
from bench.__main__ import main
from bench.cutting import holds
from bench.name_books import births, renamed
from bench.one import BENCHES
from bench.tables import Table, as_table, figure, percentile
from bench.telex import telex_keys
from bench.telex_keys import typed_keys


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
    ("text", "keys"),
    [
        ("Nguyễn", "Shift+N g u y e e n x"),
        ("Trường", "Shift+T r u o w n g f"),
        ("thư", "t h w"),
        ("Đặng Đỗ", "Shift+D d a w n g j   Shift+D d o o x"),
        ("LÊ THỊ", "CapsLock L e e   T H I j CapsLock"),
    ],
)
def test_the_typist_presses_the_keys_that_are_counted(text, keys):
    pressed = [key for letter in typed_keys(text) for key in letter]
    assert " ".join(pressed).lower() == keys.lower()
    assert sum(2 if "Shift+" in key else 1 for key in pressed) == telex_keys(text)


def test_invented_births_keep_families_and_change_names():
    values = {
        "nksHoTen": "Lê Văn An", "nksGioiTinh": "1", "chaHoTen": "Lê Văn Ba",
        "meHoTen": "Vũ Thị Tư", "nycHoTen": "Vũ Thị Tư", "nksNoiSinh": "Trạm y tế",
    }  # fmt: skip
    new = renamed(values, 1998, 1)
    assert new == renamed(values, 1998, 1)
    assert new["nycHoTen"] == new["meHoTen"] != values["meHoTen"]
    assert new["nksHoTen"].split()[0] == new["chaHoTen"].split()[0]
    assert new["nksNoiSinh"] == "Trạm y tế"
    loud = renamed({key: value.upper() for key, value in values.items()}, 1998, 1)
    assert loud["chaHoTen"].isupper()


def test_the_names_of_the_books_are_not_those_of_the_list():
    from bench.name_books import unlisted_share

    people = [one["chaHoTen"] for one in births(1998, 40) if one.get("chaHoTen")]
    assert unlisted_share(people) > 0.08


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
