"""Confirming pages: their numbers checked, the images that follow from them planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_lock
from sohotich.register.images.acceptance import fingerprint, regions_by_entry
from sohotich.register.images.cuts import Cut
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import EntryImage, Page, PageState
from sohotich.register.images.pages import MUTABLE, cuts_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry

Numbers = Sequence[UUID | None]


@transaction.atomic
def page_accept(*, actor: Actor, page: UUID, entries: Numbers) -> Page:
    """Confirm a page's cuts with these entries, one per cut (None for a skipped one).

    Plans the images that follow. Raises ImageStateError when a cut has no number, a number is
    missing, cancelled or signed, or stands on another accepted page that it does not join.
    """
    book = Page.objects.select_related("book").get(pk=page).book
    (accepted,) = pages_accept(actor=actor, book=book, entries={page: entries})
    return accepted


@transaction.atomic
def pages_accept(*, actor: Actor, book: Book, entries: Mapping[UUID, Numbers]) -> list[Page]:
    """Confirm several pages of a book, all or none, in time that grows with the book alone."""
    ensure(actor, "scan.confirm", book.unit_code)
    book_lock(book.key)
    rows = list(
        Page.objects.select_for_update(of=("self",))
        .select_related("book")
        .filter(book=book, pk__in=list(entries))
        .order_by("order", "key")
    )
    known = {entry.key: entry for entry in Entry.objects.filter(book=book)}
    taken = _taken(book, entries)
    for row in rows:
        _check(row, entries[row.key], known, taken)
        _confirm(actor, row, entries[row.key])
    _plan(actor, book, rows)
    return rows


def _named(page: Page) -> str:
    return f"Trang {page.order}"


def _taken(book: Book, but: Mapping[UUID, Numbers]) -> dict[UUID, int]:
    """The number of the accepted page on which each entry begins, other pages than these."""
    others = Page.objects.filter(book=book, accepted_at__isnull=False).exclude(pk__in=list(but))
    return {
        cut.entry: other.order
        for other in others
        for cut in cuts_of(other)
        if cut.entry is not None and not cut.joins
    }


def _check(
    page: Page, entries: Numbers, known: Mapping[UUID, Entry], taken: dict[UUID, int]
) -> None:
    if page.state not in (PageState.PROCESSED, PageState.BLANK):
        raise ImageStateError("Trang chưa xử lý xong hoặc cần quét lại.", where=_named(page))
    cuts = cuts_of(page)
    if len(cuts) != len(entries):
        raise ImageStateError("Trang vừa thay đổi. Hãy tải lại.", where=_named(page))
    for cut, key in zip(cuts, entries, strict=True):
        _check_number(page, cut, key, known)
    _check_once(page, cuts, entries, known, taken)


def _check_number(page: Page, cut: Cut, key: UUID | None, known: Mapping[UUID, Entry]) -> None:
    if (key is None) != cut.skipped:
        raise ImageStateError(
            "Có ô chưa có số đăng ký.", where=_named(page), mend="Gán số, hoặc đánh dấu ô trống."
        )
    if key is not None and (key not in known or known[key].state not in MUTABLE):
        label = known[key].label if key in known else "này"
        raise ImageStateError(
            f"Số {label} đã khai thiếu, hủy hoặc đã duyệt, không gắn ảnh được.",
            where=_named(page),
        )


def _check_once(
    page: Page,
    cuts: Sequence[Cut],
    entries: Numbers,
    known: Mapping[UUID, Entry],
    taken: dict[UUID, int],
) -> None:
    """Refuse a number given twice; put the page's own into `taken`."""
    for cut, key in zip(cuts, entries, strict=True):
        if key is None or cut.joins:
            continue
        if key in taken:
            same = taken[key] == page.order
            other = "ô khác của trang này" if same else f"trang {taken[key]}"
            raise ImageStateError(
                f"Số {known[key].label} đã gắn với {other}.",
                where=_named(page),
                mend="Sửa số, hoặc đánh dấu “nối với ô trước” nếu trường hợp nằm trên hai trang.",
            )
        taken[key] = page.order


def _confirm(actor: Actor, row: Page, entries: Numbers) -> None:
    row.cuts = [
        replace(cut, entry=entry, pinned=entry is not None).as_json()
        for cut, entry in zip(cuts_of(row), entries, strict=True)
    ]
    row.accepted_at, row.accepted_by = now(), actor.key
    row.save(update_fields=["cuts", "accepted_at", "accepted_by"])
    audit.record(
        actor=actor,
        action="page.accept",
        unit=row.unit_code,
        subject="page",
        key=row.key,
        facts={"book": str(row.book_id), "entries": len([e for e in entries if e])},
    )


def _plan(actor: Actor, book: Book, pages: Sequence[Page]) -> None:
    """Bring the images of the entries on these pages, or lost by them, in line with the cuts."""
    wanted = regions_by_entry(book)
    current = {
        image.entry_id: image
        for image in EntryImage.objects.filter(book=book, current=True).select_related("entry")
    }
    new = []
    for entry, page in _touched(pages, current).items():
        regions, image = wanted.get(entry, []), current.get(entry)
        if not regions:
            _put_aside(actor, page, image)
        # A piece that joins what is not accepted yet waits for the piece before it.
        elif not regions[0]["joins"] and _replaced(regions, image):
            new.append(_new_image(actor, book, entry, regions))
    EntryImage.objects.bulk_create(new)


def _touched(pages: Sequence[Page], current: Mapping[UUID, EntryImage]) -> dict[UUID, Page]:
    """The entries that the pages show now or showed before, each with such a page."""
    by_key = {str(page.key): page for page in pages}
    touched = {cut.entry: page for page in pages for cut in cuts_of(page) if cut.entry is not None}
    for entry, image in current.items():
        for region in image.regions:
            if region["page"] in by_key:
                touched.setdefault(entry, by_key[region["page"]])
    return touched


def _replaced(regions: Sequence[Mapping[str, Any]], image: EntryImage | None) -> bool:
    """Whether a new image is wanted; the old one is then put aside."""
    if image is None:
        return True
    if image.fingerprint == fingerprint(regions):
        return False
    image.current = False
    image.save(update_fields=["current"])
    return True


def _new_image(
    actor: Actor, book: Book, entry: UUID, regions: Sequence[Mapping[str, Any]]
) -> EntryImage:
    return EntryImage(
        entry_id=entry,
        book=book,
        unit_code=book.unit_code,
        regions=list(regions),
        fingerprint=fingerprint(regions),
        created_at=now(),
        created_by=actor.key,
    )


def _put_aside(actor: Actor, page: Page, image: EntryImage | None) -> None:
    """An entry lost its last cut by this acceptance: image put aside, state back."""
    if image is None:
        return
    if image.entry.state not in ("expected", "scanned"):
        raise ImageStateError(
            f"Số {image.entry.label} đã được nhập từ trang này.",
            where=_named(page),
            mend="Người soát xét trả số này lại khâu quét trước, rồi mới đổi số.",
        )
    image.current = False
    image.save(update_fields=["current"])
    if image.entry.state == "scanned":
        ledger.move(actor=actor, entry=image.entry, action="detach_image")
