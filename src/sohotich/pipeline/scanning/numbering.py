"""Which number each cut of a book gets: proposed in sequence, corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from sohotich.foundation.people.actors import Actor
from sohotich.register.books.models import Book
from sohotich.register.images.aligning import Number, place
from sohotich.register.images.cuts import Cut
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page, PageState
from sohotich.register.images.pages import cuts_of, open_page, page_cuts_set
from sohotich.register.images.selectors import pages_of
from sohotich.register.ledger.models import Entry

_EXPLAINED = ("missing", "cancelled")


@dataclass(frozen=True)
class Proposal:
    """The book's pages, their cuts, the entry proposed for each cut, and the entries by key.

    `doubts`: why nothing confirms a page's numbers, as `aligning.Placed` has it.
    """

    pages: Sequence[Page]
    cuts: Mapping[UUID, Sequence[Cut]]
    entries: Mapping[UUID, Sequence[UUID | None]]
    numbers: Mapping[UUID, Entry]
    doubts: Mapping[UUID, str]

    def label(self, entry: UUID | None) -> str:
        """`41/1998`, or "" where no number is left."""
        return self.numbers[entry].label if entry is not None and entry in self.numbers else ""


def propose(book: Book) -> Proposal:
    """Numbers for every cut as they stand now; accepted and corrected ones are kept."""
    # Pages waiting for a rescan take part too: their old cuts hold their numbers.
    pages = list(pages_of(book))
    cuts = {page.key: _settled(page) for page in pages}
    entries = {
        entry.key: entry
        for entry in Entry.objects.filter(book=book)
        if entry.state not in _EXPLAINED or _on(entry, cuts)
    }
    placed = place(
        [cuts[page.key] for page in pages],
        [Number(entry.key, entry.number) for entry in entries.values()],
    )
    return Proposal(
        pages,
        cuts,
        {page.key: row for page, row in zip(pages, placed.rows, strict=True)},
        entries,
        {page.key: doubt for page, doubt in zip(pages, placed.doubts, strict=True)},
    )


def _settled(page: Page) -> list[Cut]:
    cuts = cuts_of(page)
    if page.state == PageState.BLANK:
        # They wait for somebody to find that the page is not blank after all.
        return [replace(cut, entry=None, pinned=False, joins=False, skipped=True) for cut in cuts]
    if page.accepted_at is None:
        return cuts
    return [replace(cut, pinned=cut.entry is not None) for cut in cuts]


def _on(entry: Entry, cuts: Mapping[UUID, Sequence[Cut]]) -> bool:
    return any(cut.entry == entry.key for row in cuts.values() for cut in row)


@transaction.atomic
def number_set(
    *, actor: Actor, page: UUID, index: int, entry: Entry, following: bool = True
) -> Page:
    """Give a cut its number. `following`: unconfirmed cuts after it go on counting from there;
    otherwise they keep the numbers they had.
    """
    row = open_page(actor, page)
    before = propose(row.book)
    cuts = cuts_of(row)
    _check_index(row, cuts, index)
    if entry.book_id != row.book_id:
        raise ImageStateError("Số này thuộc sổ khác.", where=f"Trang {row.order}")
    cuts[index] = replace(cuts[index], entry=entry.key, pinned=True, joins=False, skipped=False)
    page_cuts_set(actor=actor, page=page, cuts=cuts)
    if not following:
        _hold_next(actor, before, row, index, entry)
    row.refresh_from_db()
    return row


def _hold_next(actor: Actor, before: Proposal, page: Page, index: int, given: Entry) -> None:
    """Pin the next cut to the number it had, so that only the one cut changes."""
    found = False
    for other in before.pages:
        for at, cut in enumerate(before.cuts[other.key]):
            if other.key == page.key and at == index:
                found = True
                continue
            had = before.entries[other.key][at]
            if not found or cut.joins or cut.skipped:
                continue
            if other.accepted_at is None and not cut.pinned and had not in (None, given.key):
                cuts = cuts_of(Page.objects.get(pk=other.key))
                cuts[at] = replace(cuts[at], entry=had, pinned=True)
                page_cuts_set(actor=actor, page=other.key, cuts=cuts)
            return


@transaction.atomic
def cut_change(
    *,
    actor: Actor,
    page: UUID,
    index: int,
    joins: bool | None = None,
    skipped: bool | None = None,
    pinned: bool | None = None,
) -> Page:
    """Say of a cut that it continues the one before, holds no registration, or (pinned=False) that
    its number follows the sequence again.
    """
    row = open_page(actor, page)
    cuts = cuts_of(row)
    _check_index(row, cuts, index)
    cut = cuts[index]
    if joins is not None:
        cut = replace(cut, joins=joins, skipped=False, entry=None, pinned=False)
    if skipped is not None:
        cut = replace(cut, skipped=skipped, joins=False, entry=None, pinned=False)
    if pinned is False:
        cut = replace(cut, entry=None, pinned=False)
    cuts[index] = cut
    return page_cuts_set(actor=actor, page=page, cuts=cuts)


def _check_index(page: Page, cuts: Sequence[Cut], index: int) -> None:
    if not 0 <= index < len(cuts):
        raise ImageStateError("Trang không có ô này. Hãy tải lại.", where=f"Trang {page.order}")
