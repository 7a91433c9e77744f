"""What makes a data sheet easy to fill: text columns, lists to choose from, a note at each cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sohotich.domain.record_types import code_list
from sohotich.domain.schema import CodeList, Column, Field, Kind
from sohotich.engines.workbook.addresses import column_letters
from sohotich.engines.workbook.guidance import KINDS
from sohotich.engines.workbook.layout import LISTS_SHEET, TEXT_FORMAT

# What Excel takes at most in the note that appears beside a chosen cell.
_TITLE, _NOTE = 32, 255
_NARROW: Final = frozenset({Kind.NUMBER, Kind.BOOK, Kind.PAGE, Kind.CODE, Kind.DATE})
_WIDTHS: Final = {Kind.PLACE: 40, Kind.PERSON: 28, Kind.TEXT: 28}
_USUAL, _SLIM = 20, 13


def dress(
    book: Any, sheet: Any, columns: Sequence[Column], last: int, head: Any, text: Any
) -> None:
    """Format the columns of a sheet as text, wide enough, rows 2 to `last` (from 1) with notes and
    lists; the headings and the numbers stay in sight.

    A value outside of a list is asked about, never refused: old books say other things.
    """
    lists = _lists(book, columns)
    for place, column in enumerate(columns):
        field = column.field
        sheet.set_column(place, place, _width(field), text)
        sheet.write_string(0, place, column.header, head)
        if field is not None and last > 1:
            sheet.data_validation(1, place, last - 1, place, _validation(field, lists))
    fixed = next((i for i, c in enumerate(columns) if c.field and c.field.kind is Kind.NUMBER), 0)
    sheet.freeze_panes(1, fixed + 1)


def head_format(book: Any) -> Any:
    """The headings' look."""
    return book.add_format(
        {"bold": True, "num_format": TEXT_FORMAT, "bg_color": "#E3EEF0", "border": 1}
    )


def _width(field: Field | None) -> int:
    if field is None:
        return _SLIM
    return _WIDTHS.get(field.kind, _SLIM if field.kind in _NARROW else _USUAL)


def _lists(book: Any, columns: Sequence[Column]) -> dict[str, str]:
    """Write each list that a column needs into a hidden sheet; its range by the list's name."""
    named = dict.fromkeys(c.field.code_list for c in columns if c.field and c.field.code_list)
    if not named:
        return {}
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.hide()
    found = {}
    for place, name in enumerate(named):
        items = code_list(name)
        for row, item in enumerate(items.items):
            sheet.write_string(row, place, items.value_of(item))
        letters = column_letters(place)
        found[name] = f"='{LISTS_SHEET}'!${letters}$1:${letters}${len(items.items)}"
    return found


def _validation(field: Field, lists: dict[str, str]) -> dict[str, Any]:
    note = {
        "input_title": _shortened(field.label, _TITLE),
        "input_message": _shortened(_note(field), _NOTE),
    }
    if not field.code_list:
        return {"validate": "any", **note}
    return {
        "validate": "list",
        "source": lists[field.code_list],
        "error_type": "warning",
        "error_title": _shortened(field.label, _TITLE),
        "error_message": "Giá trị không có trong danh mục. Sổ ghi như vậy thì chọn Yes.",
        **note,
    }


def _note(field: Field) -> str:
    parts = [KINDS[field.kind]]
    if field.code_list:
        parts = [_choices(code_list(field.code_list)) or parts[0]]
    return ". ".join(part.rstrip(".") for part in (*parts, field.help) if part) + "."


def _choices(items: CodeList) -> str:
    """`1 = Nam; 2 = Nữ`, where that is short enough to be read at the cell."""
    if items.stores != "code":
        return ""
    said = "; ".join(f"{item.code} = {item.label}" for item in items.items)
    return said if len(said) <= _NOTE - 1 else ""


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
