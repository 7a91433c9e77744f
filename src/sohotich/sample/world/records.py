"""Births as a register book holds them: numbered, dated, in the ministry's field keys."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from sohotich.domain.text import PartialDate, date_in_words
from sohotich.sample.world.chance import dice, pick
from sohotich.sample.world.families import Birth, registrations
from sohotich.sample.world.forms import printed_keys
from sohotich.sample.world.names import full_name, surname
from sohotich.sample.world.options import BIRTHS, BookOptions
from sohotich.sample.world.places import Commune, commune, lower_first

NATIONALITY = "Việt Nam"
SEX_CODES = {"nam": "1", "nữ": "2"}
ON_TIME, LATE = "1", "4"  # code list ks_loaiDangKy
ON_TIME_DAYS = 60


@dataclass(frozen=True, slots=True)
class Office:
    """Who signs and who writes in a commune during some years."""

    chair: str
    chair_post: str
    clerk: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One registration: its number, its record as the page shows it, and what else is written."""

    number: int
    suffix: str
    year: int
    record: dict[str, str]
    unkeyed: dict[str, str] = field(default_factory=dict)  # lines without a key: the parents' work
    trouble: str = ""
    cancelled: bool = False
    type_code: str = BIRTHS
    concluded: dict[str, str] = field(default_factory=dict)  # known without a line of its own


def number_text(number: int, suffix: str, year: int) -> str:
    """`41/1998`, `07/1998`, `41bis/1998`."""
    return f"{number:02d}{suffix}/{year}"


def office(seed: int, unit_code: str, year: int) -> Office:
    """The commune's signer and clerk of a five-year term."""
    term = year // 5
    chance = dice("office", seed, unit_code, term)
    chair = full_name(chance, surname(chance, "Kinh"), "nam", 1950)
    clerk = full_name(chance, surname(chance, "Kinh"), chance.choice(("nam", "nữ")), 1960)
    return Office(chair, pick(chance, (("Chủ tịch", 3), ("Phó Chủ tịch", 2))), clerk)


# Options, year, first number, how many, and the place of the first in the book.
YearEntries = Callable[[BookOptions, int, int, int, int], list[Entry]]


def entries(options: BookOptions, of_year: YearEntries) -> tuple[Entry, ...]:
    """The book's registrations in order, before troubles; pages are numbered later."""
    years = range(options.year, options.last_year + 1)
    share, rest = divmod(options.entries, len(years))
    made: list[Entry] = []
    for index, year in enumerate(years):
        wanted = share + (index < rest)
        first = options.first_number if index == 0 else 1
        made += of_year(options, year, first, wanted, len(made))
    return tuple(made)


def births_of_year(
    options: BookOptions, year: int, first: int, wanted: int, _start: int
) -> list[Entry]:
    """Birth registrations of one year from number `first` on."""
    place = commune(options.unit_code, year)
    total = max(first - 1 + wanted, options.year_total or 0 if year == options.year else 0)
    pool = list(islice(registrations(options.seed, place, year), total))
    pool.sort(key=lambda birth: (birth.registered, birth.couple.key, birth.child.born))
    people = office(options.seed, options.unit_code, year)
    return [
        Entry(
            number=number,
            suffix="",
            year=year,
            record=_record(birth, number, options, place, people),
            unkeyed={"chaNghe": birth.couple.father_work, "meNghe": birth.couple.mother_work},
        )
        for number, birth in enumerate(pool[first - 1 : first - 1 + wanted], start=first)
    ]


def _record(
    birth: Birth, number: int, options: BookOptions, place: Commune, people: Office
) -> dict[str, str]:
    child, era = birth.child, options.era
    values = {
        "so": number_text(number, "", birth.registered.year),
        "quyenSo": f"{options.volume:02d}/{options.year_text}",
        "ngayDangKy": date_text(birth.registered),
        "loaiDangKy": ON_TIME if (birth.registered - child.born).days <= ON_TIME_DAYS else LATE,
        "nguoiKy": people.chair,
        "chucVuNguoiKy": people.chair_post,
        "nguoiThucHien": people.clerk,
        "nksHoTen": _as_written(child.name, era),
        "nksGioiTinh": SEX_CODES[child.sex],
        **born_values(PartialDate(child.born.year, child.born.month, child.born.day)),
        "nksNoiSinh": birth.place,
        "nksQueQuan": place.path if era == "E7" else _short_path(place),
        "nksDanToc": child.ethnicity,
        "nksQuocTich": NATIONALITY,
        **_parent_values(birth, place, era),
        **_declarant_values(birth, place, era),
        "nksSoDinhDanh": _personal_number(birth) if child.born.year >= 2016 else "",
    }
    printed = printed_keys(options.layout, era)
    return {key: values.get(key, "") for key in printed}


def date_text(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def born_values(born: PartialDate) -> dict[str, str]:
    """The birth date in figures and in words."""
    return {"nksNgaySinh": born.text(), "nksNgaySinhBangChu": date_in_words(born)}


def _as_written(name: str, era: str) -> str:
    """TT 04/2020 art. 31 wants capitals, as the forms of 2015 already did."""
    return name.upper() if era == "E7" else name


def _short_path(place: Commune) -> str:
    return f"{place.name}, {lower_first(place.district)}"


def _parent_values(birth: Birth, place: Commune, era: str) -> dict[str, str]:
    home = f"Thôn {birth.couple.hamlet}, {lower_first(place.name)}"
    if era == "E7":
        home += f", {lower_first(place.district)}, {lower_first(place.province)}"
    parents = (("cha", birth.couple.father), ("me", birth.couple.mother))
    return {
        key: value
        for side, parent in parents
        for key, value in (
            (f"{side}HoTen", _as_written(parent.name, era)),
            (f"{side}NgaySinh", str(parent.born.year)),
            (f"{side}DanToc", parent.ethnicity),
            (f"{side}QuocTich", NATIONALITY),
            (f"{side}NoiCuTru", home),
        )
    }


def _declarant_values(birth: Birth, place: Commune, era: str) -> dict[str, str]:
    parent = birth.couple.mother if birth.by_mother else birth.couple.father
    chance = dice("papers", birth.couple.key, birth.by_mother)
    return {
        "nycHoTen": _as_written(parent.name, era),
        "nycQuanHe": "Mẹ đẻ" if birth.by_mother else "Bố đẻ",
        "nycLoaiGiayToTuyThan": "1",
        "nycSoGiayToTuyThan": f"125{chance.randrange(10**6):06d}",
        "nycNgayCapGiayToTuyThan": date_text(_issued(chance, birth)),
        "nycNoiCapGiayToTuyThan": f"Công an {lower_first(place.province)}",
    }


def _issued(chance: random.Random, birth: Birth) -> date:
    return date(
        birth.registered.year - chance.randint(1, 9), chance.randint(1, 12), chance.randint(1, 28)
    )


def _personal_number(birth: Birth) -> str:
    """Twelve digits: 027, century and sex (2 or 3 after 2000), two of the year, six at random."""
    child = birth.child
    tail = dice("number", birth.couple.key, child.born).randrange(10**6)
    return f"027{2 if child.sex == 'nam' else 3}{child.born.year % 100:02d}{tail:06d}"


def with_values(entry: Entry, **values: str) -> Entry:
    """The entry with other values in its record; keys the form does not print are left out."""
    known = {key: value for key, value in values.items() if key in entry.record}
    return replace(entry, record={**entry.record, **known})
