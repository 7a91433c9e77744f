"""Proposals for names, and values that say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.text import (
    EMPTY_KINDS,
    empty_kind,
    has_digits,
    name_sort_key,
    split_name,
    title_name,
    upper_name,
    without_hyphens,
    without_leftovers,
    written_key,
)
from sohotich.domain.text.empties import _SAYINGS


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("NGUYỄN THỊ HOA", "Nguyễn Thị Hoa"),
        ("nguyễn  thị hoa", "Nguyễn Thị Hoa"),
        ("NGuyễn Thị hOA", "Nguyễn Thị Hoa"),
        ("ÐẶNG ĐÌNH ĐỨC", "Đặng Đình Đức"),
        ("H'MÔNG", "H'Mông"),
        ("h’hen niê", "H'Hen Niê"),
        ("Ea H'leo", "Ea H'leo"),
        ("H'MôNG", "H'Mông"),
        ("K'BRƠI", "K'Brơi"),
        ("kơ-pă thị y-đôn", "Kơ-Pă Thị Y-Đôn"),
        ("Y MOAN ÊBAN", "Y Moan Êban"),
        ("'a", "'A"),
        ("", ""),
    ],
)
def test_title(written: str, proposed: str) -> None:
    assert title_name(written) == proposed


@given(st.text("aăâđeêơưòàéủỹ AĐÒÀ'-", max_size=25))
def test_proposals_change_case_only_and_settle(name: str) -> None:
    for propose in (title_name, upper_name):
        assert written_key(propose(name)) == written_key(name)
        assert propose(propose(name)) == propose(name)


def test_upper_follows_the_circular() -> None:
    # TT 04/2020 art. 31: capitals with tone marks
    assert upper_name("  ðặng thị  hoà") == "ĐẶNG THỊ HOÀ"


@pytest.mark.parametrize(
    ("name", "family", "middle", "given_name", "sure"),
    [
        ("Nguyễn Thị Thu Hoa", "Nguyễn", "Thị Thu", "Hoa", True),
        ("Lê Lợi", "Lê", "", "Lợi", True),
        ("Tôn Nữ Thị Ninh", "Tôn Nữ", "Thị", "Ninh", True),
        ("Tôn Thất", "Tôn", "", "Thất", True),
        ("Minh", "", "", "Minh", False),
        ("Y Moan Êban", "", "", "Y Moan Êban", False),
        ("H'Hen Niê", "", "", "H'Hen Niê", False),
        ("Nguyễn-Văn-A", "", "", "Nguyễn-Văn-A", False),
        ("", "", "", "", False),
    ],
)
def test_parts(name: str, family: str, middle: str, given_name: str, sure: bool) -> None:
    assert split_name(name) == (family, middle, given_name, sure)


def test_lists_go_by_the_given_name() -> None:
    names = ["Trần Văn An", "Nguyễn Thị Ánh", "Lê Văn Bình", "Nguyễn Văn Bình", "Đỗ Anh Đào"]
    shuffled = [names[place] for place in (3, 0, 4, 2, 1)]
    assert sorted(shuffled, key=name_sort_key) == names


def test_hyphens_and_digits() -> None:
    assert without_hyphens("Nguyễn-Văn-A") == "Nguyễn Văn A"
    assert has_digits("Hoa2")
    assert not has_digits("Hoa")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        # domain facts §13, typical empties; Q19
        ("không rõ", "unknown"),
        ("KHÔNG XÁC ĐỊNH", "unknown"),
        ("không nhớ", "unknown"),
        ("-", "sign"),
        ("…", "sign"),
        ("....", "sign"),
        ("x", "sign"),
        ("không có", "nothing"),
        ("(trống)", "nothing"),
        (", , , ", "junk"),
        ("null", "junk"),
        ("Null", "junk"),
        ("  \u200b ", "empty"),
        (None, "empty"),
        ("Xuân", None),
        ("Thôn Không, xã X", None),
        ("0", None),
    ],
)
def test_empties(value: str | None, kind: str | None) -> None:
    assert empty_kind(value) == kind


def test_sayings_are_keys_of_known_kinds() -> None:
    assert all(written_key(saying) == saying for saying in _SAYINGS)
    assert set(_SAYINGS.values()) < set(EMPTY_KINDS)


@pytest.mark.parametrize(
    ("value", "tidy"),
    [
        ("xã Ea Hu0027leo", "xã Ea H'leo"),
        (r"Hu0027Mông, \u0027x\u0027", "H'Mông, 'x'"),
        ("Thôn A, , , ", "Thôn A"),
        ("Thôn A, , xã B", "Thôn A, xã B"),
        (", , ,", ""),
        ("NULL", ""),
        ("Thôn A, xã B", "Thôn A, xã B"),
    ],
)
def test_leftovers(value: str, tidy: str) -> None:
    assert without_leftovers(value) == tidy
