"""Vietnamese number words as they are said and written in registers: days, months and years.

Accepted beside the school form: ngàn, lẻ, mười for mươi and mươi left out (tám mốt), bẩy, nhăm,
hăm, "không trăm" left out, the thousand left out (chín trăm bảy lăm), figures said one by one
(một chín bảy lăm), words typed without marks.
"""

from __future__ import annotations

from functools import lru_cache

from sohotich.domain.text.keys import unmarked_key
from sohotich.domain.text.partial_dates import FIRST_YEAR, LAST_YEAR

UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VALUE = {**{word: value for value, word in enumerate(UNITS)}, "tư": 4, "mốt": 1, "lăm": 5}
_LAST_ONLY = frozenset({"mốt", "lăm"})

# Word as written → the words the grammar knows.
_SAID: dict[str, tuple[str, ...]] = {
    **{word: (word,) for word in (*_VALUE, "mười", "trăm", "nghìn", "linh")},
    "bẩy": ("bảy",),
    "nhăm": ("lăm",),
    "mươi": ("mười",),
    "ngàn": ("nghìn",),
    "lẻ": ("linh",),
    "hăm": ("hai", "mười"),
    "băm": ("ba", "mười"),
}
_SAID_UNMARKED = {unmarked_key(word): words for word, words in reversed(_SAID.items())}

# How sure a year is, by the way it is said; two-digit years are weighed by whoever completes them.
FULL, HUNDREDS_ONLY, FIGURE_BY_FIGURE, THREE_FIGURES = 1.0, 0.9, 0.9, 0.6


def number_words(word: str) -> tuple[tuple[str, ...], bool] | None:
    """The grammar's words for one written word (lower case), and whether its marks are there."""
    if word in _SAID:
        return _SAID[word], True
    # A word with other marks is another word: only a word without any is completed.
    return (_SAID_UNMARKED[word], False) if word in _SAID_UNMARKED and word.isascii() else None


def below_hundred(words: tuple[str, ...]) -> int | None:
    """0–99, said or in one or two figures: hai mươi bảy, hai bảy, mười lăm, 27."""
    match words:
        case (figures,) if figures.isdecimal():
            return int(figures) if len(figures) <= 2 else None
        case ("mười",):
            return 10
        case (unit,) if unit not in _LAST_ONLY:
            return _VALUE.get(unit)
        case ("mười", unit):
            return _add(10, unit)
        case (ten, "mười"):
            return _tens(ten)
        case (ten, "mười", unit) | (ten, unit):
            return _add(_tens(ten), unit)
    return None


def _tens(word: str) -> int | None:
    value = _VALUE.get(word, 0)
    return value * 10 if value >= 2 else None


def _add(tens: int | None, unit: str) -> int | None:
    value = _VALUE.get(unit)
    return tens + value if tens and value else None


def year_readings(words: tuple[str, ...]) -> dict[int, float]:
    """Every year the words can mean with how sure it is; below 100 a year of two figures."""
    if not words:
        return {}
    if len(words) == 1 and words[0].isdecimal():
        return {int(words[0]): FULL} if len(words[0]) in (2, 4) else {}
    if "nghìn" in words:
        found = _thousands(*_split(words, "nghìn"))
    elif "trăm" in words:
        found = _hundreds(*_split(words, "trăm"))
    else:
        return _short_year(words) | _figure_by_figure(words)
    return {year: sure for year, sure in found.items() if FIRST_YEAR <= year <= LAST_YEAR}


def _split(words: tuple[str, ...], at: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = words.index(at)
    return words[:place], words[place + 1 :]


def _thousands(before: tuple[str, ...], after: tuple[str, ...]) -> dict[int, float]:
    """[một] nghìn chín trăm tám mươi mốt; hai nghìn [không trăm] linh năm."""
    thousand = (below_hundred(before) if before else 1) or 0
    if "trăm" in after:
        hundred, rest = _split(after, "trăm")
        count = below_hundred(hundred)
        base = None if count is None or count > 9 else thousand * 1000 + count * 100
        return {} if base is None else {base + more: FULL for more in _rest(rest, loose=10)}
    return {thousand * 1000 + more: FULL for more in _rest(after, loose=100)}


def _hundreds(before: tuple[str, ...], after: tuple[str, ...]) -> dict[int, float]:
    """chín trăm bảy lăm (the thousand left out), mười chín trăm bảy lăm."""
    count = below_hundred(before) or 0
    century = count + 10 if count < 10 else count
    return {century * 100 + more: HUNDREDS_ONLY for more in _rest(after, loose=10)}


def _rest(words: tuple[str, ...], loose: int) -> set[int]:
    """What follows the hundreds: nothing, linh năm, tám mốt.

    A lone "bảy" is said for 7 and, `loose`, for 70 (trăm bảy) or 700 (nghìn bảy).
    """
    if not words:
        return {0}
    if words[0] == "linh":
        value = below_hundred(words[1:])
        return {value} if value and value < 10 else set()
    value = below_hundred(words)
    if value is None:
        return set()
    return {value, value * loose} if len(words) == 1 and 0 < value < 10 else {value}


def _short_year(words: tuple[str, ...]) -> dict[int, float]:
    """bảy lăm, linh năm, mười: the last two figures of a year; one figure alone is no year."""
    if words[0] == "linh":
        return dict.fromkeys(_rest(words, loose=10), FULL)
    value = below_hundred(words)
    return {} if value is None or (len(words) == 1 and value < 10) else {value: FULL}


def _figure_by_figure(words: tuple[str, ...]) -> dict[int, float]:
    """một chín bảy lăm, hai không mười, mười chín bảy lăm; chín bảy lăm."""
    pair = _pair(words[1:])
    if len(words) == 3 and pair is not None and _VALUE.get(words[0]) in (8, 9):
        return {1000 + _VALUE[words[0]] * 100 + pair: THREE_FIGURES}
    century = _pair(words[:2]) or below_hundred(words[:2]) or 0
    last = _pair(words[2:])
    if last is None:
        last = below_hundred(words[2:]) if len(words) > 3 or words[2:] == ("mười",) else None
    year = century * 100 + (last or 0)
    return {year: FIGURE_BY_FIGURE} if last is not None and _is_year(year) else {}


def _pair(words: tuple[str, ...]) -> int | None:
    """Two figures said one by one: bảy lăm, không năm, linh năm."""
    if len(words) != 2 or words[0] in _LAST_ONLY:
        return None
    first, second = 0 if words[0] == "linh" else _VALUE.get(words[0]), _VALUE.get(words[1])
    return None if first is None or second is None else first * 10 + second


def _is_year(number: int) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR


@lru_cache(maxsize=128)
def say_below_hundred(number: int) -> str:
    """0–99 in the school form: mười lăm, hai mươi mốt, hai mươi tư, tám mươi lăm."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return UNITS[unit]
    if tens == 1:
        return " ".join(["mười", *([("lăm" if unit == 5 else UNITS[unit])] if unit else [])])
    last = {0: [], 1: ["mốt"], 4: ["tư"], 5: ["lăm"]}.get(unit, [UNITS[unit]])
    return " ".join([UNITS[tens], "mươi", *last])


def say_year(year: int) -> str:
    """1000–9999 in the school form: một nghìn chín trăm linh năm, hai nghìn không trăm mười."""
    thousand, hundreds = divmod(year, 1000)
    hundred, rest = divmod(hundreds, 100)
    words = [UNITS[thousand], "nghìn"]
    if hundreds:
        words += [UNITS[hundred], "trăm"]
    if rest:
        words += (["linh"] if rest < 10 else []) + [say_below_hundred(rest)]
    return " ".join(words)
