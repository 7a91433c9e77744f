"""How a name in a record answers the name that was typed; pure."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from sohotich.domain.text import unmarked_key, written_key
from sohotich.register.search.asked import Asked

# Besides the letters, what a name is written with; a space put in or left out is a slip too.
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz '-"
_SHORTEST: Final = 2


class Kind(IntEnum):
    """The better answer first."""

    WRITTEN = 0
    UNMARKED = 1
    PART = 2
    SLIP = 3

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES: Final = {
    Kind.WRITTEN: "đúng từng dấu",
    Kind.UNMARKED: "khác dấu",
    Kind.PART: "khớp một phần",
    Kind.SLIP: "gần đúng",
}


class Grade(NamedTuple):
    """Sorts as it is shown: `marks_off` words that were typed with other marks, `more` words of
    the name that nobody typed.
    """

    kind: Kind
    marks_off: int
    more: int


def grade(asked: Asked, name: str, key: str) -> Grade | None:
    """How well `name`, whose unmarked key is `key`, answers; None where it does not.

    Words may stand in any order; the last may be its beginning, one letter the beginning of any;
    one slip (a letter more, less, other, or two changed round) in all of it.
    """
    written = written_key(name)
    if written == asked.written:
        return Grade(Kind.WRITTEN, 0, 0)
    typed, words = asked.key.split(), key.split()
    marks_off, more = _marks_off(asked, written), len(words) - len(typed)
    if typed == words:
        return Grade(Kind.UNMARKED, marks_off, 0)
    slips = _slips(typed, words)
    if slips == 0:
        return Grade(Kind.PART, marks_off, more)
    if slips == 1 or one_slip(asked.key, key):
        return Grade(Kind.SLIP, marks_off, abs(more))
    return None


def _marks_off(asked: Asked, written: str) -> int:
    """Words typed with marks that the name does not have so."""
    has = written.split()
    marked = [word for word in asked.written.split() if word != unmarked_key(word)]
    return sum(not any(own.startswith(word) for own in has) for word in marked)


def _slips(typed: list[str], words: list[str]) -> int:
    """The fewest slips with which each typed word finds a word of its own; 2 where more."""
    if not typed:
        return 0
    if len(typed) > len(words):
        return 2
    *others, last = typed
    fewest = 2
    for place, word in enumerate(words):
        cost = _cost(last, word)
        if cost < fewest:
            rest = words[:place] + words[place + 1 :]
            fewest = min(fewest, cost + _slips_whole(others, rest, fewest - cost))
    return fewest


def _slips_whole(typed: list[str], words: list[str], limit: int) -> int:
    if not typed or limit <= 0:
        return 0 if not typed else 2
    fewest = 2
    for place, word in enumerate(words):
        cost = _cost_whole(typed[0], word)
        if cost < min(limit, fewest):
            rest = words[:place] + words[place + 1 :]
            fewest = min(fewest, cost + _slips_whole(typed[1:], rest, limit - cost))
            if not fewest:
                break
    return fewest


def _cost(typed: str, word: str) -> int:
    return 0 if word.startswith(typed) else _cost_whole(typed, word)


def _cost_whole(typed: str, word: str) -> int:
    if typed == word or (len(typed) == 1 and word[0] == typed):
        return 0
    return 1 if len(typed) >= _SHORTEST and one_slip(typed, word) else 2


@lru_cache(maxsize=1 << 14)
def one_slip(a: str, b: str) -> bool:
    """Whether one letter put in, left out or changed, or two neighbours changed round, makes one
    of the other; equal texts are not.
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), -1)
    if start < 0:
        return True
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return long[start + 1 :] == short[start:]
    return a[start + 1 :] == b[start + 1 :] or (
        a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    )


def slips_of(text: str) -> list[str]:
    """Every text that is one slip away from it, each once."""
    ends = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    found = {before + after[1:] for before, after in ends if after}
    found |= {b + a[1] + a[0] + a[2:] for b, a in ends if len(a) > 1}
    for letter in _LETTERS:
        found |= {before + letter + after[1:] for before, after in ends if after}
        found |= {before + letter + after for before, after in ends}
    return sorted(name for name in found - {text} if name == " ".join(name.split()))
