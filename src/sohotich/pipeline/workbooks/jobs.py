"""Background work of the room; it may be run again from the start at any time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job
from sohotich.pipeline.workbooks.models import Sending
from sohotich.pipeline.workbooks.services import KIND, RIGHT, sending_take_in


@job(kind=KIND, title="Nhận bảng tính", right=RIGHT)
def run_import(context: JobContext, *, sending: str) -> Mapping[str, Any]:
    """Take in what waits of a sending; nothing where it was removed meanwhile."""
    found = Sending.objects.filter(pk=sending).first()
    if found is None:
        return {"files": 0}
    return sending_take_in(actor=context.actor, sending=found, progress=context.progress)
