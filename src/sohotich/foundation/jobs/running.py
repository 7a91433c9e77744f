"""Runs one job to its end, whatever the end is, and writes that down."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.errors import Cancelled, Interrupted
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.registry import KINDS
from sohotich.foundation.jobs.tasks import enqueue
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import UnknownActor, actor_by_key, service_actor
from sohotich.foundation.people.permissions import Forbidden

_log = logging.getLogger(__name__)
# An error nobody foresaw may pass (a database restarting); a job that kills its worker must not
# go on killing workers.
_TRIES = 3
_DEATHS = 5
_AGAIN_SECONDS = 5


def run(key: UUID) -> None:
    """Run the job unless it has ended or runs elsewhere; never raises for what the job did."""
    with acting(service_actor("worker")), _only_here(key) as alone:
        if not alone:
            # Another worker was thought dead and is not: look again when it may have finished.
            enqueue(key, _AGAIN_SECONDS)
            return
        begun = Job.objects.filter(pk=key, state__in=[JobState.WAITING, JobState.RUNNING]).update(
            state=JobState.RUNNING, attempts=F("attempts") + 1, began_at=Now(), heard_at=Now()
        )
        if begun:
            _run_begun(Job.objects.get(pk=key))


def _run_begun(job: Job) -> None:
    if job.attempts > _DEATHS:
        _end(job, JobState.FAILED, "Việc này làm máy xử lý dừng nhiều lần. Báo người quản trị.")
        return
    try:
        context = JobContext(job, actor_by_key(job.started_by))
        with acting(context.actor):
            context.raise_if_cancelled()
            result = KINDS[job.kind].run(context, **job.args)
    except Cancelled:
        _end(job, JobState.CANCELLED, "")
    except Interrupted:
        _wait_again(job, attempts=job.attempts - 1)
    except (UserError, Refused) as error:
        _end(job, JobState.FAILED, str(error))
    except Forbidden as error:
        _end(job, JobState.FAILED, error.message)
    except UnknownActor:
        _end(job, JobState.FAILED, "Tài khoản của người bắt đầu việc này đã khóa.")
    except Exception:
        _log.exception("job %s %s failed", job.kind, job.key)
        _unforeseen(job)
    else:
        _end(job, JobState.DONE, "", result)


def _unforeseen(job: Job) -> None:
    if job.attempts < _TRIES:
        _wait_again(job, attempts=job.attempts, after_seconds=_AGAIN_SECONDS)
    else:
        message = "Lỗi bên trong hệ thống, đã ghi vào nhật ký. Báo người quản trị."
        _end(job, JobState.FAILED, message)


def _wait_again(job: Job, *, attempts: int, after_seconds: int = 0) -> None:
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, attempts=attempts)
    enqueue(job.key, after_seconds)


def _end(job: Job, state: JobState, message: str, result: Mapping[str, Any] | None = None) -> None:
    values: dict[str, Any] = {"state": state, "message": message, "ended_at": Now()}
    if state == JobState.DONE:
        values |= {"result": dict(result or {}), "done": F("total")}
    Job.objects.filter(pk=job.pk).update(**values)


@contextmanager
def _only_here(key: UUID) -> Iterator[bool]:
    """Hold the job's lock in the database; it falls with this process, however that ends."""
    number = key.int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
