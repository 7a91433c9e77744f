"""Ages people have to have: to be a parent, to marry, to adopt, to be a guardian, to be alive."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.schema import MALE, RecordType
from sohotich.domain.text import PartialDate, written_key

_REGISTERED = "ngayDangKy"
# Type → birth of the child, births of those said to have had it.
PARENTS = {
    "KS": ("nksNgaySinh", ("meNgaySinh", "chaNgaySinh")),
    "CMC": ("ncNgaySinh", ("cmNgaySinh",)),
}


class MarriageLaw(NamedTuple):
    """`men` and `women`: years completed. "Từ 20 tuổi" was met by having begun the twentieth year
    until the law of 2014 asked for "đủ 20 tuổi".
    """

    since: date
    name: str
    men: int
    women: int


# General knowledge of the laws; only that of 2014 was looked up.
MARRIAGE_LAWS = (
    MarriageLaw(date(2015, 1, 1), "Luật Hôn nhân và gia đình 2014, điều 8", 20, 18),
    MarriageLaw(date(2001, 1, 1), "Luật Hôn nhân và gia đình 2000, điều 9", 19, 17),
    MarriageLaw(date(1987, 1, 3), "Luật Hôn nhân và gia đình 1986, điều 5", 19, 17),
    MarriageLaw(date(1960, 1, 13), "Luật Hôn nhân và gia đình 1959, điều 6", 19, 17),
)
_AGES = {True: "nam từ 20 tuổi", False: "nữ từ 18 tuổi"}
ADOPTER_OLDER_BY, ADOPTER_LAW_FROM = 20, date(1987, 1, 3)
GUARDIAN_AGE, GUARDIAN_LAW_FROM = 18, date(1996, 7, 1)


@record_rule("Q09-parent", "warning", "inferred; policy rules.parent_min_age", types=("KS", "CMC"))
def parent_is_old_enough(record: Record) -> Iterable[Hit]:
    child, parents = PARENTS[record.kind.code]
    born = record.date(child)
    age = record.context.parent_min_age
    if born is None:
        return
    for key in parents:
        parent = record.date(key)
        if parent is not None and _surely_younger(parent, age, born):
            yield Hit(key, facts={"age": str(age)}, related=(child,))


@record_rule(
    "Q09-marriage", "warning", "Luật HN&GĐ 1959, 1986, 2000, 2014 (general knowledge)",
    types=("KH",),
)  # fmt: skip
def spouses_are_of_age(record: Record) -> Iterable[Hit]:
    """By the law of the day they became man and wife; not of who married in another state."""
    married_key = (
        "ngayXacLapQuanHeHonNhan" if record.date("ngayXacLapQuanHeHonNhan") else _REGISTERED
    )
    married = record.date(married_key)
    law = _law_of(married.earliest()) if married else None
    abroad = record.kind.abroad
    if married is None or law is None or (abroad and abroad.applies(record.values)):
        return
    for person in record.kind.principals:
        man = person.sex == MALE
        born = record.date(person.birth_field)
        if born is not None and _surely_younger(born, law.men if man else law.women, married):
            facts = {"law": law.name, "age": _AGES[man], "day": married.screen()}
            yield Hit(person.birth_field, None, facts, (married_key,))


@record_rule(
    "Q09-adopter", "warning", "Luật HN&GĐ 1986; Luật Nuôi con nuôi 2010 (general knowledge)",
    types=("CN",),
)  # fmt: skip
def adopter_is_much_older(record: Record) -> Iterable[Hit]:
    """A step-parent, an aunt or an uncle may be younger: the officer says so by the book."""
    registered, child = record.date(_REGISTERED), record.date("conNgaySinh")
    if registered is None or child is None or registered.latest() < ADOPTER_LAW_FROM:
        return
    for key in ("chaNgaySinh", "meNgaySinh"):
        adopter = record.date(key)
        if adopter is not None and _surely_younger(adopter, ADOPTER_OLDER_BY, child):
            yield Hit(key, facts={"age": str(ADOPTER_OLDER_BY)}, related=("conNgaySinh",))


@record_rule(
    "Q09-guardian", "warning", "BLDS 1995, 2005, 2015 (general knowledge)", types=("GH", "CDGH")
)
def guardian_is_of_age(record: Record) -> Iterable[Hit]:
    registered = record.date(_REGISTERED)
    if registered is None or registered.latest() < GUARDIAN_LAW_FROM:
        return
    for key in ("nghNgaySinh", "ngh2NgaySinh"):
        born = record.date(key)
        if born is not None and _surely_younger(born, GUARDIAN_AGE, registered):
            yield Hit(key, facts={"age": str(GUARDIAN_AGE)}, related=(_REGISTERED,))


@record_rule("Q09-age", "warning", "inferred; policy rules.oldest_age")
def nobody_is_too_old(record: Record) -> Iterable[Hit]:
    """At the registration, or at the death it registers; not of parents who have died."""
    registered = record.date(_REGISTERED)
    if registered is None:
        return
    most = record.context.oldest_age
    for birth, residence in _living(record.kind):
        born = record.dates.get(birth)
        if born is None:
            continue
        until = record.date("nktNgayChet") or registered if birth == "nktNgaySinh" else registered
        if until.year - born.year > most and not _dead(record.get(residence)):
            yield Hit(birth, facts={"age": str(most)}, related=(_REGISTERED, residence))


@lru_cache(maxsize=64)
def _living(kind: RecordType) -> tuple[tuple[str, str], ...]:
    return tuple((p.birth_field, p.residence_field) for p in kind.persons if p.birth_field)


def _dead(residence: str) -> bool:
    """TT 04/2020 art. 10: "Đã chết" stands where the residence would."""
    return "chết" in written_key(residence) if residence else False


@lru_cache(maxsize=1 << 12)
def _law_of(day: date) -> MarriageLaw | None:
    return next((law for law in MARRIAGE_LAWS if law.since <= day), None)


def _surely_younger(born: PartialDate, age: int, event: PartialDate) -> bool:
    """Whether even the earliest birthday falls after the latest day the event can be of."""
    if event.year - born.year > age:
        return False
    return _birthday(born.earliest(), age) > event.latest()


def _birthday(born: date, age: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return born.replace(year=born.year + age, day=28 if leap_day else born.day)
