"""What figures or words of a date can mean: readings, before the calendar has its say."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from sohotich.domain.text.number_words import below_hundred, number_words, year_readings
from sohotich.domain.text.partial_dates import DateError


class Reading(NamedTuple):
    """Parts as read: 0 or None is not given, a year below 100 has two figures only."""

    day: int | None
    month: int | None
    year: int | None
    sure: float


# Figures without signs between them: shapes in the order they are preferred, and how sure each is.
_COMPACT: dict[int, tuple[tuple[str, float], ...]] = {
    8: (("ddmmyyyy", 0.95), ("yyyymmdd", 0.8)),
    7: (("ddmyyyy", 0.6), ("dmmyyyy", 0.6)),
    6: (("mmyyyy", 0.95), ("ddmmyy", 0.8), ("yyyymm", 0.6)),
    5: (("myyyy", 0.6),),
    4: (("yyyy", 1.0), ("mmyy", 0.5)),
    2: (("yy", 0.7),),
}
# Figures with signs between them, by the number of figures in each group (s: one or two).
_SEPARATED: dict[str, tuple[str, float]] = {
    "ss4": ("dmy", 1.0),
    "sss": ("dmy", 1.0),
    "4ss": ("ymd", 1.0),
    "s4": ("my", 1.0),
    "ss": ("my", 0.8),
    "4s": ("ym", 0.9),
}
_DAY_AND_MONTH_ONLY = 0.6
_UNMARKED_WORDS = 0.8
_ABOUT = 0.5
_OTHER_MONTH_NAME = 0.9

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\?|…+|\.{2,}|_{2,}")
_BLANK = "…"
_KEYWORDS = {
    "ngày": "ngày", "ngay": "ngày", "mồng": "mồng", "mùng": "mồng", "mong": "mồng", "mung": "mồng",
    "tháng": "tháng", "thang": "tháng", "năm": "năm", "nam": "năm", "giêng": "giêng",
    "gieng": "giêng", "chạp": "chạp", "chap": "chạp",
}  # fmt: skip
_SILENT = frozenset({"sinh", "vào", "dương", "lịch", "dl"})
_DOUBT = frozenset({"khoảng", "chừng", "độ", "?"})
_MONTH_NAMES = {"giêng": 1, "chạp": 12}

_STEMS = frozenset(
    ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "kỉ", "canh", "tân", "nhâm", "quý", "quí")
)
_BRANCHES = frozenset(
    ("tý", "tí", "sửu", "dần", "mão", "mẹo", "thìn", "tỵ", "tị", "ngọ", "mùi", "thân", "dậu",
     "tuất", "hợi")
)  # fmt: skip


def figure_readings(groups: list[str]) -> list[Reading]:
    """Readings of one to three groups of figures, in the order they stand."""
    if len(groups) == 1:
        shapes = _COMPACT.get(len(groups[0]), ())
        return [_by_letters(groups[0], shape, sure) for shape, sure in shapes]
    sizes = "".join("s" if len(group) <= 2 else str(len(group)) for group in groups)
    order, sure = _SEPARATED.get(sizes, ("", 0.0))
    if not order or (order == "dmy" and len(groups[2]) == 1):
        return []
    parts = dict(zip(order, map(int, groups), strict=True))
    reading = Reading(parts.get("d"), parts.get("m"), parts["y"], sure)
    if sizes != "ss":
        return [reading]
    day_and_month = Reading(int(groups[0]), int(groups[1]), None, _DAY_AND_MONTH_ONLY)
    return [reading, day_and_month] if len(groups[1]) == 2 else [day_and_month]


def _by_letters(figures: str, shape: str, sure: float) -> Reading:
    def part(letter: str) -> int | None:
        taken = "".join(c for c, s in zip(figures, shape, strict=True) if s == letter)
        return int(taken) if taken else None

    return Reading(part("d"), part("m"), part("y"), sure)


def word_readings(key: str) -> list[Reading]:
    """Readings of a date with words in it; `key` is the text's `written_key`.

    Raises DateError for lunar dates, ages and words that are no part of a date.
    """
    tokens = _TOKEN.findall(key)
    _refuse_other_reckoning(tokens)
    words, sure = _known_words(tokens)
    if "tháng" in words:
        readings = _around_month(words)
    elif all(word.isdecimal() for word in words if word not in ("ngày", "mồng", "năm")):
        readings = figure_readings([word for word in words if word.isdecimal()])
    else:
        readings = _years_only(words)
    return [reading._replace(sure=reading.sure * sure) for reading in dict.fromkeys(readings)]


def _refuse_other_reckoning(tokens: list[str]) -> None:
    pairs = pairwise(tokens)
    lunar = any(stem in _STEMS and branch in _BRANCHES for stem, branch in pairs)
    if lunar or not {"âm", "al", "nhuận"}.isdisjoint(tokens):
        raise DateError(
            "lunar",
            "Ngày âm lịch: sổ hộ tịch ghi ngày dương lịch. Giữ nguyên văn trong ghi chú, "
            "chỉ đổi sang dương lịch khi có căn cứ.",
        )
    if "tuổi" in tokens:
        raise DateError(
            "age",
            "Sổ chỉ ghi tuổi: chưa có ngày sinh. Năm sinh do công chức hộ tịch xác định "
            "(Thông tư 04/2020/TT-BTP, điều 23).",
        )


def _known_words(tokens: list[str]) -> tuple[tuple[str, ...], float]:
    words: list[str] = []
    sure = 1.0
    for token in tokens:
        if token[0] in "…._":
            # A blank matters only in place of the month, where "năm" could be read as five.
            words += [_BLANK] if words[-1:] == ["tháng"] else []
        elif token in _DOUBT:
            sure = min(sure, _ABOUT)
        elif token.isdecimal():
            words.append(token)
        elif token in _KEYWORDS:
            words.append(_KEYWORDS[token])
            sure = min(sure, _UNMARKED_WORDS if token.isascii() else 1.0)
        elif token not in _SILENT:
            said = number_words(token)
            if said is None:
                raise DateError("unreadable", f"Không hiểu chữ “{token}” trong ngày tháng.")
            words += said[0]
            sure = min(sure, 1.0 if said[1] else _UNMARKED_WORDS)
    return tuple(words), sure


def _around_month(words: tuple[str, ...]) -> list[Reading]:
    place = words.index("tháng")
    before = tuple(word for word in words[:place] if word not in ("ngày", "mồng"))
    day = below_hundred(before) if before else None
    if before and day is None:
        return []
    after = words[place + 1 :]
    if after[:1] == (_BLANK,):
        return [Reading(day, None, year, sure) for year, sure in _years(after[1:]).items()]
    found = [
        Reading(day, month, year, sure * month_sure)
        for size in (1, 2)
        for month, month_sure in _months(after[:size], size)
        for year, sure in _years(after[size:]).items()
    ]
    if not before and after[:1] == ("năm",):
        # A printed form whose blanks were not typed: "ngày tháng năm 1975".
        blank = year_readings(after[1:]).items()
        found += [Reading(None, None, year, sure) for year, sure in blank]
    return found


def _months(words: tuple[str, ...], size: int) -> list[tuple[int, float]]:
    if len(words) != size:
        return []
    if words[0] in _MONTH_NAMES and size == 1:
        return [(_MONTH_NAMES[words[0]], _OTHER_MONTH_NAME)]
    month = below_hundred(words)
    return [] if month is None else [(month, 1.0)]


def _years(words: tuple[str, ...]) -> dict[int | None, float]:
    """The year after a month, with or without the word năm before it; None: not given."""
    if not words:
        return {None: _DAY_AND_MONTH_ONLY}
    spoken: dict[int | None, float] = dict(year_readings(words).items())
    return spoken | (year_readings(words[1:]) if words[0] == "năm" else {})


def _years_only(words: tuple[str, ...]) -> list[Reading]:
    if not words or words[0] in ("ngày", "mồng"):
        return []
    return [Reading(None, None, year, sure) for year, sure in _years(words).items()]
