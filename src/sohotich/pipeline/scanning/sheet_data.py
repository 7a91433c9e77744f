"""The contact sheet as the browser's island reads it: pages, cuts, doubts and addresses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import dist
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.scanning.book_numbers import BookNumbers
from sohotich.pipeline.scanning.sheet import SheetCut, SheetPage, contact_sheet
from sohotich.pipeline.scanning.sheet_marks import PageJson, changed_pages, marks_of
from sohotich.pipeline.scanning.strips import STRIP
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page

# Stands for the page's key in the addresses that the island fills in.
_ANY: Final = UUID(int=0)
_NO_WIDTH, _NO_HEIGHT = 210, 297  # a page not yet processed is drawn as an A4 sheet


def sheet_data(*, actor: Actor, book: Book) -> dict[str, Any]:
    """What `contact_sheet_screen` hands to the island."""
    return {
        "book": {
            "label": book.label.split("/")[-1],
            "declared": book.entries.exclude(state__in=("missing", "cancelled")).count(),
            "url": reverse("scanning:book", args=[book.key]),
        },
        **sheet_answer(pages_json(actor=actor, book=book)),
        "strip": STRIP,
        "urls": _urls(book),
    }


def sheet_answer(
    pages: Sequence[PageJson], seen: str = "", always: Collection[str] = ()
) -> dict[str, Any]:
    """The pages that differ from what the marks `seen` stand for, and the marks of them all."""
    marks = marks_of(pages)
    return {"pages": changed_pages(pages, marks, seen, always), "marks": marks}


def pages_json(*, actor: Actor, book: Book) -> list[PageJson]:
    """Every page of the book, in its order; what is empty or false is left out."""
    sheet = contact_sheet(actor=actor, book=book)
    numbers = BookNumbers(book, sheet.entries)
    return [_page(book, shown, numbers) for shown in sheet.pages]


def _page(book: Book, shown: SheetPage, numbers: BookNumbers) -> PageJson:
    page = shown.page
    doubts = _doubts(shown, numbers)
    width, height = shape_of(page)
    found = {
        "key": str(page.key),
        "order": page.order,
        "picture": picture_version(page),
        "width": width,
        "height": height,
        "state": "accepted" if shown.accepted else str(page.state),
        "layout": page.layout or book.layout,
        "cuts": [_cut(cut, numbers) for cut in shown.cuts],
    }
    if doubts:
        found |= {"doubt": doubts[0], "explain": ". ".join(doubts[1:])}
    return found


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
    told = {"pinned": cut.pinned, "joins": cut.joins, "skipped": cut.skipped}
    return {
        "box": [round(value, 5) for value in (x0, y0, x1 - x0, y1 - y0)],
        "number": numbers.words(cut.entry),
        **{name: True for name, holds in (told | {"doubt": bool(cut.doubts)}).items() if holds},
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


def picture_version(page: Page) -> str:
    """Changes with the page's picture; "" where there is none yet."""
    return page.thumb_id.hex[-12:] if page.thumb_id else ""


def _urls(book: Book) -> dict[str, str]:
    def of_page(name: str) -> str:
        return reverse(f"scanning:{name}", args=[_ANY]).replace(str(_ANY), "{key}")

    strip = reverse("scanning:sheet_strip", args=[book.key, 0])
    return {
        "pages": reverse("scanning:sheet_pages", args=[book.key]),
        "strip": strip.removesuffix("0") + "{strip}",
        "image": of_page("page_image"),
        "original": of_page("page_before"),
        "hand_in": of_page("page"),
        "accept_sure": reverse("scanning:sheet_accept_sure", args=[book.key]),
        "save": of_page("page_save"),
        "accept": of_page("page_accept"),
        "rescan": of_page("page_rescan"),
        "repeat": of_page("page_repeat"),
    }
