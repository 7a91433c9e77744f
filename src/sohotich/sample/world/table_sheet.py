"""The table layout: a ruled sheet with one registration per row."""

from __future__ import annotations

from itertools import pairwise

from sohotich.sample.world import pens
from sohotich.sample.world.filler import Filler
from sohotich.sample.world.marks import Area, Box, Print, Rule, Scribble, Sheet, Strike
from sohotich.sample.world.records import Entry
from sohotich.sample.world.writing import key_of, written

Column = tuple[str, float, tuple[str, ...]]
TITLES = 13.0  # mm of the title row
LINES = 4  # lines of writing that every row has room for
WIDEST_PITCH = 7.4  # mm
SIGNED = frozenset({"nycQuanHe", "nguoiKy"})  # columns in which somebody signs


def table(
    sheet: Sheet,
    columns: tuple[Column, ...],
    entries: list[Entry],
    hand: str,
    box: Box,
    rows: int,
) -> None:
    """Rule the table for `rows` rows and write the entries from the top."""
    edges = _edges(sheet, columns, box)
    top = box[1] + TITLES
    height = (box[3] - top) / rows
    _rules(sheet, box, edges, [top + height * number for number in range(rows + 1)])
    _titles(sheet, columns, edges, box[1])
    for number, entry in enumerate(entries):
        row = (box[0], top + height * number, box[2], top + height * (number + 1))
        area = Area(number, (row[0] - 0.5, row[1], row[2] + 0.5, row[3]))
        sheet.areas.append(area)
        filler = Filler(
            sheet, area, written(entry), hand, min(WIDEST_PITCH, height / (LINES + 0.2))
        )
        for (_, _, slots), (left, right) in zip(columns, edges, strict=True):
            _cell(filler, slots, (left, row[1], right, row[3]))
        if entry.cancelled:
            sheet.add(
                Strike(
                    row[0] + 4, row[1] + 0.3 * height, row[2] - 5, row[3] - 0.35 * height, number
                )
            )


def _edges(sheet: Sheet, columns: tuple[Column, ...], box: Box) -> list[tuple[float, float]]:
    """Left and right edge per column; a fold in the middle is jumped over."""
    if sheet.gutters != (sheet.width / 2,):
        return _share(columns, box[0], box[2])
    half, fold = len(columns) // 2, sheet.width / 2
    left = _share(columns[:half], box[0], fold - 9)
    return left + _share(columns[half:], fold + 9, box[2])


def _share(columns: tuple[Column, ...], start: float, end: float) -> list[tuple[float, float]]:
    whole = sum(share for _, share, _ in columns)
    edges, x = [], start
    for _, share, _ in columns:
        width = (end - start) * share / whole
        edges.append((x, x + width))
        x += width
    return edges


def _rules(sheet: Sheet, box: Box, edges: list[tuple[float, float]], ys: list[float]) -> None:
    verticals = sorted({x for edge in edges for x in edge})
    spans = [(box[0], box[2])]
    for (_, right), (left, _) in pairwise(edges):
        if left - right > 1:
            spans = [(box[0], right), (left, box[2])]
    for x0, x1 in spans:
        sheet.add(*(Rule(x0, y, x1, y) for y in (box[1], *ys)))
    sheet.add(*(Rule(x, box[1], x, box[3]) for x in verticals))


def _titles(
    sheet: Sheet, columns: tuple[Column, ...], edges: list[tuple[float, float]], top: float
) -> None:
    for (title, _, _), (left, right) in zip(columns, edges, strict=True):
        lines = title.split("\n")
        widest = max(pens.width_in_ems("bold", line) for line in lines)
        size = min(3.3, (right - left - 2) / widest)
        for number, line in enumerate(lines):
            y = top + TITLES / 2 + (number - (len(lines) - 1) / 2) * 4.4 + 1.2
            sheet.add(Print((left + right) / 2, y, size, line, "bold", "m"))


def _cell(filler: Filler, slots: tuple[str, ...], cell: Box) -> None:
    left, top, right, bottom = cell
    line, lines = 0, int((bottom - top) / filler.pitch)
    for after, slot in zip(range(len(slots) - 1, -1, -1), slots, strict=True):
        parts = slot.split("+")
        text = ", ".join(text for part in parts if (text := filler.slots.get(part, "")))
        room = max(1, lines - line - after - (1 if SIGNED & set(slots) else 0))
        baseline = top + (line + 0.78) * filler.pitch
        places = [(left + 1.5, baseline + number * filler.pitch) for number in range(room)]
        used = filler.write_lines(text, places, right - 1.5)
        y0, y1 = top + line * filler.pitch, top + (line + used) * filler.pitch
        for part in parts:
            filler.area.claim(key_of(part), (left, y0 + 0.3, right, min(y1 + 1.6, bottom)))
        line += used
    if SIGNED & set(slots):
        y = top + max(line, 2) * filler.pitch
        who = "declarant" if "nycQuanHe" in slots else "chair"
        size = (min(24, right - left - 7), min(11, bottom - y - 1))
        filler.sheet.add(Scribble(left + 3, y, *size, filler.area.entry, who))
