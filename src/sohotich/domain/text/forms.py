"""Normal form and tidiness: what every door does to text before anything else sees it."""

from __future__ import annotations

import unicodedata

from sohotich.domain.text.letters import LOOK_ALIKE_DD, LOOK_ALIKES

# Control, format (zero width, byte order mark, soft hyphen) and surrogate code points:
# nobody can see or type them, and PostgreSQL refuses some.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def nfc(text: str) -> str:
    """`text` in Unicode normal form C, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC without unseen characters, trimmed, every run of white space one space.

    What is written stays as written: letters, case, tone place and look-alikes are not touched.
    """
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join(nfc(text).split())


def repair_dd(text: str) -> str:
    """The Icelandic or African look-alikes Ð Ɖ ð ɖ as the Vietnamese Đ đ."""
    return text.translate(LOOK_ALIKE_DD)


def repair_look_alikes(text: str) -> str:
    """`repair_dd`, and every kind of apostrophe as ', every short dash as -."""
    return text.translate(LOOK_ALIKES)
