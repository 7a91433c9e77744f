"""One sheet of the book: the paper, its head and foot, and the entries placed by the layout."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.record_types import record_type
from sohotich.sample.world import kinds, pens
from sohotich.sample.world.filler import Filler
from sohotich.sample.world.form_ends import notes_column
from sohotich.sample.world.form_parts import Form
from sohotich.sample.world.form_sheet import fill, pitch_for
from sohotich.sample.world.forms import COLUMNS, form
from sohotich.sample.world.marks import Area, Box, Print, Rule, Sheet, Strike
from sohotich.sample.world.options import BIRTHS, BookOptions
from sohotich.sample.world.places import Commune, commune
from sohotich.sample.world.records import Entry
from sohotich.sample.world.table_sheet import table
from sohotich.sample.world.writing import written

A4 = (210.0, 297.0)
A3 = (420.0, 297.0)
A4_ACROSS = (297.0, 210.0)
BINDING, EDGE, HEAD, FOOT = 21.0, 13.0, 24.0, 13.0  # mm kept free, and taken by head and foot
NOTES_SHARE = 0.29
SMALLEST_TITLE = 2.9  # mm of the em on one line
WATERMARK = "MẪU THỬ"


@dataclass(frozen=True, slots=True)
class Page:
    """Which entries (positions in the book) stand on a sheet, and its number."""

    number: int
    entries: tuple[int, ...]


def pages(options: BookOptions) -> tuple[Page, ...]:
    """Cut the book's entries into sheets by the layout."""
    per_page = {"one": 1, "two": 2, "spread": 1, "rows": options.rows}[options.layout]
    starts = range(0, options.entries, per_page)
    return tuple(
        Page(
            options.first_page + number, tuple(range(start, min(start + per_page, options.entries)))
        )
        for number, start in enumerate(starts)
    )


def sheet(options: BookOptions, page: Page, entries: list[Entry]) -> Sheet:
    """Lay out one page; `entries` are those standing on it."""
    made = _paper(options, page)
    hand = pens.hand_of(options.seed, f"clerk/{options.unit_code}/{options.year // 5}",
                        capitals=options.era == "E7")  # fmt: skip
    if options.layout == "rows":
        table(made, COLUMNS, entries, hand, _table_box(made), options.rows)
    else:
        for entry, box in zip(entries, _form_boxes(made, options), strict=False):
            _place(made, _form(options), entry, hand, box)
    _head_and_foot(made, options, page, entries[0].year)
    return made


def _paper(options: BookOptions, page: Page) -> Sheet:
    if options.layout == "spread" or (options.layout == "rows" and options.rows > 4):
        return Sheet(*A3, gutters=(A3[0] / 2,))
    if options.layout == "rows":
        return Sheet(*A4_ACROSS, gutters=(0.0,))
    return Sheet(*A4, gutters=(0.0 if page.number % 2 else A4[0],))


def _form(options: BookOptions) -> Form:
    if options.type_code == BIRTHS:
        return form(options.layout, options.era)
    height = A4[1] - HEAD - FOOT
    height = height / 2 - 2.5 if options.layout == "two" else height
    return kinds.paper_form(options.type_code, options.year, A4[0] - BINDING - EDGE, height)


def _margins(made: Sheet) -> tuple[float, float]:
    """Left and right free edge: wide where the sheet is bound."""
    return (
        BINDING if 0.0 in made.gutters else EDGE,
        BINDING if made.width in made.gutters else EDGE,
    )


def _form_boxes(made: Sheet, options: BookOptions) -> list[Box]:
    """Where the forms stand; two of them are parted by a rule."""
    left, right = _margins(made)
    top, bottom = HEAD, made.height - FOOT
    if options.layout == "two":
        half = (bottom - top) / 2
        made.add(Rule(left, top + half, made.width - right, top + half, 0.3))
        return [
            (left, top, made.width - right, top + half - 2.5),
            (left, top + half + 2.5, made.width - right, bottom),
        ]
    return [(left, top, made.width - right, bottom)]


def _place(made: Sheet, paper: Form, entry: Entry, hand: str, box: Box) -> None:
    area = Area(entry.number, (box[0] - 3, box[1] - 2, box[2] + 3, box[3] + 2))
    area.entry = len(made.areas)
    made.areas.append(area)
    x0, top, x1, bottom = box
    main = (x0, top, x1, bottom)
    if paper.facing:
        fold = made.width / 2
        main = (x0, top, fold - BINDING + 4, bottom)
    right_part = (made.width / 2 + BINDING - 4, top, x1, bottom)
    slots = written(entry) if entry.type_code == BIRTHS else kinds.written_lines(entry)
    filler = Filler(made, area, slots, hand, pitch_for(paper.rows, bottom - top))
    if paper.notes:
        outer = right_part if paper.facing else main
        notes = (outer[2] - NOTES_SHARE * (outer[2] - outer[0]), top, outer[2], bottom)
        notes_column(filler, paper, notes)
        right_part = (*right_part[:2], notes[0] - 3, bottom)
        main = main if paper.facing else (x0, top, notes[0] - 3, bottom)
    fill(filler, paper.rows, main)
    if paper.facing:
        fill(filler, paper.facing, right_part)
    for key in kinds.noted_keys(entry):
        area.claim(key, area.fields["ghiChu"])
    if entry.cancelled:
        made.add(*_crossed_out(area, main))


def _crossed_out(area: Area, box: Box) -> tuple[Strike, Strike]:
    x0, y0, x1, y1 = box
    inset = 0.12 * (y1 - y0)
    return (
        Strike(x0 + 6, y0 + inset, x1 - 8, y1 - inset, area.entry),
        Strike(x1 - 10, y0 + inset, x0 + 9, y1 - inset, area.entry),
    )


def _table_box(made: Sheet) -> Box:
    left, right = _margins(made)
    return left, HEAD + 2, made.width - right, made.height - FOOT


def _head_and_foot(made: Sheet, options: BookOptions, page: Page, year: int) -> None:
    left, right = _margins(made)
    place: Commune = commune(options.unit_code, year)
    size = 3.6
    made.add(
        Print(left, 11, size, place.province.upper(), "serif"),
        Print(left, 15.5, size, place.district.upper(), "serif"),
        Print(left, 20, size, f"ỦY BAN NHÂN DÂN {place.name.upper()}", "bold"),
    )
    middle = made.width * 0.75 if made.gutters == (made.width / 2,) else made.width - right - 44
    _title(made, options, middle, right)
    if options.layout == "rows":
        made.add(
            Print(
                middle,
                18.5,
                3.6,
                f"Quyển số: {options.volume:02d}/{options.year_text}",
                "serif",
                "m",
            )
        )
    else:
        code = _form(options).code
        made.add(Print(middle, 18.5, 3.2, f"Mẫu {code}" if code else "", "italic", "m"))
    _page_number(made, page, right)
    made.add(Print(left, made.height - 4.5, 3.0, WATERMARK, "sans", "l", 0.3))
    made.add(Rule(left, 22, made.width - right, 22, 0.15))


def _title(made: Sheet, options: BookOptions, middle: float, right: float) -> None:
    """The register's name and year, on two lines where it is long."""
    name = record_type(options.type_code).book_name.upper()
    title = f"{name} NĂM {options.year_text}"
    room = 2 * (made.width - right - middle)
    size = min(4.2, room / pens.width_in_ems("bold", title))
    if size >= SMALLEST_TITLE:
        made.add(Print(middle, 13, size, title, "bold", "m"))
        return
    words = title.split()
    half = len(words) // 2
    for number, line in enumerate((" ".join(words[:half]), " ".join(words[half:]))):
        size = min(3.4, room / pens.width_in_ems("bold", line))
        made.add(Print(middle, 9.5 + 4.3 * number, size, line, "bold", "m"))


def _page_number(made: Sheet, page: Page, right: float) -> None:
    x, y = made.width - right, made.height - 5.0
    made.add(Print(x, y, 3.6, f"Trang {page.number}", "serif", "r"))
    for area in made.areas:
        area.fields["trangSo"] = (x - 22, y - 4, x + 1, y + 1.5)
