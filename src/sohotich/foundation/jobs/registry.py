"""The kinds of job there are: `@job(kind="scan.process", title="Xử lý ảnh quét")` on a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# run(context, **args) → what to keep as the job's result, or None.
Run = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True)
class JobKind:
    kind: str
    title: str
    run: Run


KINDS: dict[str, JobKind] = {}


def job(*, kind: str, title: str) -> Callable[[Run], Run]:
    """Declare a function `run(context: JobContext, **args)` as a kind of job.

    It must bear running twice, from the start, with the same arguments: a worker may die at any
    moment. It calls `context.progress` often, at least every few seconds, which is also where it
    stops when asked to. Arguments and result are JSON.
    """

    def declare(run: Run) -> Run:
        if kind in KINDS and KINDS[kind].run is not run:
            raise ValueError(f"job kind declared twice: {kind}")
        KINDS[kind] = JobKind(kind, title, run)
        return run

    return declare
