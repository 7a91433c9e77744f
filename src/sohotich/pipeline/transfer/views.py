"""Transfer: signed books, the dry run, the package and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.engines.exchange.pm158 import PackageFinding
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.transfer import services
from sohotich.pipeline.transfer.asked import PERMISSION, package_asked
from sohotich.pipeline.transfer.lists import findings_list, signed_list
from sohotich.pipeline.transfer.screens import (
    changed_since_signing,
    package_rows,
    signed_books,
)
from sohotich.pipeline.transfer.selectors import TransferPage, transfer_page
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.ledger.selectors import approval_in_force

# The dry run's word for content that is not what was signed.
_NOT_AS_SIGNED = "P01"


@requires(PERMISSION)
@require_GET
def books(request: ActorRequest) -> HttpResponse:
    """Signed books, those without a package first."""
    rows = signed_books(request.actor)
    names = unit_names(row.book.unit_code for row in rows)
    waiting = [row for row in rows if row.package is None]
    context = {"waiting": len(waiting), "first": waiting[0].book if waiting else None}
    return list_response(request, "transfer/books.html", rows, signed_list(names), context)


@requires(PERMISSION)
@require_GET
def book(request: ActorRequest, key: UUID) -> HttpResponse:
    """The dry run with everything it found, the package in the making, the packages there are."""
    found = book_asked(request, key, PERMISSION)
    page = transfer_page(actor=request.actor, book=found)
    findings, problem = _dry_run(request, found)
    rows = package_rows(page.packages)
    context = {
        "page": page,
        "book": found,
        "problem": problem,
        "errors": sum(1 for finding in findings if finding.severity == "error"),
        "warnings": sum(1 for finding in findings if finding.severity == "warning"),
        "packages": [row for row in rows if row.in_force],
        "former": [row for row in rows if not row.in_force],
        **_job(page),
    }
    return list_response(request, "transfer/book.html", findings, findings_list(found), context)


def _dry_run(request: ActorRequest, found: Book) -> tuple[Sequence[PackageFinding], str]:
    """What was found, or why nobody could look."""
    try:
        run = services.package_dry_run(actor=request.actor, book=found)
    except UserError as error:
        return (), str(error)
    findings = list(run.findings)
    approval = approval_in_force(found)
    if approval is not None and any(finding.rule == _NOT_AS_SIGNED for finding in findings):
        findings += changed_since_signing(approval)
    return findings, ""


def _job(page: TransferPage) -> dict[str, Any]:
    job = page.job
    if job is None:
        return {"job": None, "failed": None}
    alive = not job.ended
    return {
        "job": job if alive else None,
        "job_url": reverse("administration:job-state", args=[job.key]),
        "cancel_url": reverse("administration:job-cancel", args=[job.key]),
        "failed": job if _failed(job, page) else None,
    }


def _failed(job: Job, page: TransferPage) -> bool:
    """A failure is told until a package has been made since."""
    since = page.package is not None and job.ended_at and page.package.made_at > job.ended_at
    return job.state == JobState.FAILED and not since


@requires(PERMISSION)
@require_POST
def make(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have the package made; nothing is started that the dry run refuses."""
    found = book_asked(request, key, PERMISSION)
    try:
        run = services.package_dry_run(actor=request.actor, book=found)
        if run.refused:
            messages.error(request, "Còn lỗi nên chưa lập gói. Sửa các lỗi dưới đây rồi làm lại.")
        else:
            services.package_start(actor=request.actor, book=found)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("transfer:book", found.key)


@requires(PERMISSION)
@require_GET
def file(request: ActorRequest, key: UUID, name: str) -> HttpResponse | FileResponse:
    """One file of a package, saved under its own name."""
    package = package_asked(request, key)
    link, stream = services.package_open(actor=request.actor, package=package, name=name)
    return FileResponse(
        stream,
        as_attachment=True,
        filename=link.name,
        content_type=link.media_type,
        headers={"Cache-Control": "private, no-store"},
    )
