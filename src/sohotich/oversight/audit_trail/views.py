"""The access log on the screen: search, Excel, print; the chain and its end to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.audit.chain import head
from sohotich.foundation.audit.heads import digest_groups
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.pages.lists import Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.audit_trail.forms import LogForm, first_asked
from sohotich.oversight.audit_trail.jobs import VERIFY
from sohotich.oversight.audit_trail.selectors import Asked, Lines, entries_found
from sohotich.oversight.audit_trail.words import done_words, purpose_words

# More than that is for `sohotich audit verify` and the database, not for a sheet of paper.
_MOST_AT_ONCE = 20_000
_LIST = ListDefinition(
    title="Nhật ký truy cập",
    file_name="nhat-ky-truy-cap",
    empty_title="Không có mục nào",
    empty_words="Nới khoảng ngày, hoặc bớt điều kiện.",
    columns=(
        Column("luc", "Lúc", lambda line: line.entry.at),
        Column("ai", "Người", lambda line: f"{line.who} ({line.entry.actor_name})", kind="strong"),
        Column("viec", "Việc", lambda line: done_words(line.entry.action)),
        Column("ve", "Về", lambda line: line.about[0], link=lambda line: line.about[1]),
        Column("muc-dich", "Để", lambda line: purpose_words(line.entry.purpose)),
        Column("don-vi", "Đơn vị", lambda line: line.unit),
        Column("muc", "Mục", lambda line: line.entry.number, kind="number"),
    ),
)


@requires("audit.view")
@require_GET
def log(request: ActorRequest) -> HttpResponse:
    """The entries of one's units; looking is itself an entry, search words only as a mark."""
    data = request.GET if _was_asked(request) else {**first_asked()}
    form = LogForm(data, actor=request.actor)
    if not form.is_valid():
        return render(request, "audit_trail/log.html", {"form": form})
    try:
        lines = Lines(entries_found(actor=request.actor, asked=form.asked))
    except UserError as error:
        form.add_error("so", str(error))
        return render(request, "audit_trail/log.html", {"form": form})
    whole = "xuat" in request.GET or "in" in request.GET
    if whole and len(lines) > _MOST_AT_ONCE:
        raise UserError(
            f"Có {grouped(len(lines))} mục, nhiều hơn {grouped(_MOST_AT_ONCE)} mục một lần.",
            where="Nhật ký truy cập",
            mend="Thu hẹp khoảng ngày rồi in hoặc xuất lại.",
        )
    _trace(request, form.asked, len(lines))
    return list_response(request, "audit_trail/log.html", lines, _LIST, {"form": form})


def _was_asked(request: ActorRequest) -> bool:
    return any(name in request.GET for name in LogForm.base_fields)


def _trace(request: ActorRequest, asked: Asked, found: int) -> None:
    trace_list(
        request,
        action="audit.read",
        subject="audit",
        purpose="tra cứu nhật ký",
        found=found,
        unit=asked.unit,
        words=asked.who,
        filters={
            "group": asked.group,
            "book": asked.book,
            "number": asked.number,
            "from": asked.first.isoformat() if asked.first else "",
            "to": asked.last.isoformat() if asked.last else "",
        },
    )


@requires("audit.view")
@require_GET
def chain(request: ActorRequest) -> HttpResponse:
    """The end of the chain as a sheet to print, and how the last check ended."""
    found = head()
    job = Job.objects.filter(kind=VERIFY).order_by("-key").first()
    context = {
        "head": found,
        "groups": digest_groups(found.digest) if found else "",
        "job": job,
        "job_url": reverse("administration:job-state", args=[job.key]) if job else "",
        "verdict": job.result if job and job.state == "done" else None,
    }
    return render(request, "audit_trail/chain.html", context)


@require_POST
@requires("audit.view")
def check(request: ActorRequest) -> HttpResponse:
    """Verify the whole chain in the background."""
    start_alone(actor=request.actor, kind=VERIFY, unit="", subject="audit", subject_key=None)
    return redirect("audit_trail:chain")
