"""Where text and lines stand on a PDF's pages, in mm from the upper left corner, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Box:
    """A piece of text or a line; `size` in points, `font` as embedded, without its subset tag.

    `base` is the line the letters stand on.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    size: float = 0
    font: str = ""
    base: float = 0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Character:
    text: str
    box: Box


def pages_of(data: bytes) -> list[PageBoxes]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [PageBoxes(document[number]) for number in range(len(document))]
    finally:
        document.close()


class PageBoxes:
    """One page of a PDF, read at once."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = (side * MM for side in page.get_size())
        text = page.get_textpage()
        self.characters = list(self._characters(text))
        self.text = "".join(one.text for one in self.characters)
        self.rules = list(self._rules(page))
        text.close()
        page.close()

    def _characters(self, page: pypdfium2.PdfTextPage) -> Iterable[Character]:
        for index in range(page.count_chars()):
            text = chr(raw.FPDFText_GetUnicode(page, index))
            left, bottom, right, top = page.get_charbox(index, loose=False)
            size = raw.FPDFText_GetFontSize(page, index)
            box = self._box(left, bottom, right, top)
            base = self.height - _origin(page, index) * MM
            yield Character(text, Box(*box, text, size, _font(page, index), base))

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
        return left * MM, self.height - top * MM, right * MM, self.height - bottom * MM

    def find(self, text: str) -> Box:
        """The first place of `text`, which must stand on one line in one font and size."""
        at = self.text.index(text)
        return _around([one.box for one in self.characters[at : at + len(text)]], text)

    def lines(self) -> list[Box]:
        """The lines of text, top to bottom, each as far as it reaches."""
        found: list[list[Box]] = [[]]
        for one in self.characters:
            if one.text in "\r\n":
                found.append([])
            else:
                found[-1].append(one.box)
        return [_around(boxes, "".join(box.text for box in boxes)) for boxes in found if boxes]

    def _rules(self, page: pypdfium2.PdfPage) -> Iterable[Box]:
        """Drawn lines that lie flat."""
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            box = Box(*self._box(*item.get_bounds()))
            if box.bottom - box.top < 1 < box.width:
                yield box

    def ink(self) -> Box:
        """The text's outer edges."""
        boxes = [one.box for one in self.characters if one.text.strip()]
        return _around(boxes, "")


def _around(boxes: list[Box], text: str) -> Box:
    seen = [box for box in boxes if box.text.strip()]
    sizes, fonts = {box.size for box in seen}, {box.font for box in seen}
    return Box(
        min(box.left for box in seen),
        min(box.top for box in seen),
        max(box.right for box in seen),
        max(box.bottom for box in seen),
        text,
        sizes.pop() if len(sizes) == 1 else 0,
        fonts.pop() if len(fonts) == 1 else "",
        max(box.base for box in seen),
    )


def _origin(page: pypdfium2.PdfTextPage, index: int) -> float:
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, across, up)
    return up.value


def _font(page: pypdfium2.PdfTextPage, index: int) -> str:
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(page, index, name, 200, None)
    return name.value.decode().partition("+")[2] or name.value.decode()
