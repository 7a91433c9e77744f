"""Which pages of a contact sheet changed since somebody looked: a short mark for each few pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any, Final

_LENGTH: Final = 8
_MOST_MARKS: Final = 128  # they travel with every letter
PageJson = dict[str, Any]


def marks_of(pages: Sequence[PageJson]) -> str:
    """Eight hexadecimal digits for each run of pages, one after the other; equal for equal pages.

    How many pages a run has follows from how many there are, and so from the marks' own length.
    """
    each = _each(len(pages))
    return "".join(_mark(pages[start : start + each]) for start in range(0, len(pages), each))


def changed_pages(
    pages: Sequence[PageJson], marks: str, seen: str, always: Collection[str] = ()
) -> list[PageJson]:
    """The pages under marks that differ from those `seen`, and those whose key is in `always`.

    All of them where `seen` is "" or of another number of pages.
    """
    if len(seen) != len(marks):
        return list(pages)
    each = _each(len(pages))
    return [
        page
        for place, page in enumerate(pages)
        if page["key"] in always or _at(marks, place // each) != _at(seen, place // each)
    ]


def _each(count: int) -> int:
    return max(1, -(-count // _MOST_MARKS))


def _mark(pages: Sequence[PageJson]) -> str:
    written = json.dumps(pages, separators=(",", ":")).encode()
    return hashlib.blake2b(written, digest_size=_LENGTH // 2).hexdigest()


def _at(marks: str, place: int) -> str:
    return marks[place * _LENGTH : (place + 1) * _LENGTH]
