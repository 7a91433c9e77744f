"""From accepted pages to the one image of each entry: what is to be made, made, cleared, undone."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_lock
from sohotich.register.images.cuts import Cut
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import EntryImage, EntryImageState, Page, PageState
from sohotich.register.images.pages import MUTABLE, cuts_of, ensure_unsigned
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry


@dataclass(frozen=True)
class Made:
    """One PDF as it came out of the press."""

    sha256: str
    bytes: int
    verdict: str
    reason: str
    score: float | None
    recipe: Mapping[str, Any]


@transaction.atomic
def page_accept(*, actor: Actor, page: UUID, entries: Sequence[UUID | None]) -> Page:
    """Confirm a page's cuts with these entries, one per cut (None for a skipped one).

    Plans the images that follow. Raises ImageStateError when a cut has no number, a number is
    missing, cancelled or signed, or stands on another accepted page that it does not join.
    """
    row = Page.objects.select_for_update().select_related("book").get(pk=page)
    ensure(actor, "scan.confirm", row.unit_code)
    book_lock(row.book_id)
    if row.state not in (PageState.PROCESSED, PageState.BLANK):
        raise ImageStateError("Trang chưa xử lý xong hoặc cần quét lại.", where=_named(row))
    cuts = cuts_of(row)
    _check_numbers(row, cuts, entries)
    row.cuts = [
        replace(cut, entry=entry, pinned=entry is not None).as_json()
        for cut, entry in zip(cuts, entries, strict=True)
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
    _plan(actor, row)
    return row


def _named(page: Page) -> str:
    return f"Trang {page.order}"


def _check_numbers(page: Page, cuts: Sequence[Cut], entries: Sequence[UUID | None]) -> None:
    where = f"Trang {page.order}"
    if len(cuts) != len(entries):
        raise ImageStateError("Trang vừa thay đổi. Hãy tải lại.", where=where)
    for cut, entry in zip(cuts, entries, strict=True):
        if (entry is None) != cut.skipped:
            raise ImageStateError(
                "Có ô chưa có số đăng ký.", where=where, mend="Gán số, hoặc đánh dấu ô trống."
            )
    found = {
        entry.key: entry
        for entry in Entry.objects.filter(book_id=page.book_id, pk__in=[e for e in entries if e])
    }
    for key in entries:
        if key is not None and (key not in found or found[key].state not in MUTABLE):
            label = found[key].label if key in found else "này"
            raise ImageStateError(
                f"Số {label} đã khai thiếu, hủy hoặc đã duyệt, không gắn ảnh được.", where=where
            )
    _check_once(page, cuts, entries, found)


def _check_once(
    page: Page, cuts: Sequence[Cut], entries: Sequence[UUID | None], found: Mapping[UUID, Entry]
) -> None:
    elsewhere = {
        cut.entry: other.order
        for other in Page.objects.filter(book_id=page.book_id, accepted_at__isnull=False).exclude(
            pk=page.pk
        )
        for cut in cuts_of(other)
        if cut.entry is not None and not cut.joins
    }
    here: set[UUID] = set()
    for cut, key in zip(cuts, entries, strict=True):
        if key is None or cut.joins:
            continue
        if key in here or key in elsewhere:
            other = f"trang {elsewhere[key]}" if key in elsewhere else "ô khác của trang này"
            raise ImageStateError(
                f"Số {found[key].label} đã gắn với {other}.",
                where=_named(page),
                mend="Sửa số, hoặc đánh dấu “nối với ô trước” nếu trường hợp nằm trên hai trang.",
            )
        here.add(key)


def _plan(actor: Actor, page: Page) -> None:
    """Bring the images of the entries on this page, or lost by it, in line with the cuts."""
    wanted = regions_by_entry(page.book)
    current = {
        image.entry_id: image
        for image in EntryImage.objects.filter(book=page.book, current=True).select_related("entry")
    }
    here = {cut.entry for cut in cuts_of(page) if cut.entry is not None}
    here |= {
        entry
        for entry, image in current.items()
        if any(region["page"] == str(page.key) for region in image.regions)
    }
    for entry in here:
        regions, image = wanted.get(entry, []), current.get(entry)
        if not regions:
            _put_aside(actor, page, image)
        # A piece that joins what is not accepted yet waits for the piece before it.
        elif not regions[0]["joins"]:
            _renew(actor, page.book, entry, regions, image)


def _renew(
    actor: Actor,
    book: Book,
    entry: UUID,
    regions: list[dict[str, Any]],
    image: EntryImage | None,
) -> None:
    same = fingerprint(regions)
    if image is not None:
        if image.fingerprint == same:
            return
        image.current = False
        image.save(update_fields=["current"])
    EntryImage.objects.create(
        entry_id=entry,
        book=book,
        unit_code=book.unit_code,
        regions=regions,
        fingerprint=same,
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


def regions_by_entry(book: Book) -> dict[UUID, list[dict[str, Any]]]:
    """What the accepted pages say each entry consists of, in reading order."""
    wanted: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    pages = Page.objects.filter(book=book, accepted_at__isnull=False).order_by("order", "key")
    for page in pages:
        for cut in cuts_of(page):
            if cut.entry is not None and not cut.skipped:
                wanted[cut.entry].append(
                    {
                        "page": str(page.key),
                        "link": str(page.link_id),
                        "sha256": page.sha256,
                        "frame": page.frame,
                        "quad": page.quad,
                        "skew": page.skew,
                        "box": list(cut.box),
                        "joins": cut.joins,
                    }
                )
    return dict(wanted)


def fingerprint(regions: Sequence[Mapping[str, Any]]) -> str:
    """Equal for equal pixels: the same content, frame, outline and boxes."""
    same = [[r["sha256"], r["frame"], r["quad"], r["skew"], r["box"]] for r in regions]
    return hashlib.sha256(json.dumps(same, separators=(",", ":")).encode()).hexdigest()


@transaction.atomic
def page_reopen(*, actor: Actor, page: UUID, permission: str = "scan.confirm") -> Page:
    """Take an acceptance back, to correct cuts or numbers; images stay until accepted anew."""
    row = Page.objects.select_for_update().get(pk=page)
    ensure(actor, permission, row.unit_code)
    if row.accepted_at is None:
        return row
    ensure_unsigned(row)
    row.accepted_at = row.accepted_by = None
    row.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(actor=actor, action="page.reopen", unit=row.unit_code, subject="page", key=row.key)
    return row


@transaction.atomic
def entry_reopen(*, actor: Actor, entry: Entry, problem: str) -> list[Page]:
    """An entry comes back to scanning: its image is put aside, its pages open with the reason."""
    reopened = []
    for image in EntryImage.objects.select_for_update().filter(entry=entry, current=True):
        for key in {region["page"] for region in image.regions}:
            page = page_reopen(actor=actor, page=UUID(key), permission="review.do")
            page.problem = f"Số {entry.label}: {problem}"[:300]
            page.save(update_fields=["problem"])
            reopened.append(page)
        image.current = False
        image.save(update_fields=["current"])
    return reopened


@transaction.atomic
def image_made(*, actor: Actor, image: UUID, made: Made, pdf: Link, view: Link | None) -> bool:
    """Attach a finished PDF and move an unscanned entry on; False when it is wanted no more."""
    row = EntryImage.objects.select_for_update().select_related("entry").get(pk=image)
    if row.state == EntryImageState.MADE or not row.current:
        return False
    row.state, row.pdf, row.view = EntryImageState.MADE, pdf, view
    row.sha256, row.bytes = made.sha256, made.bytes
    row.verdict, row.reason, row.score = made.verdict, made.reason[:500], made.score
    row.recipe, row.made_at = dict(made.recipe), now()
    row.save()
    audit.record(
        actor=actor,
        action="image.make",
        unit=row.unit_code,
        subject="entry",
        key=row.entry_id,
        facts={"image": str(row.key), "sha256": row.sha256, "verdict": row.verdict},
    )
    if row.entry.state == "expected":
        ledger.move(actor=actor, entry=row.entry, action="attach_image")
    return True


def image_failed(*, image: UUID, reason: str) -> None:
    """No PDF could be made; `reason` says why, for the person at the contact sheet."""
    EntryImage.objects.filter(pk=image, state=EntryImageState.WAITING).update(
        state=EntryImageState.FAILED, verdict="rescan", reason=reason[:500]
    )


@transaction.atomic
def image_clear(*, actor: Actor, entry: Entry) -> EntryImage:
    """Somebody looked at a doubtful image and finds it legible; ImageStateError without a PDF."""
    if not actor.can("review.do", entry.unit_code):
        ensure(actor, "scan.confirm", entry.unit_code)
    row = EntryImage.objects.select_for_update().filter(entry=entry, current=True).first()
    if row is None or row.state != EntryImageState.MADE:
        raise ImageStateError("Trường hợp này chưa có PDF.", where=f"Số {entry.label}")
    row.cleared_at, row.cleared_by = now(), actor.key
    row.save(update_fields=["cleared_at", "cleared_by"])
    audit.record(
        actor=actor,
        action="image.clear",
        unit=entry.unit_code,
        subject="entry",
        key=entry.key,
        facts={"image": str(row.key), "verdict": row.verdict},
    )
    return row
