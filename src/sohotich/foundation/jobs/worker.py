"""The worker: takes jobs from the queue, requeues those of dead workers, ends cleanly when told."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as queue

from sohotich.foundation.jobs.context import stopping
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor

_log = logging.getLogger(__name__)
_HEARTBEAT_SECONDS = 3.0
# A worker silent for this long is dead: its jobs are taken up again.
_STALLED_SECONDS = 12.0
_HOUSEKEEPING_SECONDS = 60.0
# What does not stop by itself within this time is left to be taken up again.
_FINISH_SECONDS = 25.0

Chore = Callable[[], object]


def run_worker(*, concurrency: int = 2, chores: Sequence[Chore] = ()) -> None:
    """Work until SIGTERM or Ctrl-C; `chores` run once a minute beside the jobs."""
    asyncio.run(_work(concurrency, chores))


async def _work(concurrency: int, chores: Sequence[Chore]) -> None:
    app = queue.with_connector(queue.connector.get_worker_connector())
    async with app.open_async():
        work = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                update_heartbeat_interval=_HEARTBEAT_SECONDS,
                stalled_worker_timeout=_STALLED_SECONDS,
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=_FINISH_SECONDS,
                delete_jobs="successful",
            )
        )
        _finish_on_signals(work)
        beside = [
            asyncio.create_task(_requeue_stalled(app)),
            asyncio.create_task(_do_chores(chores)),
        ]
        try:
            await work
        except asyncio.CancelledError:
            _log.info("worker finished")
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


def _finish_on_signals(work: asyncio.Task[None]) -> None:
    def finish() -> None:
        if stopping.is_set():
            return
        stopping.set()
        threading.Thread(target=_leave_at_last, daemon=True).start()
        work.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, finish)


def _leave_at_last() -> None:
    time.sleep(_FINISH_SECONDS + 5)
    _log.warning("a job did not stop in time; it will be taken up again")
    os._exit(0)


async def _requeue_stalled(app: App) -> None:
    while True:
        await asyncio.sleep(_HEARTBEAT_SECONDS)
        try:
            stalled = await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=_STALLED_SECONDS
            )
            for job in stalled:
                _log.warning("taking up again a job of a dead worker: %s", job.id)
                await app.job_manager.retry_job(job)
            await app.job_manager.prune_stalled_workers(_STALLED_SECONDS)
        except Exception:
            # The database may be restarting; the worker itself notices if it is gone.
            _log.exception("looking for stalled jobs failed")


async def _do_chores(chores: Sequence[Chore]) -> None:
    while True:
        for chore in chores:
            await sync_to_async(_do, thread_sensitive=False)(chore)
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)


def _do(chore: Chore) -> None:
    close_old_connections()
    try:
        with acting(service_actor("scheduler")):
            chore()
    except Exception:
        _log.exception("a chore failed")
    finally:
        close_old_connections()
