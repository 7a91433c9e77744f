"""Errors about dates: mistyped, impossible, out of order, at odds with their words."""

from __future__ import annotations

import random

from sohotich.domain.schema import RecordType
from sohotich.domain.text import PartialDate, date_in_words
from sohotich.sample.world.registers.fault_tools import with_year, year_of
from sohotich.sample.world.registers.faults import Rows, Spoilt


def wrong_thousand(value: str, chance: random.Random) -> str:
    """2005 → 5005, 1998 → 9998 or 0998."""
    year = value[-4:]
    wrong = {"2": ("5", "3"), "1": ("9", "0")}.get(year[0], ("9",))
    return f"{value[:-4]}{chance.choice(wrong)}{year[1:]}"


def no_such_day(value: str, chance: random.Random) -> str:
    return f"{chance.choice(('31.02', '32.05', '30.02', '31.04', '12.13'))}.{value[-4:]}"


def born_after(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    keys = [p.birth_field for p in kind.principals if values.get(p.birth_field)]
    if not keys or not values.get("ngayDangKy"):
        return None
    key = chance.choice(keys)
    return Spoilt(key, {key: with_year(values[key], year_of(values["ngayDangKy"]) + 1)})


def child_spouse(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    key = chance.choice([p.birth_field for p in kind.principals])
    year = year_of(values["ngayXacLapQuanHeHonNhan" if "ngayXacLapQuanHeHonNhan" in values
                          else "ngayDangKy"]) - chance.randint(8, 15)  # fmt: skip
    return Spoilt(key, {key: with_year(values[key], year)}) if key in values else None


def young_parent(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    child = {"KS": "nksNgaySinh", "CMC": "ncNgaySinh"}[kind.code]
    parents = {"KS": ("meNgaySinh", "chaNgaySinh"), "CMC": ("cmNgaySinh",)}[kind.code]
    keys = [key for key in parents if key in values]
    if child not in values or not keys:
        return None
    key = chance.choice(keys)
    return Spoilt(key, {key: with_year(values[key], year_of(values[child]) - chance.randint(3, 9))})


def dead_unborn(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    died, born = values.get("nktNgayChet"), values.get("nktNgaySinh")
    if not died or not born:
        return None
    return Spoilt("nktNgayChet", {"nktNgayChet": with_year(died, year_of(born) - 3)})


def dead_later(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    died = values.get("nktNgayChet")
    year = year_of(values["ngayDangKy"]) + 1
    return Spoilt("nktNgayChet", {"nktNgayChet": with_year(died, year)}) if died else None


_FIGURES_OF = {"nksNgaySinhBangChu": "nksNgaySinh", "nktNgayChetGhiBangChu": "nktNgayChet"}


def words_of_other_day(
    kind: RecordType, rows: Rows, at: int, chance: random.Random
) -> Spoilt | None:
    values = rows[at].values
    for words, figures in _FIGURES_OF.items():
        if words in values and figures in values:
            day = PartialDate.from_text(values[figures])
            other = (
                PartialDate(day.year, day.month, day.day - 1 if day.day > 1 else 2)
                if day.day
                else PartialDate(day.year - 1, day.month, day.day)
            )
            return Spoilt(words, {words: date_in_words(other)})
    return None


def no_words(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    for words in _FIGURES_OF:
        if words in values:
            parts = values[words].split()
            parts.insert(
                chance.randrange(1, len(parts)), chance.choice(("xã", "Hương", "trăm năm"))
            )
            return Spoilt(words, {words: " ".join(parts)})
    return None
