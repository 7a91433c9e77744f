"""An official letter as DOCX, for whoever goes on writing it in Word or LibreOffice Writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sohotich.engines.documents.fonts import BOLD, ITALIC
from sohotich.engines.documents.official import docx_package as fixed
from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.docx_table import ruled_table
from sohotich.engines.documents.official.letter import Block, Heading, OfficialLetter, Table
from sohotich.engines.documents.official.lines import longest_drawn, width_of
from sohotich.engines.documents.official.ooxml import (
    NAMESPACES,
    RULED_EDGE,
    Look,
    TableCell,
    package,
    paragraph,
    table,
)

BODY = Look(
    size=form.BODY_SIZE,
    align="both",
    before=form.PARAGRAPH_GAP,
    first=form.INDENT,
    style="BodyText",
)
HEADING = replace(BODY, bold=True, align="left", keep_next=True, style="Heading1")
CENTRED = Look(align="center")
# The room above a table; the other is only there to end a section, as small as can be.
_GAP = Look(size=1, line=form.PARAGRAPH_GAP - form.CELL_EDGE, keep_next=True)
_END = Look(size=1, line=0.05, exact=True)


def letter_docx(letter: OfficialLetter) -> bytes:
    """The letter as DOCX, the same bytes for the same letter; DocumentError for a part missing."""
    letter = form.whole(letter)
    title = f"{letter.kind} {form.one_line(letter.abstract)}"
    return package(
        {
            "[Content_Types].xml": fixed.CONTENT_TYPES,
            "_rels/.rels": fixed.RELATIONS,
            "docProps/core.xml": fixed.core(title, letter.day),
            "word/document.xml": _document(letter),
            "word/_rels/document.xml.rels": fixed.DOCUMENT_RELATIONS,
            "word/styles.xml": fixed.STYLES,
            "word/settings.xml": fixed.SETTINGS,
            "word/fontTable.xml": fixed.FONTS,
            "word/header1.xml": fixed.HEADER,
            "word/header2.xml": fixed.BLANK_HEADER,
        }
    )


def _document(letter: OfficialLetter) -> str:
    parts = [*_letter(letter)]
    section = fixed.section(wide=False)
    for index, appendix in enumerate(letter.appendices):
        parts.append(paragraph("", _END, section=section))
        wide = form.on_its_side(appendix.body)
        parts += _appendix(letter, index, form.WIDE_WIDTH if wide else form.TEXT_WIDTH)
        section = fixed.section(wide=wide)
    # A table must not be the last thing before the end.
    parts.append(paragraph("", _END))
    return f"<w:document {NAMESPACES}><w:body>{''.join(parts)}{section}</w:body></w:document>"


def _letter(letter: OfficialLetter) -> Iterable[str]:
    yield _letterhead(letter)
    bold = replace(CENTRED, size=form.TITLE_SIZE, bold=True)
    yield paragraph(letter.kind.upper(), replace(bold, before=12))
    yield paragraph(letter.abstract, bold)
    drawn = longest_drawn(letter.abstract, BOLD, form.TITLE_SIZE, form.TEXT_WIDTH)
    yield _rule(drawn * form.RULE_SHARE, form.TEXT_WIDTH)
    yield from _addressees(letter)
    *body, last = form.closed_body(letter)
    yield from _blocks(body, form.TEXT_WIDTH)
    if isinstance(last, str):
        yield paragraph(last, replace(BODY, keep_next=True))
    else:
        yield from _blocks([last], form.TEXT_WIDTH)
    yield _signing(letter)


def _letterhead(letter: OfficialLetter) -> str:
    widths = [form.TEXT_WIDTH * part for part in form.HEAD_SHARES]
    agency = Look(size=form.AGENCY_SIZE, align="center", bold=True)
    left = ""
    if letter.parent_agency:
        left += paragraph(letter.parent_agency.upper(), replace(agency, bold=False))
    name = letter.agency.upper()
    drawn = longest_drawn(name, BOLD, form.AGENCY_SIZE, widths[0])
    left += paragraph(name, agency) + _rule(drawn * form.RULE_SHARE, widths[0])
    motto = width_of(form.MOTTO, BOLD, form.MOTTO_SIZE)
    right = (
        paragraph(form.COUNTRY, replace(agency, size=form.COUNTRY_SIZE))
        + paragraph(form.MOTTO, replace(agency, size=form.MOTTO_SIZE))
        + _rule(motto, widths[1])
    )
    number = paragraph(form.number_line(letter), Look(size=form.NUMBER_SIZE, align="center"))
    dated = paragraph(
        form.place_and_date(letter), Look(size=form.DATE_SIZE, align="center", italic=True)
    )
    rows = [([TableCell(left), TableCell(right)], False)]
    rows.append(([TableCell(number), TableCell(dated)], False))
    return table(widths, rows, ruled=False, bottom=4)


def _rule(length: float, room: float) -> str:
    """A line `length` mm long in the middle of `room`: the lower edge of an empty paragraph."""
    side = max(0.0, (room - length) / 2)
    line = form.RULE_HEIGHT - RULED_EDGE
    look = Look(size=4, line=line, left=side, right=side, ruled=True, exact=True)
    return paragraph("", look)


def _addressees(letter: OfficialLetter) -> Iterable[str]:
    lines = form.addressed(letter)
    for index, line in enumerate(lines):
        if len(lines) == 1:
            yield paragraph(line, Look(align="center", before=6))
        elif index == 0:
            yield paragraph(line, Look(left=form.ADDRESSEES, before=6))
        else:
            yield paragraph(line, Look(left=form.ADDRESSEES + form.INDENT))


def _blocks(body: Iterable[Block], width: float) -> Iterable[str]:
    for block in body:
        match block:
            case str():
                yield paragraph(block, BODY)
            case Heading():
                yield paragraph(block.text, HEADING)
            case Table():
                # Two tables that touch would be one to Word.
                yield paragraph("", _GAP)
                yield ruled_table(block, width)


def _signing(letter: OfficialLetter) -> str:
    bold = Look(size=form.SIGNER_SIZE, bold=True, align="center")
    left = ""
    if letter.recipients:
        left = paragraph("Nơi nhận:", Look(size=form.RECIPIENTS_SIZE, bold=True, italic=True))
        small = Look(size=form.RECIPIENT_SIZE)
        left += "".join(paragraph(line, small) for line in form.listed(letter.recipients))
    right = "".join(paragraph(line, bold) for line in form.signing_lines(letter))
    name = replace(bold, before=form.INK / 25.4 * 72)
    right += paragraph(letter.signer.name, name)
    half = form.TEXT_WIDTH / 2
    cells = [TableCell(left or paragraph("", Look())), TableCell(right)]
    return paragraph("", Look(size=1, line=12, keep_next=True)) + table(
        [half, half], [(cells, False)], ruled=False, bottom=4
    )


def _appendix(letter: OfficialLetter, index: int, width: float) -> Iterable[str]:
    appendix = letter.appendices[index]
    name = form.appendix_name(index, len(letter.appendices))
    yield paragraph(name, replace(CENTRED, bold=True))
    yield paragraph(appendix.title.upper(), replace(CENTRED, size=13, bold=True))
    origin = form.appendix_origin(letter)
    yield paragraph(origin, replace(CENTRED, size=13, italic=True))
    yield _rule(width_of(origin, ITALIC, 13) * form.RULE_SHARE, width)
    yield from _blocks(appendix.body, width)
