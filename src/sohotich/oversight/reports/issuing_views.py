"""The letters of a report on the screen: downloaded as they stand, issued, had again as issued."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.download import download
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.reports.documents import (
    LETTERS,
    document_bytes,
    file_name,
    issued_bytes,
    letter_issue,
)
from sohotich.oversight.reports.finding import report_asked
from sohotich.oversight.reports.letters import WRITERS
from sohotich.oversight.reports.models import DocumentKind, IssuedDocument


@requires("report.view")
@require_GET
def file(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The report as an official letter: DOCX, PDF or XLSX."""
    return _download(request, unit, day, DocumentKind.DAILY, ending)


@requires("report.view")
@require_GET
def late(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The units below that are late or behind, as an official letter."""
    return _download(request, unit, day, DocumentKind.LATE, ending)


@requires("report.view")
@require_GET
def final(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The unit's report at the end of the campaign, as an official letter."""
    return _download(request, unit, day, DocumentKind.FINAL, ending)


@require_POST
@requires("report.confirm")
def issue(request: ActorRequest, unit: str, day: str, kind: str) -> HttpResponse:
    """Issue a letter under the number that the clerk gave."""
    found = report_asked(request, unit, day)
    if kind not in DocumentKind.values:
        raise Http404
    try:
        rows = letter_issue(
            actor=request.actor,
            unit=unit,
            day=found.period.day,
            kind=DocumentKind(kind),
            number=request.POST.get("number", ""),
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        title = DocumentKind(kind).label.lower()
        messages.success(request, f"Đã phát hành {title} số {rows[0].number}.")
    return redirect("reports:one", unit, day)


@requires("report.view")
@require_GET
def issued(request: ActorRequest, unit: str, day: str, key: UUID) -> HttpResponse:
    """One file as it was issued."""
    found = report_asked(request, unit, day)
    rows = IssuedDocument.objects.select_related("link")
    row = get_object_or_404(rows, pk=key, report=found.report.key)
    content = issued_bytes(actor=request.actor, document=row)
    return download(content, WRITERS[row.ending][0], row.link.name)


def _download(
    request: ActorRequest, unit: str, day: str, kind: DocumentKind, ending: str
) -> HttpResponse:
    found = report_asked(request, unit, day)
    if ending not in WRITERS or not LETTERS[kind].there(found):
        raise Http404
    content = document_bytes(actor=request.actor, found=found, kind=kind, ending=ending)
    return download(content, WRITERS[ending][0], file_name(found, kind, ending))
