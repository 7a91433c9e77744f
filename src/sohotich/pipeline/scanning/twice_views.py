"""Two pages that seem to be one sheet, side by side: keep both, or put one aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.book_screen import trail
from sohotich.pipeline.scanning.looking import stamps_opened
from sohotich.pipeline.scanning.models import TakenTwice
from sohotich.pipeline.scanning.twice import both_keep, open_pairs, page_put_aside
from sohotich.register.books.asked import book_asked


@require_GET
@requires("scan.confirm")
def pairs(request: ActorRequest, key: UUID) -> HttpResponse:
    """The first pair of the book that waits; the book's page when none is left."""
    book = book_asked(request, key, "scan.confirm")
    waiting = list(open_pairs(book))
    if not waiting:
        messages.success(request, "Không còn cặp trang nào giống nhau chờ xem.")
        return redirect("scanning:book", key=key)
    stamps_opened(actor=request.actor, seen=book, shown="taken twice")
    context = {
        "book": book,
        "pair": waiting[0],
        "left": len(waiting),
        "breadcrumb": trail(book, "Trang giống nhau"),
    }
    return render(request, "scanning/twice.html", context)


@require_POST
@requires("scan.confirm")
def keep(request: ActorRequest, key: UUID) -> HttpResponse:
    """Both pages stay."""
    _asked(request, key)
    row = both_keep(actor=request.actor, pair=key)
    messages.success(request, f"Giữ cả trang {row.first.order} và trang {row.second.order}.")
    return redirect("scanning:twice", key=row.book_id)


@require_POST
@requires("scan.confirm")
def put_aside(request: ActorRequest, key: UUID, page: UUID) -> HttpResponse:
    """One of the two holds no registration."""
    _asked(request, key)
    row = page_put_aside(actor=request.actor, pair=key, page=page)
    order = row.first.order if page == row.first_id else row.second.order
    messages.success(request, f"Trang {order} để riêng; ảnh vẫn được giữ.")
    return redirect("scanning:twice", key=row.book_id)


def _asked(request: ActorRequest, key: UUID) -> None:
    row = get_object_or_404(TakenTwice, pk=key)
    if not request.actor.can("scan.confirm", row.unit_code):
        raise Http404
