"""Values that say nothing: what typists put where the book has nothing, and machine leftovers.

Found, never changed here: a rule or a keyer decides whether such a value becomes a mark.
"""

from __future__ import annotations

import re

from sohotich.domain.text.forms import clean
from sohotich.domain.text.keys import written_key

# written_key → kind. Typical empties of old records and of the tools that handled them.
_SAYINGS: dict[str, str] = {
    **dict.fromkeys(
        (
            "không rõ", "không rõ ràng", "không xác định", "chưa xác định", "không xác định được",
            "không nhớ", "không nhớ rõ", "chưa rõ", "không biết", "kxđ", "kx đ", "k rõ", "ko rõ",
        ),
        "unknown",
    ),
    **dict.fromkeys(
        ("không có", "không", "trống", "(trống)", "để trống", "bỏ trống", "không có thông tin",
         "(không có)", "không ghi", "chưa có"),
        "nothing",
    ),
    **dict.fromkeys(("x", "xx", "xxx"), "sign"),
    **dict.fromkeys(("null", "none", "nan", "undefined", "n/a", "#n/a", "(null)", "nil"), "junk"),
}  # fmt: skip
EMPTY_KINDS = {
    "empty": "không có chữ nào",
    "sign": "chỉ có dấu gạch, dấu chấm hoặc x",
    "nothing": "ghi là không có",
    "unknown": "ghi là không rõ",
    "junk": "chữ do máy để lại (null, dấu phẩy thừa)",
}
# An escaped character that lost its way: \u0027, u0027, &#39;, &apos;, &amp;.
_ESCAPES = re.compile(r"\\?u0027|&#0?39;|&#x27;|&apos;", re.IGNORECASE)
_REPEATED_COMMAS = re.compile(r"([,;])(?:\s*[,;])+")


def empty_kind(text: str | None) -> str | None:
    """Which of EMPTY_KINDS `text` is; None when it says something."""
    key = written_key(text or "")
    if not key:
        return "empty"
    if any(letter.isalnum() for letter in key):
        return _SAYINGS.get(key)
    return "junk" if "," in key or ";" in key else "sign"


def without_leftovers(text: str) -> str:
    """A proposal: `text` without machine leftovers (u0027 for an apostrophe, doubled commas)."""
    tidy = _REPEATED_COMMAS.sub(r"\1", _ESCAPES.sub("'", clean(text)))
    return "" if empty_kind(tidy) == "junk" else clean(tidy).strip(" ,;")
