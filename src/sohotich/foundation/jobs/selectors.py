"""Jobs as people see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.people.actors import Actor

_ALIVE = (JobState.WAITING, JobState.RUNNING)


def jobs_visible(actor: Actor) -> QuerySet[Job]:
    """One's own jobs, and those of the units where one may see jobs; the newest first."""
    units = actor.units("job.view")
    if units is None:
        return Job.objects.all()
    return Job.objects.filter(Q(started_by=actor.key) | Q(unit_code__in=units))


def jobs_of(subject: str, subject_key: UUID | None, kind: str | None = None) -> QuerySet[Job]:
    """The jobs of something, the newest first."""
    found = Job.objects.filter(subject=subject, subject_key=subject_key)
    return found.filter(kind=kind) if kind else found


def job_alive(subject: str, subject_key: UUID | None, kind: str) -> Job | None:
    """The job of this kind still waiting or running for something."""
    return jobs_of(subject, subject_key, kind).filter(state__in=_ALIVE).first()
