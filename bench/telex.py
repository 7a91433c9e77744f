"""How many keys a text takes in Telex, the way most Vietnamese is typed."""

from __future__ import annotations

import unicodedata

# Marks of a letter (^ ˘ ’) and tones: one key each, after the letter or at the syllable's end.
_MARKS = frozenset("\u0302\u0306\u031b\u0300\u0301\u0303\u0309\u0323")
_HORN = "\u031b"
_SHIFTED = frozenset('()":?+*%')
# From here on Caps Lock, on and off, is quicker than Shift.
_CAPS_LOCK, _CAPS_LOCK_KEYS = 3, 2


def telex_keys(text: str, *, shifts: bool = True) -> int:
    """Keys for a text in the fewest that a stock Telex takes; Enter or Tab not included.

    `Nguyễn` is n g u y e e n x; `ư` is w, `ươ` is u o w, `đ` is d d. `shifts` counts one key for
    each capital, two (Caps Lock on and off) for a text all in capitals.
    """
    letters = unicodedata.normalize("NFD", text).replace("đ", "dd").replace("Đ", "DD")
    whole = unicodedata.normalize("NFC", text)
    keys = len(letters) - _spared(unicodedata.normalize("NFD", text.lower()))
    return keys + (_shift_keys(whole) if shifts else 0)


def _spared(letters: str) -> int:
    """Keys that a horn spares: `w` alone writes ư, and one `w` serves both letters of ươ."""
    bare = "".join(sign for sign in letters if sign == _HORN or sign not in _MARKS)
    return bare.count("u" + _HORN)


def _shift_keys(text: str) -> int:
    capitals = sum(sign.isupper() for sign in text)
    other = sum(sign in _SHIFTED for sign in text)
    if capitals >= _CAPS_LOCK and text == text.upper():
        return _CAPS_LOCK_KEYS + other
    return capitals + other
