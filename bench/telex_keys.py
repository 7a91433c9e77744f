"""Which keys write a text in Telex, letter by letter: what the scripted typist presses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
# Texts all in capitals are written with Caps Lock, on and off.
_CAPITALS = 3


def typed_keys(text: str) -> Iterator[list[str]]:
    """The keys of each letter of a text, a syllable's tone after its last letter.

    Capitals as `Shift+N`; a text all in capitals begins and ends with Caps Lock.
    """
    capitals = sum(sign.isupper() for sign in text) >= _CAPITALS and text == text.upper()
    if capitals:
        yield ["CapsLock"]
    for at, word in enumerate(text.split(" ")):
        if at:
            yield [" "]
        yield from _word(word, shift=not capitals)
    if capitals:
        yield ["CapsLock"]


def _word(word: str, *, shift: bool) -> Iterator[list[str]]:
    tone = ""
    letters: list[list[str]] = []
    for sign in unicodedata.normalize("NFC", word):
        letter = unicodedata.normalize("NFD", sign.replace("đ", "d").replace("Đ", "D"))
        plain, marks = letter[0], letter[1:]
        first = f"Shift+{plain}" if plain.isupper() and shift else plain
        keys = [first, *([plain.lower()] if sign in "đĐ" else [])]
        for mark in marks:
            tone = _TONES.get(mark, tone)
            if mark in _SHAPES:
                keys.append(_SHAPES[mark] or plain.lower())
        letters.append(keys)
    # A w by itself writes the first ư of a word.
    vowels = [at for at, sign in enumerate(word) if sign.lower() not in "bcdđghklmnpqrstvx"]
    if vowels and letters[vowels[0]][0].lower().endswith("u") and letters[vowels[0]][-1] == "w":
        alone = len(vowels) == 1 or letters[vowels[1]][-1] != "w"
        first = letters[vowels[0]][0]
        letters[vowels[0]] = [first.replace("u", "w").replace("U", "W")] if alone else [first, "w"]
    # One w serves both letters of ươ.
    for left, right in pairwise(letters):
        if left[-1] == right[-1] == "w" and len(left) > 1:
            left.pop()
    if tone:
        end = max(i for i, sign in enumerate(word) if sign.isalpha())
        letters[end].append(tone)
    yield from letters


def mark_keys(word: str) -> list[str]:
    """The keys that mark a syllable typed without marks: shapes as they come, then the tone."""
    shapes = [
        _SHAPES[mark] or letter[0]
        for sign in unicodedata.normalize("NFC", word.lower())
        for letter in [unicodedata.normalize("NFD", sign)]
        for mark in letter[1:]
        if mark in _SHAPES
    ]
    tones = [_TONES[mark] for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    # One w serves both letters of ươ.
    once = [key for at, key in enumerate(shapes) if key != "w" or "w" not in shapes[:at]]
    return [*once, *tones]
