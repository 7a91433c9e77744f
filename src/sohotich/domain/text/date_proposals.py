"""What a date in an old record may become: a value, or text kept for the note, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sohotich.domain.text.dates import DateError, PartialDate, parse_date
from sohotich.domain.text.forms import clean
from sohotich.domain.text.keys import written_key
from sohotich.domain.text.number_words import below_hundred, number_words

# An age is turned into a year by the law's own rule, but people counted by lunar years too.
_FROM_AGE = 0.8
_AGE = re.compile(r"(?:tuổi|tuoi)\s*:?\s*(\d{1,3})|(\d{1,3})\s*(?:tuổi|tuoi|t)")
_OF_MONTHS = re.compile(r"\b(?:tháng|thang|ngày|ngay)\s*(?:tuổi|tuoi)\b")


@dataclass(frozen=True, slots=True)
class DateProposal:
    """`value` as the ministry writes dates ("" where there is none); `note`: text for `ghiChu`."""

    value: str
    note: str
    why: str
    confidence: float


def propose_date(text: str, book_year: int | None = None) -> DateProposal | None:
    """A date in any habit; for an age, the year by TT 04/2020 art. 23(2); a lunar date stays text.

    `book_year` is the year of the registration. None where the text says nothing, is no date, or
    can be read as several.
    """
    try:
        read = parse_date(text, book_year)
    except DateError as error:
        return _otherwise(text, book_year, error.code)
    return DateProposal(read.value, "", "đọc theo cách ghi ngày thông thường", read.confidence)


def birth_year_from_age(text: str, book_year: int) -> PartialDate | None:
    """The year of birth of somebody who was "25 tuổi" in a book of 1975: 1950 (TT 04/2020 art.
    23(2)); None where the text gives no age in years.
    """
    key = written_key(text)
    match = _AGE.fullmatch(key)
    if match:
        age: int | None = int(match[1] or match[2])
    elif _OF_MONTHS.search(key) or not key.endswith(("tuổi", "tuoi")):
        return None
    else:
        said = [number_words(word) for word in key.split()[:-1]]
        age = below_hundred(tuple(w for words in said if words for w in words[0]))
        age = age if said and None not in said else None
    return None if age is None else _year(book_year - age)


def _year(year: int) -> PartialDate | None:
    try:
        return PartialDate(year)
    except DateError:
        return None


def _otherwise(text: str, book_year: int | None, code: str) -> DateProposal | None:
    if code == "lunar":
        return DateProposal("", clean(text), "ngày âm lịch: giữ nguyên văn trong ghi chú", 1.0)
    year = birth_year_from_age(text, book_year) if book_year is not None else None
    if year is not None:
        why = "năm sổ trừ số tuổi (Thông tư 04/2020/TT-BTP, khoản 2 điều 23)"
        return DateProposal(year.text(), clean(text), why, _FROM_AGE)
    if code == "age":
        return DateProposal("", clean(text), "sổ chỉ ghi tuổi: giữ trong ghi chú", 1.0)
    return None
