"""Names of the PDF of one registration: `KS.1998.02.1998-05-07.041.pdf`.

Declared forms of what the plain pattern leaves open; every one reads back to what it was built of,
and two registrations of a ledger never get one name, also where case does not count:

==============================  ==========================================  =====================
case                            form                                        example
==============================  ==========================================  =====================
day, or day and month, lacking  `00` in their place                         `1998-05-00`
no registration date            `0000-00-00`                                `….0000-00-00.041.pdf`
number with a letter or word    behind the number, lower case               `041bis`, `041a`
number written twice            `~2`, `~3` … for the second, third          `041~2`, `041bis~2`
number of another year          its year, when it is not the date's (nor,   `041-2008`
                                without a date, the book's first year)
book over several years         both years                                  `KS.2007-2009.01.…`
second book of one name         `~2` behind the volume                      `KS.1998.02~2.…`
==============================  ==========================================  =====================

Numbers are read with any number of leading zeros and compared as integers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sohotich.domain.naming.books import BookName, read_type, read_volume, read_years
from sohotich.domain.naming.errors import NamingError
from sohotich.domain.text import DateError, PartialDate, nfc

# Settings: the order of the five parts and the signs between them; the figures of a number.
DEFAULT_PATTERN = "{type}.{year}.{volume}.{date}.{number}"
NUMBER_DIGITS = 3
ENDING = ".pdf"

_SUFFIX = re.compile(r"[a-z]{0,8}")
_NUMBER = re.compile(
    r"0*([1-9][0-9]{0,4})([a-z]{0,8})(?:-((?:18|19|20)[0-9]{2}))?(?:~([1-9][0-9]{0,2}))?"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Signs no part contains, so that the parts can be told apart again.
_BETWEEN = re.compile(r"[._ +=@,][._ +=@,A-Za-z]*")
_NO_DATE = "0000-00-00"


@dataclass(frozen=True, slots=True)
class PdfName:
    """What a PDF's name says. `year`: the year the number belongs to (numbers restart each year);
    `repeat`: 1, or 2, 3 … for the same number written again in the book.
    """

    book: BookName
    date: PartialDate | None
    number: int
    suffix: str
    year: int
    repeat: int = 1

    def __post_init__(self) -> None:
        if not _SUFFIX.fullmatch(self.suffix):
            raise NamingError(
                f"Phần sau số “{self.suffix}” không đúng: tối đa 8 chữ cái không dấu, "
                "viết thường (bis, ter, a)."
            )
        _read_number(self.number_part())

    def number_part(self, digits: int = NUMBER_DIGITS) -> str:
        """`041`, `041bis`, `041-2008~2`; at least `digits` figures."""
        year = f"-{self.year}" if self.year != _year_understood(self.book, self.date) else ""
        repeat = f"~{self.repeat}" if self.repeat != 1 else ""
        return f"{self.number:0{digits}d}{self.suffix}{year}{repeat}"

    def text(self, pattern: str = DEFAULT_PATTERN, digits: int = NUMBER_DIGITS) -> str:
        """The file name by `pattern`; NamingError when the pattern could not be read back."""
        _matcher(pattern)
        stem = pattern.format(
            type=self.book.type_code,
            year=self.book.years,
            volume=self.book.volume_part,
            date=_date_part(self.date),
            number=self.number_part(digits),
        )
        return stem + ENDING


def pdf_name(
    book: BookName,
    date: PartialDate | None,
    number: int,
    suffix: str = "",
    *,
    year: int | None = None,
    repeat: int = 1,
    pattern: str = DEFAULT_PATTERN,
    digits: int = NUMBER_DIGITS,
) -> str:
    """The PDF's name. `date` None when the book gives none; `suffix` as the book has it (bis, A);
    `year` the number's own, by default the date's, else the book's; `repeat` see `PdfName`.
    `pattern` and `digits` are the policies naming.pdf_pattern and naming.number_padding.
    """
    number_year = year if year is not None else _year_understood(book, date)
    suffix = nfc(suffix).strip().lower()
    return PdfName(book, date, number, suffix, number_year, repeat).text(pattern, digits)


def parse_pdf_name(name: str, pattern: str = DEFAULT_PATTERN) -> PdfName:
    """Read a PDF's name; NamingError names the part that is wrong (some tools left `null`)."""
    match = _matcher(pattern).fullmatch(nfc(name).strip())
    if match is None:
        raise NamingError(f"Tên tệp “{name}” không theo mẫu {_shown(pattern)}.")
    parts = match.groupdict()
    nulls = [part for part, text in parts.items() if text.casefold() == "null"]
    if nulls:
        raise NamingError(
            f"Tên tệp “{name}” có “null” ở phần {_PART_NAMES[nulls[0]]}: đặt lại tên theo sổ."
        )
    try:
        return _from_parts(parts)
    except (NamingError, DateError) as error:
        raise NamingError(f"Tên tệp “{name}”: {error.message}") from error


def _from_parts(parts: dict[str, str]) -> PdfName:
    type_code, years = read_type(parts["type"]), read_years(parts["year"])
    book = BookName(type_code, *years, *read_volume(parts["volume"]))
    date = _read_date(parts["date"])
    number, suffix, year, repeat = _read_number(parts["number"])
    return PdfName(book, date, number, suffix, year or _year_understood(book, date), repeat)


def _year_understood(book: BookName, date: PartialDate | None) -> int:
    return book.year_from if date is None else date.year


def _date_part(date: PartialDate | None) -> str:
    if date is None:
        return _NO_DATE
    return f"{date.year:04d}-{date.month or 0:02d}-{date.day or 0:02d}"


def _read_date(text: str) -> PartialDate | None:
    match = _DATE.fullmatch(text)
    if match is None:
        raise NamingError(
            f"ngày đăng ký “{text}” không đúng: ghi năm-tháng-ngày (1998-05-07), "
            "phần không có ghi 00."
        )
    year, month, day = map(int, match.groups())
    return None if text == _NO_DATE else PartialDate(year, month or None, day or None)


def _read_number(text: str) -> tuple[int, str, int | None, int]:
    match = _NUMBER.fullmatch(text.lower())
    if match is None:
        raise NamingError(
            f"số đăng ký “{text}” không đúng: từ 1 đến 99999, ví dụ 041, 041bis, 041~2."
        )
    return int(match[1]), match[2], int(match[3]) if match[3] else None, int(match[4] or 1)


_PART_NAMES = {
    "type": "loại sổ",
    "year": "năm mở sổ",
    "volume": "số quyển",
    "date": "ngày đăng ký",
    "number": "số đăng ký",
}


def _shown(pattern: str) -> str:
    return pattern.format(**{part: f"<{name}>" for part, name in _PART_NAMES.items()}) + ENDING


@lru_cache(maxsize=16)
def _matcher(pattern: str) -> re.Pattern[str]:
    """What splits a name into its parts; NamingError where names would not read back."""
    pieces = re.split(r"\{([a-z]+)\}", pattern)
    literals, parts = pieces[::2], pieces[1::2]
    between_is_clear = all(_BETWEEN.fullmatch(literal) for literal in literals[1:-1])
    ends_are_clear = not re.search(r"[^._ A-Za-z-]", literals[0] + literals[-1])
    if sorted(parts) != sorted(_PART_NAMES) or not between_is_clear or not ends_are_clear:
        raise NamingError(
            f"Mẫu tên tệp “{pattern}” không dùng được: cần đủ năm phần "
            f"{', '.join('{' + part + '}' for part in _PART_NAMES)}, mỗi phần một lần, "
            "giữa hai phần có dấu chấm hoặc gạch dưới."
        )
    expression = re.escape(literals[0])
    for part, literal in zip(parts, literals[1:], strict=True):
        expression += f"(?P<{part}>[^._ +=@,/\\\\]+){re.escape(literal)}"
    # A file name's ending is read in any case (.PDF).
    return re.compile(expression + re.escape(ENDING), re.IGNORECASE)
