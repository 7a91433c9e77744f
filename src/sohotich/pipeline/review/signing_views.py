"""Submitting a book, signing it, its minutes, taking a signature back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.domain.record_types import record_type
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.second_step import asked_of
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.review import signing
from sohotich.pipeline.review.lists import approvals_list
from sohotich.pipeline.review.minutes import approval_minutes
from sohotich.pipeline.review.password import password_problem
from sohotich.pipeline.review.readiness import readiness
from sohotich.pipeline.review.selectors import book_rows
from sohotich.pipeline.review.signing_page import grouped_sum, shown_checks, sign_page
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import BookApproval
from sohotich.register.ledger.selectors import approval_in_force, counts

# Waiting books stand first, then those signed.
_ORDER = ("submitted", "signed", "transferred")


@requires("book.submit")
@require_http_methods(["GET", "POST"])
def submit(request: ActorRequest, key: UUID) -> HttpResponse:
    """What the book still lacks, each with its way; POST hands it to the chair."""
    book = book_asked(request, key, "book.submit")
    if request.method == "POST":
        try:
            signing.book_submit(actor=request.actor, book=book)
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã trình sổ {book.label}. Chủ tịch thấy sổ ở mục Ký duyệt.")
        return redirect("review:submit", book.key)
    return _submit_page(request, book)


def _submit_page(request: ActorRequest, book: Book) -> HttpResponse:
    state = readiness(book)
    approval = approval_in_force(book)
    context = {
        "book": book,
        "checks": shown_checks(book, state),
        "ready": state.ready,
        "counts": counts(book=book),
        "approval": approval,
        "groups": grouped_sum(approval.content_sha256) if approval else [],
        "primary": request.actor.can("book.approve", book.unit_code),
    }
    return render(request, "review/submit.html", context)


@requires("book.view")
@require_POST
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a submitted book back; the chair gives it back with a reason."""
    book = book_asked(request, key, "book.view")
    submits = request.actor.can("book.submit", book.unit_code)
    page = "review:submit" if submits else "review:sign"
    try:
        signing.book_withdraw(actor=request.actor, book=book, reason=request.POST.get("reason", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Sổ {book.label} không còn trình ký; công chức sửa được.")
    return redirect(page, book.key)


@requires("book.approve")
@require_GET
def approvals(request: ActorRequest) -> HttpResponse:
    """Books that wait for this chair, then those signed."""
    rows = book_rows(request.actor, list(books_visible(request.actor, permission="book.approve")))
    rows = [row for row in rows if row.stage in _ORDER]
    rows.sort(key=lambda row: _ORDER.index(row.stage))
    names = unit_names(row.book.unit_code for row in rows)
    waiting = [row for row in rows if row.stage == "submitted"]
    context = {"waiting": len(waiting), "first": waiting[0].book if waiting else None}
    return list_response(request, "review/approvals.html", rows, approvals_list(names), context)


@requires("book.approve")
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, key: UUID) -> HttpResponse:
    """Everything the chair looks at; POST signs, with the password typed again."""
    book = book_asked(request, key, "book.approve")
    problem = ""
    if request.method == "POST":
        problem = _signed(request, book)
        if not problem:
            messages.success(request, f"Đã ký duyệt sổ {book.label}.")
            return redirect("review:sign", book.key)
    page = sign_page(actor=request.actor, book=book)
    context = {
        "page": page,
        "book": book,
        "problem": problem,
        "second_step": asked_of(request.user),
        "type_warning": record_type(book.type_code).template_standing.warning,
    }
    return render(request, "review/sign.html", context)


def _signed(request: ActorRequest, book: Book) -> str:
    """Sign; what kept it from being signed, "" when it is."""
    problem = password_problem(request, book)
    if problem:
        return problem
    try:
        signing.book_sign(
            actor=request.actor,
            book=book,
            content_sha256=request.POST.get("content_sha256", ""),
            signer_title=request.actor.title,
        )
    except UserError as error:
        return str(error)
    return ""


@requires("book.approve")
@require_POST
def reopen(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the signature back, with a reason that is kept."""
    book = book_asked(request, key, "book.approve")
    try:
        signing.book_reopen(actor=request.actor, book=book, reason=request.POST.get("reason", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã mở lại sổ {book.label}; sửa xong thì trình và ký lại.")
    return redirect("review:sign", book.key)


@requires("book.view")
@require_GET
def minutes(request: ActorRequest, key: UUID) -> HttpResponse:
    """The minutes of the signing in force, or of an earlier one (`?lan=2`), to look at."""
    book = book_asked(request, key, "book.view")
    approval = _approval(book, request.GET.get("lan", ""))
    if approval is None:
        raise Http404
    name = f"bien-ban-{book.label.replace('/', '.')}-lan-{approval.version}.pdf"
    return HttpResponse(
        approval_minutes(actor=request.actor, approval=approval),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Content-Security-Policy": _PDF_POLICY,
        },
    )


# The reader built into browsers draws a PDF with a style sheet and an object of its own.
_PDF_POLICY = (
    "default-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def _approval(book: Book, version: str) -> BookApproval | None:
    if version.isdecimal():
        return BookApproval.objects.filter(book=book, version=int(version)).first()
    return approval_in_force(book)
