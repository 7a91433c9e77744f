"""The encodings of the years before Unicode, as tables of what files of then show when opened now.

Each file of that time was 8-bit; read today, every byte appears as the Latin-1 letter of its code.
TCVN3 (ABC): TCVN 5712:1993, VN3; capitals with a tone had fonts of their own (names ending in H) or
a tone sign after the letter. VNI: a vowel followed by a sign. VIQR: RFC 1456, plain ASCII.
"""

from __future__ import annotations

from sohotich.domain.text.letters import TONE_OF, WITH_TONE

# In the order of the codes, a space where VN3 has no letter: 0xA1 … 0xFE.
_VN3_FROM = 0xA1
_VN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
TCVN3: dict[str, str] = {
    chr(_VN3_FROM + place): letter for place, letter in enumerate(_VN3) if letter != " "
}
# Signs that VN3 sets after a letter: huyền, hỏi, ngã, sắc, nặng.
TCVN3_TONES: dict[str, int] = {"\xb0": 1, "\xb1": 2, "\xb2": 3, "\xb3": 4, "\xb4": 5}

# VNI, lower case: base, then the shapes and tones by the sign that follows.
_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_TONES = {"ù": 4, "ø": 1, "û": 2, "õ": 3, "ï": 5}
_VNI_CIRCUMFLEX = {"â": 0, "á": 4, "à": 1, "å": 2, "ã": 3, "ä": 5}
_VNI_BREVE = {"ê": 0, "é": 4, "è": 1, "ú": 2, "ü": 3, "ë": 5}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ",
               "ö": "ư"}  # fmt: skip


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, vowel in _VNI_BASES.items():
        signs = {sign: (vowel, tone) for sign, tone in _VNI_TONES.items()}
        if base in "aeo":
            shaped = {"a": "â", "e": "ê", "o": "ô"}[base]
            signs |= {sign: (shaped, tone) for sign, tone in _VNI_CIRCUMFLEX.items()}
        if base == "a":
            signs |= {sign: ("ă", tone) for sign, tone in _VNI_BREVE.items()}
        table |= {base + sign: WITH_TONE[parts] for sign, parts in signs.items()}
    # The vowel takes its case from the first letter; capitals have capital signs, or small ones.
    for written, letter in list(table.items()):
        table[written.upper()] = letter.upper()
        table[written[0].upper() + written[1:]] = letter.upper()
    return table


VNI: dict[str, str] = _vni()

VIQR_SHAPES: dict[str, str] = {"^": "âêô", "(": "ă", "+": "ơư", "*": "ơư"}
VIQR_TONES = "`?~'."

LETTERS_WITH_MARKS = frozenset(letter for letter in TONE_OF if not letter.isascii()) | {"đ", "Đ"}

# Fonts tell the encoding better than any letter: .VnTime, ABCDEF+.VnTimeH, VNI-Times.
FONT_PREFIXES: tuple[tuple[str, str], ...] = ((".vn", "tcvn3"), ("vni-", "vni"), ("vni ", "vni"))
