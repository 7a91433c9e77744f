"""Two readings: where they differ, what does not count, and what a difference is called."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.compare import (
    AS_WRITTEN,
    BLANK_IN_BOOK,
    DEFAULT_IGNORE,
    MARK_LABELS,
    UNREADABLE,
    Segment,
    comparable,
    compare_readings,
    compare_records,
    difference_label,
    difference_sides,
    same_nothing,
    syllable_diff,
)
from sohotich.domain.compare.syllables import _aligned_quickly
from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.text import clean, written_key

syllables = st.sampled_from(["Nguyễn", "NGUYỄN", "Thị", "Thúy", "Thuý", "Thùy", "Hoa", "An", "Ân"])
names = st.lists(syllables, max_size=6).map(" ".join)


def kinds(a: str, b: str) -> list[str]:
    return [segment.kind for segment in syllable_diff(a, b)]


@pytest.mark.parametrize(
    ("a", "b", "segments"),
    [
        (
            "Nguyễn Thị Thúy",
            "Nguyễn Thị Thùy",
            [("same", "Nguyễn Thị", "Nguyễn Thị"), ("changed", "Thúy", "Thùy")],
        ),
        (
            "Nguyễn Thị Hoa",
            "Nguyễn Hoa",
            [("same", "Nguyễn", "Nguyễn"), ("left", "Thị", ""), ("same", "Hoa", "Hoa")],
        ),
        (
            "Nguyễn Thúy",
            "NGUYỄN Thị Thùy",
            [("same", "Nguyễn", "NGUYỄN"), ("right", "", "Thị"), ("changed", "Thúy", "Thùy")],
        ),
        ("Thuý Hoà", "thúy hòa", [("same", "Thuý Hoà", "thúy hòa")]),
        ("", "Hoa", [("right", "", "Hoa")]),
        ("", "", []),
    ],
)
def test_syllables(a: str, b: str, segments: list[tuple[str, str, str]]) -> None:
    assert syllable_diff(a, b) == [Segment(*segment) for segment in segments]


@given(names, names)
def test_segments_put_both_texts_together_again(a: str, b: str) -> None:
    segments = syllable_diff(a, b)
    assert " ".join(s.a for s in segments if s.a) == clean(a)
    assert " ".join(s.b for s in segments if s.b) == clean(b)
    for kind, left, right in segments:
        assert (kind == "same") == (comparable(left) == comparable(right))
        assert (kind == "left") == (not right)
        assert (kind == "right") == (not left)


@given(names, names)
def test_the_quick_way_tells_the_same_texts(a: str, b: str) -> None:
    segments = _aligned_quickly(a.split(), b.split(), DEFAULT_IGNORE)
    assert [s.a for s in segments if s.a] == a.split()
    assert [s.b for s in segments if s.b] == b.split()


def test_long_notes_are_compared_too() -> None:
    note = "ghi chú cải chính " * 400
    assert kinds(note + "x", "đầu " + note + "y") == ["right", "same", "changed"]


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("Nguyễn Thị Thúy", "Nguyễn Thị Thùy", "dấu sắc / dấu huyền"),
        ("Thuý", "Thùy", "dấu sắc / dấu huyền"),
        ("Hương", "HƯỜNG", "không dấu / dấu huyền"),
        ("Huệ", "Huế", "dấu nặng / dấu sắc"),
        ("Ngã", "Ngả", "dấu ngã / dấu hỏi"),
        ("Lê", "Lè", "ê / è"),
        ("Đào", "Dào", "đ / d"),
        ("Ân", "Ăn", "â / ă"),
        ("Lý", "Lí", "y / i"),
        ("Thanh", "Than", "có h / không có h"),
        ("Hòa", "Hoàn", "không có n / có n"),
        ("Phong", "Dũng", "“Phong” / “Dũng”"),
        ("27.08.1981", "21.08.1981", "chữ số 7 / chữ số 1"),
        ("12", "34", "số 12 / số 34"),
        ("Nguyễn Thị Hoa", "Nguyễn Hoa", "có tiếng “Thị” / không có tiếng “Thị”"),
        ("Lê Văn An", "Vũ Thị An", "khác 2 tiếng"),
        ("Hoà", "Hòa", "chỗ đặt dấu thanh (hoà, hòa)"),
        ("LÊ", "Lê", "chữ hoa, chữ thường"),
        ("Ðào", "Đào", "ký tự trông giống nhau (Ð và Đ, ’ và ')"),
        ("Hoa", "", "một bên không có chữ"),
        ("Hoa ", "Hoa", ""),
        ("", "", ""),
    ],
)
def test_label(a: str, b: str, label: str) -> None:
    assert difference_label(a, b) == label


@given(names, names)
def test_labels_name_every_difference(a: str, b: str) -> None:
    assert (difference_label(a, b) == "") == (clean(a) == clean(b))
    sides, turned = difference_sides(a, b), difference_sides(b, a)
    assert (sides is None) == (turned is None)


RECORD = {"nksHoTen": "Nguyễn Thị Hoà", "nksNgaySinh": "27.08.1981", "meHoTen": "Lê Thị An"}


def test_records_agree_whatever_does_not_count() -> None:
    other = {"nksHoTen": "NGUYỄN THỊ HÒA", "nksNgaySinh": " 27.08.1981", "meHoTen": "Lê Thị  An"}
    found = compare_readings(RECORD, other, RECORD)
    assert found.differences == []
    (note,) = found.notes
    assert (note.field, note.a, note.ignored) == (
        "nksHoTen",
        "Nguyễn Thị Hoà",
        ("case", "tone_place"),
    )
    assert note.label == "chữ hoa, chữ thường, chỗ đặt dấu thanh (hoà, hòa)"


@pytest.mark.parametrize(
    ("ignore", "differs"),
    [
        (frozenset(), True),
        (frozenset({"case"}), True),
        (frozenset({"tone_place"}), True),
        (frozenset({"case", "tone_place"}), False),
    ],
)
def test_what_counts_is_a_setting(ignore: frozenset[str], differs: bool) -> None:
    found = compare_records({"a": "Hoà"}, {"a": "HÒA"}, ["a"], ignore=ignore)
    assert bool(found) == differs


def test_differences_come_in_the_order_of_the_fields() -> None:
    other = {"nksHoTen": "Nguyễn Thị Hoa", "meHoTen": "Lê Thị Ân"}
    fields = [SimpleNamespace(key=key) for key in ("meHoTen", "nksNgaySinh", "nksHoTen", "ghiChu")]
    found = compare_records(RECORD, other, fields)
    assert [(d.field, d.label) for d in found] == [
        ("meHoTen", "a / â"),
        ("nksNgaySinh", "một bên không có chữ"),
        ("nksHoTen", "dấu huyền / không dấu"),
    ]
    assert found[0].segments()[-1] == Segment("changed", "An", "Ân")


@pytest.mark.parametrize(
    ("mark_a", "mark_b", "label"),
    [
        (BLANK_IN_BOOK, BLANK_IN_BOOK, None),
        (UNREADABLE, UNREADABLE, None),
        (BLANK_IN_BOOK, UNREADABLE, "trống trong sổ / không đọc được"),
        (BLANK_IN_BOOK, "", "trống trong sổ / không nhập"),
        ("", UNREADABLE, "không nhập / không đọc được"),
        (AS_WRITTEN, "", None),
    ],
)
def test_marks_compare_as_values(mark_a: str, mark_b: str, label: str | None) -> None:
    found = compare_records({}, {}, ["a"], marks_a={"a": mark_a}, marks_b={"a": mark_b})
    assert [difference.label for difference in found] == ([label] if label else [])


@pytest.mark.parametrize(
    ("values", "marks", "optional", "same"),
    [
        (("", ""), (BLANK_IN_BOOK, ""), True, True),
        (("", ""), ("", BLANK_IN_BOOK), True, True),
        # A line the ministry wants filled: passing it by may be a slip.
        (("", ""), (BLANK_IN_BOOK, ""), False, False),
        # There is something, one of them cannot read it.
        (("", ""), (UNREADABLE, ""), True, False),
        (("", ""), (UNREADABLE, BLANK_IN_BOOK), True, False),
        # One of them sees a value.
        (("Hoa", ""), ("", BLANK_IN_BOOK), True, False),
        (("Hoa", ""), ("", ""), True, False),
    ],
)
def test_an_untouched_line_and_a_blank_one(
    values: tuple[str, str], marks: tuple[str, str], optional: bool, same: bool
) -> None:
    assert same_nothing(values, marks, optional=optional) == same
    found = compare_records(
        {"a": values[0]},
        {"a": values[1]},
        ["a"],
        marks_a={"a": marks[0]},
        marks_b={"a": marks[1]},
        optional={"a"} if optional else (),
    )
    assert bool(found) != same


@pytest.mark.parametrize(
    ("key", "optional"),
    [("ghiChu", True), ("meNoiCuTru", True), ("nksHoTen", False), ("meHoTen", False)],
)
def test_lines_that_may_be_empty(key: str, optional: bool) -> None:
    assert (key in KHAI_SINH.optional) == optional


def test_a_mark_stands_against_a_value() -> None:
    (found,) = compare_records({"a": "Hoa"}, {}, ["a"], marks_b={"a": BLANK_IN_BOOK})
    assert (found.a, found.mark_b, found.label) == ("Hoa", BLANK_IN_BOOK, "có chữ / trống trong sổ")


def test_vouching_is_noted() -> None:
    odd = {"a": "31.02.1981"}
    found = compare_readings(odd, odd, ["a"], marks_b={"a": AS_WRITTEN})
    assert found.differences == []
    assert found.notes[0].ignored == (AS_WRITTEN,)
    assert found.notes[0].label == MARK_LABELS[AS_WRITTEN]


def test_refuses_unknown_marks() -> None:
    with pytest.raises(ValueError, match="blank_in_book"):
        compare_records({}, {}, ["a"], marks_a={"a": "blank"})


@given(names, names)
def test_comparison_has_no_sides(a: str, b: str) -> None:
    one = compare_records({"a": a}, {"a": b}, ["a"])
    other = compare_records({"a": b}, {"a": a}, ["a"])
    assert bool(one) == bool(other) == (written_key(a) != written_key(b))
