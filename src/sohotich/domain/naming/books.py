"""Names of books: `KS.1998.02`, over several years `KH.2007-2009.01`, and their labels.

A label puts the unit that held the book at inventory before it: `09508/KS.1998.02`. Two books of
one name (merged communes each bring a KS.1998.01) are told apart by `~2`, `~3` … behind the volume.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sohotich.domain.naming.errors import NamingError
from sohotich.domain.text import nfc

# A book's type (KS, KH, KT, CMC … TDCC); the register of types belongs to the record types.
_TYPE = re.compile(r"[A-Z]{2,6}")
_YEARS = re.compile(r"((?:18|19|20)[0-9]{2})(?:-((?:18|19|20)[0-9]{2}))?")
_VOLUME = re.compile(r"0*([1-9][0-9]{0,3})(?:~([1-9][0-9]{0,2}))?")
_UNIT = re.compile(r"[0-9]{2,5}")

VOLUME_DIGITS = 2


@dataclass(frozen=True, slots=True)
class BookName:
    """A book by type, year it was opened (and last year, None when the same), volume and twin."""

    type_code: str
    year_from: int
    year_to: int | None
    volume: int
    twin: int = 1

    def __post_init__(self) -> None:
        if self.year_to == self.year_from:
            object.__setattr__(self, "year_to", None)
        read_type(self.type_code)
        read_years(self.years)
        read_volume(self.volume_part)

    @property
    def years(self) -> str:
        """`1998` or `2007-2009`."""
        return str(self.year_from) if self.year_to is None else f"{self.year_from}-{self.year_to}"

    @property
    def volume_part(self) -> str:
        """`02`, with a twin `02~2`."""
        twin = f"~{self.twin}" if self.twin != 1 else ""
        return f"{self.volume:0{VOLUME_DIGITS}d}{twin}"

    def text(self) -> str:
        """`KS.1998.02`."""
        return f"{self.type_code}.{self.years}.{self.volume_part}"


def read_type(text: str) -> str:
    """The type code; NamingError when it is none."""
    if not _TYPE.fullmatch(text):
        raise NamingError(f"Loại sổ “{text}” không đúng: phải là mã chữ hoa như KS, KH, KT, CMC.")
    return text


def read_years(text: str) -> tuple[int, int | None]:
    """`1998` → (1998, None), `2007-2009` → (2007, 2009); 1800–2099."""
    match = _YEARS.fullmatch(text)
    if match is None:
        raise NamingError(
            f"Năm mở sổ “{text}” không đúng: ghi 4 chữ số (1998) hoặc khoảng năm (2007-2009)."
        )
    first, last = int(match[1]), int(match[2]) if match[2] else None
    if last is not None and last < first:
        raise NamingError(f"Khoảng năm “{text}” ngược: năm đầu phải trước năm cuối.")
    return first, None if last == first else last


def read_volume(text: str) -> tuple[int, int]:
    """`02` or `2` → (2, 1), `02~2` → (2, 2)."""
    match = _VOLUME.fullmatch(text)
    if match is None:
        raise NamingError(f"Số quyển “{text}” không đúng: ghi bằng chữ số, từ 1 (ví dụ 02).")
    return int(match[1]), int(match[2] or 1)


def parse_book_name(text: str) -> BookName:
    """Read what `BookName.text` writes, the volume with or without leading zeros."""
    parts = nfc(text).split(".")
    if len(parts) != 3:
        raise NamingError(f"Tên sổ “{text}” không đúng mẫu LOẠI.năm.quyển (ví dụ KS.1998.02).")
    years, volume = read_years(parts[1]), read_volume(parts[2])
    return BookName(read_type(parts[0]), *years, *volume)


def book_label(
    unit_code: str,
    type_code: str,
    year_from: int,
    year_to: int | None,
    volume: int,
    twin: int = 1,
) -> str:
    """`09508/KS.1998.02`, a second book of that name `09508/KS.1998.02~2`."""
    book = BookName(type_code, year_from, year_to, volume, twin)
    return f"{_read_unit(unit_code)}/{book.text()}"


def parse_book_label(label: str) -> tuple[str, BookName]:
    """The unit code and the book of a label."""
    unit, slash, book = nfc(label).strip().partition("/")
    if not slash:
        raise NamingError(
            f"Ký hiệu sổ “{label}” không đúng mẫu mã đơn vị/LOẠI.năm.quyển "
            "(ví dụ 09508/KS.1998.02)."
        )
    return _read_unit(unit), parse_book_name(book)


def _read_unit(code: str) -> str:
    if not _UNIT.fullmatch(code):
        raise NamingError(f"Mã đơn vị “{code}” không đúng: gồm 2 đến 5 chữ số (ví dụ 09508).")
    return code
