"""A program of its own: marks cells in a copy of somebody's workbook, everything else left alone.

It builds the whole workbook in memory; here a file that asks for too much ends nothing else.
Arguments: bytes of memory, seconds of computing. On standard input a pickle of a `Marking`'s
fields, on standard output the bytes of the copy.
"""

import io
import pickle
import resource
import sys
from typing import Any

AUTHOR = "sohotich"


def annotated(
    path: str,
    sheet: str,
    marks: list[tuple[str, str, str]],
    summary: str,
    head: list[str],
    lines: list[list[str]],
    widths: list[int],
) -> bytes:
    """The copy. `marks` are (cell, colour RRGGBB, comment); a line's third text is a cell's address
    in `sheet`, to which it links. A summary of an earlier copy gives way, and so do its marks.
    """
    import openpyxl

    book = openpyxl.load_workbook(path, rich_text=True)
    data = book[sheet]
    colours = {colour for _, colour, _ in marks} | {"F6C7C3", "FBE5B6", "E2E6EA"}
    _wipe(book, data, summary, head, colours)
    for cell, colour, words in marks:
        _mark(data, cell, colour, words)
    _summarize(book, sheet, summary, head, lines, widths)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _wipe(book: Any, data: Any, summary: str, head: list[str], colours: set[str]) -> None:
    from openpyxl.styles import PatternFill

    if summary in book.sheetnames:
        earlier = book[summary]
        if [cell.value for cell in earlier[1]][: len(head)] == head:
            book.remove(earlier)
    for row in data.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if str(cell.fill.fgColor.rgb)[-6:] in colours:
                    cell.fill = PatternFill()


def _mark(data: Any, address: str, colour: str, words: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = data[_leading(data, address)]
    cell.fill = PatternFill("solid", start_color=colour)
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    comment = Comment(before + ILLEGAL_CHARACTERS_RE.sub("\ufffd", words), AUTHOR)
    comment.width, comment.height = 360, min(60 + len(words) // 2, 400)
    cell.comment = comment


def _leading(data: Any, address: str) -> str:
    """The cell that speaks for a merged range, or the cell itself."""
    for area in data.merged_cells.ranges:
        if address in area:
            return str(area.start_cell.coordinate)
    return address


def _summarize(
    book: Any, sheet: str, title: str, head: list[str], lines: list[list[str]], widths: list[int]
) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    table = book.create_sheet(title)
    table.append(head)
    for cell in table[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="E3EEF0")
    link, wrapped = Font(color="0563C1", underline="single"), Alignment("left", "top", 0, True)
    quoted = sheet.replace("'", "''")
    for number, line in enumerate(lines, start=2):
        for place, text in enumerate(line, start=1):
            cell = table.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
            # Never a formula, whatever the text begins with.
            cell.data_type = "s"
            cell.number_format, cell.alignment = "@", wrapped
        if line[2]:
            cell = table.cell(number, 3)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{line[2]}")
            cell.font = link
    for place, width in enumerate(widths, start=1):
        table.column_dimensions[get_column_letter(place)].width = width
    table.freeze_panes = "A2"
    table.auto_filter.ref = f"A1:{get_column_letter(len(head))}{max(len(lines) + 1, 2)}"


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    question = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 written by our own program
    sys.stdout.buffer.write(annotated(*question))
