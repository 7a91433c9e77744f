"""From the labels printed on a registration's picture to where each field is written.

A proposal: somebody looks at it before it is used, and nothing of what is written is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

from sohotich.domain.record_types import BookForm, record_type
from sohotich.domain.record_types.printed_labels import labels_of, lines_of
from sohotich.domain.schema import Kind
from sohotich.engines.recognition.printed_lines import Box, Found, labels_in, lines_in
from sohotich.engines.recognition.rules import Upright, uprights
from sohotich.engines.recognition.tesseract import Word

Image = npt.NDArray[np.uint8]
# What a hand takes of the distance between two lines, above and below the printed base line.
_ABOVE, _BELOW = 0.8, 0.27
Rectangle = tuple[float, float, float, float]
# Shares: a rule so tall parts the page, if it is no nearer to the page's side than this.
_PARTS_THE_PAGE, _EDGE = 0.45, 0.08
_MARGIN: Final = 0.02
# Lines until the next label: from here on a line runs on; from there on a signature stands below.
_RUNS_ON, _MOST_LINES, _TALLEST_ROW = 1.55, 6.5, 2.3
_LONG_KINDS: Final = frozenset({Kind.TEXT, Kind.PLACE})
# Of a label taken by its section alone, where several fields could be meant.
_BY_SECTION: Final = 0.93
_NARROW: Final = 0.02


@dataclass(frozen=True)
class Place:
    """x, y, width, height as shares of the picture; `confidence` that a person would leave it."""

    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True)
class _Line:
    labels: Sequence[Found]
    base: float


@dataclass(frozen=True)
class _Column:
    left: float
    right: float
    top: float
    bottom: float

    def holds(self, box: Box) -> bool:
        x, y = _centre(box), (box[1] + box[3]) / 2
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True)
class _Span:
    """The room of one line in its column: between which sides, and where the next one stands."""

    left: float
    right: float
    pitch: float
    under: float
    column: _Column


@dataclass
class _Reader:
    """What has been placed so far; sections are entered as their labels come by."""

    order: Sequence[str]
    section_of: Mapping[str, str]
    notes: str
    long: frozenset[str]
    rules: Sequence[Upright]
    current: str = ""
    places: dict[str, tuple[Rectangle, float]] = field(default_factory=dict)

    def meant(self, found: Found, within: str = "") -> str:
        """The field that this label stands before, "" for none; a section once named is entered.

        A heading is no line's label, but for the notes, which have a column of their own.
        """
        if found.label.section:
            self.current = found.label.section
        keys = [
            key for key in found.label.keys if key in self.section_of and key not in self.places
        ]
        if found.heading:
            return self.notes if self.notes in keys else ""
        here = within or self.current
        own = [key for key in keys if self.section_of[key] == here]
        rest = sorted(keys, key=lambda key: self.order.index(self.section_of[key]))
        chosen = next(iter(own if within else own or rest), "")
        if chosen:
            self.current = self.section_of[chosen]
        return chosen


def propose_places(
    image: Image, words: Iterable[Word], type_code: str, form: BookForm, *, leaves: bool = False
) -> dict[str, Place]:
    """Field → where it is written on an upright picture of one registration.

    `words` as `tesseract.read_print` gives them; only lines that the form may have are looked for.
    `leaves`: the registration runs over two pages side by side.
    """
    height, width = image.shape[:2]
    kind = record_type(type_code)
    allowed = lines_of(form)
    reader = _Reader(
        order=form.sections,
        section_of={one.key: one.section for one in kind.fields if one.key in allowed},
        notes=kind.notes,
        long=frozenset(one.key for one in kind.fields if one.kind in _LONG_KINDS),
        rules=uprights(image),
    )
    labels, kept = labels_of(type_code), list(words)
    for column in _columns(width, height, reader.rules, leaves=leaves):
        lines = [
            _Line(labels_in(line, labels), median(word.box[3] for word in line))
            for line in lines_in(word for word in kept if column.holds(word.box))
        ]
        _read_column([line for line in lines if line.labels], column, reader)
    return {
        key: Place(_share(box, width, height), round(sure, 2))
        for key, (box, sure) in reader.places.items()
        if box[2] - box[0] > _NARROW * width and box[3] > box[1]
    }


def _columns(width: int, height: int, rules: Sequence[Upright], *, leaves: bool) -> list[_Column]:
    """Parts of the page that are read one after the other; what stands above a rule that parts
    the page comes first.
    """
    edges, columns = [0.0, width / 2, float(width)] if leaves else [0.0, float(width)], []
    for left, right in pairwise(edges):
        parting = [
            rule
            for rule in rules
            if rule.bottom - rule.top >= _PARTS_THE_PAGE * height
            and _EDGE < (rule.x - left) / (right - left) < 1 - _EDGE
        ]
        top = min((rule.top for rule in parting), default=0)
        if top:
            columns.append(_Column(left, right, 0, top))
        inner = [left, *(float(rule.x) for rule in parting), right]
        columns += [_Column(x0, x1, top, height) for x0, x1 in pairwise(inner)]
    return columns


def _read_column(lines: Sequence[_Line], column: _Column, reader: _Reader) -> None:
    if not lines:
        return
    pitch = _pitch(lines)
    left = min(found.box[0] for line in lines for found in line.labels)
    right = column.right - _MARGIN * (column.right - column.left)
    heads: list[tuple[str, _Column]] = []
    for at, line in enumerate(lines):
        under = lines[at + 1].base if at + 1 < len(lines) else line.base + 3 * pitch
        if head := _table_head(line, reader.rules, column):
            heads = head
        elif heads and _is_a_row(line.labels[0], heads, reader):
            _place_row(line, heads, min(under, line.base + _TALLEST_ROW * pitch), pitch, reader)
        else:
            heads = []
            _place_line(line, _Span(left, right, pitch, under, column), reader)


def _place_line(line: _Line, span: _Span, reader: _Reader) -> None:
    ends = [found.box[0] for found in line.labels[1:]] + [span.right]
    for found, end in zip(line.labels, ends, strict=True):
        key = reader.meant(found)
        if not key:
            continue
        sure = found.sure * (1.0 if len(found.label.keys) == 1 else _BY_SECTION)
        if found.heading:
            whole, top = span.column, found.box[3] + _BELOW * span.pitch
            box = (whole.left, top, whole.right, whole.bottom)
        else:
            box = _written(found, end, line, span, key in reader.long)
        reader.places[key] = (box, sure)


def _written(found: Found, end: float, line: _Line, span: _Span, long: bool) -> Rectangle:
    """From the label to the next one; where the form leaves further lines free, these too."""
    x0, x1 = found.box[2] + 0.1 * span.pitch, end - 0.1 * span.pitch
    y0, y1 = line.base - _ABOVE * span.pitch, line.base + _BELOW * span.pitch
    free = (span.under - line.base) / span.pitch
    if long and len(line.labels) == 1 and _RUNS_ON < free < _MOST_LINES:
        return span.left, y0, x1, span.under - _ABOVE * span.pitch
    return x0, y0, x1, y1


def _table_head(
    line: _Line, rules: Sequence[Upright], column: _Column
) -> list[tuple[str, _Column]]:
    """Sections that stand side by side, with the columns below their names; [] where none do."""
    heads = [found for found in line.labels if found.label.section]
    if len({found.label.section for found in heads}) < 2:
        return []
    below = line.base + (heads[0].box[3] - heads[0].box[1])
    inside = (rule.x for rule in rules if rule.crosses(below))
    edges = [column.left, *(x for x in inside if column.left < x < column.right), column.right]
    cells = []
    for found in heads:
        left = max(x for x in edges if x < _centre(found.box))
        right = min(x for x in edges if x > _centre(found.box))
        cells.append((found.label.section, _Column(left, right, line.base, column.bottom)))
    return cells if len({cell.left for _, cell in cells}) == len(cells) else []


def _is_a_row(found: Found, heads: Sequence[tuple[str, _Column]], reader: _Reader) -> bool:
    """Whether the label stands left of a table's columns and speaks of those named above them."""
    sections = {section for section, _ in heads}
    of = {reader.section_of[key] for key in found.label.keys if key in reader.section_of}
    return found.box[2] < heads[0][1].left and (not of or bool(of & sections))


def _place_row(
    line: _Line, heads: Sequence[tuple[str, _Column]], under: float, pitch: float, reader: _Reader
) -> None:
    """The fields of a table's row, one in each column."""
    found = line.labels[0]
    for section, cell in heads:
        key = reader.meant(found, section)
        if key:
            box = (cell.left, line.base - _ABOVE * pitch, cell.right, under - _ABOVE * pitch)
            reader.places[key] = (box, found.sure * _BY_SECTION)


def _pitch(lines: Sequence[_Line]) -> float:
    """The distance between two lines of the form, from those that follow each other closely."""
    tall = median(found.box[3] - found.box[1] for line in lines for found in line.labels)
    steps = sorted(
        step for step in (b.base - a.base for a, b in pairwise(lines)) if step > 1.2 * tall
    )
    near = steps[: max(1, (2 * len(steps)) // 3)]
    return min(max(median(near) if near else 2.4 * tall, 1.5 * tall), 4.0 * tall)


def _centre(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _share(
    box: tuple[float, float, float, float], width: int, height: int
) -> tuple[float, float, float, float]:
    x0, x1 = (min(max(x / width, 0.0), 1.0) for x in (box[0], box[2]))
    y0, y1 = (min(max(y / height, 0.0), 1.0) for y in (box[1], box[3]))
    return round(x0, 5), round(y0, 5), round(x1 - x0, 5), round(y1 - y0, 5)
