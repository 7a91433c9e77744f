"""How people mistype what they read: a lost tone, a neighbouring letter, a misread figure; pure."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from sohotich.domain.record_types import record_type
from sohotich.domain.schema import Kind
from sohotich.domain.text import DateError, parse_date
from sohotich.sample.world.options import BIRTHS

# Figures of a quick hand that are taken for one another.
_ALIKE: Final = {"1": "7", "7": "1", "3": "8", "8": "3", "0": "6", "6": "0", "4": "9", "9": "4",
                 "5": "6", "2": "7"}  # fmt: skip
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ENDINGS: Final = (("n", "ng"), ("ng", "n"), ("i", "y"), ("y", "i"), ("nh", "n"))

Mistake = Callable[[str, random.Random], str]


def tone_lost(value: str, chance: random.Random) -> str:
    """`Nguyễn Thị Hòa` → `Nguyễn Thị Hoa`; another ending where no syllable has a tone."""
    words = value.split(" ")
    toned = [i for i, word in enumerate(words) if _without_tone(word) != word]
    if not toned:
        return ending_changed(value, chance)
    at = chance.choice(toned)
    words[at] = _without_tone(words[at])
    return " ".join(words)


def _without_tone(word: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if sign not in _TONES)
    return unicodedata.normalize("NFC", bare)


def ending_changed(value: str, chance: random.Random) -> str:
    """`Hoan` → `Hoang` in the last word."""
    head, _, last = value.rpartition(" ")
    fitting = [(old, new) for old, new in _ENDINGS if last.endswith(old)]
    old, new = chance.choice(fitting) if fitting else ("", "n")
    changed = f"{last[: len(last) - len(old)]}{new}"
    return f"{head} {changed}".strip()


def figure_misread(value: str, chance: random.Random) -> str:
    """`27.08.1981` → `21.08.1981`: one figure taken for another, still a date."""
    places = [i for i, sign in enumerate(value) if sign in _ALIKE]
    chance.shuffle(places)
    for at in places:
        changed = value[:at] + _ALIKE[value[at]] + value[at + 1 :]
        if _same_century(changed, value):
            return changed
    return value


def _same_century(changed: str, value: str) -> bool:
    try:
        parsed = parse_date(changed)
    except DateError:
        return False
    return parsed.value == changed and changed[-4:-2] == value[-4:-2]


def figure_exchanged(value: str, chance: random.Random) -> str:
    """`125200275` → `125206275`: one figure of a number taken for another."""
    places = [i for i, sign in enumerate(value) if sign in _ALIKE]
    if not places:
        return value
    at = chance.choice(places)
    return value[:at] + _ALIKE[value[at]] + value[at + 1 :]


def word_left_out(value: str, chance: random.Random) -> str:
    """`Thôn Đông, xã Mỹ Hương` → `Thôn Đông`: the rest of the line forgotten."""
    head = value.split(",")[0]
    return head if head != value else tone_lost(value, chance)


FIELDS: Final[tuple[tuple[str, Mistake], ...]] = (
    ("nksHoTen", tone_lost),
    ("meHoTen", tone_lost),
    ("chaHoTen", ending_changed),
    ("nksNgaySinh", figure_misread),
    ("meNgaySinh", figure_misread),
    ("chaNgaySinh", figure_misread),
    ("meNoiCuTru", word_left_out),
    ("nksNoiSinh", tone_lost),
)


_BY_KIND: Final = {
    Kind.PERSON: tone_lost,
    Kind.DATE: figure_misread,
    Kind.PLACE: word_left_out,
    Kind.PAPER: figure_exchanged,
}
# The book fills these in, or the number on the page tells them.
_SELDOM_WRONG: Final = frozenset({"nguoiKy", "nguoiThucHien", "ngayDangKy"})


def _fields(type_code: str) -> tuple[tuple[str, Mistake], ...]:
    if type_code == BIRTHS:
        return FIELDS
    kind = record_type(type_code)
    return tuple(
        (field.key, _BY_KIND[field.kind])
        for field in kind.fields
        if field.kind in _BY_KIND and field.key not in (*_SELDOM_WRONG, kind.office)
    )


def mistyped(
    values: Mapping[str, str], chance: random.Random, type_code: str = BIRTHS
) -> dict[str, str]:
    """The same reading with one or two of its fields wrong; never the same as it was."""
    wrong = dict(values)
    wanted = chance.choice((1, 1, 2))
    fields = _fields(type_code)
    for key, mistake in chance.sample(fields, len(fields)):
        value = values.get(key, "")
        changed = mistake(value, chance) if value else value
        if changed != value:
            wrong[key] = changed
            wanted -= 1
        if not wanted:
            break
    return wrong
