"""The invented people and their records: they fit together as people of one commune do."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.domain.record_types import record_type
from sohotich.domain.text import (
    PartialDate,
    date_in_words,
    figures_against_words,
    nfc,
    words_to_date,
)
from sohotich.sample.world import LAYOUTS, BookOptions, WorldError, make_book
from sohotich.sample.world.families import MOTHER_AGES, births, couple
from sohotich.sample.world.forms import printed_keys
from sohotich.sample.world.places import commune, known_units
from sohotich.sample.world.troubles import CHANGES

books = st.builds(
    BookOptions,
    seed=st.integers(0, 10**6),
    entries=st.integers(1, 25),
    year=st.integers(1976, 2018),
    layout=st.sampled_from(LAYOUTS),
    unit_code=st.sampled_from(known_units()),
)


def _day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007


@settings(max_examples=40, deadline=None)
@given(books)
def test_records_are_sane(options: BookOptions) -> None:
    book = make_book(options)
    days = []
    for number, entry in enumerate(book.entries, start=1):
        record = entry.record
        born, registered = _day(record["nksNgaySinh"]), _day(record["ngayDangKy"])
        assert entry.number == number
        assert record["so"] == f"{number:02d}/{options.year}"
        assert registered.year == options.year
        assert registered.weekday() != 6
        assert born < registered
        assert record["nksHoTen"].split()[0] == record["chaHoTen"].split()[0]
        assert born.year - int(record["meNgaySinh"]) in MOTHER_AGES
        assert born.year - int(record["chaNgaySinh"]) >= 17
        assert record["nksNgaySinhBangChu"] == date_in_words(
            PartialDate(born.year, born.month, born.day)
        )
        assert record["nycHoTen"] in {record["chaHoTen"], record["meHoTen"]}
        days.append(registered)
    assert all(a <= b for a, b in pairwise(days))


@settings(max_examples=40, deadline=None)
@given(books)
def test_values_fit_the_ministry_fields(options: BookOptions) -> None:
    fields = {field.key: field for field in record_type("KS").fields}
    for entry in make_book(options).entries:
        assert tuple(entry.record) == printed_keys(options.layout, options.era)
        for key, value in entry.record.items():
            assert value == nfc(value) == value.strip()
            assert len(value) <= (fields[key].maxlen or 1000)


def test_same_seed_same_book_and_another_seed_another() -> None:
    options = BookOptions(seed=7, entries=30)
    make_book.cache_clear()
    first = make_book(options)
    make_book.cache_clear()
    assert make_book(options) == first
    assert make_book(BookOptions(seed=8, entries=30)).entries != first.entries


def test_a_longer_book_registers_the_same_births_and_more() -> None:
    def children(entries: int) -> set[str]:
        book = make_book(BookOptions(seed=3, entries=entries))
        return {entry.record["nksHoTen"] + entry.record["nksNgaySinh"] for entry in book.entries}

    assert children(12) < children(30)


def test_siblings_stand_in_books_of_different_years() -> None:
    by_parents = defaultdict(set)
    for year in range(1988, 1996):
        for entry in make_book(BookOptions(seed=5, entries=60, year=year)).entries:
            record = entry.record
            parents = tuple(record[k] for k in ("chaHoTen", "chaNgaySinh", "meHoTen", "meNgaySinh"))
            by_parents[parents].add((record["nksHoTen"], record["nksNgaySinh"]))
    assert sum(len(children) > 1 for children in by_parents.values()) >= 20


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1960, 2010), st.integers(0, 400))
def test_children_of_a_couple_are_apart_and_named_apart(seed: int, year: int, number: int) -> None:
    place = commune("09508", year)
    family = list(births(couple(seed, place, year, number), place, year))
    assert all((b.child.born - a.child.born).days > 300 for a, b in pairwise(family))
    given_names = [birth.child.name.split()[-1] for birth in family]
    assert len(set(given_names)) == len(given_names)


def test_a_book_of_several_years_starts_at_one_each_year() -> None:
    book = make_book(BookOptions(entries=10, year=1996, year_to=1998))
    assert [(e.year, e.number) for e in book.entries][:5] == [
        (1996, 1), (1996, 2), (1996, 3), (1996, 4), (1997, 1),
    ]  # fmt: skip
    assert {e.record["quyenSo"] for e in book.entries} == {"01/1996-1998"}


def test_the_second_volume_goes_on_where_the_first_ended() -> None:
    whole = make_book(BookOptions(entries=20)).entries
    second = make_book(BookOptions(entries=8, first_number=13, volume=2, year_total=20)).entries
    assert [e.record["nksHoTen"] for e in second] == [e.record["nksHoTen"] for e in whole[12:]]
    assert [e.number for e in second] == list(range(13, 21))


@pytest.mark.parametrize(
    ("year", "path"),
    [  # Hà Bắc until 1996; Gia Lương until 1999 (domain.md §5)
        (1985, "Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc"),
        (1998, "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"),
        (2001, "Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"),
    ],
)
def test_places_are_named_as_in_their_time(year: int, path: str) -> None:
    assert commune("09508", year).path == path


def _troubled(kind: str):
    """An entry with the trouble, beside the same entry without it, and its book."""
    for seed in range(60):
        options = BookOptions(seed=seed, entries=40, troubles=0.9)
        book = make_book(options)
        plain = make_book(BookOptions(seed=seed, entries=40))
        for index, (entry, before) in enumerate(zip(book.entries, plain.entries, strict=True)):
            if entry.trouble == kind:
                return entry, before, book, index
    raise AssertionError(f"no entry ever has {kind}")


@pytest.mark.parametrize("kind", CHANGES)
def test_every_trouble_occurs_and_changes_what_it_says(kind: str) -> None:
    entry, before, book, index = _troubled(kind)
    record, was = entry.record, before.record
    last = book.entries[index - 1]
    checks = {
        "day_missing": lambda: record["nksNgaySinh"] == was["nksNgaySinh"][3:],
        "year_only": lambda: record["nksNgaySinh"] == was["nksNgaySinh"][-4:],
        "words_differ": lambda: figures_against_words(
            PartialDate(*map(int, reversed(record["nksNgaySinh"].split(".")))),
            words_to_date(record["nksNgaySinhBangChu"]),
        ),
        "father_blank": lambda: (
            not any(record[key] for key in record if key.startswith("cha"))
            and record["nksHoTen"].split()[0] == record["meHoTen"].split()[0]
        ),
        "other_tone_place": lambda: (
            any(record[k] != was[k] for k in record) and record["so"][-4:] == was["so"][-4:]
        ),
        "cancelled": lambda: entry.cancelled and record["ghiChu"],
        "later_note": lambda: record["ghiChu"].startswith("Cải chính"),
        "bis": lambda: (
            (entry.number, entry.suffix) == (last.number, "bis")
            and record["so"] == f"{last.number:02d}bis/1998"
        ),
        "skipped": lambda: entry.number == last.number + 2 or index == 0,
    }
    assert checks[kind]()


def test_no_trouble_unless_asked_and_the_share_is_kept() -> None:
    assert not any(e.trouble for e in make_book(BookOptions(entries=200)).entries)
    troubled = make_book(BookOptions(entries=400, troubles=0.3)).entries
    assert 0.15 < sum(bool(e.trouble) for e in troubled) / 400 < 0.35


def test_troubles_stand_where_they_are_placed() -> None:
    placed = ((2, "bis"), (4, "cancelled"), (5, "skipped"))
    book = make_book(BookOptions(entries=8, placed=placed))
    assert [(e.number, e.suffix) for e in book.entries] == [
        (1, ""), (2, ""), (2, "bis"), (3, ""), (4, ""), (6, ""), (7, ""), (8, ""),
    ]  # fmt: skip
    assert [index for index, e in enumerate(book.entries) if e.cancelled] == [4]
    for wrong in ((8, "bis"), (0, "burnt")):
        with pytest.raises(WorldError, match=wrong[1]):
            make_book(BookOptions(entries=8, placed=(wrong,)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 1))
def test_numbers_of_a_troubled_book_never_repeat(seed: int, share: float) -> None:
    book = make_book(BookOptions(seed=seed, entries=30, troubles=share))
    numbers = [(e.year, e.number, e.suffix) for e in book.entries]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"layout": "three"}, "three"),
        ({"entries": 0}, "0"),
        ({"year": 1950}, "1950"),
        ({"year": 1998, "year_to": 1997}, "1998-1997"),
        ({"volume": 100}, "100"),
        ({"rows": 1}, "1"),
        ({"troubles": 1.5}, "0 đến 1"),
        ({"dpi": 20}, "20"),
        ({"first_page": 0}, "1 trở lên"),
    ],
)
def test_impossible_books_are_refused_by_name(wrong: dict[str, object], word: str) -> None:
    with pytest.raises(WorldError, match=word):
        BookOptions(**wrong)


def test_an_unknown_commune_is_refused() -> None:
    with pytest.raises(WorldError, match="99999"):
        make_book(BookOptions(unit_code="99999"))
