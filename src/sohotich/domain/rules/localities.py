"""Places, as far as the lists and the history of units can judge them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from sohotich.domain.places import KnownPlace, Level, known_at, parse_place
from sohotich.domain.places.knowing import SLOW_CHANGE
from sohotich.domain.places.units import KNOWN_FROM, timeline
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import book_rule, record_rule, value_rule
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.domain.text import PartialDate, spelling_key, unmarked_key, written_key

_REGISTERED = "ngayDangKy"
_LONG_AGO = date(1000, 1, 1)
# A commune and at least one level above it agree once marks are left aside.
_SURE_WITHOUT_MARKS = 0.64
# Kinds of units that always have a mark; "xa" and "quan" alone may be somebody's name.
_BARE_KIND = re.compile(
    r"(?:^|[\s,;-])(?:huyen|tinh|thon|phuong|thi tran|thi xa|thanh pho"
    r"|(?:ubnd|ubhc) xa|uy ban|dai su quan) \w",
    re.IGNORECASE,
)
# Among words that have their marks: what stands before a name, or begins that of an office.
_SLIPPED_KINDS = {"xa": "xã", "huyen": "huyện", "tinh": "tỉnh", "thon": "thôn", "phuong": "phường"}
_SLIPPED = re.compile(rf"(?<!\w)(?:{'|'.join(_SLIPPED_KINDS)})(?= [A-ZÀ-ỸĐ])")
_COMMITTEE = re.compile(r"[uủ][yýỷ] ban (nh[aâ]n d[aâ]n|h[aà]nh ch[ií]nh)", re.IGNORECASE)
# Type → further places with the day on which they were so called.
_EARLIER = {
    "TDCC": ("noiDangKyHSGoc", "ngayDangKyHSGoc"),
    "GCLH": ("khNoi", "khNgay"),
}
# A book of which one entry in so many names another commune was rather begun in another.
_ODD_ONE_OUT = 4


@value_rule("Q24-marks", "warning", "inferred; unit lists", kinds=(Kind.PLACE,))
def place_keeps_its_marks(field: Field, value: str) -> Hit | None:
    near = _without_marks(value)
    return Hit(field.key, None, {"unit": near}) if near else None


@value_rule("Q24-unmarked", "warning", "domain §13: marks; inferred", kinds=(Kind.PLACE,))
def place_has_marks(field: Field, value: str) -> Hit | None:
    """Where no unit is known by that name: "huyện" and "tỉnh" are never written without.

    Proposes only where the name itself has its marks and the word before it lost them.
    """
    if not value.isascii():
        tidy = _COMMITTEE.sub(_committee, _SLIPPED.sub(lambda kind: _SLIPPED_KINDS[kind[0]], value))
        return Hit(field.key, tidy) if tidy != value else None
    if not _BARE_KIND.search(value) or _without_marks(value):
        return None
    return Hit(field.key)


def _committee(found: re.Match[str]) -> str:
    right = "ủy ban nhân dân" if unmarked_key(found[1]) == "nhan dan" else "ủy ban hành chính"
    if written_key(found[0]) == written_key(right):
        return found[0]
    return right.upper() if found[0].isupper() else found[0][:1] + right[1:]


def _without_marks(value: str) -> str:
    place = parse_place(value)
    if place.exact or place.unit is None or place.confidence < _SURE_WITHOUT_MARKS:
        return ""
    return place.unit.name


@record_rule("Q24", "warning", "inferred; unit lists of 12.2024, 01.2025, 07.2025")
def office_existed_on_the_day(record: Record) -> Iterable[Hit]:
    """Only from the day the lists know: a name whose history is not known is no error."""
    key = record.kind.office
    office, day = record.get(key), record.date(_REGISTERED)
    if not office or day is None or day.earliest() < KNOWN_FROM:
        return ()
    return (Hit(key, related=(_REGISTERED,)),) if _no_such_commune(office, day) else ()


@record_rule("Q24-time", "warning", "TT04 art. 30–31; history of units")
def place_is_called_as_then(record: Record) -> Iterable[Hit]:
    """The names are known, but of another time. Proposes the names of the day where a source, and
    not only general knowledge, gives them.
    """
    for place_key, day_key in _dated_places(record.kind):
        place, day = record.get(place_key), record.date(day_key)
        if not place or day is None or day.day is None or day.earliest() >= KNOWN_FROM:
            continue
        known = _known(place, _interval(day.earliest()))
        if known.state != "other_time":
            continue
        proposal = _proposal(place, known) if known.sure in ("1", "2+") else None
        said = f"là {known.then}" if known.then else "có tên khác"
        yield Hit(place_key, proposal, {"then": said}, (day_key,))


@book_rule("Q24-odd", "warning", "LHT art. 58: one book, one office; inferred")
def book_has_one_office(records: Sequence[Record]) -> Iterable[tuple[int, Hit]]:
    """A commune that only a slip of a book's entries name; units above it change within a book."""
    communes = [(commune_key(r.get(r.kind.office)), r.get("quyenSo")) for r in records]
    sizes = Counter(book for commune, book in communes if commune)
    counts = Counter(pair for pair in communes if pair[0])
    if len(counts) == len(sizes):
        return
    usual = {book: commune for (commune, book), _ in reversed(counts.most_common())}
    for at, (commune, book) in enumerate(communes):
        if commune and counts[commune, book] * _ODD_ONE_OUT < sizes[book]:
            key = records[at].kind.office
            first = communes.index((usual[book], book))
            facts = {"usual": records[first].get(key)}
            yield at, Hit(key, None, facts, ("quyenSo",))


@lru_cache(maxsize=1 << 12)
def commune_key(office: str) -> str:
    """The key of the smallest unit written."""
    parts = parse_place(office).parts
    return spelling_key(parts[0].name) if parts else ""


@lru_cache(maxsize=64)
def _dated_places(kind: RecordType) -> tuple[tuple[str, str], ...]:
    own = (kind.office, _REGISTERED)
    return (own, _EARLIER[kind.code]) if kind.code in _EARLIER else (own,)


@lru_cache(maxsize=1 << 14)
def _known(place: str, day: date) -> KnownPlace:
    return known_at(place, day)


def _proposal(place: str, known: KnownPlace) -> str | None:
    if not known.then:
        return None
    return f"ubnd {known.then}" if parse_place(place).office else known.then


def _interval(day: date) -> date:
    """The first day of those, around `day`, on which every place has one answer."""
    days = _turns()
    return days[max(0, bisect_right(days, day) - 1)]


@cache
def _turns() -> tuple[date, ...]:
    """Days on which some unit begins, and where an office may still or already use its name."""
    begun = {one.valid_from for one in timeline() if one.valid_from}
    ended = {one.valid_to + timedelta(days=1) for one in timeline() if one.valid_to}
    after = timedelta(days=1)
    turns = {_LONG_AGO}
    for turn in begun | ended:
        turns |= {turn - SLOW_CHANGE, turn, turn + SLOW_CHANGE, turn + SLOW_CHANGE + after}
    return tuple(sorted(turns))


@lru_cache(maxsize=1 << 12)
def _no_such_commune(office: str, day: PartialDate) -> bool:
    """A commune is named, in this province, and no list of that day has it."""
    place = parse_place(office, day.latest())
    names_commune = any(part.levels == (Level.COMMUNE,) for part in place.parts)
    return names_commune and place.unit is not None and place.unit.level is not Level.COMMUNE
