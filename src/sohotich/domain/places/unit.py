"""One administrative unit in one period of its life."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Sure = Literal["2+", "1", "gk"]
"""How a fact about a unit is known: two sources agree, one says it, or general knowledge only."""


class PlaceError(LookupError):
    """No such unit on that day. The text is Vietnamese, for the user."""


class Level(StrEnum):
    """Two of them remain from 01.07.2025: the district level is gone."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` means this unit only within the validity: 09508 was Mỹ Hương, then An Tập.

    `name` begins with the kind ("Xã An Tập"). `parent` is a code, "" for a province. Both days are
    inclusive; `valid_from` None: since when is not known; `valid_to` None: still in force.
    `sure` and `source` speak of name and parent in this period; a name without a kind means that
    the kind of that time is not known.
    """

    code: str
    name: str
    level: Level
    parent: str
    valid_from: date | None
    valid_to: date | None
    sure: Sure = "2+"
    source: str = ""

    def valid_on(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)

    @property
    def kind(self) -> str:
        """xã, phường, thị trấn, huyện, thị xã, thành phố or tỉnh."""
        return split_kind(self.name)[0]

    @property
    def bare_name(self) -> str:
        """The name without its kind: An Tập."""
        return split_kind(self.name)[1]


_KINDS = ("Thị trấn", "Thị xã", "Thành phố", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


def split_kind(name: str) -> tuple[str, str]:
    """("xã", "An Tập") from "Xã An Tập"; an unknown kind gives ("", name)."""
    for kind in _KINDS:
        if name.startswith(f"{kind} "):
            return kind.lower(), name[len(kind) + 1 :]
    return "", name
