"""The kinds of job there are: `@job(kind="scan.process", title=…, right=…)` on a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# run(context, **args) → what to keep as the job's result, or None.
Run = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True)
class JobKind:
    """Who holds `right` in a job's unit stops it and runs it again, as its starter does."""

    kind: str
    title: str
    right: str
    run: Run


KINDS: dict[str, JobKind] = {}


def job(*, kind: str, title: str, right: str) -> Callable[[Run], Run]:
    """Declare a function `run(context: JobContext, **args)` as a kind of job.

    It must bear running twice, from the start, with the same arguments: a worker may die at any
    moment. It calls `context.progress` often, at least every few seconds, which is also where it
    stops when asked to. Arguments and result are JSON.
    """

    def declare(run: Run) -> Run:
        if kind in KINDS and KINDS[kind].run is not run:
            raise ValueError(f"job kind declared twice: {kind}")
        KINDS[kind] = JobKind(kind, title, right, run)
        return run

    return declare
