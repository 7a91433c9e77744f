"""A list as a workbook to download: one sheet, bold heading, filter, kept heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.download import download
from sohotich.foundation.pages.list_cells import cell_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60


def workbook_response(
    name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """The table as an attachment `<name>.xlsx`. Text stays text: no formula, no lost zero."""
    return workbook_answer(name, workbook(titles, rows))


def workbook_answer(name: str, content: bytes) -> HttpResponse:
    """A workbook made already, as an attachment `<name>.xlsx`."""
    return download(content, MEDIA_TYPE, f"{name}.xlsx")


def workbook(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The workbook's bytes."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Danh sách")
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    widths = [len(title) for title in titles]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, heading)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, last, place, value, days)
            widths[place] = max(widths[place], len(cell_text(value)))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), max(len(titles) - 1, 0))
    book.close()
    return stream.getvalue()


def _write(sheet: Any, line: int, place: int, value: object, days: Any) -> None:
    if isinstance(value, datetime):
        value = shown(value).replace(tzinfo=None)
        sheet.write_datetime(line, place, value, days)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), days)  # noqa: DTZ001
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, cell_text(value))
