"""Background work: the list, one job with its progress, stopping it, running it again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sohotich.foundation.database.clock import now
from sohotich.foundation.jobs import services
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.selectors import jobs_visible
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended

_BADGES = {
    JobState.WAITING: ("quiet", "wait"),
    JobState.RUNNING: ("action", "jobs"),
    JobState.DONE: ("done", "check"),
    JobState.FAILED: ("error", "error"),
    JobState.CANCELLED: ("quiet", "stop"),
}


def _badge(job: Job) -> Badge:
    state = JobState(job.state)
    return Badge(str(state.label), *_BADGES[state])


def _address(job: Job) -> str:
    return reverse("administration:job", args=[job.key])


_LIST = ListDefinition(
    title="Việc chạy nền",
    file_name="viec-chay-nen",
    search_words="Lọc việc",
    search=lambda jobs, words: jobs.filter(title__icontains=words),
    empty_title="Chưa có việc nào",
    empty_words="Việc xử lý ảnh và lập gói chuyển hiện ở đây khi có người bắt đầu.",
    columns=(
        Column("viec", "Việc", lambda job: job.title, link=_address),
        Column("trang-thai", "Trạng thái", _badge),
        Column("xong", "Xong", lambda job: job.done, kind="number"),
        Column("tong", "Tổng", lambda job: job.total, kind="number"),
        Column("nguoi", "Người bắt đầu", lambda job: job.started_by_name),
        Column("luc", "Lúc", lambda job: job.created_at, sort="created_at"),
    ),
    chips=(
        Chip("dang", "Đang chạy", lambda jobs: jobs.filter(state__in=["waiting", "running"])),
        Chip("loi", "Không xong", lambda jobs: jobs.filter(state=JobState.FAILED)),
    ),
)


@requires("job.view")
def jobs(request: ActorRequest) -> HttpResponse:
    return list_response(request, "administration/jobs.html", jobs_visible(request.actor), _LIST)


def _job(request: ActorRequest, key: UUID) -> Job:
    return get_object_or_404(jobs_visible(request.actor), key=key)


@requires("page.home")
def job(request: ActorRequest, key: UUID) -> HttpResponse:
    found = _job(request, key)
    context = {
        "job": found,
        "badge": _badge(found),
        "job_url": reverse("administration:job-state", args=[key]),
        "cancel_url": reverse("administration:job-cancel", args=[key]),
    }
    return render(request, "administration/job.html", context)


@unattended
@requires("page.home")
def job_state(request: ActorRequest, key: UUID) -> HttpResponse:
    """What the progress component asks for, every second and a half."""
    found = _job(request, key)
    ran = ((found.ended_at or now()) - found.began_at).total_seconds() if found.began_at else 0
    return JsonResponse(
        {
            "state": found.state,
            "done": found.done,
            "total": found.total,
            "note": found.note,
            "message": found.message,
            "running_seconds": max(ran, 0),
        }
    )


@require_POST
@requires("page.home")
def cancel(request: ActorRequest, key: UUID) -> HttpResponse:
    services.cancel(actor=request.actor, job=_job(request, key))
    return redirect("administration:job", key=key)


@require_POST
@requires("page.home")
def retry(request: ActorRequest, key: UUID) -> HttpResponse:
    services.retry(actor=request.actor, job=_job(request, key))
    return redirect("administration:job", key=key)
