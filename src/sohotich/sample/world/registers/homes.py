"""A commune on a day: how its office and the homes around it are called then."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sohotich.domain.places import PlaceError, unit
from sohotich.domain.places.units import parents
from sohotich.sample.world.chance import pick
from sohotich.sample.world.places import commune, lower_first

# The people's committees were administrative committees (UBHC) until 1976.
_COMMITTEES_FROM = 1976
_ELSEWHERE = (
    "xã Tam Đa, huyện Yên Phong", "thành phố Hà Nội", "phường Đồng Tâm, thành phố Hà Nội",
    "xã Nghĩa Hưng, huyện Lạng Giang, tỉnh Hà Bắc", "huyện Cẩm Giàng, tỉnh Hải Dương",
    "Thị trấn Cao Lộc, tỉnh Lạng Sơn", "xã Ea H'Leo, huyện Ea H'Leo, tỉnh Đắk Lắk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """`path` names all levels of the day; `near` leaves the province away."""

    code: str
    name: str
    district: str
    province: str
    hamlets: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"{self.name}, {lower_first(self.district)}, {lower_first(self.province)}"

    @property
    def near(self) -> str:
        return f"{self.name}, {lower_first(self.district)}"

    def office(self, form: int, year: int) -> str:
        """One of the ways to write the commune's committee; one book keeps to one way."""
        short, long = (
            ("UBND", "Ủy ban nhân dân")
            if year >= _COMMITTEES_FROM
            else ("UBHC", "Ủy ban hành chính")
        )
        path, near = lower_first(self.path), lower_first(self.near)
        forms = (f"{short} {path}", f"{long} {path}", f"ubnd {self.path}", f"{short} {near}")
        return forms[form % len(forms)]

    def residence(self, chance: random.Random, *, dead: bool = False) -> str:
        """TT 04/2020 art. 10: of who has died it says just that."""
        if dead:
            return "Đã chết"
        here = f"Thôn {chance.choice(self.hamlets)}, {lower_first(self.name)}"
        full = f"{here}, {lower_first(self.district)}, {lower_first(self.province)}"
        return pick(chance, ((here, 5), (full, 4), (chance.choice(_ELSEWHERE), 1)))

    def native(self, chance: random.Random) -> str:
        return pick(chance, ((self.near, 6), (self.path, 3), (chance.choice(_ELSEWHERE), 1)))


def home_on(code: str, day: date) -> Home | None:
    """The commune by its names in that month; None where its history of then is not known."""
    return _home(code, day.year, day.month)


def home_then(code: str, day: date) -> Home:
    """`home_on`; where the history is not known, the commune as it is called now."""
    place = commune(code, day.year)
    return home_on(code, day) or Home(
        code, place.name, place.district, place.province, place.hamlets
    )


@lru_cache(maxsize=1 << 14)
def _home(code: str, year: int, month: int) -> Home | None:
    place, day = commune(code, year), date(year, month, 15)
    try:
        then = unit(code, day)
        district, province = parents(then, day)
    except PlaceError:
        return None
    # The history knows some communes without their kind: they kept the name, not always the kind.
    name = then.name if then.kind else place.name
    return Home(code, name, district.name, province.name, place.hamlets)
