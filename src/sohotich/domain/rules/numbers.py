"""Registration number, book and page."""

import re
from collections.abc import Iterable

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule, value_rule
from sohotich.domain.schema import PATTERNS, Field, Kind

NUMBER = re.compile(PATTERNS[Kind.NUMBER])
_BOOK = re.compile(PATTERNS[Kind.BOOK])
# Type → number and day of the earlier registration it speaks of.
_EARLIER = {"TDCC": ("soDangKyHSGoc", "ngayDangKyHSGoc"), "GCLH": ("khSo", "khNgay")}
_OTHER_SIGNS = re.compile(r"\s*[/\\-]\s*")


@value_rule("Q02", "error", "HCM", kinds=(Kind.NUMBER,))
def number_and_year(field: Field, value: str) -> Hit | None:
    if NUMBER.fullmatch(value):
        return None
    tidy = _OTHER_SIGNS.sub("/", value.strip(), count=1)
    return Hit(field.key, tidy if NUMBER.fullmatch(tidy) else None)


@value_rule("Q02-book", "error", "HCM; NT", kinds=(Kind.BOOK,))
def volume_and_year(field: Field, value: str) -> Hit | None:
    if _BOOK.fullmatch(value):
        return None
    tidy = _OTHER_SIGNS.sub("/", value.strip(), count=1)
    return Hit(field.key, tidy if _BOOK.fullmatch(tidy) else None)


@record_rule("Q04", "error", "HCM; TT04 art. 29", vouchable=True)
def number_has_the_year_of_registration(record: Record) -> Iterable[Hit]:
    number, day = record.get("so"), record.date("ngayDangKy")
    if day is None or not NUMBER.fullmatch(number) or number.endswith(f"/{day.year}"):
        return ()
    return (Hit("so", facts={"year": str(day.year)}, related=("ngayDangKy",)),)


@record_rule("Q04-earlier", "warning", "TT04 art. 29", types=tuple(_EARLIER))
def earlier_number_has_its_year(record: Record) -> Iterable[Hit]:
    """Of the registration a change or a divorce refers to."""
    number_key, day_key = _EARLIER[record.kind.code]
    number, day = record.get(number_key), record.date(day_key)
    if day is None or not NUMBER.fullmatch(number) or number.endswith(f"/{day.year}"):
        return ()
    return (Hit(number_key, facts={"year": str(day.year)}, related=(day_key,)),)


@value_rule("Q05", "error", "HCM", kinds=(Kind.PAGE,))
def page_is_a_number(field: Field, value: str) -> Hit | None:
    if value.isascii() and value.isdigit():
        return None
    figures = re.findall(r"[0-9]+", value)
    return Hit(field.key, figures[0] if len(figures) == 1 else None)
