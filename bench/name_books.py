"""Births of invented books whose people have other names than the list that names complete from.

The sample's people keep their families, places and dates; their names are drawn anew, from the
sample's own lists with every share bent at random, from names that few people bear, and from
syllables that are no known name. How many of them the product's list holds is printed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from sohotich.domain.text import is_syllable
from sohotich.domain.text.syllables import spelling
from sohotich.sample.world import BookOptions, make_book, names, truth
from sohotich.sample.world.chance import dice, pick

# Of given names: from the sample's lists, rare ones; the rest are syllables nobody may be called.
_USUAL, _RARE = 0.78, 0.17
_BENT = 1.0  # spread of the factor (logarithm) by which a commune's habits differ
_RARE_MEN = (
    "Biểu Chỉnh Chuẩn Choong Cừ Duẩn Dưỡng Đài Đệ Đôn Đỉnh Giảng Hạc Hiến Hoãn Hoạch Huyên Hứa "
    "Kết Khoát Khoản Khuê Kiểm Kiệm Kiệt Lễ Lịch Mậu Mỡ Ngoạn Nguyên Nhã Oánh Phán Phê Quyến Rạng "
    "Rợi Sằn Siêu Soái Tám Tăng Thao Thiết Thừa Thưởng Tiêu Toại Tòng Trụ Truật Ứng Vạng Vân Vọng "
    "Xá Xế"
)
_RARE_WOMEN = (
    "Bôi Chè Chút Diềm Diên Đậu Đượm Én Gấm Giỏi Hải Hĩm Hơn Kén Khánh Khuê Lẫm Lọc Lời Lũy Mão "
    "Mát Mong Nền Ngãi Ngấn Ngoãn Nhi Nhiễu Nhớ Nở Nuôi Oải Phẩm Quít Rần Rộng Sắn Sót Sợi Tân "
    "Tép Thẻ Thềm Thìa Thiều Thoan Tiêm Tiệp Tít Tơ Trọng Vách Vải Vẻ Vê Vọng Vòng Xa Xâm Xuyên Ỷ"
)
_RARE_FAMILIES = "An Bành Cát Chế Công Đan Điền Giang Hạ Khuông Lều Ninh Phương Sầm Thang Ứng"
_RARE_FAMILY = 0.03
_MEN, _WOMEN = "nam", "nữ"


def births(year: int, entries: int, seed: int = 11) -> Iterator[dict[str, str]]:
    """What a careful reader takes from each page of a book of that year, by field."""
    from sohotich.sample.load.keyers import values_of

    book = make_book(BookOptions(seed=seed, entries=entries, year=year))
    place = truth(book)["book"]["noiDangKy"]
    for entry in book.entries:
        yield renamed(values_of(entry) | {"noiDangKy": place}, year, seed)


def renamed(values: Mapping[str, str], year: int, seed: int) -> dict[str, str]:
    """The record with other names, the same for the same people: a family stays one."""
    home = (seed, values.get("noiDangKy", ""))
    father, mother = values.get("chaHoTen", ""), values.get("meHoTen", "")
    couple = (*home, father, mother)
    new = {
        father: _person(dice("father", *couple), home, _MEN, year - 25),
        mother: _person(dice("mother", *couple), home, _WOMEN, year - 25),
    }
    child = values["nksHoTen"]
    sex = _MEN if values.get("nksGioiTinh") == "1" else _WOMEN
    family = (new[father] if father else new[mother]).split()[0]
    new[child] = _person(dice("child", *couple, child), home, sex, year, family)
    for office in ("nguoiKy", "nguoiThucHien"):
        if values.get(office):
            new[values[office]] = _person(
                dice("office", *home, values[office]), home, _MEN, year - 35
            )
    return {key: _cased(new.get(value, value), value) for key, value in values.items()}


def unlisted_share(people: Sequence[str]) -> float:
    """The share of these whose given name the product's own list does not hold."""
    from sohotich.domain.text import title_name
    from sohotich.domain.text.name_parts import SEXES, given

    listed = {name for sex in SEXES for born in (1940, 1970, 2000) for name in given(sex, born)}
    unlisted = [name for name in people if title_name(name).split()[-1] not in listed]
    return len(unlisted) / len(people)


def _cased(new: str, old: str) -> str:
    return new.upper() if old and old == old.upper() and old != old.lower() else new


def _person(
    chance: random.Random, home: Sequence[object], sex: str, born: int, family: str = ""
) -> str:
    start = max(year for year in (1900, 1975, 1995) if year <= born)
    middle = pick(chance, _bent(tuple(home), "middle", sex, start))
    parts = (family or _family(chance, home), middle, _given(chance, home, sex, start))
    return " ".join(part for part in parts if part)


def _family(chance: random.Random, home: Sequence[object]) -> str:
    if chance.random() < _RARE_FAMILY:
        return chance.choice(_RARE_FAMILIES.split())
    return pick(chance, _bent(tuple(home), "family", "", 0))


def _given(chance: random.Random, home: Sequence[object], sex: str, start: int) -> str:
    roll = chance.random()
    if roll < _USUAL:
        return pick(chance, _bent(tuple(home), "given", sex, start))
    if roll < _USUAL + _RARE:
        return chance.choice((_RARE_MEN if sex == _MEN else _RARE_WOMEN).split())
    return chance.choice(_syllables())


@cache
def _bent(home: tuple[object, ...], part: str, sex: str, start: int) -> list[tuple[str, float]]:
    """A commune's own habits: each share times a factor drawn once for it."""
    rows = {
        "family": lambda: names.SURNAMES,
        "middle": lambda: names.MIDDLE[sex, start],
        "given": lambda: [(name, 1.0) for name in names.GIVEN[sex, start].split()],
    }[part]()
    chance = dice("bent", *home, part, sex, start)
    return [(name, share * math.exp(chance.gauss(0, _BENT))) for name, share in rows]


@cache
def _syllables() -> list[str]:
    """Syllables as the language may spell them, in capitals at the beginning."""
    onsets, rimes = (spelling()[part].split() for part in ("onsets", "rimes"))
    tones = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    made = (onset + rime + tone for onset, rime, tone in product(onsets, rimes, tones))
    from sohotich.domain.text import nfc

    return [
        word.capitalize() for word in map(nfc, made) if word[-1].isalpha() and is_syllable(word)
    ]
