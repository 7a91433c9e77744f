"""What somebody typed into the one box, taken apart: a name, a birth, a number, a book."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from sohotich.domain.naming import NamingError, parse_so
from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.text import DateError, clean, parse_date, unmarked_key, written_key

# Far longer than any name with a date, a number and a second name beside it.
LONGEST: Final = 120
_YEAR: Final = re.compile(r"(?:18|19|20)\d\d")
_NUMBER: Final = re.compile(r"0*[1-9]\d{0,4}(?:[^\W\d_]{1,10})?/(?:18|19|20)\d\d")
_PLAIN_NUMBER: Final = re.compile(r"0*[1-9]\d{0,4}")
_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}[.-]\d{4}")
_LABEL: Final = re.compile(
    rf"(?:\d{{2,5}}/)?(?:{'|'.join(kind.code for kind in RECORD_TYPES)})(?:[.][\d.~-]*)?",
    re.IGNORECASE,
)
# Said before a figure, they are no part of a name.
_LEADING: Final = frozenset({"so", "sn", "sinh", "nam", "ngay"})


@dataclass(frozen=True)
class Asked:
    """`name` of anybody in the record and `other` of somebody else in it, as typed; `born` as
    stored (`27.08.1981`, `08.1981`, `1981`); `number` and `year` of the registration; `book` the
    beginning of a label, with or without its unit. "" and None: not asked.
    """

    name: str = ""
    other: str = ""
    born: str = ""
    number: int | None = None
    year: int | None = None
    book: str = ""
    unit: str = ""
    type_code: str = ""

    @cached_property
    def key(self) -> str:
        """The name without marks."""
        return unmarked_key(self.name)

    @cached_property
    def written(self) -> str:
        """The name with its marks, however they were placed and in small letters."""
        return written_key(self.name)

    @property
    def marked(self) -> bool:
        """Whether the name was typed with a mark anywhere."""
        return self.written != self.key

    @property
    def enough(self) -> bool:
        """Whether something was asked that narrows: a word of two letters, a date, a number."""
        word = any(len(word) > 1 for word in self.key.split())
        return word or self.born.count(".") == 2 or self.number is not None or bool(self.book)

    @property
    def whole(self) -> str:
        """All that was typed, for the log's fingerprint."""
        number = f"{self.number or ''}/{self.year or ''}".strip("/")
        return " ".join(filter(None, (self.name, self.other, self.born, number, self.book)))


def read(
    text: str, *, other: str = "", born: str = "", unit: str = "", type_code: str = ""
) -> Asked:
    """`nguyễn văn an, trần thị bình 1981 41/1998` → its parts; the rest of a form goes before what
    the text says. Behind a comma stands somebody else of the same record.
    """
    first, _, second = clean(text)[:LONGEST].partition(",")
    asked, name = _told(Asked(unit=unit, type_code=type_code), first)
    asked, beside = _told(replace(asked, name=name), second)
    asked = replace(asked, other=beside)
    if other.strip():
        asked = replace(asked, other=clean(other)[:LONGEST])
    return replace(asked, born=_born(born) or asked.born)


def _told(asked: Asked, text: str) -> tuple[Asked, str]:
    """The question with every figure of the text, and the words left over."""
    words: list[str] = []
    for token in text.split():
        found = _figure(asked, token)
        if found is None:
            words += filter(None, token.split("."))
        else:
            asked = found
            if words and unmarked_key(words[-1]) in _LEADING:
                words.pop()
    return asked, " ".join(words)


def _figure(asked: Asked, token: str) -> Asked | None:
    """The question with what the token says; None where it is a part of a name."""
    if _NUMBER.fullmatch(token):
        try:
            number = parse_so(token)
        except NamingError:
            return None
        return replace(asked, number=number.number, year=number.year)
    if _DATE.fullmatch(token) or _YEAR.fullmatch(token):
        born = _born(token)
        return replace(asked, born=born) if born else None
    if _PLAIN_NUMBER.fullmatch(token):
        return replace(asked, number=int(token))
    if _LABEL.fullmatch(token) and (any(map(str.isdigit, token)) or token.isupper()):
        return replace(asked, book=token.upper())
    return None


def _born(text: str) -> str:
    try:
        return parse_date(clean(text)).value if text.strip() else ""
    except DateError:
        return ""
