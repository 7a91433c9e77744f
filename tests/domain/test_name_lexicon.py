"""Name parts for completion: the general list, what names seen add, and what never comes out."""

from __future__ import annotations

import gzip
import json

import pytest

from sohotich.domain.text import SeenName, is_syllable, lexicon
from sohotich.domain.text.name_parts import SEXES, families, given, middles


@pytest.mark.parametrize("born", [1930, 1958, 1975, 1990, 2010])
@pytest.mark.parametrize("sex", SEXES)
def test_the_list_is_spelt_right_and_shares_add_up(sex, born):
    for table in (families(), middles(sex), given(sex, born)):
        assert sum(table.values()) == pytest.approx(1)
        assert all(is_syllable(name) for name in table if name)
        assert all(name[:1].isupper() for name in table if name)


def test_habits_change_with_the_year_of_birth():
    assert "Bưởi" in given("f", 1940)
    assert "Bưởi" not in given("f", 2005)
    # Near a turn of habits both sides count.
    assert {"Bưởi", "Chinh"} <= given("f", 1961).keys()


def test_names_seen_outweigh_the_list():
    rare = [SeenName("Bành Thị Ngoạn", "f")] * 400
    before, after = lexicon([], 1998), lexicon(rare, 1998)
    assert "Bành" not in before["family"]
    assert max(after["family"], key=after["family"].get) == "Bành"
    assert max(after["elder"]["f"]["given"], key=after["elder"]["f"]["given"].get) == "Ngoạn"
    assert "Ngoạn" not in after["young"]["f"]["given"]
    assert after["pairs"] == {"Thị Ngoạn": 400}


def test_nobodys_name_can_be_read_from_it():
    people = [SeenName("Giáp Đăng Khuê", "m"), SeenName("Lều Thị Nhiễu", "f")]
    told = lexicon(people, 1998)
    # A pair seen once may be one person's.
    assert told["pairs"] == {}
    text = json.dumps(told, ensure_ascii=False)
    assert not any(person.text in text for person in people)
    assert list(told["elder"]["m"]["given"]) == sorted(told["elder"]["m"]["given"])


def test_a_name_of_unknown_sex_counts_half_for_each():
    told = lexicon([SeenName("Lều Khuê Sao")], 1998)
    assert told["elder"]["m"]["given"]["Sao"] == told["elder"]["f"]["given"]["Sao"] == 50


@pytest.mark.parametrize(
    ("names", "capitals"),
    [(["NGUYỄN VĂN AN", "LÊ THỊ BA"], True), (["Nguyễn Văn An", "LÊ THỊ BA"], False), ([], False)],
)
def test_names_are_offered_as_the_book_writes_them(names, capitals):
    assert lexicon([SeenName(name) for name in names], 2018)["capitals"] is capitals


def test_names_of_another_order_are_left_out():
    assert lexicon([SeenName("H'Hen Niê"), SeenName("Điểu")], 1998) == lexicon([], 1998)


def test_it_is_small():
    people = [SeenName(f"Nguyễn Văn {name}", "m") for name in given("m", 1975)] * 20
    content = json.dumps(lexicon(people, 1998), ensure_ascii=False).encode()
    assert len(gzip.compress(content)) < 20_000
