"""What a person changes at the contact sheet, one page at a time, as the island sends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.scanning.book_numbers import BookNumbers
from sohotich.pipeline.scanning.numbering import Proposal, propose
from sohotich.pipeline.scanning.services import layout_set, pdf_start, sheet_accept
from sohotich.pipeline.scanning.sheet import certain_pages
from sohotich.register.books.models import Book, Layout
from sohotich.register.images.cuts import Box, Cut
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page, PageState
from sohotich.register.images.pages import open_page
from sohotich.register.images.services import (
    cuts_of,
    page_cuts_set,
    page_mark,
    page_reopen,
    pages_accept,
)

_SAME: Final = 0.0005  # shares of the page: less than half a pixel of a thumbnail
_MOST_CUTS: Final = 60
STATES: Final = (PageState.PROCESSED, PageState.BLANK, PageState.RESCAN)


@dataclass(frozen=True)
class Drawn:
    """A cut as the person left it; `number` counts only when `pinned`."""

    box: Box
    number: str = ""
    pinned: bool = False
    joins: bool = False
    skipped: bool = False


@dataclass(frozen=True)
class Change:
    """One page as the person wants it.

    `cuts` None leaves them; `state` "" is that of an open page, any other opens an accepted one;
    `hold_next`: the pages after it keep the numbers they had; `problem` says why it is to be
    scanned again.
    """

    cuts: Sequence[Drawn] | None = None
    layout: str = ""
    state: str = ""
    hold_next: bool = False
    problem: str = ""


def change_of(data: Mapping[str, Any], where: str) -> Change:
    """Read a change from JSON; ImageStateError for anything that is not one."""
    try:
        drawn = data.get("cuts")
        change = Change(
            cuts=None if drawn is None else [_drawn(cut) for cut in drawn],
            layout=str(data.get("layout", "")),
            state=str(data.get("state", "")),
            hold_next=bool(data.get("hold_next")),
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        raise _unreadable(where) from None
    known = change.layout in ("", *Layout.values) and change.state in ("", *STATES)
    if not known or len(change.cuts or ()) > _MOST_CUTS:
        raise _unreadable(where)
    return change


def _unreadable(where: str) -> ImageStateError:
    return ImageStateError(
        "Máy chủ không đọc được thay đổi này.", where=where, mend="Tải lại trang."
    )


def _drawn(data: Mapping[str, Any]) -> Drawn:
    x, y, width, height = (float(value) for value in data["box"])
    # Shares add up to a hair over one after rounding.
    box = (max(x, 0.0), max(y, 0.0), min(x + width, 1.0), min(y + height, 1.0))
    flags = {name: bool(data.get(name)) for name in ("pinned", "joins", "skipped")}
    return Drawn(box=box, number=str(data.get("number", ""))[:20], **flags)


@transaction.atomic
def sheet_save(*, actor: Actor, page: UUID, change: Change) -> Page:
    """Bring one page into the state the person drew.

    Raises ImageStateError for a number the book does not have, and for an accepted page unless
    the change names a state: a late letter must not undo what somebody accepted meanwhile.
    """
    row = Page.objects.select_related("book").get(pk=page)
    ensure(actor, "scan.confirm", row.unit_code)
    before = propose(row.book) if change.hold_next else None
    row = page_reopen(actor=actor, page=page) if change.state else open_page(actor, page)
    wanted = change.state or PageState.PROCESSED
    if row.state == PageState.NEW:
        raise ImageStateError(
            "Ảnh này đang được xử lý.", where=f"Trang {row.order}", mend="Chờ xử lý xong rồi sửa."
        )
    if row.state != wanted:
        # What processing or review said of the page stays readable until it is accepted.
        problem = change.problem or row.problem
        page_mark(actor=actor, page=page, state=wanted, problem=problem)
    if change.cuts is not None and wanted == PageState.PROCESSED:
        cuts = _as_cuts(row, change.cuts)
        rows = len(cuts) if change.layout == Layout.ROWS else None
        page_cuts_set(actor=actor, page=page, cuts=cuts, layout=change.layout or None, rows=rows)
    if before is not None:
        _hold_next(actor, before, row)
    return Page.objects.select_related("book").get(pk=page)


def _as_cuts(page: Page, drawn: Sequence[Drawn]) -> list[Cut]:
    numbers = BookNumbers(page.book)
    old = cuts_of(page)
    year = _year(page, numbers)
    return [
        replace(
            # A person's line is sure; one left where it was is as sure as it was.
            _left(new, old[place]) if place < len(old) else Cut(new.box),
            entry=_named(numbers, new, year, page),
            pinned=new.pinned and bool(new.number),
            joins=new.joins,
            skipped=new.skipped and not new.joins,
        )
        for place, new in enumerate(drawn)
    ]


def _left(new: Drawn, old: Cut) -> Cut:
    """What the machine said of a cut that the person left as it was; else a cut of its own."""
    same = all(abs(a - b) < _SAME for a, b in zip(new.box, old.box, strict=True))
    same = same and (new.joins, new.skipped) == (old.joins, old.skipped)
    return replace(old, box=new.box) if same else Cut(new.box)


def _year(page: Page, numbers: BookNumbers) -> int:
    """The year that a bare number on this page is of: that of its cuts, else the book's first."""
    if page.book.year_from == page.book.year_to:
        return page.book.year_from
    proposed = propose(page.book).entries.get(page.key, ())
    years = [numbers.year(entry) for entry in proposed if entry]
    return next((year for year in years if year), page.book.year_from)


def _named(numbers: BookNumbers, new: Drawn, year: int, page: Page) -> UUID | None:
    if not (new.pinned and new.number) or new.skipped or new.joins:
        return None
    entry = numbers.find(new.number, year)
    if entry is None:
        raise ImageStateError(
            f"Sổ này không có số {new.number}.",
            where=f"Trang {page.order}",
            mend="Kiểm tra lại; nếu sổ có thêm số này (bis, số viết lặp) thì thêm ở trang của sổ.",
        )
    return entry.key


def _hold_next(actor: Actor, before: Proposal, page: Page) -> None:
    """Pin the first number after the page to what it was, so that later pages do not move."""
    after = [other for other in before.pages if other.order > page.order]
    for other in after:
        cuts = cuts_of(other)
        for place, had in enumerate(before.entries[other.key]):
            if had is None or cuts[place].joins or cuts[place].skipped:
                continue
            if other.accepted_at is None and not cuts[place].pinned:
                cuts[place] = replace(cuts[place], entry=had, pinned=True)
                page_cuts_set(actor=actor, page=other.key, cuts=cuts)
            return


@transaction.atomic
def page_take(*, actor: Actor, page: UUID, numbers: Sequence[str] | None) -> Page:
    """Accept a page with the numbers the person saw, one per cut ("" for a blank part)."""
    row = Page.objects.select_related("book").get(pk=page)
    if row.accepted_at is not None:
        return row
    shown = None if numbers is None else _as_entries(row.book, numbers)
    return sheet_accept(actor=actor, page=page, shown=shown)


def _as_entries(book: Book, numbers: Sequence[str]) -> list[UUID | None]:
    """The entries of numbers as the sheet writes them; an unknown one matches no proposal."""
    names = BookNumbers(book)
    found = [names.find(number, book.year_from) if number else None for number in numbers]
    return [entry.key if entry is not None else None for entry in found]


@transaction.atomic
def certain_take(*, actor: Actor, book: Book, shown: Collection[str]) -> list[Page]:
    """Accept those of the pages shown as certain that still are; one job makes their PDFs."""
    ensure(actor, "scan.confirm", book.unit_code)
    proposal = propose(book)
    certain = {
        page.key: proposal.entries[page.key]
        for page in certain_pages(proposal)
        if str(page.key) in shown
    }
    taken = pages_accept(actor=actor, book=book, entries=certain)
    if taken:
        pdf_start(actor=actor, book=book)
    return taken


@transaction.atomic
def layout_repeat(*, actor: Actor, page: UUID) -> None:
    """Cut every later page that nobody accepted like this one.

    Pages cut into as many parts take this page's lines; the others are cut anew by the machine,
    which then finds its own lines for that many parts.
    """
    row = Page.objects.select_related("book").get(pk=page)
    ensure(actor, "scan.confirm", row.unit_code)
    boxes = [cut.box for cut in cuts_of(row)]
    layout = row.layout or row.book.layout
    later = Page.objects.filter(
        book=row.book, order__gt=row.order, accepted_at__isnull=True
    ).exclude(state__in=(PageState.RESCAN, PageState.BLANK))
    for other in later:
        cuts = cuts_of(other)
        if other.state == PageState.PROCESSED and len(cuts) == len(boxes):
            moved = [replace(cut, box=box) for cut, box in zip(cuts, boxes, strict=True)]
            page_cuts_set(actor=actor, page=other.key, cuts=moved, layout=layout)
        else:
            layout_set(actor=actor, page=other, layout=layout, rows=len(boxes))
