"""The parts of an official letter as ReportLab draws them, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import Table as Ruled

from sohotich.engines.documents.flowables import Rule, grid, last_lines, style, text
from sohotich.engines.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.grid import (
    drawn_rows,
    fitted_widths,
    placed_cells,
    placed_head,
)
from sohotich.engines.documents.official.letter import (
    Align,
    Block,
    Heading,
    OfficialLetter,
    Row,
    Table,
    Value,
    shown,
)
from sohotich.engines.documents.official.lines import longest_drawn, width_of

BODY = style(
    size=form.BODY_SIZE,
    align=TA_JUSTIFY,
    firstLineIndent=form.INDENT * mm,
    spaceBefore=form.PARAGRAPH_GAP,
)
HEADING = style(BOLD, form.BODY_SIZE, firstLineIndent=form.INDENT * mm, spaceBefore=6)
# Of a long last paragraph, how many lines go with the signature.
LINES_KEPT = 2
# A heading and two lines.
HEADING_ROOM = 4 * form.BODY_SIZE * form.LINE
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def letter_story(letter: OfficialLetter) -> list[Flowable]:
    """The letter itself, to the signature."""
    *body, last = form.closed_body(letter)
    ending = [last] if isinstance(last, str) else []
    before = body if ending else [*body, last]
    start, end = last_lines(ending, form.TEXT_WIDTH * mm, BODY, LINES_KEPT)
    return [
        _letterhead(letter),
        *_title(letter),
        *_addressees(letter),
        *blocks(before, form.TEXT_WIDTH),
        *start,
        KeepTogether([*end, _signing(letter)]),
    ]


def appendix_story(letter: OfficialLetter, index: int, width: float | None) -> list[Flowable]:
    """One appendix: its name, title, origin and body, `width` mm wide (None: upright)."""
    appendix = letter.appendices[index]
    origin = form.appendix_origin(letter)
    return [
        text(form.appendix_name(index, len(letter.appendices)), style(BOLD, 14, TA_CENTER)),
        text(appendix.title.upper(), style(BOLD, 13, TA_CENTER)),
        text(origin, style(ITALIC, 13, TA_CENTER)),
        Rule(width_of(origin, ITALIC, 13) * form.RULE_SHARE * mm),
        *blocks(appendix.body, width or form.TEXT_WIDTH),
    ]


def blocks(body: Sequence[Block], width: float) -> list[Flowable]:
    """Paragraphs, headings and tables in their order; no heading ends a page."""
    story: list[Flowable] = []
    for before, block in zip(("", *body), body, strict=False):
        match block:
            case str():
                story.append(text(block, BODY))
            case Heading():
                story += [CondPageBreak(HEADING_ROOM), text(block.text, HEADING)]
            case Table() if len(block.rows) > form.KEPT_ROWS:
                story.append(_ruled(block, width))
            case Table():
                led = story[-2:] if isinstance(before, Heading) else []
                del story[len(story) - len(led) :]
                story.append(KeepTogether([*led[1:], _ruled(block, width)]))
    return story


def _letterhead(letter: OfficialLetter) -> Flowable:
    size = form.AGENCY_SIZE
    left: list[Flowable] = []
    if letter.parent_agency:
        left.append(text(letter.parent_agency.upper(), style(REGULAR, size, TA_CENTER)))
    agency = letter.agency.upper()
    columns = [form.TEXT_WIDTH * part for part in form.HEAD_SHARES]
    drawn = longest_drawn(agency, BOLD, size, columns[0])
    left += [text(agency, style(BOLD, size, TA_CENTER)), Rule(drawn * form.RULE_SHARE * mm)]
    right = [
        text(form.COUNTRY, style(BOLD, form.COUNTRY_SIZE, TA_CENTER)),
        text(form.MOTTO, style(BOLD, form.MOTTO_SIZE, TA_CENTER)),
        Rule(width_of(form.MOTTO, BOLD, form.MOTTO_SIZE) * mm),
    ]
    number = text(form.number_line(letter), style(size=form.NUMBER_SIZE, align=TA_CENTER))
    dated = text(form.place_and_date(letter), style(ITALIC, form.DATE_SIZE, TA_CENTER))
    return grid([[left, right], [number, dated]], [column * mm for column in columns])


def _title(letter: OfficialLetter) -> list[Flowable]:
    bold = style(BOLD, form.TITLE_SIZE, TA_CENTER)
    drawn = longest_drawn(letter.abstract, BOLD, form.TITLE_SIZE, form.TEXT_WIDTH)
    return [
        Spacer(1, 12),
        text(letter.kind.upper(), bold),
        text(letter.abstract, bold),
        Rule(drawn * form.RULE_SHARE * mm),
    ]


def _addressees(letter: OfficialLetter) -> list[Flowable]:
    lines = form.addressed(letter)
    if len(lines) == 1:
        return [text(lines[0], style(size=14, align=TA_CENTER, spaceBefore=6))]
    first = style(size=14, leftIndent=form.ADDRESSEES * mm, spaceBefore=6)
    rest = style(size=14, leftIndent=(form.ADDRESSEES + form.INDENT) * mm)
    return [text(line, first if index == 0 else rest) for index, line in enumerate(lines)]


def _signing(letter: OfficialLetter) -> Flowable:
    bold = style(BOLD, form.SIGNER_SIZE, TA_CENTER)
    left = _recipients(letter.recipients)
    right = [
        *(text(line, bold) for line in form.signing_lines(letter)),
        Spacer(1, form.INK * mm),
        text(letter.signer.name, bold),
    ]
    half = form.TEXT_WIDTH * mm / 2
    table = grid([[left, right]], [half, half])
    table.spaceBefore = 12
    return table


def _recipients(recipients: Sequence[str]) -> list[Flowable]:
    if not recipients:
        return []
    return [
        text("Nơi nhận:", style(BOLD_ITALIC, form.RECIPIENTS_SIZE)),
        *(text(line, style(size=form.RECIPIENT_SIZE)) for line in form.listed(recipients)),
    ]


def _ruled(table: Table, width: float) -> Flowable:
    head = [[""] * len(table.columns) for _ in table.head]
    commands = _table_style(table)
    for placed in placed_head(table):
        cell, row, column = placed.cell, placed.row, placed.column
        head[row][column] = text(cell.text, style(BOLD, table.size, TA_CENTER))
        end = (column + cell.columns - 1, row + cell.rows - 1)
        commands.append(("SPAN", (column, row), end))
    rows = []
    for index, row_data in enumerate(drawn_rows(table, width), start=len(head)):
        rows.append(_row(table, row_data, index, commands))
        if row_data.bold:
            # A group's name does not end a page.
            commands.append(("NOSPLIT", (0, index), (-1, index + 1)))
    ruled = Ruled(head + rows, [w * mm for w in fitted_widths(table, width)], repeatRows=len(head))
    ruled.setStyle(commands)
    # What follows brings its own room.
    ruled.spaceBefore, ruled.spaceAfter = form.PARAGRAPH_GAP, 0
    return ruled


def _table_style(table: Table) -> list[tuple[object, ...]]:
    everything = (0, 0), (-1, -1)
    side = form.cell_side(table.size)
    commands: list[tuple[object, ...]] = [
        ("GRID", *everything, form.CELL_EDGE, colors.black),
        ("VALIGN", *everything, "MIDDLE"),
        ("LEFTPADDING", *everything, side),
        ("RIGHTPADDING", *everything, side),
        ("TOPPADDING", *everything, form.CELL_TOP),
        ("BOTTOMPADDING", *everything, form.CELL_BOTTOM),
    ]
    return commands


def _row(
    table: Table, row: Row, index: int, commands: list[tuple[object, ...]]
) -> list[Flowable | str]:
    cells: list[Flowable | str] = [""] * len(table.columns)
    for column, columns, value in placed_cells(table, row):
        align = table.columns[column].align if columns == 1 else "left"
        cells[column] = _cell(value, align, BOLD if row.bold else REGULAR, table.size)
        if columns > 1:
            commands.append(("SPAN", (column, index), (column + columns - 1, index)))
    return cells


_CELLS: dict[tuple[Align, str, float], ParagraphStyle] = {}


def _cell(value: Value, align: Align, font: str, size: float) -> Flowable:
    key = (align, font, size)
    if key not in _CELLS:
        _CELLS[key] = style(font, size, ALIGN[align])
    return text(shown(value), _CELLS[key])
