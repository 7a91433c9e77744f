"""Letters that only look Latin, escapes, unseen signs: what Vietnamese text they stand for."""

from __future__ import annotations

import html
import re
import unicodedata

from sohotich.domain.text.forms import nfc
from sohotich.domain.text.letters import LOOK_ALIKE_DD
from sohotich.domain.text.syllables import in_alphabet, is_syllable, words

# Cyrillic, then Greek, each followed by the Latin letter it is drawn like.
_PAIRS = (
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЅS аa еe оo рp сc уy хx іi ѕs "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv αa ιi κk"
)
_LATIN = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_DD = re.compile(f"[{''.join(map(chr, LOOK_ALIKE_DD))}]")
_FOREIGN = re.compile(f"[{''.join(map(chr, _LATIN))}]")

# A soft hyphen is unseen too, but TCVN3 writes ư so: decoding comes first.
_UNSEEN = frozenset({"Cf", "Cc", "Cs"})
_KEPT = frozenset("\n\r\t")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|u0027")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|amp|quot|apos|nbsp|lt|gt);")
# é with the circumflex after it: typed tone first; NFC does not join them.
_TONE_THEN_SHAPE = re.compile("([aeoAEO][\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306])")
_MARK = re.compile("[\u0300-\u036f]")
_COMMAS = re.compile(r"([,;])(?:\s*[,;])+")


def without_unseen(text: str) -> str:
    """Zero-width and other unseen signs away, every odd space a plain one; line ends stay."""
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(c) in ("Zs", "Zl", "Zp") else c
        for c in text
        if c in _KEPT or unicodedata.category(c) not in _UNSEEN
    )


def without_escapes(text: str) -> str:
    r"""\u1ea5, u0027, &#39; and &amp; as the letters they stand for."""
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _UNICODE_ESCAPE.sub(lambda found: chr(int(found[1] or "27", 16)), plain)


def composed(text: str) -> str:
    """NFC, tone and shape joined in whichever order they were typed (Unicode tổ hợp)."""
    if not _MARK.search(text):
        return nfc(text)
    apart = unicodedata.normalize("NFD", text)
    return nfc(_TONE_THEN_SHAPE.sub(lambda found: found[1][0] + found[2] + found[1][1], apart))


def in_normal_width(text: str) -> str:
    """Full-width Latin letters, figures and signs in their usual width."""
    return text.translate(_FULL_WIDTH)


def with_dd(text: str) -> str:
    """Ð Ɖ ð ɖ as Đ đ in words that are Vietnamese then; Guðrún keeps her ð."""
    return _by_word(text, _DD, LOOK_ALIKE_DD)


def in_latin(text: str) -> str:
    """Cyrillic and Greek look-alikes as Latin letters in words that are Vietnamese then.

    A word all of whose letters are foreign is one only beside Vietnamese ones.
    """
    if not _FOREIGN.search(text):
        return text
    others = [word for word in words(text) if not _FOREIGN.search(word)]
    beside = bool(others) and all(in_alphabet(word) for word in others)
    if not beside and not any(re.search(r"[A-Za-zÀ-ỹ]", word) for word in words(text)):
        return text
    return _by_word(text, _FOREIGN, _LATIN)


def without_repeated_commas(text: str) -> str:
    """ ", , ," between parts as one comma, none at the ends."""
    tidy = _COMMAS.sub(r"\1", text)
    return tidy if tidy == text else tidy.strip(" ,;")


def from_mojibake(text: str) -> str | None:
    """UTF-8 that was read as Windows-1252 (Nguyá»…n), read again; None where it was not."""
    try:
        read = b"".join(map(_byte_of, text)).decode("utf-8")
    except UnicodeError:
        return None
    return nfc(read) if read != text and in_alphabet(read) else None


def _byte_of(letter: str) -> bytes:
    """Windows-1252 leaves five codes without a letter; readers keep those as they are."""
    return letter.encode("latin-1" if 0x80 <= ord(letter) < 0xA0 else "cp1252")


def _by_word(text: str, signs: re.Pattern[str], table: dict[int, str]) -> str:
    if not signs.search(text):
        return text
    for word in dict.fromkeys(words(text)):
        if signs.search(word):
            repaired = nfc(word.translate(table))
            if is_syllable(repaired):
                text = text.replace(word, repaired)
    return text
