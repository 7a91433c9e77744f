"""Keys for comparing, searching and sorting text; the text itself is never changed by them.

Computed here and nowhere else: a database's own folding differs from server to server.
A key is linear in the text; the part that needs thought is done once per distinct word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sohotich.domain.text.forms import clean, nfc, repair_look_alikes
from sohotich.domain.text.letters import (
    SHAPED_VOWELS,
    TONE_MARKS,
    TONE_OF,
    WITH_TONE,
    split_tones,
)

_CACHED_WORDS = 1 << 16
_VOWEL_GROUP = re.compile(f"[{''.join(letter for letter in TONE_OF if letter.islower())}]{{2,}}")
_SORT_TOKEN = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+|[0-9]+")
# Base letter, then a sign above "z": ă follows every word in a-, and precedes b.
_SORT_LETTER = str.maketrans(
    {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}
)
_Y_AS_I = {WITH_TONE["y", tone]: WITH_TONE["i", tone] for tone in range(len(TONE_MARKS))}
_ENDING_Y = re.compile(rf"(?<!\w)([hklmstv]|qu)([{''.join(_Y_AS_I)}])(?!\w)")
_SHAPED = frozenset(SHAPED_VOWELS + "đ")
_MARKS = dict.fromkeys(range(0x300, 0x370))


def written_key(text: str) -> str:
    """Equal for two writings of the same text: case, the tone's place (Hoà, Hòa), look-alike Đ,
    apostrophes and spaces do not count; tones, letters and i/y do. Readable, NFC, lower case.
    """
    return " ".join(map(_written_word, clean(text).split(" ")))


def spelling_key(text: str) -> str:
    """`written_key` with i for a y that ends a syllable after h k l m s t v or qu: Mỹ as Mĩ."""
    return _ENDING_Y.sub(lambda y: f"{y[1]}{_Y_AS_I[y[2]]}", written_key(text))


def unmarked_key(text: str) -> str:
    """`written_key` without tones and marks, đ as d: for search by people who type no marks."""
    return " ".join(map(_unmarked_word, clean(text).split(" ")))


def sort_key(text: str) -> str:
    """A string whose order by code points (COLLATE "C") is Vietnamese order, syllable by syllable;
    ASCII for Vietnamese text.

    Within a syllable the letters decide, then the tone: ba, bà, bả, bã, bá, bạ, bác; a shorter
    name first; numbers by value (Sổ 2 before Sổ 10) and before letters. Case, spaces, hyphens,
    apostrophes and other signs only separate. Letters outside the alphabet come last.
    """
    return "".join(map(_sort_word, clean(text).split(" ")))


def place_tones(text: str) -> str:
    """Each tone of lower-case NFC `text` on the vowel of the older spelling (hòa, thúy, quý)."""
    return _VOWEL_GROUP.sub(_settle_group, text)


@lru_cache(maxsize=_CACHED_WORDS)
def _written_word(word: str) -> str:
    return place_tones(_fold(word))


@lru_cache(maxsize=_CACHED_WORDS)
def _unmarked_word(word: str) -> str:
    return _unmark(_fold(word))


@lru_cache(maxsize=_CACHED_WORDS)
def _sort_word(word: str) -> str:
    return "".join(map(_sort_token, _SORT_TOKEN.findall(_fold(word))))


def _fold(word: str) -> str:
    return nfc(repair_look_alikes(word.casefold()))


def _unmark(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.replace("đ", "d")).translate(_MARKS)
    return unicodedata.normalize("NFC", bare)


def _sort_token(token: str) -> str:
    if token[0] in "0123456789":
        digits = token.lstrip("0")
        return f"{min(len(digits), 99):02d}{digits}"
    letters, tones = split_tones(token)
    # A syllable has one tone; in a foreign word with several the first one decides.
    tone = next(filter(None, tones), 0)
    foreign = "".join(c if c in _SHAPED else _unmark(c) for c in letters)
    return foreign.translate(_SORT_LETTER) + str(tone)


def _settle_group(match: re.Match[str]) -> str:
    """The vowel group with its tone moved; two tones or none are left alone."""
    letters, tones = split_tones(match[0])
    marked = [tone for tone in tones if tone]
    if len(marked) != 1:
        return match[0]
    whole = match.string
    before = whole[match.start() - 1] if match.start() else ""
    closed = whole[match.end() : match.end() + 1].isalpha()
    place = _tone_place(letters, before, closed)
    return letters[:place] + WITH_TONE[letters[place], marked[0]] + letters[place + 1 :]


def _tone_place(vowels: str, before: str, closed: bool) -> int:
    """Index of the vowel that bears the tone: ngu-yễ-n, hò-a, hoà-n, q-uý, gi-à."""
    shaped = [place for place, letter in enumerate(vowels) if letter in SHAPED_VOWELS]
    if shaped:
        return shaped[-1]
    # In qu- and gi- the first letter belongs to the consonant.
    onset = before + vowels[0] in ("qu", "gi")
    heart = len(vowels) - onset
    if heart == 1:
        return len(vowels) - 1
    second = closed or heart > 2
    return onset + second
