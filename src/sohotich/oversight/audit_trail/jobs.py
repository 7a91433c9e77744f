"""Verifying the chain in the background: a million entries take seconds, not the page's time."""

from __future__ import annotations

from typing import Any

from sohotich.foundation.audit.heads import heads_folder, kept_heads
from sohotich.foundation.audit.services import record
from sohotich.foundation.audit.verifying import verify
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job

VERIFY = "audit.verify"


@job(kind=VERIFY, title="Kiểm tra chuỗi niêm phong", right="audit.view")
def run(context: JobContext) -> dict[str, Any]:
    """The verdict, with the first findings in words."""
    context.progress(0, 1, "Đối chiếu từng mục")
    folder = heads_folder()
    kept = kept_heads(folder) if folder.is_dir() else []
    verdict = verify(kept)
    record(
        actor=context.actor,
        action="audit.verify",
        unit="",
        subject="audit",
        facts={"problems": len(verdict.problems), "heads": len(kept)},
    )
    context.progress(1, 1)
    return {
        "seals": verdict.seals,
        "entries": verdict.entries,
        "waiting": verdict.waiting,
        "heads": len(kept),
        "problems": [one.message for one in verdict.problems],
    }
