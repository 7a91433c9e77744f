"""The contact sheet as the browser's island reads it: pages, cuts, doubts and addresses."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.scanning.book_numbers import BookNumbers
from sohotich.pipeline.scanning.sheet import SheetCut, SheetPage, contact_sheet
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page

# Stands for the page's key in the addresses that the island fills in.
_ANY: Final = UUID(int=0)
_NO_WIDTH, _NO_HEIGHT = 210, 297  # a page not yet processed is drawn as an A4 sheet
PageJson = dict[str, Any]


def sheet_data(*, actor: Actor, book: Book) -> dict[str, Any]:
    """What `contact_sheet_screen` hands to the island."""
    return {
        "book": {
            "label": book.label.split("/")[-1],
            "declared": book.entries.exclude(state__in=("missing", "cancelled")).count(),
            "url": reverse("scanning:book", args=[book.key]),
        },
        "pages": list(pages_json(actor=actor, book=book).values()),
        "urls": _urls(book),
    }


def pages_json(*, actor: Actor, book: Book) -> dict[str, PageJson]:
    """Every page of the book by its key, in the book's order."""
    numbers = BookNumbers(book)
    sheet = contact_sheet(actor=actor, book=book)
    return {str(shown.page.key): _page(book, shown, numbers) for shown in sheet.pages}


def _page(book: Book, shown: SheetPage, numbers: BookNumbers) -> PageJson:
    page = shown.page
    doubts = _doubts(shown, numbers)
    width, height = shape_of(page)
    return {
        "key": str(page.key),
        "order": page.order,
        "label": f"Trang {page.order}",
        "name": page.name,
        "thumb": picture_address(page, "page_thumb"),
        "image": picture_address(page, "page_image"),
        "width": width,
        "height": height,
        "state": "accepted" if shown.accepted else page.state,
        "layout": page.layout or book.layout,
        "cuts": [_cut(cut, numbers) for cut in shown.cuts],
        "doubt": doubts[0] if doubts else "",
        "explain": ". ".join(doubts[1:]),
        "rescan": reverse("scanning:page", args=[page.key]),
    }


def shape_of(page: Page) -> tuple[int, int]:
    """Width and height of the straightened page in proportion, as its picture has them."""
    if not page.width or page.quad is None:
        return page.width or _NO_WIDTH, page.height or _NO_HEIGHT
    corners = [
        (x * page.width, y * page.height)
        for x, y in zip(page.quad[::2], page.quad[1::2], strict=True)
    ]
    sides = [dist(a, b) for a, b in pairwise([*corners, corners[0]])]
    return round(max(sides[0], sides[2])), round(max(sides[1], sides[3]))


def _cut(cut: SheetCut, numbers: BookNumbers) -> dict[str, Any]:
    x0, y0, x1, y1 = cut.box
    return {
        "box": [round(value, 5) for value in (x0, y0, x1 - x0, y1 - y0)],
        "number": numbers.words(cut.entry),
        "pinned": cut.pinned,
        "joins": cut.joins,
        "skipped": cut.skipped,
        "doubt": bool(cut.doubts),
    }


def _doubts(shown: SheetPage, numbers: BookNumbers) -> list[str]:
    """The page's doubts, then its cuts', each said once with the numbers it is about."""
    doubts = list(shown.doubts)
    about: dict[str, list[str]] = {}
    for cut in shown.cuts:
        for doubt in cut.doubts:
            about.setdefault(doubt, []).append(numbers.words(cut.entry) or f"ô {cut.index + 1}")
    for doubt, where in about.items():
        everywhere = len(where) == len(shown.cuts)
        doubts.append(doubt if everywhere else f"{doubt} (số {', '.join(where)})")
    return list(dict.fromkeys(doubts))


def picture_address(page: Page, size: str) -> str:
    """The address of a page's image (`page_thumb` or `page_image`); it changes with the image."""
    if page.thumb_id is None:
        return ""
    return f"{reverse(f'scanning:{size}', args=[page.key])}?v={page.thumb_id.hex[-12:]}"


def _urls(book: Book) -> dict[str, str]:
    def of_page(name: str) -> str:
        return reverse(f"scanning:{name}", args=[_ANY]).replace(str(_ANY), "{key}")

    return {
        "pages": reverse("scanning:sheet_pages", args=[book.key]),
        "accept_sure": reverse("scanning:sheet_accept_sure", args=[book.key]),
        "save": of_page("page_save"),
        "accept": of_page("page_accept"),
        "rescan": of_page("page_rescan"),
        "repeat": of_page("page_repeat"),
    }
