"""Normal form and keys: what counts as the same writing, and the order of lists."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.text import (
    clean,
    nfc,
    repair_dd,
    repair_look_alikes,
    sort_key,
    unmarked_key,
    written_key,
)
from sohotich.domain.text.letters import LETTERS, TONE_MARKS, TONE_OF

VIETNAMESE = "".join(sorted({*TONE_OF, *LETTERS, *LETTERS.upper()})) + " '-0123456789ÐƉð’"
texts = st.text(VIETNAMESE, max_size=40)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Nguyễn   Thị\tHoa\n", "Nguyễn Thị Hoa"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hoà"), "Nguyễn Thị Hoà"),
        ("\ufeffNguyễn\u00a0Văn\u200b A\u00ad", "Nguyễn Văn A"),
        ("a\u200b\u0301", "á"),
        ("\x00", ""),
    ],
)
def test_clean(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@given(st.text(max_size=30))
def test_clean_is_settled_and_normal(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert nfc(once) == once
    assert "  " not in once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # domain facts §13: old style òa óe ủy, new style oà oé uỷ; Hiệp Hoà / Hiệp Hòa (07840)
        ("Hiệp Hoà", "Hiệp Hòa"),
        ("Khoẻ", "khỏe"),
        ("Thuỷ", "THỦY"),
        ("Quý", "Qúy"),
        ("Thuý Hoà", "thúy hòa"),
        # misplaced by typing
        ("thúân", "thuấn"),
        ("Nguỹên", "Nguyễn"),
        # look-alikes of Đ (U+00D0, U+0189, U+00F0) and of the apostrophe
        ("Ðặng", "Đặng"),
        ("Ɖào", "Đào"),
        ("ðức", "đức"),
        ("H’Mông", "H'Mông"),
        (unicodedata.normalize("NFD", "Đặng Thị Quyên"), "ĐẶNG  THỊ QUYÊN"),
    ],
)
def test_same_writing(one: str, other: str) -> None:
    assert written_key(one) == written_key(other)
    assert unmarked_key(one) == unmarked_key(other)
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lý", "Lí"),
        ("Thúy", "Thùy"),
        ("Lê", "Lè"),
        ("Đào", "Dào"),
        ("Hoàn", "Hoán"),
        ("già", "giạ"),
    ],
)
def test_different_writing(one: str, other: str) -> None:
    assert written_key(one) != written_key(other)


@pytest.mark.parametrize(
    ("text", "written", "unmarked"),
    [
        ("Nguyễn Thị Hoà", "nguyễn thị hòa", "nguyen thi hoa"),
        ("HOÀN Khuỷu giếng quýt giá", "hoàn khuỷu giếng quýt giá", "hoan khuyu gieng quyt gia"),
        ("Đắk R'lấp", "đắk r'lấp", "dak r'lap"),
        ("Khuya mưa nghĩa hoài", "khuya mưa nghĩa hoài", "khuya mua nghia hoai"),
        ("hoà hòá hóai", "hòa hòá hoái", "hoa hoa hoai"),
        ("François Müller", "françois müller", "francois muller"),
        ("", "", ""),
    ],
)
def test_keys_are_readable(text: str, written: str, unmarked: str) -> None:
    assert written_key(text) == written
    assert unmarked_key(text) == unmarked


@given(texts)
def test_keys_do_not_depend_on_form_case_or_spaces(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    for key in (written_key, unmarked_key, sort_key):
        assert key(decomposed) == key(text.upper()) == key(f" {text}  ") == key(text)


@given(texts)
def test_keys_are_settled(text: str) -> None:
    key = written_key(text)
    assert written_key(key) == key
    assert unmarked_key(key) == unmarked_key(text)
    assert unmarked_key(text).isascii()
    assert sort_key(text).isascii()


@given(st.text(max_size=30))
def test_keys_take_any_text(text: str) -> None:
    assert isinstance(written_key(text) + unmarked_key(text) + sort_key(text), str)


def test_every_vowel_carries_every_tone_to_one_bare_letter() -> None:
    assert len(TONE_OF) == 2 * 12 * len(TONE_MARKS)
    assert {unmarked_key(letter) for letter in TONE_OF} == set("aeiouy")


@pytest.mark.parametrize(
    "in_order",
    [
        # Từ điển tiếng Việt: letters first, then ngang huyền hỏi ngã sắc nặng
        [
            "ba",
            "ba ba",
            "bà",
            "bà con",
            "bả",
            "bã",
            "bá",
            "bạ",
            "bác",
            "bắc",
            "bấc",
            "bo",
            "bố",
            "bơ",
        ],
        ["An", "Ánh", "Ân", "Bình", "Cường", "Dũng", "Đào", "Em", "Êm", "Giang"],
        ["Sổ 1", "Sổ 2", "Sổ 2a", "Sổ 10", "Sổ 010a", "Sổ 100", "Sổ A"],
        ["Tu", "Tú", "Tư", "Từ", "Tứ", "Va"],
        ["H'Hen", "Ha", "Hà"],
    ],
)
def test_order(in_order: list[str]) -> None:
    keys = [sort_key(text) for text in in_order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=2))
def test_letters_stand_in_the_order_of_the_alphabet(pair: list[str]) -> None:
    one, other = pair
    assert (sort_key(one + "z") < sort_key(other + "a")) == (
        LETTERS.index(one) < LETTERS.index(other)
    )


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_stand_in_the_order_of_their_values(one: int, other: int) -> None:
    assert (sort_key(f"Sổ {one}") < sort_key(f"Sổ {other}")) == (one < other)


def test_repairs_keep_case() -> None:
    assert repair_dd("Ðặng ðình Ɖ") == "Đặng đình Đ"
    assert repair_look_alikes("H‘Mông – Khơ‑me") == "H'Mông - Khơ-me"
