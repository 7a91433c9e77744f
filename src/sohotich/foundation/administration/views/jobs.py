"""Background work: the list, one job with its progress, stopping it, running it again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sohotich.foundation.administration.job_rows import JOBS, job_badge, job_rows, starter_of
from sohotich.foundation.database.clock import now
from sohotich.foundation.jobs import services
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.selectors import jobs_visible
from sohotich.foundation.jobs.subjects import subject_labels
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended


@requires("job.view")
def jobs(request: ActorRequest) -> HttpResponse:
    return list_response(request, "administration/jobs.html", job_rows(request.actor), JOBS)


def _job(request: ActorRequest, key: UUID) -> Job:
    return get_object_or_404(jobs_visible(request.actor), key=key)


@requires("page.home")
def job(request: ActorRequest, key: UUID) -> HttpResponse:
    found = _job(request, key)
    manages = services.may_manage(actor=request.actor, job=found)
    context = {
        "job": found,
        "badge": job_badge(found),
        "about": subject_labels([found]).get(found.key, ""),
        "starter": starter_of(request.actor, found),
        "job_url": reverse("administration:job-state", args=[key]),
        "cancel_url": reverse("administration:job-cancel", args=[key]) if manages else "",
        "manages": manages,
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
