"""What a running job is given: its starter's rights, a place to report progress, a way to stop."""

from __future__ import annotations

import threading
import time

from django.db.models.functions import Now

from sohotich.foundation.jobs.errors import Cancelled, Interrupted
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.actors import Actor

# Set when the worker has been told to finish.
stopping = threading.Event()
_WRITE_SECONDS = 0.5


class JobContext:
    """`actor` is whoever started the job, with the rights they hold now."""

    def __init__(self, job: Job, actor: Actor) -> None:
        self.job = job
        self.actor = actor
        self._written = 0.0

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Report; written at most twice a second. Raises where the job must stop."""
        now = time.monotonic()
        if now - self._written >= _WRITE_SECONDS or done >= total:
            self._written = now
            row = Job.objects.filter(pk=self.job.pk)
            row.update(done=done, total=total, note=note, heard_at=Now())
        self.raise_if_cancelled()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` when somebody asked, `Interrupted` when the worker shuts down."""
        if stopping.is_set():
            raise Interrupted
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled
