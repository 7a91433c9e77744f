"""Reading and writing the encodings of before Unicode: TCVN3 (ABC), VNI, VIQR."""

from __future__ import annotations

import re
from typing import Final, Literal

from sohotich.domain.text.forms import nfc
from sohotich.domain.text.legacy_tables import (
    FONT_PREFIXES,
    LETTERS_WITH_MARKS,
    TCVN3,
    TCVN3_TONES,
    VIQR_SHAPES,
    VIQR_TONES,
    VNI,
)
from sohotich.domain.text.letters import TONE_MARKS, TONE_OF, WITH_TONE

Encoding = Literal["tcvn3", "vni", "viqr"]
ENCODING_NAMES: Final[dict[Encoding, str]] = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "viqr": "VIQR",
}

_VNI = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_VN3_TONE = re.compile(f"([{''.join(c for c in TONE_OF)}])([{''.join(TCVN3_TONES)}])")
_VIQR = re.compile(
    r"\\(?P<plain>.)|(?P<dd>[dD][dD]|[dD]-)"
    r"|(?P<vowel>[aeiouyAEIOUY])(?P<shape>[\^(+*])?(?P<tone>[`?~'.])?",
    re.DOTALL,
)
_PDF_SUBSET = re.compile(r"^[A-Z]{6}\+")


def decode(text: str, encoding: Encoding) -> str:
    """`text` of a file of then, as Unicode (NFC); what the encoding does not know stays."""
    return nfc(_DECODERS[encoding](text))


def encode(text: str, encoding: Encoding) -> str:
    """Unicode text as a file of that encoding shows it now; `decode` gives it back, in NFC.

    For samples and tests. Text that already holds letters of the encoding's own is not told apart.
    """
    return _ENCODERS[encoding](nfc(text))


def font_encoding(font: str) -> Encoding | None:
    """The encoding a font was drawn for, by its name; None for a font of Unicode."""
    name = _PDF_SUBSET.sub("", font.strip()).lower()
    for prefix, encoding in FONT_PREFIXES:
        if name.startswith(prefix):
            return "tcvn3" if encoding == "tcvn3" else "vni"
    return None


def is_capital_font(font: str) -> bool:
    """.VnTimeH and its like show capitals for small letters."""
    return font_encoding(font) == "tcvn3" and font.strip().endswith("H")


def _from_tcvn3(text: str) -> str:
    letters = "".join(TCVN3.get(letter, letter) for letter in text)
    return _VN3_TONE.sub(_with_vn3_tone, letters)


def _with_vn3_tone(match: re.Match[str]) -> str:
    vowel, tone = TONE_OF[match[1]]
    return match[0] if tone else WITH_TONE[vowel, TCVN3_TONES[match[2]]]


def _to_tcvn3(text: str) -> str:
    return "".join(_VN3_OF.get(letter, letter) for letter in text)


def _vn3_of() -> dict[str, str]:
    found = {letter: code for code, letter in TCVN3.items()}
    sign = {tone: code for code, tone in TCVN3_TONES.items()}
    for letter in LETTERS_WITH_MARKS - set(found):
        vowel, tone = TONE_OF[letter]
        found[letter] = found.get(vowel, vowel) + sign[tone]
    return found


def _from_vni(text: str) -> str:
    return _VNI.sub(lambda match: VNI[match[0]], text)


def _to_vni(text: str) -> str:
    return "".join(_VNI_OF.get(letter, letter) for letter in text)


def _vni_of() -> dict[str, str]:
    """Shortest first (ỵ is î, not yï), signs in the case of their letter."""
    found: dict[str, str] = {}
    for written, letter in sorted(VNI.items(), key=lambda pair: len(pair[0])):
        if written == (written.upper() if letter.isupper() else written.lower()):
            found.setdefault(letter, written)
    return found


def _from_viqr(text: str) -> str:
    return _VIQR.sub(_viqr_letter, text)


def _viqr_letter(match: re.Match[str]) -> str:
    if match["plain"] is not None:
        return match["plain"]
    if match["dd"]:
        return "Đ" if match["dd"][0] == "D" else "đ"
    vowel, shape, sign = match["vowel"], match["shape"] or "", match["tone"] or ""
    shaped = _VIQR_SHAPED.get((vowel, shape))
    if shape and shaped is None:
        toned = match[0]
    else:
        toned = WITH_TONE[shaped or vowel, VIQR_TONES.index(sign) + 1 if sign else 0]
    return toned


def _viqr_shaped() -> dict[tuple[str, str], str]:
    bare = {"â": "a", "ê": "e", "ô": "o", "ă": "a", "ơ": "o", "ư": "u"}
    found = {}
    for shape, letters in VIQR_SHAPES.items():
        for letter in letters:
            found[bare[letter], shape] = letter
            found[bare[letter].upper(), shape] = letter.upper()
    return found


def _to_viqr(text: str) -> str:
    written: list[str] = []
    for letter in text:
        if letter in _VIQR_OF:
            # A plain d before it would take the first of its two.
            if letter in "đĐ" and written and written[-1] in ("d", "D"):
                written[-1] = "\\" + written[-1]
            written.append(_VIQR_OF[letter])
        elif letter == "\\" or _would_join(written, letter):
            written.append("\\" + letter)
        else:
            written.append(letter)
    return "".join(written)


def _would_join(written: list[str], letter: str) -> bool:
    """Whether a plain sign would be read together with what stands before it."""
    before = written[-1][-1:] if written else ""
    if letter in "dD-" and before in ("d", "D"):
        return True
    return letter in "^(+*`?~'." and before.lower() in tuple("aeiouy^(+*")


def _viqr_of() -> dict[str, str]:
    found = {"đ": "dd", "Đ": "DD"}
    shapes = {letter: vowel + sign for (vowel, sign), letter in _VIQR_SHAPED.items() if sign != "*"}
    for letter in LETTERS_WITH_MARKS - {"đ", "Đ"}:
        vowel, tone = TONE_OF[letter]
        found[letter] = shapes.get(vowel, vowel) + (VIQR_TONES[tone - 1] if tone else "")
    return found


_VN3_OF = _vn3_of()
_VNI_OF = _vni_of()
_VIQR_SHAPED = _viqr_shaped()
_VIQR_OF = _viqr_of()
assert len(VIQR_TONES) == len(TONE_MARKS) - 1
_DECODERS = {"tcvn3": _from_tcvn3, "vni": _from_vni, "viqr": _from_viqr}
_ENCODERS = {"tcvn3": _to_tcvn3, "vni": _to_vni, "viqr": _to_viqr}
