"""How people write a place: parts, kinds in full or short, with or without marks."""

import re
from dataclasses import dataclass

from sohotich.domain.places.unit import Level
from sohotich.domain.text import clean, unmarked_key

_KIND_LEVELS: dict[str, tuple[Level, ...]] = {
    "xã": (Level.COMMUNE,),
    "phường": (Level.COMMUNE,),
    "thị trấn": (Level.COMMUNE,),
    "huyện": (Level.DISTRICT,),
    "quận": (Level.DISTRICT,),
    "thị xã": (Level.DISTRICT,),
    "thành phố": (Level.DISTRICT, Level.PROVINCE),
    "tỉnh": (Level.PROVINCE,),
}
_SHORT = {"x": "xã", "p": "phường", "tt": "thị trấn", "h": "huyện", "q": "quận", "tx": "thị xã",
          "tp": "thành phố", "t": "tỉnh"}  # fmt: skip
# Words typed without marks count only where the whole text is: "Xa" and "Quan" are names too.
_BARE = {unmarked_key(kind): kind for kind in _KIND_LEVELS}
_WORDS = "|".join(sorted(_KIND_LEVELS, key=len, reverse=True))
_BARE_WORDS = "|".join(sorted(_BARE, key=len, reverse=True))
_SHORT_WORDS = "tt|tx|tp|[xphqt]"
_KIND = re.compile(
    rf"(?:({_WORDS}|{_BARE_WORDS})\s+|({_SHORT_WORDS})(?:\.\s*|\s+))(?=\S)(.*)", re.IGNORECASE
)
_OFFICE = re.compile(
    r"(?:ubnd|u\.b\.n\.d\.?|ubhc|ub|[uủ][ỷy] ban (?:nhân dân|nd|hành chính)"
    r"|uy ban (?:nhan dan|nd|hanh chinh))(?=\W|[xphqt](?:\.|ã)|$)\s*[:,]?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[,;]\s*|\s+[-–]\s+"
    rf"|\s*[-–]\s*(?=(?:{_WORDS}|{_BARE_WORDS})\s|(?:{_SHORT_WORDS})\.)"
    r"|\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh|tp\.?|tx\.?)\s)"
    rf"|\s+(?=(?:{_SHORT_WORDS})\.\s*\w{{2}})",
    re.IGNORECASE,
)
_BARE_PARTS = re.compile(r"\s+(?=(?:huyen|quan|thi xa|thanh pho|tinh)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacePart:
    """`kind` is "" where none was written; `name` is without the kind, as written."""

    kind: str
    name: str

    @property
    def levels(self) -> tuple[Level, ...]:
        return _KIND_LEVELS.get(self.kind, tuple(Level))


def read_wording(text: str) -> tuple[bool, tuple[PlacePart, ...]]:
    """Whether the text begins with UBND, and its parts from the smallest on."""
    whole = clean(text)
    office = _OFFICE.match(whole)
    rest = whole[office.end() :] if office else whole
    unmarked = rest.isascii()
    pieces = [piece for piece in _PARTS.split(rest) if piece]
    if unmarked:
        pieces = [small for piece in pieces for small in _BARE_PARTS.split(piece)]
    return bool(office), tuple(_part(piece, unmarked=unmarked) for piece in pieces)


def _part(piece: str, *, unmarked: bool) -> PlacePart:
    match = _KIND.fullmatch(piece)
    if not match:
        return PlacePart("", piece)
    word, short, name = match.groups()
    kind = _SHORT[short.lower()] if short else word.lower()
    if kind not in _KIND_LEVELS:
        if not unmarked:
            return PlacePart("", piece)
        kind = _BARE[kind]
    return PlacePart(kind, name)
