"""The one image of each entry: what it consists of, made, cleared, taken back."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import EntryImage, EntryImageState, Page
from sohotich.register.images.pages import cuts_of, ensure_unsigned
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
                        "order": page.order,
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
