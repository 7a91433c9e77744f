"""What lies on a sheet, in millimetres from its upper left corner: print, rules, hand, stamps.

The sheet is data. `render` turns it into pixels; the truth reads its boxes without drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
DIAMETER = 34.0  # mm of the round seal


@dataclass(frozen=True, slots=True)
class Print:
    """Printed text: `y` is the baseline, `size` the em, `anchor` l, m or r."""

    x: float
    y: float
    size: float
    text: str
    face: str = "serif"
    anchor: str = "l"
    grey: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.25
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Hand:
    """Handwriting on a baseline; `size` is the height of an x, `who` whose hand and pen."""

    x: float
    y: float
    size: float
    text: str
    entry: int
    who: str = "clerk"


@dataclass(frozen=True, slots=True)
class Scribble:
    """A signature within a box."""

    x: float
    y: float
    width: float
    height: float
    entry: int
    who: str


@dataclass(frozen=True, slots=True)
class Strike:
    """A pen stroke drawn across."""

    x0: float
    y0: float
    x1: float
    y1: float
    entry: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """The commune's round seal."""

    x: float
    y: float
    entry: int


Mark = Print | Rule | Hand | Scribble | Strike | Stamp


@dataclass(slots=True)
class Area:
    """Where one entry lies, and where each of its fields is written."""

    entry: int
    box: Box
    fields: dict[str, Box] = field(default_factory=dict)

    def claim(self, key: str, box: Box) -> None:
        """Add a line to the field's box: a value may run over two lines or three slots."""
        self.fields[key] = union(self.fields[key], box) if key in self.fields else box


@dataclass(slots=True)
class Sheet:
    """One side of paper; `gutters` are the x positions where it is bound or folded."""

    width: float
    height: float
    gutters: tuple[float, ...]
    marks: list[Mark] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        self.marks.extend(marks)


def union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
