"""The contact sheet: every page with its cuts, proposed numbers, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies import services as policies
from sohotich.pipeline.scanning.doubt_words import cut_doubt, number_doubts
from sohotich.pipeline.scanning.numbering import Proposal, propose
from sohotich.pipeline.scanning.screens import doubtful_made
from sohotich.register.books.models import Book
from sohotich.register.images.cuts import Box
from sohotich.register.images.models import EntryImage, Page, PageState
from sohotich.register.ledger.models import Entry


@dataclass(frozen=True)
class SheetCut:
    """One cut as the contact sheet shows it; `doubts` are Vietnamese words, empty when sure."""

    index: int
    box: Box
    entry: UUID | None
    number: str
    pinned: bool
    joins: bool
    skipped: bool
    confidence: float
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class SheetPage:
    """One page as the contact sheet shows it."""

    page: Page
    cuts: tuple[SheetCut, ...]
    doubts: tuple[str, ...]
    accepted: bool

    @property
    def doubtful(self) -> bool:
        """Whether the page or one of its cuts needs a person's eye."""
        return bool(self.doubts) or any(cut.doubts for cut in self.cuts)


@dataclass(frozen=True)
class Sheet:
    """The whole contact sheet of a book."""

    book: Book
    pages: tuple[SheetPage, ...]
    entries: Mapping[UUID, Entry]

    @property
    def to_confirm(self) -> int:
        return sum(1 for page in self.pages if not page.accepted)

    @property
    def doubtful(self) -> int:
        return sum(1 for page in self.pages if page.doubtful and not page.accepted)


def contact_sheet(*, actor: Actor, book: Book) -> Sheet:
    """The contact sheet for somebody of the book's unit; four queries, whatever its size."""
    ensure(actor, "book.view", book.unit_code)
    proposal = propose(book)
    # Images in order say nothing on the sheet: only the others are fetched.
    images = {image.entry_id: image for image in doubtful_made(book)}
    enough = _enough()
    pages = tuple(_page(proposal, page, images, enough) for page in proposal.pages)
    return Sheet(book, pages, proposal.numbers)


def certain_pages(proposal: Proposal) -> list[Page]:
    """Pages that may be confirmed without a look: processed, numbered, every cut sure."""
    enough = _enough()
    return [
        page
        for page in proposal.pages
        if page.state == PageState.PROCESSED
        and page.accepted_at is None
        and not _page(proposal, page, {}, enough).doubtful
    ]


def _enough() -> float:
    value = policies.value("scan.cut_confidence_ok")
    assert isinstance(value, float | int)
    return float(value)


def _page(
    proposal: Proposal, page: Page, images: Mapping[UUID, EntryImage], enough: float
) -> SheetPage:
    accepted = page.accepted_at is not None
    entries: Sequence[UUID | None] = proposal.entries[page.key]
    cuts = []
    for index, (cut, entry) in enumerate(zip(proposal.cuts[page.key], entries, strict=True)):
        doubts = []
        if not accepted and cut.confidence < enough and (cut.doubt or not cut.skipped):
            doubts.append(cut_doubt(cut.doubt))
        if entry is None and not cut.skipped:
            doubts.append("Hết số trong sổ")
        doubts += _image_doubts(images.get(entry) if entry else None)
        cuts.append(
            SheetCut(
                index=index,
                box=cut.box,
                entry=entry,
                number=proposal.label(entry),
                pinned=cut.pinned,
                joins=cut.joins,
                skipped=cut.skipped,
                confidence=cut.confidence,
                doubts=tuple(doubts),
            )
        )
    page_doubts = _page_doubts(page, len(cuts), enough)
    if not accepted and page.state == PageState.PROCESSED:
        page_doubts += number_doubts(proposal.doubts[page.key])
    return SheetPage(page, tuple(cuts), page_doubts, accepted)


def _page_doubts(page: Page, cuts: int, enough: float) -> tuple[str, ...]:
    doubts = [page.problem] if page.problem else []
    if page.state == PageState.RESCAN:
        doubts.append("Cần quét lại")
    if page.accepted_at is None and page.state == PageState.PROCESSED:
        if page.confidence < enough:
            doubts.append("Mép trang chưa chắc")
        if cuts == 0:
            doubts.append("Không thấy trường hợp nào")
    return tuple(doubts)


def _image_doubts(image: EntryImage | None) -> list[str]:
    if image is None:
        return []
    return [image.reason or "Cần xem lại ảnh"]
