"""The clerk at one entry: prints labels, writes values, notes where each field was written."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.sample.world import pens
from sohotich.sample.world.marks import Area, Hand, Print, Sheet
from sohotich.sample.world.writing import key_of

_SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.62)  # how much smaller people write to make a text fit


@dataclass(slots=True)
class Filler:
    """Writes one entry's slots on a sheet in one hand; `pitch` is the distance between lines."""

    sheet: Sheet
    area: Area
    slots: dict[str, str]
    hand: str
    pitch: float

    @property
    def label_size(self) -> float:
        return min(4.3, 0.43 * self.pitch)

    @property
    def hand_size(self) -> float:
        return min(2.7, 0.265 * self.pitch)

    def label(self, x: float, y: float, text: str, face: str = "serif", anchor: str = "l") -> float:
        """Print a label on baseline `y`; return its width."""
        self.sheet.add(Print(x, y, self.label_size, text, face, anchor))
        return pens.width_in_ems(face, text) * self.label_size

    def claim(self, slot: str, x: float, y: float, width: float) -> None:
        box = (x, y - 0.82 * self.pitch, x + width, y + 0.26 * self.pitch)
        self.area.claim(key_of(slot), box)

    def write(self, x: float, y: float, width: float, text: str, *, centre: bool = False) -> None:
        """Write `text` on baseline `y`, smaller where it would not fit."""
        if not text:
            return
        needed = pens.hand_width(self.hand, text, self.hand_size)
        shrink = min(1.0, width / needed)
        start = x + (width - needed * shrink) / 2 if centre else x
        self.sheet.add(Hand(start, y, self.hand_size * shrink, text, self.area.entry))

    def write_lines(self, text: str, places: list[tuple[float, float]], width: float) -> int:
        """Write `text` over lines starting at `places` (x, baseline), each ending before
        `width`; smaller where it needs more lines. Return how many lines it took.
        """
        for shrink in _SHRINKS:
            size = self.hand_size * shrink
            lines = self._wrapped(text, [width - x for x, _ in places], size)
            if len(lines) <= len(places):
                break
        kept = [*lines[: len(places) - 1], " ".join(lines[len(places) - 1 :])]
        for (x, y), line in zip(places, kept, strict=False):
            if line:
                needed = pens.hand_width(self.hand, line, size)
                size_here = size * min(1.0, (width - x) / needed)
                self.sheet.add(Hand(x, y, size_here, line, self.area.entry))
        return max(1, min(len(lines), len(places)))

    def _wrapped(self, text: str, widths: list[float], size: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            room = widths[min(len(lines), len(widths)) - 1] if lines else 0.0
            if lines and pens.hand_width(self.hand, longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
