"""Units: counts of the published lists, codes that change meaning, written places."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.places import (
    Level,
    PlaceError,
    all_units,
    holder,
    letter_place,
    parse_place,
    path_name,
    registration_office,
    successors,
    unit,
    units_on,
)

IN_2024, IN_CAMPAIGN, IN_TWO_TIERS = date(2024, 12, 31), date(2025, 1, 10), date(2025, 7, 1)
GONE = ["09175", "09178", "09316", "09520", "09526"]


@pytest.mark.parametrize(
    ("on", "root", "communes", "districts"),
    [  # GSO list 04.01.2025; ThangLeQuoc v2.2.0; NQ 1658/NQ-UBTVQH15; GSO old-to-new table
        (IN_2024, "27", 126, 8),
        (date(2025, 1, 1), "27", 121, 8),
        (date(2025, 6, 30), "27", 121, 8),
        (date(2025, 6, 30), "24", 192, 10),
        (IN_TWO_TIERS, "24", 99, 0),
    ],
)
def test_counts_are_those_of_the_lists(on: date, root: str, communes: int, districts: int) -> None:
    levels = [one.level for one in units_on(on, root)]
    assert levels.count(Level.COMMUNE) == communes
    assert levels.count(Level.DISTRICT) == districts
    assert levels.count(Level.PROVINCE) == 1


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [  # the code reuse trap
        ("09508", IN_2024, "Xã Mỹ Hương"),
        ("09508", IN_CAMPAIGN, "Xã An Tập"),
        ("09184", IN_2024, "Phường Ninh Xá"),
        ("09184", IN_CAMPAIGN, "Phường Tiền Ninh Vệ"),
        ("09481", IN_CAMPAIGN, "Thị trấn Nhân Thắng"),
        ("09517", IN_CAMPAIGN, "Xã Quang Minh"),
        ("24", IN_CAMPAIGN, "Tỉnh Bắc Giang"),
        ("24", IN_TWO_TIERS, "Tỉnh Bắc Ninh"),
        ("27", IN_CAMPAIGN, "Tỉnh Bắc Ninh"),
    ],
)
def test_a_code_means_something_only_with_a_day(code: str, on: date, name: str) -> None:
    assert unit(code, on).name == name


def test_unknown_code_is_refused_in_words() -> None:
    with pytest.raises(PlaceError, match=r"01/07/2025 không có đơn vị nào mang mã 27\."):
        unit("27", IN_TWO_TIERS)


def test_periods_of_a_code_do_not_overlap() -> None:
    seen: dict[str, list[tuple[date, date]]] = {}
    for one in all_units():
        span = (one.valid_from or date.min, one.valid_to or date.max)
        for first, last in seen.setdefault(one.code, []):
            assert span[1] < first or last < span[0], one
        seen[one.code].append(span)


@pytest.mark.parametrize("code", GONE)
def test_five_communes_have_no_known_successor(code: str) -> None:
    (step,) = successors(code, IN_2024)
    assert (step.how, step.new, step.label, step.since) == (
        "unknown",
        None,
        "không rõ",
        date(2025, 1, 1),
    )
    assert holder(code, IN_2024, IN_CAMPAIGN) is None


def test_an_officer_names_a_successor() -> None:
    named = {"09520": "09508"}
    (step,) = successors("09520", IN_2024, named)
    assert (step.how, step.label) == ("named", "Xã An Tập")
    last = holder("09520", IN_2024, IN_TWO_TIERS, named)
    assert last is not None
    assert last.name == "Xã Trung Kênh"
    with pytest.raises(PlaceError):
        successors("09520", IN_2024, {"09520": "09526"})


def test_a_named_successor_never_overrides_a_known_one() -> None:
    (step,) = successors("09508", IN_2024, {"09508": "09163"})
    assert (step.how, step.label) == ("renamed", "Xã An Tập")


def test_every_commune_of_the_campaign_has_one_successor_in_2025_07() -> None:
    for one in units_on(date(2025, 6, 30)):
        (step,) = successors(one.code, date(2025, 6, 30))
        if one.level is Level.DISTRICT:
            assert step.how == "abolished"
        else:
            assert step.new is not None
            assert step.how in ("merged", "kept")
    assert successors("24", IN_TWO_TIERS) == ()


def test_path_names() -> None:
    assert path_name(unit("09508", IN_CAMPAIGN)) == "Xã An Tập, huyện Lương Tài, tỉnh Bắc Ninh"
    assert path_name(unit("09499", IN_TWO_TIERS)) == "Xã Trung Kênh, tỉnh Bắc Ninh"
    assert path_name(unit("27", IN_2024)) == "Tỉnh Bắc Ninh"
    assert registration_office(unit("09163", IN_CAMPAIGN)) == (
        "ubnd Phường Vũ Ninh, thành phố Bắc Ninh, tỉnh Bắc Ninh"
    )


@pytest.mark.parametrize(
    ("text", "on", "code", "confidence"),
    [
        ("ubnd Xã An Tập, huyện Lương Tài, tỉnh Bắc Ninh", None, "09508", 1.0),
        ("UBND xã An Tập - huyện Lương Tài - Bắc Ninh", None, "09508", 1.0),
        ("Uỷ ban nhân dân xã An Tập huyện Lương Tài tỉnh Bắc Ninh", None, "09508", 1.0),
        ("An Tập, Lương Tài", None, "09508", 0.8),
        ("an tap, luong tai, bac ninh", None, "09508", 0.8),
        # names of before 1997 and 1999
        ("Xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc", date(1990, 1, 1), "09508", 1.0),
        ("Thôn Đông, Xã Mão Điền, Thuận Thành, Bắc Ninh", None, "09409", 1.0),
        ("TT. Gia Bình, Gia Bình, Bắc Ninh", None, "09454", 1.0),
        ("huyện Lương Tài, tỉnh Bắc Ninh", None, "264", 1.0),
        ("Tỉnh Bắc Ninh", date(1998, 1, 1), "27", 0.6),
        ("P.Ninh Xá, TP Bắc Ninh", IN_CAMPAIGN, "09445", 0.8),
        ("P.Ninh Xá, TP Bắc Ninh", date(2000, 1, 1), "09184", 1.0),
        # a ward of the town until 2024 and another of the province from 07.2025
        ("P.Ninh Xá, TP Bắc Ninh", None, None, 0.0),
    ],
)
def test_reads_written_places(
    text: str, on: date | None, code: str | None, confidence: float
) -> None:
    place = parse_place(text, on)
    if code is None:
        assert place.candidates
    assert (place.code, place.confidence) == (code, confidence)


@pytest.mark.parametrize("text", ["", "Xã Không Có Trong Danh Sách", "Bệnh viện Bạch Mai", ", ,"])
def test_an_unknown_place_is_no_error(text: str) -> None:
    assert parse_place(text).unit is None


def test_a_contradicting_district_is_not_overlooked() -> None:
    assert parse_place("Xã An Tập, huyện Gia Bình, tỉnh Bắc Ninh").code != "09508"


@given(st.text(max_size=60))
def test_never_raises_and_keeps_the_text(text: str) -> None:
    place = parse_place(text)
    assert place.text == text
    assert 0 <= place.confidence <= 1


@pytest.mark.parametrize("on", [IN_2024, IN_CAMPAIGN, IN_TWO_TIERS])
def test_every_full_name_is_read_back(on: date) -> None:
    for one in units_on(on):
        place = parse_place(registration_office(one), on)
        assert place.office
        assert place.code == one.code, one


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Xã An Tập", "An Tập"),
        ("Thị trấn Thứa", "Thứa"),
        ("Thành phố Bắc Ninh", "Bắc Ninh"),
        # NĐ 30/2020, appendix I: a unit called by a number is written in full.
        ("Phường 3", "Phường 3"),
        ("An Tập", "An Tập"),
    ],
)
def test_letters_are_dated_at_the_place_by_its_name(name, place):
    assert letter_place(name) == place
