"""PDFs that a person must look at: the original and the result, one over the other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.text import clean
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.book_screen import trail
from sohotich.pipeline.scanning.screens import doubtful_made
from sohotich.pipeline.scanning.services import image_clear
from sohotich.pipeline.scanning.sheet_edit import Change, sheet_save
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.images.models import EntryImage, EntryImageState, Page, PageState
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.asked import entry_asked

_KEYS = (
    (("Dấu cách",), "đổi bản gốc và PDF"),
    (("S",), "đặt cạnh nhau"),
    (("D",), "đọc được"),
    (("X",), "quét lại"),
)

# What stands at the page holds the number as well.
_REASON = 250


@require_GET
@requires("scan.confirm")
def doubts(request: ActorRequest, key: UUID) -> HttpResponse:
    """The first doubtful PDF of the book, or word that none is left."""
    book = book_asked(request, key, "scan.confirm")
    first = next(iter(_to_look_at(book)), None)
    if first is not None:
        return redirect("scanning:doubt", key=first.entry_id)
    return render(
        request, "scanning/no_doubts.html", {"book": book, "breadcrumb": trail(book, "PDF cần xem")}
    )


@require_GET
@requires("scan.confirm")
def doubt(request: ActorRequest, key: UUID) -> HttpResponse:
    """One doubtful PDF beside its original."""
    entry = entry_asked(request, key, "scan.confirm")
    image = image_of(entry)
    waiting = _to_look_at(entry.book)
    context: dict[str, Any] = {
        "entry": entry,
        "book": entry.book,
        "image": image,
        "made": image is not None and image.state == EntryImageState.MADE,
        "left": len(waiting),
        "keys": _KEYS,
        "breadcrumb": trail(entry.book, f"Số {entry.label}"),
    }
    return render(request, "scanning/doubt.html", context)


@require_POST
@requires("scan.confirm")
def doubt_clear(request: ActorRequest, key: UUID) -> HttpResponse:
    """The person reads it without trouble."""
    entry = entry_asked(request, key, "scan.confirm")
    image_clear(actor=request.actor, entry=entry)
    messages.success(request, f"Số {entry.label}: PDF đọc được.")
    return redirect("scanning:doubts", key=entry.book_id)


@require_POST
@requires("scan.confirm")
def doubt_rescan(request: ActorRequest, key: UUID) -> HttpResponse:
    """The person cannot read it: its pages wait for a new scan."""
    entry = entry_asked(request, key, "scan.confirm")
    pages = _pages(image_of(entry))
    reason = clean(request.POST.get("reason", "")) or "PDF không đọc được"
    ensure_short(reason, "Lý do", _REASON)
    with transaction.atomic():
        for page in pages:
            change = Change(state=PageState.RESCAN, problem=f"Số {entry.label}: {reason}")
            sheet_save(actor=request.actor, page=page, change=change)
    messages.success(request, f"Số {entry.label}: trang chờ quét lại.")
    return redirect("scanning:doubts", key=entry.book_id)


def _to_look_at(book: Book) -> list[EntryImage]:
    """Doubtful images, without those whose page waits for a new scan already."""
    rescan = {
        str(key)
        for key in Page.objects.filter(
            book=book, state__in=(PageState.RESCAN, PageState.NEW)
        ).values_list("key", flat=True)
    }
    return [
        image
        for image in doubtful_made(book)
        if not rescan & {region["page"] for region in image.regions}
    ]


def _pages(image: EntryImage | None) -> list[UUID]:
    if image is None:
        return []
    return [UUID(key) for key in dict.fromkeys(region["page"] for region in image.regions)]
