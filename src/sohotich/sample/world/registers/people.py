"""A person of a record: all that the fields of a role may say of one."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sohotich.sample.world import names
from sohotich.sample.world.chance import pick
from sohotich.sample.world.families import Person

MAN, WOMAN = "nam", "nữ"
SEX_CODES = {MAN: "1", WOMAN: "2"}
AT_HOME = "Việt Nam"
_OLDEST_NAMES = 1900
ADULT = 18

# Other peoples, with names as they write them, and their share among who is not of a family here.
_PEOPLES = (
    ("Kinh", 940), ("Tày", 20), ("Mường", 12), ("Nùng", 8), ("Dao", 5), ("Sán Dìu", 4),
    ("Hoa", 1), ("Ê Đê", 4), ("Mông", 4), ("Thái", 3),
)  # fmt: skip
_OWN_NAMES = {
    "Nùng": (("Nông Văn Páo", MAN), ("Lường Thị Nhình", WOMAN), ("Vi Văn Sằn", MAN)),
    "Dao": (("Triệu Mùi Ghển", WOMAN), ("Bàn Tài Phin", MAN), ("Đặng Chòi Quyên", WOMAN)),
    "Sán Dìu": (("Ninh Thị Sáu", WOMAN), ("Trương Văn Nình", MAN)),
    "Hoa": (("Lý Sáng", MAN), ("Voòng A Múi", WOMAN)),
    "Ê Đê": (("Y Bhăm Niê", MAN), ("H'Bia Êban", WOMAN), ("Y Kơ-Pă Mlô", MAN)),
    "Mông": (("Giàng A Páo", MAN), ("Vàng Thị Mỷ", WOMAN), ("Sùng A Dính", MAN)),
    "Thái": (("Lò Văn Ún", MAN), ("Cầm Thị Ỏ", WOMAN)),
}
_FOREIGNERS = (
    ("John Smith", MAN, "Hoa Kỳ"), ("Marie Dubois", WOMAN, "Pháp"),
    ("Kim Min-jun", MAN, "Hàn Quốc"),
    ("Chen Wei-Ting", MAN, "Trung Quốc (Đài Loan)"), ("Sato Kenji", MAN, "Nhật Bản"),
    ("Anna Müller", WOMAN, "Đức"), ("O'Neill Patrick", MAN, "Ô-xtrây-li-a"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a record names; `whole_date` False: the book has the year of birth alone."""

    person: Person
    nationality: str = AT_HOME
    whole_date: bool = True
    dead: bool = False


def stranger(chance: random.Random, sex: str, born: date) -> Person:
    """Somebody of no family here, of any people."""
    ethnicity = pick(chance, _PEOPLES)
    own = [name for name, of in _OWN_NAMES.get(ethnicity, ()) if of == sex]
    if own:
        return Person(chance.choice(own), sex, born, ethnicity)
    if ethnicity not in names.MINORITY_SURNAMES:
        ethnicity = "Kinh"
    family = names.surname(chance, ethnicity)
    return Person(
        names.full_name(chance, family, sex, max(born.year, _OLDEST_NAMES)), sex, born, ethnicity
    )


def foreigner(chance: random.Random, sex: str, born: date) -> Party:
    """Somebody of another state; no ethnic group is written."""
    fitting = [row for row in _FOREIGNERS if row[1] == sex]
    name, _, nationality = chance.choice(fitting)
    return Party(Person(name, sex, born, ""), nationality)


def day_between(chance: random.Random, first: date, last: date) -> date:
    """A day of the period, both ends in it; the first where the period is empty."""
    return first + timedelta(days=chance.randrange(max(1, (last - first).days + 1)))


def birthday(born: date, age: int) -> date:
    """The day on which somebody born then is that old."""
    leap = (born.month, born.day) == (2, 29)
    return born.replace(year=born.year + age, day=28 if leap else born.day)


def identity_number(chance: random.Random, person: Person) -> str:
    """Twelve digits: province, century and sex, two of the year, six at random (NĐ 137/2015)."""
    century = (person.born.year - 1900) // 100 * 2 + (person.sex == WOMAN)
    return f"027{century}{person.born.year % 100:02d}{chance.randrange(10**6):06d}"
