"""Which cells are set in a font of before Unicode: the strongest sign of an old encoding.

Only files that name such a font anywhere are looked through; all others cost two short reads.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from sohotich.domain.text import font_encoding
from sohotich.engines.workbook.addresses import address, column_index
from sohotich.engines.workbook.parts import sheet_part

# Font names of TCVN3 and VNI, as quoted in any attribute.
_OLD_FONT = re.compile(rb"""val=["'](?:[A-Z]{6}\+)?(?:\.vn|vni[- ])""", re.IGNORECASE)
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def old_fonts(path: Path, index: int) -> dict[str, str]:
    """Cell address → font name, for cells of the index-th sheet set in a font of an old encoding.

    A cell with runs in several fonts counts when all of its runs are in old fonts of one encoding.
    The workbook has passed the guard. KeyError, ParseError or ExpatError for a damaged one.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {
            name: archive.read(name) for name in (_STYLES, _STRINGS) if name in archive.namelist()
        }
        if not any(_OLD_FONT.search(xml) for xml in parts.values()):
            return {}
        sheet = sheet_part(archive, index)
    styles = _styled(parts.get(_STYLES, b""))
    strings = _rich(parts.get(_STRINGS, b""))
    return _Cells(styles, strings).walk(sheet)


def _styled(xml: bytes) -> dict[int, str]:
    """Cell style → its font, old fonts only."""
    if not xml:
        return {}
    root = ElementTree.fromstring(xml)  # noqa: S314 guard ran
    fonts = [_font_name(font) for fonts in root.iterfind("{*}fonts") for font in fonts]
    found = {}
    for formats in root.iterfind("{*}cellXfs"):
        for style, format_ in enumerate(formats):
            place = int(format_.get("fontId", 0))
            if place < len(fonts) and font_encoding(fonts[place]):
                found[style] = fonts[place]
    return found


def _rich(xml: bytes) -> dict[int, str]:
    """Shared string → the font of its runs ("" where they differ or are new), rich strings only."""
    if b"rPr" not in xml:
        return {}
    found = {}
    for place, string in enumerate(ElementTree.fromstring(xml).iterfind("{*}si")):  # noqa: S314
        runs = string.findall("{*}r")
        if runs:
            names = {_run_font(run) for run in runs}
            encodings = {font_encoding(name) for name in names}
            found[place] = min(names) if len(encodings) == 1 and None not in encodings else ""
    return found


def _font_name(font: ElementTree.Element) -> str:
    name = font.find("{*}name")
    return "" if name is None else name.get("val", "")


def _run_font(run: ElementTree.Element) -> str:
    font = run.find("{*}rPr/{*}rFont")
    return "" if font is None else font.get("val", "")


class _Cells:
    """One walk over the sheet: every cell's style, and its shared string where it has one."""

    def __init__(self, styles: dict[int, str], strings: dict[int, str]) -> None:
        self.styles = styles
        self.strings = strings
        self.found: dict[str, str] = {}
        self.row = self.column = 0
        self.cell = self.kind = self.value = ""
        self.in_value = False

    def walk(self, xml: bytes) -> dict[str, str]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.buffer_text = True
        parser.Parse(xml, True)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            if reference:
                self.column, self.row = column_index(reference[1]), int(reference[2])
            self.cell = address(self.row, self.column)
            self.column += 1
            self.kind, self.value = attributes.get("t", ""), ""
            font = self.styles.get(int(attributes.get("s", 0)))
            if font:
                self.found[self.cell] = font
        self.in_value = tag == "v"

    def _data(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c" and self.kind == "s" and self.value.strip().isdecimal():
            self._string(self.strings.get(int(self.value)))
        self.in_value = False

    def _string(self, font: str | None) -> None:
        """Runs say more than the cell they stand in."""
        if font:
            self.found[self.cell] = font
        elif font == "":
            self.found.pop(self.cell, None)
