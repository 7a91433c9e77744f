"""Invented books for judging cuts: which registration lies where on which page, and its drawing.

Seven layouts. What goes wrong in books goes wrong here: pages missing, taken twice, left blank,
rows ruled by hand, notes that run out of their margin, entries that run over the page, a closing
statement, numbers the inventory does not know.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bench.cut_canvas import INKS, SCALE, Canvas, Habits, Mask, Pixels, Shot

KINDS = ("ruled", "unruled", "running", "halves", "halves_bare", "one", "spread")
# Hands of the books used while the cutter was being made, and of those that judge it; their seeds
# differ too.
TUNED_HANDS = ("hand-01", "hand-02", "hand-03", "hand-04")
JUDGED_HANDS = ("hand-05", "hand-06", "hand-07", "hand-08")
LABELS = ("Họ và tên", "Ngày sinh", "Nơi sinh", "Quê quán", "Dân tộc", "Cha", "Mẹ", "Nơi cư trú",
          "Người khai", "Quan hệ", "Ghi chú", "Ngày đăng ký")  # fmt: skip
LAYOUT_OF = {"ruled": "rows", "unruled": "rows", "running": "rows", "halves": "two",
             "halves_bare": "two", "one": "one", "spread": "one"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A registration, or a part of one, on a page: the rows in pixels that are written on.

    `joins`: it goes on from the page before; a cut may be `slack` pixels off without touching what
    is written.
    """

    entry: int
    top: float
    bottom: float
    joins: bool = False
    note: float = 0.0  # the row to which a note of it runs
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as the machine gets it and as it truly is; `doubled`: the page before, once more."""

    image: Pixels
    pieces: tuple[Piece, ...]
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A book before it is drawn. `entries` stand in it; the inventory knows `known` numbers.

    Numbers are positions from 0 in the order of the book: entry i of the book has the ledger's
    number `known[i]`, None where the ledger lacks it.
    """

    kind: str
    seed: int
    rows: int
    entries: int
    known: tuple[int | None, ...]
    ledger: int
    habits: Habits
    wide: bool
    troubles: frozenset[str]

    @property
    def layout(self) -> str:
        return LAYOUT_OF[self.kind]

    def written(self, entry: int) -> str:
        """The number as it stands on the page."""
        number = self.known[entry]
        return f"{entry}bis" if number is None else str(number + 1)


def plan_book(kind: str, seed: int, entries: int, *, judged: bool) -> Plan:
    """A book of about so many registrations, its habits and troubles all from `seed`."""
    chance = random.Random(f"book/{judged}/{kind}/{seed}")
    troubles = frozenset(name for name, share in TROUBLES.items() if chance.random() < share)
    known, ledger = _ledger(entries, troubles, chance)
    wide = kind == "spread" or (kind == "ruled" and chance.random() < 0.5)
    ruled = chance.randint(5, 14) if wide else chance.randint(3, 8)
    few = {"ruled": ruled, "unruled": chance.randint(4, 8), "running": chance.randint(3, 6)}
    rows = few.get(kind, 1)
    habits = Habits(
        seed=seed,
        hand=chance.choice(JUDGED_HANDS if judged else TUNED_HANDS),
        x_height=chance.uniform(1.7, 2.3),
        pen=chance.choice(INKS),
        pressure=chance.uniform(0.65, 1.0),
        rule=chance.randint(110, 230),
        through=chance.choice((0.0, chance.uniform(0.03, 0.22))),
        bend=chance.choice((0.0, chance.uniform(0.3, 1.6))),
        blots=chance.choice((0.1, 0.5, 1.5)),
        noise=chance.uniform(1.5, 4.0),
    )
    return Plan(kind, seed, rows, entries, known, ledger, habits, wide, troubles)


# Share of books in which each trouble happens.
TROUBLES = {
    "missing": 0.06,  # a page was not scanned
    "doubled": 0.12,  # a page was scanned twice
    "blank": 0.08,  # a page left blank in the middle
    "bis": 0.03,  # a number used twice that the inventory does not know
    "skipped": 0.03,  # a number the book has not, which the inventory counts
    "closing": 0.3,  # a closing statement below the last entry
    "notes": 0.5,  # notes in the margin
    "lined": 0.25,  # writing paper, where entries run on
    "by_hand": 0.2,  # rows ruled by hand
}


def _ledger(
    entries: int, troubles: frozenset[str], chance: random.Random
) -> tuple[tuple[int | None, ...], int]:
    """The ledger's number of every entry, and how many numbers the ledger has."""
    extra = chance.randrange(entries) if "bis" in troubles else None
    gap = chance.randrange(entries) if "skipped" in troubles else None
    known: list[int | None] = []
    number = 0
    for at in range(entries):
        number += at == gap
        known.append(None if at == extra else number)
        number += at != extra
    return tuple(known), number


@dataclass(slots=True)
class _Spot:
    entry: int
    top: float
    bottom: float
    joins: bool = False
    note: float = 0.0
    slack: float = 2.5  # mm


@dataclass(slots=True)
class _Sheet:
    canvas: Canvas
    gutters: tuple[float, ...]
    spots: list[_Spot] = field(default_factory=list)


def draw_book(plan: Plan) -> Iterator[DrawnPage]:
    """The book's pages in the order in which they were scanned."""
    chance = random.Random(f"pages/{plan.kind}/{plan.seed}/{plan.habits.hand}")
    sheets = list(PAINTERS[plan.kind](plan, chance))
    if "blank" in plan.troubles and len(sheets) > 2:
        sheets.insert(chance.randrange(1, len(sheets)), _blank(plan, chance))
    missing = chance.randrange(1, len(sheets)) if "missing" in plan.troubles else None
    doubled = chance.randrange(len(sheets)) if "doubled" in plan.troubles else None
    behind: Mask | None = None
    for number, sheet in enumerate(sheets):
        if number != missing:
            again = (False, True) if number == doubled else (False,)
            for copy in again:
                shot = sheet.canvas.take(
                    sheet.gutters, behind, (plan.kind, plan.seed, number, copy)
                )
                yield DrawnPage(shot.image, _pieces(sheet, shot), copy)
        behind = sheet.canvas.pen


def _pieces(sheet: _Sheet, shot: Shot) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            spot.entry,
            shot.row(spot.top),
            shot.row(spot.bottom),
            spot.joins,
            spot.note and shot.row(spot.note),
            spot.slack * SCALE,
        )
        for spot in sheet.spots
    )


def _sheet(plan: Plan, chance: random.Random, width: float, height: float) -> _Sheet:
    # The pen changes from page to page a little, as ink is thinned and dipped.
    habits = replace(
        plan.habits, pressure=min(1.0, plan.habits.pressure * chance.uniform(0.85, 1.1))
    )
    gutters = (width / 2,) if plan.wide else (chance.choice((0.0, width)),)
    page = random.Random(chance.random())
    return _Sheet(Canvas(width, height, habits, page), gutters)


def _blank(plan: Plan, chance: random.Random) -> _Sheet:
    """A page of the book with its print and no entry."""
    nothing = replace(plan, entries=0, troubles=frozenset())
    return next(iter(PAINTERS[plan.kind](nothing, chance)))


def _ruled(plan: Plan, chance: random.Random) -> Iterator[_Sheet]:
    width, height = (420.0, 297.0) if plan.wide else (297.0, 210.0)
    head, left, right = chance.uniform(24, 34), chance.uniform(8, 16), width - chance.uniform(8, 16)
    title = chance.uniform(9, 15)
    foot = height - chance.uniform(8, 16)
    edges = _columns(chance, left, right, plan.wide)
    usual = (foot - head - title) / plan.rows
    uneven = 0.14 if "by_hand" in plan.troubles else 0.0
    for first in range(0, max(1, plan.entries), plan.rows):
        sheet = _sheet(plan, chance, width, height)
        canvas = sheet.canvas
        rungs = [head + title + i * usual for i in range(plan.rows + 1)]
        rungs = [y + chance.uniform(-uneven, uneven) * usual / 2 for y in rungs]
        canvas.label(left, 14, "ỦY BAN NHÂN DÂN XÃ")
        canvas.label(width * 0.6, 14, "SỔ ĐĂNG KÝ KHAI SINH", 4.6, "bold")
        _grid(canvas, edges, [head, *rungs], head, rungs[-1], chance, plan)
        for (x0, x1), text in zip(edges, LABELS * 2, strict=False):
            canvas.label(x0 + 1, head + title * 0.6, text, min(3.0, (x1 - x0) / 5), "bold")
        for row in range(plan.rows):
            if first + row < plan.entries:
                spot = _Spot(first + row, rungs[row], rungs[row + 1])
                sheet.spots.append(spot)
                _row(canvas, edges, spot, chance, plan)
        last = plan.entries - first
        if "closing" in plan.troubles and 0 < last < plan.rows:
            _closing(canvas, left + 20, rungs[last] + 8, right - 20)
        yield sheet


def _columns(
    chance: random.Random, left: float, right: float, wide: bool
) -> list[tuple[float, float]]:
    count = chance.randint(7, 9) if wide else chance.randint(5, 6)
    shares = [chance.uniform(0.28, 0.45)] + [chance.uniform(0.8, 1.4) for _ in range(count - 1)]
    edges, x, whole = [], left, sum(shares)
    for share in shares:
        edges.append((x, x + share * (right - left) / whole))
        x = edges[-1][1]
    return edges


def _grid(
    canvas: Canvas,
    edges: list[tuple[float, float]],
    ys: list[float],
    top: float,
    bottom: float,
    chance: random.Random,
    plan: Plan,
) -> None:
    for place, y in enumerate(ys):
        # A rule worn away altogether; the inventory's rows are still the truth.
        if place and chance.random() < 0.02:
            continue
        tilt = chance.uniform(-0.5, 0.5) if "by_hand" in plan.troubles else 0.0
        canvas.rule(edges[0][0], y - tilt, edges[-1][1], y + tilt)
    for x in {x for edge in edges for x in edge}:
        canvas.rule(x, top, x, bottom)


def _row(
    canvas: Canvas,
    edges: list[tuple[float, float]],
    spot: _Spot,
    chance: random.Random,
    plan: Plan,
) -> None:
    pitch = min(7.5, (spot.bottom - spot.top) / 2.2)
    room = max(1, int((spot.bottom - spot.top - 1) / pitch))
    first = edges[0]
    canvas.write(first[0] + 1, spot.top + 0.8 * pitch, first[1] + 6, plan.written(spot.entry))
    for x0, x1 in edges[1:]:
        for line in range(chance.randint(1, room)):
            canvas.write(x0 + 1, spot.top + (line + 0.8) * pitch, x1 + chance.uniform(-8, 2))
    x0, x1 = edges[-1]
    if chance.random() < 0.5:
        canvas.sign(x0 + 1, spot.bottom - 11, min(22, x1 - x0), 11 + chance.choice((0, 0, 3)))
    if "notes" in plan.troubles and chance.random() < 0.06:
        over = chance.choice((0, 0, 1))
        _note(canvas, spot, x0, x1, pitch * 0.8, room + over)
    if chance.random() < 0.02:
        canvas.strike(edges[0][0] + 4, spot.top + 4, x1 - 5, spot.bottom - 4)


def _note(canvas: Canvas, spot: _Spot, left: float, right: float, pitch: float, lines: int) -> None:
    for line in range(lines):
        y = spot.top + (line + 0.9) * pitch
        canvas.write(left + 1, y, right, size=canvas.habits.x_height * 0.85)
        spot.note = max(spot.note, y)


def _closing(canvas: Canvas, left: float, top: float, right: float) -> None:
    """The year's total, signed and sealed."""
    for line in range(3):
        canvas.write(left, top + 8 * line, right - 30 * (line == 2))
    canvas.sign(right - 45, top + 22, 26, 14)
    canvas.seal(right - 50, top + 26)


def _lines(plan: Plan, chance: random.Random) -> list[int]:
    if plan.kind == "unruled":
        return [chance.randint(2, 4) for _ in range(plan.entries)]
    return [chance.randint(3, 9) for _ in range(plan.entries)]


def _running(plan: Plan, chance: random.Random) -> Iterator[_Sheet]:
    """One entry under the other, its number outside the block, over the page where it must."""
    width, height = chance.choice(((210.0, 297.0), (190.0, 270.0), (297.0, 420.0)))
    pitch = chance.uniform(6.6, 9.5)
    number_x = chance.uniform(9, 16)
    left = number_x + chance.uniform(13, 18)
    notes = chance.uniform(22, 48) if "notes" in plan.troubles else 0.0
    right = width - chance.uniform(8, 14) - notes
    top, bottom = chance.uniform(18, 34), height - chance.uniform(12, 22)
    gap = 0.0 if plan.kind == "running" else chance.uniform(0.4, 1.0) * pitch
    step = chance.uniform(4.2, 5.4) * pitch if plan.kind == "unruled" else 0.0
    sheet: _Sheet | None = None
    y = top
    for entry, lines in enumerate(_lines(plan, chance)):
        high = step or lines * pitch
        fits = (
            y + high <= bottom
            if plan.kind == "unruled"
            else y + chance.choice((1, 2)) * pitch <= bottom
        )
        if sheet is None or not fits:
            if sheet is not None:
                yield sheet
            sheet, y = _paper(plan, chance, width, height, pitch, top), top
        spot = _Spot(entry, y, y, slack=0.35 * pitch)
        sheet.spots.append(spot)
        sheet.canvas.write(number_x, y + 0.75 * pitch, left - 1, plan.written(entry))
        for line in range(lines):
            if y + pitch > bottom:
                spot.bottom = y
                yield sheet
                sheet, y = _paper(plan, chance, width, height, pitch, top), top
                spot = _Spot(entry, y, y, joins=True, slack=0.35 * pitch)
                sheet.spots.append(spot)
            last = line == lines - 1
            short = chance.uniform(0.3, 1.0) if last else 1.0
            sheet.canvas.write(left, y + 0.75 * pitch, left + (right - left) * short)
            y += pitch
        spot.bottom = y
        y = max(y + gap, spot.top + step)
        if notes and chance.random() < 0.12:
            room = int((y - spot.top) / (0.8 * pitch))
            _note(
                sheet.canvas, spot, right + 3, width - 6, 0.8 * pitch, chance.randint(1, room + 3)
            )
    if sheet is None:
        sheet = _paper(plan, chance, width, height, pitch, top)
    elif "closing" in plan.troubles and y + 45 < bottom:
        _closing(sheet.canvas, left + 5, y + 1.8 * pitch, right)
    yield sheet


def _paper(
    plan: Plan, chance: random.Random, width: float, height: float, pitch: float, top: float
) -> _Sheet:
    sheet = _sheet(plan, chance, width, height)
    sheet.canvas.label(width - 24, 10, str(chance.randint(1, 199)), 3.6)
    if "lined" in plan.troubles:
        for line in range(int((height - top - 8) / pitch) + 1):
            y = top + (line + 0.95) * pitch
            sheet.canvas.rule(6, y, width - 6, y, 0.12)
    return sheet


def _forms(plan: Plan, chance: random.Random) -> Iterator[_Sheet]:
    """Printed forms filled in: one or two on a page, or one over both leaves."""
    width, height = (420.0, 297.0) if plan.wide else (210.0, 297.0)
    per_page = 2 if plan.kind.startswith("halves") else 1
    shapes = [(chance.choice(LABELS), chance.uniform(0.0, 0.5)) for _ in range(24)]
    left, right = chance.uniform(14, 24), width - chance.uniform(10, 16)
    top, bottom = chance.uniform(16, 28), height - chance.uniform(10, 18)
    for first in range(0, max(1, plan.entries), per_page):
        sheet = _sheet(plan, chance, width, height)
        half = (bottom - top) / per_page
        for part in range(per_page):
            y0 = top + part * half
            filled = first + part < plan.entries
            box = (left, y0 + 3, right, y0 + half - 4)
            if filled:
                sheet.spots.append(_Spot(first + part, y0 + 3, y0 + half - 3, slack=3.0))
            number = plan.written(first + part) if filled else ""
            _form(sheet.canvas, box, shapes, chance, plan, number)
        if plan.kind == "halves":
            sheet.canvas.rule(left - 5, top + half, right + 5, top + half, 0.3)
        yield sheet


def _form(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    shapes: list[tuple[str, float]],
    chance: random.Random,
    plan: Plan,
    number: str,
) -> None:
    x0, y0, x1, y1 = box
    middle = (x0 + x1) / 2
    canvas.label(middle - 22, y0 + 6, "GIẤY KHAI SINH", 5.2, "bold")
    end = canvas.label(x1 - 48, y0 + 5, "Số")
    canvas.dotted(end, x1, y0 + 5)
    if number:
        canvas.write(end + 2, y0 + 5, x1, number)
    pitch = 8.2
    lines = int((y1 - y0 - 34) / pitch)
    columns = ((x0, middle - 14), (middle + 14, x1)) if plan.wide else ((x0, x1),)
    for left, right in columns:
        for line, (label, indent) in zip(range(lines), shapes, strict=False):
            y = y0 + 16 + line * pitch
            start = canvas.label(left + indent * 3, y, label)
            canvas.dotted(start, right, y + 0.6)
            if number and chance.random() < 0.93:
                canvas.write(start + 2, y, start + (right - start) * chance.uniform(0.35, 1.0))
    if number:
        canvas.sign(x0 + 10, y1 - 16, 30, 13)
        canvas.sign(x1 - 45, y1 - 16, 32, 13)
        canvas.seal(x1 - 40, y1 - 12)
        if chance.random() < 0.02:
            canvas.strike(x0 + 5, y0 + 12, x1 - 5, y1 - 12)
        if "notes" in plan.troubles and chance.random() < 0.06:
            for line in range(chance.randint(1, 3)):
                canvas.write(x0, y1 - 1 + 4 * line, middle, size=1.6)


Painter = Callable[[Plan, random.Random], Iterator[_Sheet]]
PAINTERS: dict[str, Painter] = {
    "ruled": _ruled, "unruled": _running, "running": _running, "halves": _forms,
    "halves_bare": _forms, "one": _forms, "spread": _forms,
}  # fmt: skip
