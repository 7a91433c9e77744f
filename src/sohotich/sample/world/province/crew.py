"""The people of one commune, by their places: who scans, keys, settles, reviews, signs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from sohotich.sample.world.chance import dice
from sohotich.sample.world.province.inventory import Holding

# What the plan counts on: readings an hour, hours, days; two readings of each registration.
_AN_HOUR, _HOURS, _DAYS = 12, 7.0, 12.5
_REINFORCED: Final = 6


@dataclass(frozen=True, slots=True)
class Member:
    """`since`: the campaign's day from which somebody is there; `gift`: speed against others."""

    role: str
    since: int = 1
    gift: float = 1.0


@dataclass(frozen=True, slots=True)
class Crew:
    """Places 0 and 1 are the officers (settles, reviews), 2 the chair, 3 the district's office;
    then scanners and keyers.
    """

    members: tuple[Member, ...]
    OFFICER = 0
    REVIEWER = 1
    CHAIR = 2
    DISTRICT = 3

    def places(self, role: str, day: int) -> list[int]:
        """Who does that on this day."""
        return [i for i, m in enumerate(self.members) if m.role == role and m.since <= day]


SCANNER, KEYER = "nguoi_quet", "nguoi_nhap_lieu"
_ALWAYS: Final = (
    Member("cong_chuc_ho_tich"),
    Member("cong_chuc_ho_tich"),
    Member("chu_tich"),
    Member("phong_tu_phap"),
)


def crew_of(seed: int, holding: Holding) -> Crew:
    """Enough people for the plan, more or fewer by the commune's pace; where they fall behind, two
    more keyers come on the sixth day.
    """
    pace, chance = holding.pace, dice("crew", seed, holding.unit_code)
    needed = holding.entries * 2 / (_AN_HOUR * _HOURS * _DAYS)
    keyers = max(2, ceil(needed * pace.staff))
    scanners = 1 if holding.entries < 2000 else 2
    members = [*_ALWAYS, *[Member(SCANNER)] * scanners]
    members += [Member(KEYER, gift=chance.uniform(0.75, 1.3)) for _ in range(keyers)]
    if pace.staff < 1:
        members += [Member(KEYER, _REINFORCED, chance.uniform(0.75, 1.1)) for _ in range(2)]
    return Crew(tuple(members))
