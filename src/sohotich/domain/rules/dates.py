"""Dates: how they are typed, and whether they can be."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record, read_date
from sohotich.domain.rules.registry import record_rule, value_rule
from sohotich.domain.schema import Field, Kind
from sohotich.domain.text import DateError, parse_date

_DATES = (Kind.DATE,)
# Below this something had to be supposed, and a proposal would be a guess.
_SURE = 0.9
_FIGURES = re.compile(r"[\d\s./\\,-]+")
_LAST_YEAR = re.compile(r"(?<!\d)(\d)(\d{3})$")

Fault = Literal["typing", "year", "calendar", "unreadable"]


class _Trouble(NamedTuple):
    fault: Fault
    proposal: str | None
    why: str


@lru_cache(maxsize=1 << 16)
def _trouble(value: str) -> _Trouble | None:
    if read_date(value) is not None:
        return None
    try:
        parsed = parse_date(value)
    except DateError as error:
        return _refused(value, error)
    fault: Fault = "typing" if _FIGURES.fullmatch(value) else "unreadable"
    return _Trouble(fault, parsed.value if parsed.confidence >= _SURE else None, "")


def _refused(value: str, error: DateError) -> _Trouble:
    if error.code == "year":
        return _Trouble("year", _nearer_year(value), error.message)
    fault: Fault = "calendar" if error.code in ("day", "month") else "unreadable"
    return _Trouble(fault, None, error.message)


def _nearer_year(value: str) -> str | None:
    """5005 → 2005, 9998 → 1998: one wrong first figure, and only one century that fits."""
    match = _LAST_YEAR.search(value)
    if not match or match[2][0] not in "09":
        return None
    first = "2" if match[2][0] == "0" else "1"
    try:
        return parse_date(value[: match.start()] + first + match[2]).value
    except DateError:
        return None


def _hit(field: Field, value: str, fault: Fault) -> Hit | None:
    trouble = _trouble(value)
    if trouble is None or trouble.fault != fault:
        return None
    return Hit(field.key, trouble.proposal, {"why": trouble.why})


@value_rule("Q07", "error", "HCM; XLS", kinds=_DATES)
def date_can_be_read(field: Field, value: str) -> Hit | None:
    return _hit(field, value, "unreadable")


@value_rule("Q08", "error", "HCM; NT", kinds=_DATES)
def year_is_of_this_world(field: Field, value: str) -> Hit | None:
    return _hit(field, value, "year")


@value_rule("Q09-day", "error", "calendar", kinds=_DATES)
def day_exists(field: Field, value: str) -> Hit | None:
    return _hit(field, value, "calendar")


@value_rule("Q21", "error", "XLS; OT: dd.mm.yyyy", kinds=_DATES)
def date_has_its_dots(field: Field, value: str) -> Hit | None:
    return _hit(field, value, "typing")


@record_rule("Q03", "error", "HCM", vouchable=True)
def registration_day_is_whole(record: Record) -> Iterable[Hit]:
    day = record.date("ngayDangKy")
    return (Hit("ngayDangKy"),) if day is not None and day.precision != "day" else ()


@record_rule("Q08-early", "warning", "policy rules.earliest_*")
def year_is_usual(record: Record) -> Iterable[Hit]:
    """Registers began later than the oldest people they name, or notes of them, were born."""
    context = record.context
    for key, day in record.dates.items():
        registered = key == "ngayDangKy"
        earliest = context.earliest_registration_year if registered else context.earliest_birth_year
        if day is not None and day.year < earliest:
            yield Hit(key, facts={"earliest": str(earliest)})


@record_rule("Q09-future", "error", "inferred: nothing is registered before it happens")
def date_is_not_in_the_future(record: Record) -> Iterable[Hit]:
    today = record.context.today
    if today is None:
        return
    for key, day in record.dates.items():
        if day is not None and day.year >= today.year and day.earliest() > today:
            yield Hit(key, facts={"today": f"{today:%d/%m/%Y}"})
