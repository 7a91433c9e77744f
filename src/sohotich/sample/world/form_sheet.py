"""Lays a form out inside a box of the sheet: labels, dotted lines, table, handwriting."""

from __future__ import annotations

from sohotich.sample.world import pens
from sohotich.sample.world.filler import Filler
from sohotich.sample.world.form_ends import signatures
from sohotich.sample.world.form_parts import Cell, Cells, Heading, Long, Parents, Row, Signs
from sohotich.sample.world.marks import Box, Print, Rule
from sohotich.sample.world.writing import key_of

LARGEST_PITCH = 11.0  # mm between lines on a roomy page


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
            size = min(filler.label_size * 1.3, (box[2] - box[0]) / pens.width_in_ems(face, text))
            filler.sheet.add(Print(x, box[3] - 0.35 * filler.pitch, size, text, face, "m"))
        case Parents():
            _parents(filler, row, box)
        case Signs():
            signatures(filler, row, box)


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
    places = [(x + 1.5, _baseline(filler, box[1], line)) for line, x in enumerate(starts)]
    for start, (_, y) in zip(starts, places, strict=True):
        _dotted(filler, start, box[2], y)
        filler.claim(slot, start, y, box[2] - start)
    filler.write_lines(filler.slots.get(slot, ""), places, box[2] - 2)
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
    filler.area.claim(key_of(slot), (left + 0.5, top + 0.5, right - 0.5, bottom - 0.3))
    raised = 0.06 * filler.pitch
    places = [(left + 2, _baseline(filler, top, number) - raised) for number in range(lines)]
    filler.write_lines(filler.slots.get(slot, ""), places, right - 2)
