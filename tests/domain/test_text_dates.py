"""Dates in every habit of the registers (domain facts §4, §13), in figures and in words."""

import contextlib
import datetime
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.text import (
    DateError,
    PartialDate,
    date_in_words,
    figures_against_words,
    parse_date,
    words_to_date,
)

# text → value, confidence
FIGURES = [
    ("27.08.1981", "27.08.1981", 1.0),
    ("27-8-1981", "27.08.1981", 1.0),
    ("27/08/1981", "27.08.1981", 1.0),
    (" 27 – 8 – 1981 ", "27.08.1981", 1.0),
    ("27 8 1981", "27.08.1981", 1.0),
    ("1981-08-27", "27.08.1981", 1.0),
    ("1981-08-27 00:00:00", "27.08.1981", 1.0),
    ("27/08/1981T13:30", "27.08.1981", 1.0),
    ("27081981", "27.08.1981", 0.95),
    ("19810827", "27.08.1981", 0.8),
    ("2781981", "27.08.1981", 0.6),
    ("270881", "27.08.1981", 0.4),
    ("27/8/81", "27.08.1981", 0.5),
    ("1/1/05", "01.01.2005", 0.5),
    ("081981", "08.1981", 0.95),
    ("198108", "08.1981", 0.6),
    ("81981", "08.1981", 0.6),
    ("8/1981", "08.1981", 1.0),
    ("1981/8", "08.1981", 0.9),
    ("8/81", "08.1981", 0.4),
    ("0881", "08.1981", 0.25),
    ("1981", "1981", 1.0),
    ("81", "1981", 0.35),
    ("../8/1981", "08.1981", 1.0),
    ("00/08/1981", "08.1981", 0.8),
    ("00.00.1975", "1975", 0.8),
    ("１２/8/1981", "12.08.1981", 1.0),
    ("29/2/2000", "29.02.2000", 1.0),
]
MIXED = [
    ("ngày 27 tháng 8 năm 1981", "27.08.1981", 1.0),
    ("Ngày: 27, tháng: 8, năm: 1981.", "27.08.1981", 1.0),
    ("27 tháng 8 1981", "27.08.1981", 1.0),
    ("ngày 27/8 năm 1981", "27.08.1981", 1.0),
    ("ngày 27/8/1981", "27.08.1981", 1.0),
    ("sinh ngày 27/8/1981", "27.08.1981", 1.0),
    ("27/8/1981 (dương lịch)", "27.08.1981", 1.0),
    ("mồng 2 tháng 9 năm 1945", "02.09.1945", 1.0),
    ("tháng 8 năm 1981", "08.1981", 1.0),
    ("tháng 8/1981", "08.1981", 1.0),
    ("tháng 8 năm 05", "08.2005", 0.5),
    ("ngày … tháng 8 năm 1981", "08.1981", 1.0),
    ("ngày ..... tháng ..... năm 1975", "1975", 1.0),
    ("năm 1981", "1981", 1.0),
    ("sinh năm 1981", "1981", 1.0),
    ("khoảng năm 1981", "1981", 0.5),
    ("1981?", "1981", 0.5),
    ("tháng giêng năm 1981", "01.1981", 0.9),
    ("tháng chạp 1981", "12.1981", 0.9),
]
WORDS = [
    (
        "ngày hai mươi bảy tháng tám năm một nghìn chín trăm tám mươi mốt",
        "27.08.1981",
        1.0,
    ),
    ("NGÀY HAI BẢY THÁNG TÁM NĂM MỘT NGÀN CHÍN TRĂM TÁM MỐT", "27.08.1981", 1.0),
    ("ngày hai mười bẩy tháng tám năm nghìn chín trăm tám mươi một", "27.08.1981", 1.0),
    ("hăm bảy tháng tám năm chín trăm tám mốt", "27.08.1981", 0.9),
    ("ngày mùng bốn tháng tư năm một chín bảy lăm", "04.04.1975", 0.9),
    ("mồng tư tháng bốn năm mười chín bảy nhăm", "04.04.1975", 0.9),
    ("ngày năm tháng năm năm năm lăm", "05.05.1955", 0.5),
    ("ngày mười lăm tháng mười năm hai nghìn không trăm linh năm", "15.10.2005", 1.0),
    ("tháng mười một năm hai ngàn lẻ năm", "11.2005", 1.0),
    ("tháng mười hai năm hai nghìn năm", "12.2005", 1.0),
    ("tháng chạp năm hai không không năm", "12.2005", 0.81),
    ("hai không mười", "2010", 0.9),
    ("hai nghìn mười", "2010", 1.0),
    ("năm hai nghìn", "2000", 1.0),
    ("một nghìn chín trăm", "1900", 1.0),
    ("một chín bảy không", "1970", 0.9),
    ("chín bảy lăm", "1975", 0.6),
    ("năm bảy mươi tư", "1974", 0.5),
    ("ngay hai muoi bay thang tam nam mot nghin chin tram tam muoi mot", "27.08.1981", 0.8),
]


@pytest.mark.parametrize(("text", "value", "confidence"), [*FIGURES, *MIXED, *WORDS])
def test_reads(text: str, value: str, confidence: float) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.confidence) == (value, confidence)
    assert parsed.date.text() == value
    assert parsed.precision == {10: "day", 7: "month", 4: "year"}[len(value)]


@pytest.mark.parametrize(("text", "value", "confidence"), [*MIXED, *WORDS])
def test_form_and_case_do_not_count(text: str, value: str, confidence: float) -> None:
    for variant in (unicodedata.normalize("NFD", text), text.upper(), text.capitalize()):
        parsed = parse_date(variant)
        assert (parsed.value, parsed.confidence) == (value, confidence)


@pytest.mark.parametrize(
    ("text", "hint", "value", "confidence"),
    [
        ("27/8/81", 1998, "27.08.1981", 0.9),
        ("27/8/81", 1981, "27.08.1981", 0.9),
        ("5/1/99", 1998, "05.01.1999", 0.9),
        ("5/1/99", 1997, "05.01.1899", 0.9),
        ("27/8", 1998, "27.08.1998", 0.6),
        ("5/8", 1998, "05.08.1998", 0.6),
        ("ngày 27 tháng 8", 1998, "27.08.1998", 0.6),
        ("tháng tám", 1998, "08.1998", 0.6),
        ("81", 1998, "1981", 0.63),
        ("27/8/1981", 1998, "27.08.1981", 1.0),
    ],
)
def test_hint(text: str, hint: int, value: str, confidence: float) -> None:
    parsed = parse_date(text, hint)
    assert (parsed.value, parsed.confidence) == (value, confidence)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("30/2/1981", "day", "Không có ngày 30 tháng 2 năm 1981"),
        ("31.04.1990", "day", "tháng 4 năm 1990 có 30 ngày"),
        ("29/2/1900", "day", "có 28 ngày"),
        ("31021981", "day", "ngày 31 tháng 2"),
        ("ngày ba mươi tháng hai năm hai nghìn", "day", "ngày 30 tháng 2 năm 2000"),
        ("32/1/1981", "day", "ngày 32"),
        ("13/13/1990", "month", "Không có tháng 13"),
        ("8/27/1981", "month", "Không có tháng 27"),
        ("tháng 13 năm 1990", "month", "tháng 13"),
        ("5/0/1999", "month", "thiếu tháng"),
        ("5/5/5005", "year", "Năm 5005"),
        ("1700", "year", "Năm 1700"),
        ("27/8", "missing_year", "Thiếu năm"),
        ("8/11", "missing_year", "Thiếu năm"),
        ("tháng mười một", "missing_year", "Thiếu năm"),
        ("31 tháng 4", "day", "ngày 31 tháng 4"),
        ("201210", "ambiguous", "20/12/2010 hoặc 10/2012"),
        ("2111981", "ambiguous", "21/01/1981 hoặc 02/11/1981"),
        ("tháng năm 1981", "ambiguous", "05/1981 hoặc 1981"),
        ("một nghìn chín trăm bảy", "ambiguous", "19"),
        ("27/8/981", "unreadable", "27/8/981"),
        ("27/8/8", "unreadable", "27/8/8"),
        ("27/8/1981 28/8/1981", "unreadable", "27/8/1981"),
        ("123", "unreadable", "123"),
        ("ngày bảy bảy bảy tháng tám năm 1981", "unreadable", "ngày bảy bảy bảy"),
        ("ngày một bảy tháng tám năm 1981", "unreadable", "ngày một bảy"),
        ("hôm qua", "unreadable", "“hôm”"),
        ("ngày", "unreadable", "ngày"),
        ("ngày bày tháng tám năm 1981", "unreadable", "“bày”"),
        ("Ất Mão", "lunar", "âm lịch"),
        ("15/7 năm Kỷ Tỵ", "lunar", "âm lịch"),
        ("rằm tháng 7 âm lịch 1975", "lunar", "âm lịch"),
        ("tháng 4 nhuận năm 1982", "lunar", "âm lịch"),
        ("25 tuổi", "age", "điều 23"),
        ("không rõ", "empty", "không rõ"),
        ("-", "empty", "-"),
        ("", "empty", "Không có ngày"),
    ],
)
def test_refuses(text: str, code: str, said: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_date(text)
    assert refusal.value.code == code
    assert said in refusal.value.message


def test_every_day_goes_into_words_and_back() -> None:
    day, last = datetime.date(1850, 1, 1), datetime.date(2100, 12, 31)
    while day <= last:
        date = PartialDate(day.year, day.month, day.day)
        parsed = parse_date(date_in_words(date))
        assert (parsed.date, parsed.confidence) == (date, 1.0)
        day += datetime.timedelta(days=1)


def test_every_month_and_year_goes_into_words_and_back() -> None:
    for year, month in itertools.product(range(1850, 2101), [None, *range(1, 13)]):
        date = PartialDate(year, month)
        assert words_to_date(date_in_words(date)) == date


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (
            PartialDate(1981, 8, 27),
            "Ngày hai mươi bảy tháng tám năm một nghìn chín trăm tám mươi mốt",
        ),
        (PartialDate(2005, 4, 24), "Ngày hai mươi tư tháng tư năm hai nghìn không trăm linh năm"),
        (
            PartialDate(1915, 12, 15),
            "Ngày mười lăm tháng mười hai năm một nghìn chín trăm mười lăm",
        ),
        (PartialDate(2010, 1, 10), "Ngày mười tháng một năm hai nghìn không trăm mười"),
        (PartialDate(1900, 10), "Tháng mười năm một nghìn chín trăm"),
        (PartialDate(2000), "Năm hai nghìn"),
    ],
)
def test_words(date: PartialDate, words: str) -> None:
    assert date_in_words(date) == words


VARIANTS = {
    "nghìn": ("nghìn", "ngàn"),
    "linh": ("linh", "lẻ"),
    "mươi": ("mươi", "mười"),
    "lăm": ("lăm", "nhăm"),
    "mốt": ("mốt", "một"),
    "tư": ("tư", "bốn"),
    "bảy": ("bảy", "bẩy"),
    "Ngày": ("Ngày", "mồng", "ngày mùng", ""),
}


@st.composite
def said_otherwise(draw: st.DrawFn) -> tuple[PartialDate, str]:
    day = draw(st.dates(datetime.date(1850, 1, 1), datetime.date(2100, 12, 31)))
    date = PartialDate(day.year, day.month, day.day)
    words = date_in_words(date).replace(
        "hai nghìn không trăm", draw(st.sampled_from(["hai nghìn không trăm", "hai nghìn"]))
    )
    said = [draw(st.sampled_from(VARIANTS.get(word, (word,)))) for word in words.split()]
    return date, " ".join(said)


@given(said_otherwise())
def test_every_variant_of_the_words_is_understood(case: tuple[PartialDate, str]) -> None:
    date, words = case
    assert words_to_date(words) == date


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(datetime.date(1850, 1, 1), datetime.date(2100, 12, 31)))
    parts = (day.year, day.month, day.day)
    return PartialDate(*parts[: draw(st.integers(1, 3))])


@given(partial_dates())
def test_forms_read_back(date: PartialDate) -> None:
    assert PartialDate.from_text(date.text()) == date
    for form in (date.text(), date.screen(), date.iso()):
        assert parse_date(form).date == date
    assert date.earliest() <= date.latest()


@given(st.text(max_size=25) | st.text("0123456789/.- ngàythángnăm", max_size=25))
def test_any_text_is_read_or_refused_clearly(text: str) -> None:
    with contextlib.suppress(DateError):
        parsed = parse_date(text)
        assert 0 < parsed.confidence <= 1
        assert parse_date(parsed.value).value == parsed.value


@pytest.mark.parametrize(
    "text", ["1/8/1981", "27.8.1981", "27.08.81", "", "08.1981 ", "31.02.1981"]
)
def test_own_form_is_strict(text: str) -> None:
    with pytest.raises(DateError):
        PartialDate.from_text(text)


@pytest.mark.parametrize(
    ("figures", "words", "different"),
    [
        (PartialDate(1981, 8, 27), PartialDate(1981, 8, 27), []),
        (PartialDate(1981, 8, 27), PartialDate(1981, 8, 21), ["day"]),
        (PartialDate(1981, 8, 27), PartialDate(1981), []),
        (PartialDate(1981, 8), PartialDate(1982, 9, 1), ["month", "year"]),
    ],
)
def test_figures_against_words(
    figures: PartialDate, words: PartialDate, different: list[str]
) -> None:
    assert figures_against_words(figures, words) == different


@pytest.mark.parametrize("text", ["¹¹", "²", "①", "năm ¹"])
def test_raised_and_circled_figures_are_no_date(text):
    with pytest.raises(DateError):
        parse_date(text)
