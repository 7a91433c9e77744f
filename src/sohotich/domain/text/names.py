"""Names of people: proposals and sorting; a name in a record is kept as the book has it.

No pattern is forced: names of one word, with apostrophes or hyphens (H'Hen Niê, Kơ-Pă), with the
prefixes Y, A, H', K' are names like any other; where the parts are a guess, `sure` is False.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sohotich.domain.text.forms import clean, repair_dd, repair_look_alikes
from sohotich.domain.text.keys import sort_key, written_key

# Family names of two words; the second word is never a given name after the first.
_DOUBLE_FAMILY_NAMES = frozenset({"tôn thất", "tôn nữ", "âu dương"})
_WORD_PART = re.compile(r"[^\s\-']+(?:'[^\s\-']*)*")


class NameParts(NamedTuple):
    """họ, chữ đệm, tên; what is not there is empty. `sure` is False where the order is a guess."""

    family: str
    middle: str
    given: str
    sure: bool


def upper_name(text: str) -> str:
    """The form TT 04/2020 art. 31 asks for: capitals with tone marks, đ repaired."""
    return repair_dd(clean(text)).upper()


def title_name(text: str) -> str:
    """A proposal with capitals at the beginnings: Nguyễn Thị Hoa, H'Mông, Kơ-Pă, K'Brơi.

    After an apostrophe a writing in mixed case is kept (Ea H'leo and H'Hen are both right).
    """
    return _WORD_PART.sub(lambda part: _title_part(part[0]), repair_look_alikes(clean(text)))


def _title_part(part: str) -> str:
    pieces = part.split("'")
    mixed = part[:1].isupper() and part != part.upper()
    rest = [p if mixed and p[1:] == p[1:].lower() else _capital(p) for p in pieces[1:]]
    return "'".join([_capital(pieces[0]), *rest])


def _capital(piece: str) -> str:
    return piece[:1].upper() + piece[1:].lower()


def without_hyphens(text: str) -> str:
    """A proposal for old writings such as Nguyễn-Văn-A; others may need theirs."""
    return clean(repair_look_alikes(text).replace("-", " "))


def has_digits(text: str) -> bool:
    """Whether a name holds figures, which no name does."""
    return any(letter.isdigit() for letter in text)


def split_name(text: str) -> NameParts:
    """Parts of a name as it stands, hyphens kept.

    The order họ – đệm – tên is certain only for names without signs of another custom.
    """
    words = clean(text).split()
    if not words:
        return NameParts("", "", "", sure=False)
    if len(words) == 1 or _of_another_custom(words):
        return NameParts("", "", " ".join(words), sure=False)
    double = len(words) > 2 and written_key(" ".join(words[:2])) in _DOUBLE_FAMILY_NAMES
    first = 1 + double
    return NameParts(" ".join(words[:first]), " ".join(words[first:-1]), words[-1], sure=True)


def _of_another_custom(words: list[str]) -> bool:
    first = repair_look_alikes(words[0])
    return len(first) == 1 or any(sign in repair_look_alikes(w) for w in words for sign in "'-")


def name_sort_key(text: str) -> str:
    """Order of Vietnamese name lists: by tên, then họ, then chữ đệm; ASCII as in `sort_key`."""
    parts = split_name(text)
    return " ".join(map(sort_key, (parts.given, parts.family, parts.middle)))
