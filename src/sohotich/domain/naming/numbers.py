"""The record's own numbers: `so` 41/1998 and `quyenSo` 02/1998, 02/2007-2009."""

from __future__ import annotations

import re
from typing import NamedTuple

from sohotich.domain.naming.books import VOLUME_DIGITS, read_volume, read_years
from sohotich.domain.naming.errors import NamingError
from sohotich.domain.text import clean

# `NN/YYYY`: at least two figures before the slash (domain facts: 01/2018).
_SO_DIGITS = 2
_SO = re.compile(r"0*([1-9][0-9]{0,4})\s?([a-z]{0,8})", re.IGNORECASE)


class EntryNumber(NamedTuple):
    """Số đăng ký: number, its year, and what follows the number in the book (bis, A)."""

    number: int
    year: int
    suffix: str = ""


class VolumeNumber(NamedTuple):
    """Quyển số: volume and year or years of the book (`year_to` None for one year)."""

    volume: int
    year_from: int
    year_to: int | None = None


def build_so(number: int, year: int, suffix: str = "") -> str:
    """`41/1998`, `01/2018`, `41bis/1998`; NamingError when it would not read back."""
    text = f"{number:0{_SO_DIGITS}d}{suffix}/{year}"
    parse_so(text)
    return text


def parse_so(text: str) -> EntryNumber:
    """Read `so` with any leading zeros; NamingError says what is wrong."""
    before, year = _halves(text, "Số đăng ký", "41/1998")
    match = _SO.fullmatch(before)
    if match is None:
        raise NamingError(f"Số đăng ký “{text}”: phần trước dấu / phải là số, ví dụ 41/1998.")
    first, last = read_years(year)
    if last is not None:
        raise NamingError(f"Số đăng ký “{text}”: chỉ ghi một năm sau dấu /, ví dụ 41/1998.")
    return EntryNumber(int(match[1]), first, match[2])


def build_quyen_so(volume: int, year_from: int, year_to: int | None = None) -> str:
    """`02/1998`, over several years `02/2007-2009`."""
    years = f"{year_from}-{year_to}" if year_to not in (None, year_from) else str(year_from)
    text = f"{volume:0{VOLUME_DIGITS}d}/{years}"
    parse_quyen_so(text)
    return text


def parse_quyen_so(text: str) -> VolumeNumber:
    """Read `quyenSo` with any leading zeros; NamingError says what is wrong."""
    before, years = _halves(text, "Quyển số", "02/1998")
    volume, twin = read_volume(before)
    if twin != 1:
        raise NamingError(f"Quyển số “{text}”: phần trước dấu / chỉ là số quyển, ví dụ 02/1998.")
    return VolumeNumber(volume, *read_years(years))


def _halves(text: str, name: str, example: str) -> tuple[str, str]:
    before, slash, after = (part.strip() for part in clean(text).partition("/"))
    if not slash:
        raise NamingError(f"{name} “{text}” thiếu dấu /: ghi như {example}.")
    if not after:
        raise NamingError(f"{name} “{text}” thiếu năm sau dấu /: ghi như {example}.")
    return before, after
