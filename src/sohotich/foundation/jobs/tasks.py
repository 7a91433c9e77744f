"""The one task the queue knows: run a job by its key."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

TASK = "sohotich.run_job"


@app.task(name=TASK)  # type: ignore[untyped-decorator]
def run_job(key: str) -> None:
    from sohotich.foundation.jobs.running import run  # the running side needs this side

    run(UUID(key))


def enqueue(key: UUID, after_seconds: int = 0) -> None:
    """Put a job's key into the queue, inside the transaction under way."""
    delay = {"seconds": after_seconds} if after_seconds else None
    app.configure_task(TASK, schedule_in=delay).defer(key=str(key))
