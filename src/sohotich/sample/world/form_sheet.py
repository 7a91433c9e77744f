"""Lays a form out inside a box of the sheet: labels, lines, table, signatures, handwriting."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.sample.world import pens
from sohotich.sample.world.form_parts import (
    Cell,
    Cells,
    Form,
    Heading,
    Long,
    Parents,
    Row,
    Signs,
    Ticks,
    signed_by_chair,
)
from sohotich.sample.world.marks import (
    DIAMETER,
    Area,
    Box,
    Hand,
    Print,
    Rule,
    Scribble,
    Sheet,
    Stamp,
)
from sohotich.sample.world.writing import key_of

LARGEST_PITCH = 11.0  # mm between lines on a roomy page


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
        size, needed = self.hand_size, pens.hand_width(self.hand, text, self.hand_size)
        if needed > width:
            size, needed = size * width / needed, width
        start = x + (width - needed) / 2 if centre else x
        self.sheet.add(Hand(start, y, size, text, self.area.entry))

    def wrap(self, text: str, widths: list[float]) -> list[str]:
        """Break `text` over lines of the given widths; the last takes what is left."""
        lines, words = [""] * len(widths), text.split()
        line = 0
        for word in words:
            longer = f"{lines[line]} {word}".strip()
            full = pens.hand_width(self.hand, longer, self.hand_size) > widths[line]
            if full and lines[line] and line < len(widths) - 1:
                line, longer = line + 1, word
            lines[line] = longer
        return lines


def fill(filler: Filler, rows: tuple[Row, ...], box: Box) -> None:
    """Lay `rows` from the top of `box`; signatures sink to its foot."""
    x0, y, x1, y1 = box
    for row in rows:
        height = row.units * filler.pitch
        top = max(y, y1 - height) if isinstance(row, Signs) else y
        _row(filler, row, (x0, top, x1, top + height))
        y = top + height


def pitch_for(rows: tuple[Row, ...], height: float) -> float:
    """Line distance at which the rows fill the height, no wider than people write."""
    return min(LARGEST_PITCH, height / sum(row.units for row in rows))


def _row(filler: Filler, row: Row, box: Box) -> None:
    match row:
        case Cells(cells):
            _cells(filler, cells, box)
        case Long(label, slot):
            _long(filler, label, slot, row.lines, box)
        case Heading(text, _, face):
            x = (box[0] + box[2]) / 2
            size = filler.label_size * 1.3
            filler.sheet.add(Print(x, box[3] - 0.35 * filler.pitch, size, text, face, "m"))
        case Parents():
            _parents(filler, row, box)
        case Signs():
            _signs(filler, row, box)


def _baseline(filler: Filler, top: float, line: int = 0) -> float:
    return top + (line + 0.74) * filler.pitch


def _dotted(filler: Filler, x0: float, x1: float, y: float) -> None:
    filler.sheet.add(
        Rule(x0, y + 0.09 * filler.pitch, x1, y + 0.09 * filler.pitch, 0.2, dotted=True)
    )


def _cells(filler: Filler, cells: tuple[Cell, ...], box: Box) -> None:
    x, y = box[0], _baseline(filler, box[1])
    labels = [pens.width_in_ems("serif", cell.label) * filler.label_size + 1.2 for cell in cells]
    free = box[2] - box[0] - sum(labels) - 2.0 * (len(cells) - 1)
    whole = sum(cell.weight for cell in cells)
    for cell, label in zip(cells, labels, strict=True):
        filler.label(x, y, cell.label)
        start, width = x + label, free * cell.weight / whole
        _dotted(filler, start, start + width, y)
        _slot(filler, cell.slot, start, y, width)
        x = start + width + 2.0


def _slot(filler: Filler, slot: str, x: float, y: float, width: float) -> None:
    filler.claim(slot, x, y, width)
    centre = slot.endswith((".day", ".month", ".year"))
    filler.write(x + 1.5, y, width - 2.5, filler.slots.get(slot, ""), centre=centre)


def _long(filler: Filler, label: str, slot: str, lines: int, box: Box) -> None:
    indent = filler.label(box[0], _baseline(filler, box[1]), label) + 1.2
    starts = [box[0] + indent] + [box[0]] * (lines - 1)
    widths = [box[2] - start - 3.5 for start in starts]
    texts = filler.wrap(filler.slots.get(slot, ""), widths)
    for number, (start, width, text) in enumerate(zip(starts, widths, texts, strict=True)):
        y = _baseline(filler, box[1], number)
        _dotted(filler, start, box[2], y)
        filler.claim(slot, start, y, box[2] - start)
        filler.write(start + 1.5, y, width, text)
    if label.startswith("("):
        y = _baseline(filler, box[1], lines - 1)
        filler.label(box[2] + 0.3, y, ")")


def _parents(filler: Filler, table: Parents, box: Box) -> None:
    x0, top, x1 = box[0], box[1] + table.gap * filler.pitch, box[2]
    split = (x0, x0 + 0.19 * (x1 - x0), x0 + 0.595 * (x1 - x0), x1)
    y = top + 0.9 * filler.pitch
    titles = {"cha": "NGƯỜI CHA", "me": "NGƯỜI MẸ"}
    heads = ("Phần khai", *(titles[side] for side in table.order))
    for left, right, head, face in zip(
        split[:-1], split[1:], heads, ("serif", "bold", "bold"), strict=True
    ):
        filler.label((left + right) / 2, y - 0.3 * filler.pitch, head, face, "m")
    rules = [top, y]
    for label, suffix, lines in table.rows:
        size = min(filler.label_size, (split[1] - x0 - 3) / pens.width_in_ems("serif", label))
        filler.sheet.add(Print(x0 + 2, _baseline(filler, y) - 0.06 * filler.pitch, size, label))
        for side, left, right in zip(table.order, split[1:], split[2:], strict=False):
            _column_cell(filler, side + suffix, (left, y, right, y + lines * filler.pitch), lines)
        y += lines * filler.pitch
        rules.append(y)
    filler.sheet.add(*(Rule(x0, rule, x1, rule) for rule in rules))
    filler.sheet.add(*(Rule(x, top, x, y) for x in split))


def _column_cell(filler: Filler, slot: str, cell: Box, lines: int) -> None:
    left, top, right, bottom = cell
    width = right - left - 4
    filler.area.claim(key_of(slot), (left + 0.5, top + 0.5, right - 0.5, bottom - 0.3))
    for number, text in enumerate(filler.wrap(filler.slots.get(slot, ""), [width] * lines)):
        filler.write(left + 2, _baseline(filler, top, number) - 0.06 * filler.pitch, width, text)


def _signs(filler: Filler, signs: Signs, box: Box) -> None:
    x0, top, x1, bottom = box
    width, pitch = x1 - x0, filler.pitch
    entry, sheet = filler.area.entry, filler.sheet
    left, right = x0 + 0.24 * width, x0 + 0.73 * width
    for x, title, note in (
        (left, signs.left, "(Ký, ghi rõ họ tên)"),
        (right, signs.right, "(Ký, đóng dấu)"),
    ):
        if title:
            filler.label(x, top + 0.75 * pitch, title, "bold", "m")
            sheet.add(Print(x, top + 1.2 * pitch, filler.label_size * 0.85, note, "italic", "m"))
    if signs.left:
        sheet.add(Scribble(left - 13, top + 1.5 * pitch, 26, 1.5 * pitch, entry, "declarant"))
    if not signed_by_chair(signs):
        if signs.right:
            sheet.add(Scribble(right - 13, top + 1.5 * pitch, 26, 1.5 * pitch, entry, "clerk"))
        return
    if signs.post:
        filler.claim("chucVuNguoiKy", right - 24, top + 2.05 * pitch, 48)
        filler.write(right - 23, top + 2.05 * pitch, 46, filler.slots["chucVuNguoiKy"], centre=True)
    room = bottom - top
    sheet.add(Scribble(right - 16, top + 0.42 * room, 36, 0.36 * room, entry, "chair"))
    lowest = filler.area.box[3] - DIAMETER / 2 - 2  # whole within the entry, which is cut out
    sheet.add(Stamp(right - 13, min(top + 0.58 * room, lowest), entry))
    filler.claim("nguoiKy", right - 32, bottom - 0.25 * pitch, 64)
    filler.write(right - 31, bottom - 0.25 * pitch, 62, filler.slots["nguoiKy"], centre=True)


def notes_column(filler: Filler, form: Form, box: Box) -> None:
    """The column of boxes to tick and of later notes, ruled off from the rest."""
    x0, top, x1, bottom = box
    filler.sheet.add(Rule(x0, top, x0, bottom))
    y = top + 0.8 * filler.pitch
    if form.ticks:
        y = _ticks(filler, form.ticks, x0 + 3, y)
    filler.label((x0 + x1) / 2, y, "GHI CHÚ", "bold", "m")
    filler.area.claim("ghiChu", (x0 + 1, y + 1, x1, bottom))
    lines = max(1, int((bottom - y) / filler.pitch) - 1)
    width = x1 - x0 - 5
    for number, text in enumerate(filler.wrap(filler.slots.get("ghiChu", ""), [width] * lines)):
        filler.write(x0 + 3, y + (number + 1) * filler.pitch, width, text)


def _ticks(filler: Filler, ticks: Ticks, x: float, y: float) -> float:
    side, first = min(3.4, 0.6 * filler.pitch), y
    for label, code in ticks.choices:
        box = (x, y - side + 0.4, x + side, y + 0.4)
        filler.sheet.add(
            Rule(box[0], box[1], box[2], box[1]), Rule(box[0], box[3], box[2], box[3]),
            Rule(box[0], box[1], box[0], box[3]), Rule(box[2], box[1], box[2], box[3]),
        )  # fmt: skip
        if filler.slots.get(ticks.slot) == code:
            filler.sheet.add(Hand(x + 0.15 * side, y, 0.65 * side, "x", filler.area.entry))
        filler.label(x + side + 1.5, y, label)
        y += 0.8 * filler.pitch
    filler.area.claim(ticks.slot, (x - 1, first - side - 0.5, x + 42, y - 0.5 * filler.pitch))
    return y + 0.4 * filler.pitch
