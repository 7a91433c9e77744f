"""Dates as people write them, in figures and in words, both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sohotich.domain.text.date_readings import Reading, figure_readings, word_readings
from sohotich.domain.text.empties import empty_kind
from sohotich.domain.text.forms import clean
from sohotich.domain.text.keys import written_key
from sohotich.domain.text.number_words import say_below_hundred, say_year
from sohotich.domain.text.partial_dates import DateError, PartialDate

__all__ = [
    "DateError",
    "ParsedDate",
    "PartialDate",
    "date_in_words",
    "figures_against_words",
    "parse_date",
    "words_to_date",
]

_CLOCK = re.compile(r"[t ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_FIGURES_ONLY = re.compile(r"[\d\s./\\,_|:–—-]+")

# Without a hint a two-digit year from 30 on is taken for the last century.
_PIVOT = 30
_SHORT_YEAR_WITH_HINT, _SHORT_YEAR_ALONE = 0.9, 0.5
_ZERO_FOR_UNKNOWN = 0.8
_PART_NAMES = {"day": "ngày", "month": "tháng", "year": "năm"}


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """`value` as in the ministry's files (27.08.1981), `precision` day, month or year, `words` the
    school form, `confidence` 0–1: 1 only where nothing had to be supposed; `date` the parts.
    """

    value: str
    precision: str
    words: str
    confidence: float
    date: PartialDate


def parse_date(text: str, year_hint: int | None = None) -> ParsedDate:
    """Read a date in any habit of the registers; raises DateError with the part that is wrong.

    `year_hint` is the year of the book or registration: it completes a year of two figures to the
    latest such year not after the hint's next, and stands in for a year that is not written.
    Text that can be read as two different dates is refused, never guessed. Ages are not computed.
    """
    kind = empty_kind(text)
    if kind is not None:
        shown = f" (“{clean(text)}”)" if kind != "empty" else ""
        raise DateError("empty", f"Không có ngày tháng nào để đọc{shown}.")
    key = _CLOCK.sub("", written_key(text))
    if _FIGURES_ONLY.fullmatch(key):
        readings = figure_readings(re.findall(r"\d+", key))
    else:
        readings = word_readings(key)
    if not readings:
        raise DateError(
            "unreadable",
            f"Không đọc được “{clean(text)}” thành ngày tháng: "
            "ghi như 27/8/1981, 8/1981 hoặc 1981.",
        )
    date, confidence = _decide(readings, year_hint)
    return ParsedDate(date.text(), date.precision, date_in_words(date), round(confidence, 2), date)


def words_to_date(text: str, year_hint: int | None = None) -> PartialDate:
    """The date written in words (`nksNgaySinhBangChu`); same errors as `parse_date`."""
    return parse_date(text, year_hint).date


def date_in_words(date: PartialDate) -> str:
    """Ngày hai mươi bảy tháng tám năm một nghìn chín trăm tám mươi mốt; what lacks is left out."""
    parts = [f"năm {say_year(date.year)}"]
    if date.month is not None:
        # The fourth month is called tháng tư.
        parts.insert(0, f"tháng {'tư' if date.month == 4 else say_below_hundred(date.month)}")
    if date.day is not None:
        parts.insert(0, f"ngày {say_below_hundred(date.day)}")
    words = " ".join(parts)
    return words[0].upper() + words[1:]


def figures_against_words(figures: PartialDate, words: PartialDate) -> list[str]:
    """Which of `day`, `month`, `year` differ; a part only one of the two gives is no difference."""
    pairs = {part: (getattr(figures, part), getattr(words, part)) for part in _PART_NAMES}
    return [part for part, (a, b) in pairs.items() if None not in (a, b) and a != b]


def _decide(readings: list[Reading], hint: int | None) -> tuple[PartialDate, float]:
    """The one reading the calendar allows."""
    possible: dict[PartialDate, float] = {}
    errors: list[DateError] = []
    for reading in readings:
        try:
            date, sure = _complete(reading, hint)
        except DateError as error:
            errors.append(error)
        else:
            possible[date] = max(sure, possible.get(date, 0.0))
    # "8/11" with no year known may well be a day: a month of 2011 would be a guess.
    lacking = next((error for error in errors if error.code == "missing_year"), None)
    if not possible or lacking:
        raise lacking or errors[0]
    if len(possible) > 1:
        choices = " hoặc ".join(date.screen() for date in possible)
        raise DateError("ambiguous", f"Có thể đọc là {choices}: ghi rõ ngày, tháng, năm.")
    return next(iter(possible.items()))


def _complete(reading: Reading, hint: int | None) -> tuple[PartialDate, float]:
    day, month, year, sure = reading
    if 0 in (day, month):
        day, month, sure = _without_zeros(day, month, sure)
    if year is None:
        if hint is None:
            _check_day_and_month(day, month)
            raise DateError("missing_year", "Thiếu năm: ghi thêm năm (4 chữ số).")
        year = hint
    elif year < 100:
        year, weight = _complete_year(year, hint)
        sure *= weight
    return PartialDate(year, month, day), sure


def _without_zeros(
    day: int | None, month: int | None, sure: float
) -> tuple[int | None, int | None, float]:
    """00 stands for a part that is not known; a day without its month is refused later."""
    return day or None, month or None, sure * _ZERO_FOR_UNKNOWN


def _check_day_and_month(day: int | None, month: int | None) -> None:
    leap_year = 2000
    PartialDate(leap_year, month, day)


def _complete_year(short: int, hint: int | None) -> tuple[int, float]:
    if hint is None:
        return (1900 if short >= _PIVOT else 2000) + short, _SHORT_YEAR_ALONE
    # A book may go on into the year after the one it was opened in.
    latest = hint + 1
    return latest - (latest - short) % 100, _SHORT_YEAR_WITH_HINT
