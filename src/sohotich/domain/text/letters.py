"""The Vietnamese letters and tones as tables, in their dictionary order.

Order of the letters: the 29 of the alphabet (a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư
v x y) with f j w z at their Latin places; order of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
Source of both: Từ điển tiếng Việt (Hoàng Phê, ed.); Unicode CLDR, collation `vi`.
"""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VOWELS = "aăâeêioôơuưy"
SHAPED_VOWELS = "ăâêôơư"

# Combining marks in tone order; the first, ngang, is no mark.
TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
TONE_NAMES = ("không dấu", "dấu huyền", "dấu hỏi", "dấu ngã", "dấu sắc", "dấu nặng")

# Letters that look like Đ and đ but are Icelandic or African: Ð, Ɖ, ð, ɖ.
LOOK_ALIKE_DD = {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ"}
# Every mark seen in place of an apostrophe or a hyphen in names such as H'Mông, Khơ-me.
LOOK_ALIKE_PUNCTUATION = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02bb\u0060\u00b4\u2032\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-"),
}
LOOK_ALIKES = {**LOOK_ALIKE_DD, **LOOK_ALIKE_PUNCTUATION}


def _compose(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


# "ế" → ("ê", 4) for every vowel in every tone, both cases.
TONE_OF: dict[str, tuple[str, int]] = {
    _compose(vowel, mark): (vowel, tone)
    for vowel in VOWELS + VOWELS.upper()
    for tone, mark in enumerate(TONE_MARKS)
}
# ("ê", 4) → "ế"
WITH_TONE: dict[tuple[str, int], str] = {parts: letter for letter, parts in TONE_OF.items()}


def split_tones(text: str) -> tuple[str, list[int]]:
    """Letters of `text` (NFC) without their tones, and the tone (0–5) of each letter."""
    pairs = [TONE_OF.get(letter, (letter, 0)) for letter in text]
    return "".join(letter for letter, _ in pairs), [tone for _, tone in pairs]
