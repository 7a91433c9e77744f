"""Proposals to repair text from old files: never made silently, shown before and after.

What is already Vietnamese in Unicode is never changed: conservative on purpose, because other text
looks like an old encoding and the name of a person is nobody's to guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sohotich.domain.text import strays
from sohotich.domain.text.empties import empty_kind
from sohotich.domain.text.legacy import (
    ENCODING_NAMES,
    Encoding,
    decode,
    font_encoding,
    is_capital_font,
)
from sohotich.domain.text.legacy_tables import LETTERS_WITH_MARKS
from sohotich.domain.text.syllables import in_alphabet, is_syllable, words

KINDS: Final = {
    "tcvn3": f"chữ theo bảng mã {ENCODING_NAMES['tcvn3']}",
    "vni": f"chữ theo bảng mã {ENCODING_NAMES['vni']}",
    "viqr": f"chữ theo bảng mã {ENCODING_NAMES['viqr']}",
    "mojibake": "chữ UTF-8 bị mở sai bảng mã",
    "escape": "ký tự do máy ghi thành mã (u0027, &#39;)",
    "combining": "Unicode tổ hợp",
    "unseen": "ký tự không nhìn thấy hoặc dấu cách lạ",
    "width": "chữ rộng gấp đôi",
    "dd": "Ð, Ɖ, ð thay cho Đ, đ",
    "look_alike": "chữ Nga hoặc Hy Lạp trông giống chữ Việt",
    "commas": "dấu phẩy thừa",
    "junk": "chữ do máy để lại (null, dấu phẩy)",
}
"""Kind of a repair → how people are told."""

SURE: Final = 0.8
"""From this confidence on a repair is made together with others once they are confirmed; below it
each one needs a look of its own."""

# A font and letters that agree; a font against letters that read as they are; letters alone, by
# how many words agree.
_BY_FONT, _AGAINST_FONT, _PARTLY_BY_FONT = 0.97, 0.6, 0.7
_BY_WORDS = {1: 0.5, 2: 0.7}
_MANY_WORDS = 0.85
_MOJIBAKE, _CERTAIN, _LOOK_ALIKE, _JUNK = 0.95, 1.0, 0.9, 0.9
_LATIN_1_LETTERS = re.compile("[\xa1-\xff]")
_PLAIN = re.compile(rf"[A-Za-z0-9 .,/:()\-{''.join(sorted(LETTERS_WITH_MARKS))}]+")
_VIQR_SHAPE = re.compile(r"[aeoAEO]\^|[aA]\(|[ouOU]\+|(?:dd|DD|Dd|[dD]-)(?=[aeiouyAEIOUY])")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the file says of a value beside its letters: the font of its cell, or the encoding an
    officer chose for the whole file.
    """

    font: str = ""
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """`kinds` are keys of KINDS in the order applied; none: `after` is `before`."""

    before: str
    after: str
    kinds: tuple[str, ...]
    confidence: float

    @property
    def changed(self) -> bool:
        return bool(self.kinds)

    @property
    def sure(self) -> bool:
        """Whether confirming all may include this one."""
        return self.changed and self.confidence >= SURE

    @property
    def why(self) -> str:
        """In Vietnamese, for the preview."""
        return "; ".join(KINDS[kind] for kind in self.kinds)


NO_HINTS = Hints()
# The steps after decoding, in their order, and how sure each is.
_STEPS: tuple[tuple[str, Callable[[str], str], float], ...] = (
    ("escape", strays.without_escapes, _MOJIBAKE),
    ("unseen", strays.without_unseen, _CERTAIN),
    ("width", strays.in_normal_width, _CERTAIN),
    ("combining", strays.composed, _CERTAIN),
    ("dd", strays.with_dd, _CERTAIN),
    ("look_alike", strays.in_latin, _LOOK_ALIKE),
    ("commas", strays.without_repeated_commas, _JUNK),
)


def repair(text: str, hints: Hints = NO_HINTS) -> Repair:
    """What `text` most likely was meant to be; `changed` False where nothing speaks for a change.

    An old encoding is told by the font, or by letters no Vietnamese text has that become Vietnamese
    syllables: the second is a guess, however many words agree. Typical empties ("không rõ") and
    plain spaces are left alone: that is for rules and keyers.
    """
    if _reads_well(text, hints):
        return Repair(text, text, (), 1.0)
    return _looked_into(text, hints)


def _reads_well(text: str, hints: Hints) -> bool:
    """A quick look that spares the long one, and says yes only where that would change nothing.

    Letters of the alphabet and plain signs hold no escape, no unseen sign and no look-alike; bytes
    of UTF-8 read wrongly bring signs that are not among them; syllables are no old encoding.
    """
    if text.isascii():
        return not _suspicious_ascii(text)
    if hints.encoding or (hints.font and font_encoding(hints.font)):
        return False
    if (
        not _PLAIN.fullmatch(text)
        or "u0027" in text
        or ("," in text and ",," in text.replace(" ", ""))
    ):
        return False
    return all(map(is_syllable, _changed_words(text)))


def _looked_into(text: str, hints: Hints) -> Repair:
    kinds: list[str] = []
    now, sure = text, 1.0
    decoded = _decoded(text, hints)
    if decoded is not None:
        kind, now, sure = decoded
        kinds.append(kind)
    for kind, step, certain in _STEPS:
        after = step(now)
        if after != now:
            now, sure = after, min(sure, certain)
            kinds.append(kind)
    if now and empty_kind(now) == "junk":
        now, sure = "", min(sure, _JUNK)
        kinds.append("junk")
    return Repair(text, now, tuple(kinds), round(sure, 2))


def _suspicious_ascii(text: str) -> bool:
    """Plain ASCII that may still want a repair: escapes, junk, doubled commas, VIQR, controls."""
    return (
        not text.isprintable()
        or any(sign in text for sign in ("u0027", "\\u", "&", ",", ";", "^", "+", "(", "-", "*"))
        or "dd" in text.lower()
        or empty_kind(text) == "junk"
    )


def _decoded(text: str, hints: Hints) -> tuple[str, str, float] | None:
    named = hints.encoding or font_encoding(hints.font)
    if named is not None:
        return _as_named(text, named, hints)
    read = strays.from_mojibake(text) if _LATIN_1_LETTERS.search(text) else None
    if read is not None:
        return "mojibake", read, _MOJIBAKE
    return _guessed(text)


def _as_named(text: str, encoding: Encoding, hints: Hints) -> tuple[str, str, float] | None:
    if any(ord(letter) > 0xFF and letter.isalpha() for letter in text):
        return None  # typed in Unicode, whatever the font of the cell
    after = decode(text, encoding)
    if after == text:
        return None
    if is_capital_font(hints.font):
        after = after.upper()
    changed = _changed_words(after)
    if not changed or not in_alphabet(after):
        return None
    if _reads_as_it_is(text):
        return encoding, after, _AGAINST_FONT
    sure = all(map(is_syllable, changed))
    return encoding, after, _BY_FONT if sure else _PARTLY_BY_FONT


def _guessed(text: str) -> tuple[str, str, float] | None:
    """The one encoding in which every word that changes is a syllable; None for two or none."""
    if _reads_as_it_is(text):
        return None
    encodings: tuple[Encoding, ...] = ("tcvn3", "vni")
    if text.isascii():
        encodings = ("viqr",) if _VIQR_SHAPE.search(text) and ")" not in text else ()
    found = [guess for encoding in encodings if (guess := _guess(text, encoding))]
    return found[0] if len(found) == 1 else None


def _guess(text: str, encoding: Encoding) -> tuple[str, str, float] | None:
    after = decode(text, encoding)
    changed = _changed_words(after)
    if after == text or not in_alphabet(after) or not all(map(is_syllable, changed)):
        return None
    # Plain ASCII has its signs for other reasons too: one word is no ground.
    if len(changed) < (2 if encoding == "viqr" else 1):
        return None
    return encoding, after, _BY_WORDS.get(len(changed), _MANY_WORDS)


def _reads_as_it_is(text: str) -> bool:
    """Whether every letter is of the Vietnamese alphabet and every word with marks a syllable."""
    marked = _changed_words(text)
    return bool(marked) and in_alphabet(text) and all(map(is_syllable, marked))


def _changed_words(text: str) -> list[str]:
    """Words with Vietnamese marks: what decoding brings about."""
    return [word for word in words(text) if not LETTERS_WITH_MARKS.isdisjoint(word)]
