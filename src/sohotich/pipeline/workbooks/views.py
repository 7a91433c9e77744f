"""Workbooks from a browser: templates out, files in, what came of them, what comes back."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.foundation.pages.download import download
from sohotich.foundation.pages.excel import MEDIA_TYPE
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.foundation.policies.services import number
from sohotich.pipeline.keying.asked import book_asked
from sohotich.pipeline.workbooks import services
from sohotich.pipeline.workbooks.asked import file_asked, sending_asked
from sohotich.pipeline.workbooks.book_out import (
    book_template,
    book_templates,
    left_to_key,
    template_name,
)
from sohotich.pipeline.workbooks.forms import choices_form
from sohotich.pipeline.workbooks.lists import books_list, files_list, sendings_list
from sohotich.pipeline.workbooks.models import Sending
from sohotich.pipeline.workbooks.receiving import FilesReceived, file_receive
from sohotich.pipeline.workbooks.returned import (
    annotated_copy,
    rejected_rows_of,
    rejected_rows_of_all,
)
from sohotich.pipeline.workbooks.selectors import (
    Totals,
    files_of,
    sending_name,
    sendings_of,
    totals,
)
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible

_ZIP = "application/zip"
# A commune has some twenty books; whoever wants thousands takes the command.
_ZIPPED = 200


@requires(services.RIGHT)
@require_GET
def sendings(request: ActorRequest) -> HttpResponse:
    """One's own sendings, and the way to a new one."""
    return list_response(
        request, "workbooks/sendings.html", sendings_of(request.actor), sendings_list()
    )


@requires(services.RIGHT)
@require_POST
def begin(request: ActorRequest) -> HttpResponse:
    """A new sending to drop files on."""
    return redirect("workbooks:sending", services.sending_begin(actor=request.actor).key)


@requires(services.RIGHT)
@require_GET
def sending(request: ActorRequest, key: UUID) -> HttpResponse:
    """Files come in here, are taken in, and their results are told."""
    found = sending_asked(request, key)
    job = jobs_of(services.SUBJECT, found.key, services.KIND).first()
    counts = totals(found)
    linked = request.actor.can_somewhere("book.view")
    context = {
        "sending": found,
        "counts": counts,
        "name": sending_name(found, counts.files) if counts.files else "Gửi bảng tính",
        "form": choices_form(found),
        "figures": _figures(counts),
        "most": number("upload.max_workbooks"),
        "breadcrumb": [("Nhập từ Excel", reverse("workbooks:list")), ("Lượt gửi", "")],
        **_job(job),
    }
    return list_response(
        request, "workbooks/sending.html", files_of(found), files_list(linked=linked), context
    )


def _figures(counts: Totals) -> list[dict[str, Any]]:
    taken = f"{counts.replaced} dòng thay dòng cũ" if counts.replaced else ""
    wrong = f"{counts.held_back} dòng đúng chờ sửa cả quyển" if counts.held_back else ""
    told = [
        ("Bảng tính", counts.files, f"{counts.waiting} chờ nhận" if counts.waiting else ""),
        ("Dòng", counts.rows, f"{counts.unfilled} dòng chưa điền" if counts.unfilled else ""),
        ("Đã nhận", counts.stored, taken),
        ("Đã có từ trước", counts.unchanged, ""),
        ("Bị từ chối", counts.rejected, wrong),
    ]
    return [{"title": title, "value": value, "note": note} for title, value, note in told]


def _job(job: Job | None) -> dict[str, Any]:
    if job is None:
        return {"job": None, "failed": None}
    return {
        "job": None if job.ended else job,
        "job_url": reverse("administration:job-state", args=[job.key]),
        "cancel_url": reverse("administration:job-cancel", args=[job.key]),
        "failed": job if job.state == JobState.FAILED else None,
    }


@requires(services.RIGHT)
@require_POST
def upload(request: ActorRequest, key: UUID) -> JsonResponse:
    """Take one file, or the files of a ZIP, into a sending (field `file`)."""
    found = sending_asked(request, key)
    file: Any = request.FILES.get("file")
    if file is None:
        raise UserError("Chưa có tệp nào.", mend="Chọn tệp .xlsx hoặc .zip rồi gửi lại.")
    received = file_receive(actor=request.actor, sending=found, name=file.name, stream=file)
    return JsonResponse({"duplicate": not received.new, "message": _receipt(received)})


def _receipt(received: FilesReceived) -> str:
    if received.new + received.there + received.refused == 1:
        one = "đã có trong lượt này" if received.there else "không nhận"
        return "đã nhận" if received.new else one
    parts = [f"đã nhận {received.new} bảng tính"]
    if received.there:
        parts.append(f"{received.there} tệp đã có")
    if received.refused:
        parts.append(f"{received.refused} tệp không phải bảng tính")
    return ", ".join(parts)


@requires(services.RIGHT)
@require_POST
def start(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have the waiting files taken in."""
    found = sending_asked(request, key)
    form = choices_form(found, request.POST)
    try:
        if not form.is_valid():
            raise UserError("Lựa chọn không hợp lệ.", mend="Tải lại trang rồi chọn lại.")
        services.sending_start(actor=request.actor, sending=found, choices=form.choices)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("workbooks:sending", found.key)


@requires(services.RIGHT)
@require_POST
def remove(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take files and results away; registrations taken in stay."""
    found: Sending = sending_asked(request, key)
    try:
        services.sending_remove(actor=request.actor, sending=found)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("workbooks:sending", key)
    messages.success(request, "Đã xóa lượt gửi; các dòng đã nhận vẫn còn.")
    return redirect("workbooks:list")


@requires(services.RIGHT)
@require_GET
def marked(request: ActorRequest, key: UUID) -> HttpResponse:
    """The sender's own file with its faults marked."""
    file, out = file_asked(request, key), io.BytesIO()
    annotated_copy(actor=request.actor, file=file, out=out)
    return download(out.getvalue(), MEDIA_TYPE, "danh-dau.xlsx")


@requires(services.RIGHT)
@require_GET
def returned(request: ActorRequest, key: UUID) -> HttpResponse:
    """The refused rows of a file, to be mended and sent in."""
    file, out = file_asked(request, key), io.BytesIO()
    rejected_rows_of(actor=request.actor, file=file, out=out)
    return download(out.getvalue(), MEDIA_TYPE, "dong-tra-lai.xlsx")


@requires(services.RIGHT)
@require_GET
def returned_zip(request: ActorRequest, key: UUID) -> HttpResponse:
    """The refused rows of every file of a sending."""
    found, out = sending_asked(request, key), io.BytesIO()
    wrong = found.files.filter(rejected__gt=0).order_by("name")
    rejected_rows_of_all(actor=request.actor, files=wrong.iterator(chunk_size=20), out=out)
    return download(out.getvalue(), _ZIP, "dong-tra-lai.zip")


@requires(services.RIGHT)
@require_GET
def templates(request: ActorRequest) -> HttpResponse:
    """Books whose template can be had."""
    found, left = _unfinished(books_visible(request.actor, permission=services.RIGHT))
    names = unit_names(set(found.values_list("unit_code", flat=True)))
    context = {"most": _ZIPPED, "words": request.GET.get("tim", "")}
    return list_response(
        request, "workbooks/templates.html", found, books_list(names, left), context
    )


def _unfinished(books: QuerySet[Book]) -> tuple[QuerySet[Book], dict[UUID, int]]:
    """Those of the books in which something is left to key, and how much by book."""
    left = left_to_key(frozenset(books.order_by().values_list("unit_code", flat=True)))
    return books.exclude(pk__in=[key for key, count in left.items() if not count]), left


@requires(services.RIGHT)
@require_GET
def templates_zip(request: ActorRequest) -> HttpResponse:
    """The templates of the books that the list shows for these words, in one ZIP."""
    words = request.GET.get("tim", "")
    found, _ = _unfinished(books_visible(request.actor, permission=services.RIGHT, text=words))
    out = io.BytesIO()
    book_templates(actor=request.actor, books=list(found[:_ZIPPED]), out=out)
    return download(out.getvalue(), _ZIP, "mau-theo-so.zip")


@requires(services.RIGHT)
@require_GET
def template(request: ActorRequest, key: UUID) -> HttpResponse:
    """The template of one book, its numbers begun."""
    book, out = book_asked(request, key), io.BytesIO()
    book_template(actor=request.actor, book=book, out=out)
    return download(out.getvalue(), MEDIA_TYPE, template_name(book))
