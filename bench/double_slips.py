"""Wrong values as a keyer writes them, for the rules to see or not to see: part of the process.

Shapes: a mark of another tone or none, a neighbouring ending, a figure taken for another, another
item of the list, the end of a line left out; one in ten is a line passed by.
"""

from __future__ import annotations

import random
import unicodedata
from typing import Final

from sohotich.domain.record_types import KHAI_SINH, code_list
from sohotich.domain.schema import Field
from sohotich.domain.second_key import field_class

PASSED_BY: Final = 0.1
_TONES: Final = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "")
_ENDINGS: Final = (("ng", "n"), ("nh", "n"), ("n", "ng"), ("i", "y"), ("y", "i"), ("c", "t"))
_ALIKE: Final = {"1": "7", "7": "1", "3": "8", "8": "3", "0": "6", "6": "0", "4": "9", "9": "4",
                 "5": "6", "2": "7"}  # fmt: skip


def slip(key: str, value: str, chance: random.Random) -> str:
    """What was keyed instead of `value`; "" for a line passed by."""
    if chance.random() < PASSED_BY:
        return ""
    field = KHAI_SINH.field(key)
    kind = field_class(field)
    if kind == "code":
        return _other_item(field, value, chance)
    if kind in ("date", "number"):
        return _other_figure(value, chance)
    if kind == "place" and "," in value and chance.random() < 0.3:
        return value.rpartition(",")[0]
    return _other_letters(value, chance)


def _other_item(field: Field, value: str, chance: random.Random) -> str:
    codes = code_list(str(field.code_list))
    items = [item.code if field.kind == "code" else item.label for item in codes.items]
    return chance.choice([item for item in items if item != value] or [""])


def _other_figure(value: str, chance: random.Random) -> str:
    places = [at for at, sign in enumerate(value) if sign in _ALIKE]
    if not places:
        return ""
    at = chance.choice(places)
    return value[:at] + _ALIKE[value[at]] + value[at + 1 :]


def _other_letters(value: str, chance: random.Random) -> str:
    words = value.split(" ")
    at = chance.randrange(len(words))
    wanted = [(old, new) for old, new in _ENDINGS if words[at].endswith(old)]
    if wanted and chance.random() < 0.3:
        old, new = chance.choice(wanted)
        words[at] = words[at].removesuffix(old) + new
    else:
        words[at] = _other_tone(words[at], chance)
    changed = " ".join(words)
    return changed if changed != value else value + "n"


def _other_tone(word: str, chance: random.Random) -> str:
    signs = unicodedata.normalize("NFD", word)
    had = next((sign for sign in signs if sign in _TONES[:5]), "")
    tone = chance.choice([tone for tone in _TONES if tone != had])
    if had:
        return unicodedata.normalize("NFC", signs.replace(had, tone, 1))
    vowels = [at for at, sign in enumerate(signs) if sign.lower() in "aeiouy"]
    if not vowels:
        return word
    at = vowels[len(vowels) // 2]
    return unicodedata.normalize("NFC", signs[: at + 1] + tone + signs[at + 1 :])
