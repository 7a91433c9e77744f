"""Starting, cancelling and retrying jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.registry import KINDS
from sohotich.foundation.jobs.selectors import job_alive
from sohotich.foundation.jobs.tasks import enqueue
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden


@transaction.atomic
def start(
    *,
    actor: Actor,
    kind: str,
    unit: str,
    subject: str,
    subject_key: UUID | None,
    args: Mapping[str, Any] | None = None,
) -> Job:
    """Put a job into the queue in the caller's transaction; it runs with the starter's rights.

    `args` is JSON: keys as text. The caller has checked the actor's right to the work itself.
    """
    job = Job.objects.create(
        kind=kind,
        title=KINDS[kind].title,
        unit_code=unit,
        subject=subject,
        subject_key=subject_key,
        args=dict(args or {}),
        started_by=actor.key,
        started_by_name=actor.name,
    )
    record(
        actor=actor,
        action="job.start",
        unit=unit,
        subject=subject,
        key=subject_key,
        facts={"job": str(job.key), "kind": kind},
    )
    enqueue(job.key)
    return job


@transaction.atomic
def start_alone(
    *,
    actor: Actor,
    kind: str,
    unit: str,
    subject: str,
    subject_key: UUID | None,
    args: Mapping[str, Any] | None = None,
) -> Job:
    """The same, unless one of this kind waits or runs for this subject: then that one serves.

    Of two at once the second waits here until the first has committed.
    """
    with connection.cursor() as cursor:
        name = f"job:{kind}:{subject}:{subject_key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    alive = job_alive(subject, subject_key, kind)
    return alive or start(
        actor=actor, kind=kind, unit=unit, subject=subject, subject_key=subject_key, args=args
    )


@transaction.atomic
def cancel(*, actor: Actor, job: Job) -> None:
    """Stop a job: at once while it waits, at its next step while it runs; done work stays."""
    _ensure_may_manage(actor, job)
    rows = Job.objects.filter(pk=job.pk)
    waiting = rows.filter(state=JobState.WAITING)
    if not waiting.update(state=JobState.CANCELLED, cancel_asked=True, ended_at=Now()):
        rows.filter(state=JobState.RUNNING).update(cancel_asked=True)
    _record(actor, "job.cancel", job)
    job.refresh_from_db()


@transaction.atomic
def retry(*, actor: Actor, job: Job) -> None:
    """Run again a job that failed or was stopped."""
    _ensure_may_manage(actor, job)
    again = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.WAITING,
        cancel_asked=False,
        attempts=0,
        message="",
        note="",
        done=0,
        ended_at=None,
    )
    if not again:
        raise UserError("Việc này chưa kết thúc hoặc đã xong.", where=job.title)
    enqueue(job.key)
    _record(actor, "job.retry", job)
    job.refresh_from_db()


def may_manage(*, actor: Actor, job: Job) -> bool:
    """Whether the actor may stop it and run it again: seeing the list of jobs is not enough."""
    kind = KINDS.get(job.kind)
    return job.started_by == actor.key or (
        kind is not None and actor.can(kind.right, job.unit_code)
    )


def _ensure_may_manage(actor: Actor, job: Job) -> None:
    if not may_manage(actor=actor, job=job):
        raise Forbidden


def _record(actor: Actor, action: str, job: Job) -> None:
    record(
        actor=actor,
        action=action,
        unit=job.unit_code,
        subject=job.subject,
        key=job.subject_key,
        facts={"job": str(job.key), "kind": job.kind},
    )
