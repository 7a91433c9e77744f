"""Review: the next record, its page, marking, correcting, sending back, taking back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.domain.record_types import record_type
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.review import services
from sohotich.pipeline.review.field_form import FieldForm, form_for_field
from sohotich.pipeline.review.lists import BOOKS
from sohotich.pipeline.review.screens import REVIEWABLE, books_to_review, record_page, waiting_in
from sohotich.pipeline.review.selectors import records_waiting
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.images.services import image_clear
from sohotich.register.ledger.asked import entry_asked
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Record
from sohotich.register.records.selectors import trace_reading

# The record this person marked last, for taking it back; a key, no data of anybody.
_LAST = "review_last"
_KEYS = (
    (("Enter",), "đúng, sang số sau"),
    (("↓", "↑"), "chọn ô"),
    (("S",), "sửa ô"),
    (("F8",), "ô đúng như trong sổ"),
    (("T",), "trả nhập lại"),
    (("Q",), "trả quét lại"),
    (("U",), "lấy lại số vừa soát"),
)


@requires("review.do")
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """POST: claim the next record and open it. GET, and when none waits: the list of books."""
    entry = services.next_review(actor=request.actor) if request.method == "POST" else None
    return redirect("review:record", entry.key) if entry else redirect("review:list")


@requires("review.do")
@require_GET
def books(request: ActorRequest) -> HttpResponse:
    """Every book with what waits in it."""
    rows = books_to_review(request.actor)
    waiting = records_waiting(request.actor).count()
    agreed = sum(row.counts.by_state.get("agreed", 0) for row in rows)
    context = {"waiting": waiting, "own": agreed - waiting}
    return list_response(request, "review/books.html", rows, BOOKS, context)


@requires("review.do")
@require_http_methods(["GET", "POST"])
def book(request: ActorRequest, key: UUID) -> HttpResponse:
    """POST: claim the next record of this book and open it. GET: the list of books."""
    found = book_asked(request, key, "review.do")
    return redirect("review:list") if request.method == "GET" else _next_of(request, found)


def _next_of(request: ActorRequest, book: Book) -> HttpResponse:
    """The next record of the book; when none waits, what the book needs to be submitted."""
    entry = services.next_review(actor=request.actor, book=book.key)
    if entry is not None:
        return redirect("review:record", entry.key)
    mine, others = waiting_in(request.actor, book)
    if mine:
        messages.warning(request, f"Số còn lại của sổ {book.label} đang có người soát.")
    return redirect("review:list") if mine or others else redirect("review:submit", book.key)


@requires("review.do")
@require_GET
def record(request: ActorRequest, key: UUID) -> HttpResponse:
    entry = entry_asked(request, key, "review.do")
    if entry.state not in REVIEWABLE:
        messages.warning(request, f"Số {entry.label} không ở khâu soát xét.")
        return redirect("entry", entry.key)
    page = record_page(actor=request.actor, entry=entry)
    context = {
        "page": page,
        "entry": entry,
        "book": entry.book,
        "data": {"images": page.images, "next": page.next_image},
        "last": _last(request, entry),
        "review_keys": _KEYS,
    }
    return render(request, "review/record.html", context)


def _last(request: ActorRequest, shown: Entry) -> Entry | None:
    key = request.session.get(_LAST)
    if key is None:
        return None
    return Entry.objects.filter(pk=key, state="reviewed").exclude(pk=shown.pk).first()


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What the person can mend is told on the record's own page: the work goes on there."""

    @wraps(view)
    def telling(request: ActorRequest, key: UUID, **more: Any) -> HttpResponse:
        try:
            return view(request, key, **more)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("review:record", key)

    return telling


@requires("review.do")
@require_POST
@_told
def mark(request: ActorRequest, key: UUID) -> HttpResponse:
    """The record is right: reviewed, and on to the next of the book."""
    entry = entry_asked(request, key, "review.do")
    services.review_mark(actor=request.actor, entry=entry, digest=request.POST.get("digest", ""))
    request.session[_LAST] = str(entry.key)
    return _next_of(request, entry.book)


@requires("review.do")
@require_POST
@_told
def undo(request: ActorRequest, key: UUID) -> HttpResponse:
    entry = entry_asked(request, key, "review.do")
    services.review_undo(actor=request.actor, entry=entry)
    request.session.pop(_LAST, None)
    return redirect("review:record", entry.key)


@requires("review.do")
@require_http_methods(["GET", "POST"])
def fix(request: ActorRequest, key: UUID, field: str) -> HttpResponse:
    """GET: the form of one field, to stand in its place. POST: the correction with its reason."""
    entry = entry_asked(request, key, "review.do")
    if field not in record_type(entry.book.type_code).by_key:
        raise Http404
    return (
        _corrected(request, key, field=field)
        if request.method == "POST"
        else _asked(request, entry, field)
    )


def _asked(request: ActorRequest, entry: Entry, field: str) -> HttpResponse:
    found = Record.objects.filter(entry=entry).first()
    # What was settled before an entry was sent back is blind to those who key it anew.
    if found is None or entry.state not in REVIEWABLE:
        raise Http404
    trace_reading(actor=request.actor, entry=entry, purpose="review")
    context = {"entry": entry, "form": form_for_field(found, field)}
    return render(request, "review/field_form.html", context)


@_told
def _corrected(request: ActorRequest, key: UUID, field: str) -> HttpResponse:
    entry = entry_asked(request, key, "review.do")
    change = FieldForm.change_of(request.POST)
    services.record_fix(
        actor=request.actor,
        entry=entry,
        changes={field: change},
        reason=request.POST.get("reason", ""),
    )
    return redirect("review:record", entry.key)


@requires("review.do")
@require_POST
@_told
def image_fine(request: ActorRequest, key: UUID) -> HttpResponse:
    """Somebody looked at the doubtful image and can read it."""
    entry = entry_asked(request, key, "review.do")
    image_clear(actor=request.actor, entry=entry)
    return redirect("review:record", entry.key)


@requires("review.do")
@require_POST
@_told
def to_keying(request: ActorRequest, key: UUID) -> HttpResponse:
    entry = entry_asked(request, key, "review.do")
    reason = request.POST.get("reason", "")
    services.entry_return_to_keying(actor=request.actor, entry=entry, reason=reason)
    messages.success(request, f"Đã trả số {entry.label} để nhập lại.")
    return _next_of(request, entry.book)


@requires("review.do")
@require_POST
@_told
def to_scanning(request: ActorRequest, key: UUID) -> HttpResponse:
    entry = entry_asked(request, key, "review.do")
    reason = request.POST.get("reason", "")
    services.entry_return_to_scanning(actor=request.actor, entry=entry, reason=reason)
    messages.success(request, f"Đã trả số {entry.label} để quét lại.")
    return _next_of(request, entry.book)
