"""Packages made in the background; safe to run again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sohotich.engines.exchange.pm158 import Step
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job
from sohotich.foundation.pages.numbers import byte_size
from sohotich.pipeline.transfer.services import package_make
from sohotich.register.books.selectors import book_by

_STAGES = {"check": "kiểm tra từng trường hợp", "pack": "đóng tệp PDF"}
_LAST = "ghi kê khai, chuyển trạng thái"


@job(kind="package.make", title="Lập gói chuyển", right="package.make")
def run_package(context: JobContext, *, book: str) -> Mapping[str, Any]:
    """Make the package of a signed book; stopped before its last step, nothing of it is kept."""
    # One step more than there are files: with the last one told, the package stands.
    package = package_make(
        actor=context.actor,
        book=book_by(book),
        report=lambda step: context.progress(step.done, step.total + 1, _words(step)),
    )
    return {"package": str(package.key), "stem": package.stem}


def _words(step: Step) -> str:
    if step.done == step.total:
        return f"{_LAST} · {byte_size(step.bytes)}"
    return f"{_STAGES[step.stage]}{f' · {byte_size(step.bytes)}' if step.bytes else ''}"
