"""Mistakes of keyers: wrong, but never the same as it was, and still what a person would type."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.text import parse_date
from sohotich.sample.load.mistakes import (
    FIELDS,
    ending_changed,
    figure_misread,
    mistyped,
    tone_lost,
    word_left_out,
)
from sohotich.sample.world import BookOptions, make_book

RECORDS = [entry.record for entry in make_book(BookOptions(entries=40, troubles=0.5)).entries]


@pytest.mark.parametrize(
    ("mistake", "value", "outcomes"),
    [
        (tone_lost, "Trần Thị Hòa", {"Trân Thị Hòa", "Trần Thi Hòa", "Trần Thị Hoa"}),
        (tone_lost, "Lê Văn Hoan", {"Lê Văn Hoang"}),
        (ending_changed, "Lê Văn Minh", {"Lê Văn Min"}),
        (ending_changed, "Lê Văn Hoàng", {"Lê Văn Hoàn"}),
        (word_left_out, "Thôn Đông, xã Mỹ Hương", {"Thôn Đông"}),
        (figure_misread, "1975", {"1915", "1976"}),
    ],
)
def test_mistakes(mistake, value: str, outcomes: set[str]) -> None:
    seen = {mistake(value, random.Random(seed)) for seed in range(40)}
    assert seen == outcomes


@given(st.dates(date(1900, 1, 1), date(2018, 12, 31)), st.integers())
def test_a_misread_date_is_another_date_of_the_century(day, seed: int) -> None:
    value = f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
    wrong = figure_misread(value, random.Random(seed))
    assert parse_date(wrong).value == wrong
    assert wrong[6:8] == value[6:8]
    assert sum(a != b for a, b in zip(wrong, value, strict=True)) <= 1


def test_of_the_other_types_too_a_line_of_the_page_is_wrong() -> None:
    for kind in RECORD_TYPES[1:]:
        options = BookOptions(type_code=kind.code, year=2017, entries=4)
        for number, entry in enumerate(make_book(options).entries):
            values = {key: value for key, value in entry.record.items() if value}
            wrong = mistyped(values, random.Random(number), kind.code)
            changed = {key for key in values if wrong[key] != values[key]}
            assert 1 <= len(changed) <= 2
            assert not changed & {"so", "quyenSo", "ngayDangKy", "trangSo", "nguoiKy"}
            assert wrong.keys() == values.keys()


@given(st.sampled_from(RECORDS), st.integers())
def test_a_mistyped_record_differs_in_one_or_two_fields(record, seed: int) -> None:
    wrong = mistyped(record, random.Random(seed))
    changed = {key for key in record if wrong[key] != record[key]}
    assert 1 <= len(changed) <= 2
    assert changed <= {key for key, _ in FIELDS}
    assert wrong.keys() == record.keys()
