"""The one list of the product: search without marks, chips, sort, fifty rows a page, Excel, print.

A view declares a `ListDefinition` once and calls `list_response`. Everything chosen stays in the
address: `?tim=` words, `?loc=` chip, `?xep=` column (`-` before it: descending), `?trang=` page,
`?xuat=xlsx` the whole list as a workbook, `?in=1` every row to print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sohotich.domain.text import sort_key, unmarked_key
from sohotich.foundation.pages.excel import workbook_response
from sohotich.foundation.pages.list_cells import Cell, cell, cell_text, column_title

ROWS_PER_PAGE = 50
_OWN_NAMES = frozenset({"tim", "loc", "xep", "trang", "xuat", "in"})
Source = QuerySet[Any] | Sequence[Any]
Kind = Literal["text", "strong", "number", "button"]


@dataclass(frozen=True, slots=True)
class Column:
    """`value` gives text, int, date, moment or a `Badge`; `link` an address, "" for none.

    `sort`: True by value, a field path by the database, False not at all. `kind` "button" draws
    the link as a small button and stays out of Excel.
    """

    key: str
    title: str
    value: Callable[[Any], object]
    link: Callable[[Any], str] | None = None
    kind: Kind = "text"
    sort: str | bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with a name: `narrow` takes the rows and gives those that pass."""

    key: str
    title: str
    narrow: Callable[[Any], Source]
    counted: bool = True


def rows_where(test: Callable[[Any], object]) -> Callable[[Any], list[Any]]:
    """A chip's `narrow` for rows in memory: those that pass the test."""
    return lambda rows: [row for row in rows if test(row)]


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """`file_name`: of the workbook, without ending. `search`: by the database; None searches the
    shown texts. `empty_*`: what a list without any row says: what would fill it.
    """

    columns: tuple[Column, ...]
    file_name: str
    title: str = ""
    chips: tuple[Chip, ...] = ()
    search: Callable[[Any, str], Source] | None = None
    search_words: str = "Lọc danh sách"
    empty_title: str = "Chưa có dòng nào"
    empty_words: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """`address` sorts by it, "" where it cannot; `direction`: ascending, descending or ""."""

    title: str
    kind: str
    address: str
    direction: str


@dataclass(frozen=True, slots=True)
class ShownChip:
    title: str
    address: str
    current: bool
    count: int | None


@dataclass(frozen=True)
class Listing:
    """A list as the template draws it."""

    definition: ListDefinition
    headers: list[Header]
    rows: list[list[Cell]]
    page: Page[Any]
    chips: list[ShownChip]
    words: str
    chosen: str
    sorting: str
    total: int
    whole: int
    excel: str
    printing: str
    pages: list[tuple[int | str, str]] = field(default_factory=list)
    # What else stands in the address, so that searching keeps it.
    kept: list[tuple[str, str]] = field(default_factory=list)
    print_now: bool = False


def list_response(
    request: HttpRequest,
    template: str,
    source: Source,
    definition: ListDefinition,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page with the list in `listing`, or the workbook when that was asked for."""
    rows = _ordered(
        request, _searched(request, _chipped(request, source, definition), definition), definition
    )
    if request.GET.get("xuat") == "xlsx":
        columns = [column for column in definition.columns if column.kind != "button"]
        first = rows[:1]
        titles = [column_title(column, first) for column in columns]
        table = ([column.value(row) for column in columns] for row in rows)
        return workbook_response(definition.file_name, titles, table)
    listing = _listing(request, source, rows, definition)
    return render(request, template, {"listing": listing, **(context or {})})


def _chipped(request: HttpRequest, source: Source, definition: ListDefinition) -> Source:
    chosen = request.GET.get("loc")
    chip = next((chip for chip in definition.chips if chip.key == chosen), None)
    return chip.narrow(source) if chip else source


def _searched(request: HttpRequest, source: Source, definition: ListDefinition) -> Source:
    words = request.GET.get("tim", "").strip()
    if not words:
        return source
    if definition.search is not None:
        return definition.search(source, words)
    wanted = unmarked_key(words).split()
    return [row for row in source if _holds(row, wanted, definition)]


def _holds(row: object, wanted: Iterable[str], definition: ListDefinition) -> bool:
    text = unmarked_key(" ".join(cell_text(column.value(row)) for column in definition.columns))
    return all(word in text for word in wanted)


def _ordered(request: HttpRequest, source: Source, definition: ListDefinition) -> Source:
    asked = request.GET.get("xep", "")
    column = next((c for c in definition.columns if c.key == asked.lstrip("-") and c.sort), None)
    if column is None:
        return source
    descending = asked.startswith("-")
    if isinstance(column.sort, str) and isinstance(source, QuerySet):
        # The key last: rows that compare equal keep their place from page to page.
        return source.order_by(f"{'-' if descending else ''}{column.sort}", "pk")
    return sorted(source, key=lambda row: _sortable(column.value(row)), reverse=descending)


def _sortable(value: object) -> tuple[int, Any]:
    if value is None or value == "":
        return (2, "")
    if isinstance(value, int | float):
        return (0, value)
    if hasattr(value, "isoformat"):
        return (1, sort_key(str(value.isoformat())))
    return (1, sort_key(cell_text(value)))


def _listing(
    request: HttpRequest, source: Source, rows: Source, definition: ListDefinition
) -> Listing:
    print_all = "in" in request.GET
    count = _count(rows)
    paginator = Paginator(rows, max(count, 1) if print_all else ROWS_PER_PAGE)
    page = paginator.get_page(request.GET.get("trang"))
    shown = list(page.object_list)
    return Listing(
        definition=definition,
        headers=[_header(request, column, shown[:1]) for column in definition.columns],
        rows=[[cell(column, row) for column in definition.columns] for row in shown],
        page=page,
        chips=_chips(request, source, definition),
        words=request.GET.get("tim", ""),
        chosen=request.GET.get("loc", ""),
        sorting=request.GET.get("xep", ""),
        total=count,
        whole=_count(source),
        excel=_address(request, xuat="xlsx", trang=None),
        printing=_address(request, **{"in": "1", "trang": None}),
        pages=_pages(request, page),
        print_now=print_all,
        kept=[(n, str(v)) for n, v in request.GET.items() if n not in _OWN_NAMES],
    )


def _count(rows: Source) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _chips(request: HttpRequest, source: Source, definition: ListDefinition) -> list[ShownChip]:
    if not definition.chips:
        return []
    chosen = request.GET.get("loc", "")
    everything = ShownChip(
        "Tất cả", _address(request, loc=None, trang=None), not chosen, _count(source)
    )
    return [everything] + [
        ShownChip(
            chip.title,
            _address(request, loc=chip.key, trang=None),
            chip.key == chosen,
            _count(chip.narrow(source)) if chip.counted else None,
        )
        for chip in definition.chips
    ]


def _header(request: HttpRequest, column: Column, rows: Source) -> Header:
    title = column_title(column, rows)
    if not column.sort:
        return Header(title, column.kind, "", "")
    asked = request.GET.get("xep", "")
    directions = {column.key: "ascending", f"-{column.key}": "descending"}
    direction = directions.get(asked, "")
    following = f"-{column.key}" if direction == "ascending" else column.key
    return Header(title, column.kind, _address(request, xep=following, trang=None), direction)


def _pages(request: HttpRequest, page: Page[Any]) -> list[tuple[int | str, str]]:
    if page.paginator.num_pages < 2:
        return []
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        (number, _address(request, trang=str(number)) if isinstance(number, int) else "")
        for number in shown
    ]


def _address(request: HttpRequest, **changes: str | None) -> str:
    """The present address with some parameters changed; None takes one out."""
    query = request.GET.copy()
    for name in ("xuat", "in"):
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
