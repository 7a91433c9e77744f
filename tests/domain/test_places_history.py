"""Units before the lists: what is known of them, how sure, and how places of then are read."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.places import (
    KnownPlace,
    Level,
    all_units,
    forerunners,
    known_at,
    offices_then,
    parse_place,
    path_name,
    periods,
    predecessors,
    registration_office,
    successors,
    timeline,
    unit,
    units_on,
)
from sohotich.domain.places.units import rows

CAMPAIGN = date(2025, 1, 5)
UNITS = timeline()


def test_every_code_has_one_meaning_on_a_day_and_its_parents_exist() -> None:
    for code in {one.code for one in UNITS}:
        spans = [(p.valid_from or date.min, p.valid_to or date.max) for p in periods(code)]
        for (_, last), (first, _) in pairwise(spans):
            assert last < first, code
    for one in UNITS:
        for day in filter(None, (one.valid_from, one.valid_to)):
            assert path_name(one, day)


def test_every_former_unit_says_how_sure_it_is_and_where_from() -> None:
    former = rows("former_units.csv")
    assert {row["confidence"] for row in former} == {"2+", "1", "gk"}
    assert all(row["source"] for row in former)


def test_history_gives_nobody_rights() -> None:
    """Khắc Niệm left Tiên Du in 2007: Tiên Du's officers must not see its books."""
    assert not [one for one in all_units() if one.code.startswith("cu-")]
    assert {one.parent for one in all_units() if one.code == "09325"} <= {"256", "24"}


@pytest.mark.parametrize(
    ("code", "on", "path", "sure"),
    [
        # National Assembly 27.10.1962 and 06.11.1996; NĐ 68/1999/NĐ-CP
        ("09508", date(1990, 6, 1), "Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc", "gk"),
        ("09508", date(1998, 5, 7), "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh", "gk"),
        ("09508", date(2000, 5, 7), "Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh", "gk"),
        # QĐ 130-HĐBT 1985, NĐ 68/1999, NĐ 60/2007
        ("09190", date(1980, 1, 1), "Xã Võ Cường, huyện Tiên Sơn, tỉnh Hà Bắc", "2+"),
        ("09325", date(1998, 1, 1), "Xã Khắc Niệm, huyện Tiên Sơn, tỉnh Bắc Ninh", "2+"),
        ("09325", date(2005, 1, 1), "Xã Khắc Niệm, huyện Tiên Du, tỉnh Bắc Ninh", "1"),
        ("09256", date(2006, 1, 1), "Xã Kim Chân, huyện Quế Võ, tỉnh Bắc Ninh", "1"),
        ("09256", date(2012, 1, 1), "Xã Kim Chân, thành phố Bắc Ninh, tỉnh Bắc Ninh", "1"),
        # NĐ 01/NĐ-CP 2008, NQ 1191/NQ-UBTVQH14
        ("09367", date(2005, 1, 1), "Thị trấn Từ Sơn, huyện Từ Sơn, tỉnh Bắc Ninh", "2+"),
        ("09370", date(2015, 1, 1), "Xã Tam Sơn, thị xã Từ Sơn, tỉnh Bắc Ninh", "2+"),
        # NQ 723/NQ-UBTVQH15
        ("09400", date(2023, 4, 9), "Thị trấn Hồ, huyện Thuận Thành, tỉnh Bắc Ninh", "1"),
        ("09400", date(2023, 4, 10), "Phường Hồ, thị xã Thuận Thành, tỉnh Bắc Ninh", "2+"),
        # encyclopaedia: the town Thứa of 19.06.1998
        ("09496", date(1998, 6, 18), "Xã Phá Lãng, huyện Gia Lương, tỉnh Bắc Ninh", "1"),
    ],
)
def test_units_as_they_were(code: str, on: date, path: str, sure: str) -> None:
    one = unit(code, on)
    assert (path_name(one, on), one.sure) == (path, sure)


@pytest.mark.parametrize(
    ("on", "provinces", "districts"),
    [
        (date(1990, 1, 1), ["Tỉnh Hà Bắc"], 16),
        (date(1998, 1, 1), ["Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"], 16),
        (date(2000, 1, 1), ["Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"], 18),
        (date(2025, 7, 1), ["Tỉnh Bắc Ninh"], 0),
    ],
)
def test_units_on_a_day(on: date, provinces: list[str], districts: int) -> None:
    found = units_on(on)
    assert sorted(one.name for one in found if one.level is Level.PROVINCE) == provinces
    assert sum(one.level is Level.DISTRICT for one in found) == districts


def test_a_divided_district_has_two_successors_and_no_single_holder() -> None:
    steps = successors("cu-gia-luong", date(1998, 1, 1))
    assert [(s.label, s.how) for s in steps] == [
        ("Huyện Gia Bình", "split"),
        ("Huyện Lương Tài", "split"),
    ]
    assert [s.old.name for s in predecessors("263", date(2000, 1, 1))] == ["Huyện Gia Lương"]
    assert [s.how for s in successors("09325", date(1999, 8, 31))] == ["moved"]


def test_predecessors_of_a_commune_of_07_2025() -> None:
    """NQ 1658/NQ-UBTVQH15: Trung Kênh from An Thịnh, An Tập and Trung Kênh."""
    steps = predecessors("09499", date(2025, 7, 1))
    assert {s.old.name for s in steps} == {"Xã An Thịnh", "Xã An Tập", "Xã Trung Kênh"}
    assert {one.name for one in forerunners("09499", date(2025, 7, 1), date(1990, 1, 1))} == {
        "Xã An Thịnh",
        "Xã Mỹ Hương",
        "Xã Trung Kênh",
    }


def test_steps_lead_forward_and_back() -> None:
    for one in UNITS:
        for step in successors(one.code, one.valid_to) if one.valid_to else ():
            if step.new is not None:
                assert step.old in [back.old for back in predecessors(step.new.code, step.since)]


def test_all_but_one_of_313_rows_merge() -> None:
    """GSO's old-to-new table: 312 "Nhập toàn bộ", 1 "Giữ nguyên" (Tuấn Đạo)."""
    day = date(2025, 6, 30)
    hows = [successors(one.code, day)[0].how for one in units_on(day) if one.level is Level.COMMUNE]
    assert (hows.count("merged"), hows.count("kept"), len(hows)) == (312, 1, 313)


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("UBND X.An Tập-H.Lương Tài-T.Bắc Ninh", None, "09508"),
        ("ubnd X. An Tập, H. Lương Tài, T. Bắc Ninh", None, "09508"),
        ("X An Tập, H Lương Tài, T Bắc Ninh", None, "09508"),
        ("xa an tap huyen luong tai tinh bac ninh", None, "09508"),
        ("uy ban nhan dan xa My Huong, huyen Luong Tai", None, "09508"),
        ("Uỷ ban hành chính xã Mỹ Hương", date(1970, 1, 1), "09508"),
        ("UB xã Mĩ Hương, huyện Gia Lương", date(1990, 1, 1), "09508"),  # i/y
        ("xã Hoà Tiến, Yên Phong", None, "09211"),  # tone place
        ("Thị trấn Từ Sơn, Tiên Sơn, Hà Bắc", None, "09367"),
        ("ubnd xã Phá Lãng, Gia Lương", None, "09496"),
        ("xã Vân Tương, huyện Tiên Sơn, tỉnh Hà Bắc", date(1985, 1, 1), "09319"),
        ("Xã Nghĩa Hưng, huyện Lạng Giang, tỉnh Hà Bắc", date(1990, 1, 1), "07381"),
        # a name above of another time does not hide the commune
        ("Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh", date(1990, 1, 1), "09508"),
    ],
)
def test_reads_places_of_then(text: str, on: date | None, code: str) -> None:
    assert parse_place(text, on).code == code


def test_says_what_may_be_meant_instead_of_guessing() -> None:
    """Đại Đồng is in Tiên Du and in today's list; Ninh Xá in the town and in Thuận Thành."""
    place = parse_place("Ninh Xá", date(2000, 1, 1))
    assert place.unit is None
    assert {one.code for one in place.candidates} == {"09184", "09445"}


@pytest.mark.parametrize(
    ("text", "on", "state"),
    [
        ("ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc", date(1990, 1, 1), "known"),
        ("ubnd Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh", date(1990, 1, 1), "other_time"),
        ("ubnd Xã An Tập, huyện Lương Tài, tỉnh Bắc Ninh", date(1998, 1, 1), "other_time"),
        # stamps change later than decrees
        ("Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc", date(1997, 2, 1), "known"),
        ("Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc", date(1998, 2, 1), "other_time"),
        ("Ninh Xá", date(2000, 1, 1), "ambiguous"),
        ("Thôn Đông, xã Không Có, huyện Gia Lương", date(1990, 1, 1), "unknown"),
        ("Bệnh viện Bạch Mai", date(1990, 1, 1), "unknown"),
        ("", date(1990, 1, 1), "unknown"),
    ],
)
def test_known_at(text: str, on: date, state: str) -> None:
    assert known_at(text, on).state == state


def test_known_at_says_how_it_was_called_then() -> None:
    known = known_at("ubnd Xã An Tập, huyện Lương Tài, tỉnh Bắc Ninh", date(1998, 1, 1))
    assert (known.then, known.sure) == ("Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh", "gk")


def test_offices_of_a_book() -> None:
    """A book of Khắc Niệm of 1998 and 1999: the district changed in between."""
    found = offices_then("09325", CAMPAIGN, date(1998, 1, 1), date(1999, 12, 31))
    assert [(one.name, one.sure) for one in found] == [
        ("ubnd Xã Khắc Niệm, huyện Tiên Sơn, tỉnh Bắc Ninh", "2+"),
        ("ubnd Xã Khắc Niệm, huyện Tiên Du, tỉnh Bắc Ninh", "1"),
    ]
    assert "NĐ 68/1999/NĐ-CP" in found[0].source
    assert offices_then("09383", CAMPAIGN, date(1990, 1, 1), date(1990, 12, 31)) == ()


@given(st.sampled_from(UNITS), st.integers(0, 40_000), st.data())
def test_a_written_place_is_read_back(one, days: int, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    first = one.valid_from or date(1950, 1, 1)
    last = min(one.valid_to or date(2026, 1, 1), date(2026, 1, 1))
    on = min(last, max(first, date(1945, 1, 1) + timedelta(days=days)))
    if not one.valid_on(on):
        return
    office = registration_office(one, on)
    place = parse_place(data.draw(st.sampled_from([office, office.upper(), office + " "])), on)
    # A unit whose name and parents another unit of the day shares is named with it, not chosen.
    assert one.code in {found.code for found in place.candidates}
    if len(place.candidates) == 1:
        assert place.code == one.code


@given(st.text(max_size=60), st.dates(date(1940, 1, 1), date(2030, 1, 1)))
def test_known_at_never_raises(text: str, on: date) -> None:
    assert isinstance(known_at(text, on), KnownPlace)
