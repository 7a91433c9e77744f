"""Packages made in the background; safe to run again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job
from sohotich.pipeline.transfer.services import package_make
from sohotich.register.books.selectors import book_by


@job(kind="package.make", title="Lập gói chuyển")
def run_package(context: JobContext, *, book: str) -> Mapping[str, Any]:
    """Make the package of a signed book."""
    context.progress(0, 1, "Đang lập gói")
    package = package_make(actor=context.actor, book=book_by(book))
    context.progress(1, 1)
    return {"package": str(package.key), "stem": package.stem}
