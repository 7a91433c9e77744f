"""Background work of scanning; both kinds may be run again from the start at any time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job
from sohotich.pipeline.scanning.models import Pile
from sohotich.pipeline.scanning.piles import pile_read
from sohotich.pipeline.scanning.processing import Outcome, pages_process, pdfs_make
from sohotich.pipeline.scanning.twice import twice_find
from sohotich.register.books.selectors import book_by


@job(kind="scan.process", title="Xử lý ảnh quét", right="scan.upload")
def run_process(context: JobContext, *, book: str) -> Mapping[str, Any]:
    """Find pages and propose cuts for the new pages of a book."""
    found = book_by(book)
    outcome = pages_process(actor=context.actor, book=found, progress=context.progress)
    context.progress(outcome.done, outcome.done, "Tìm trang chụp hai lần")
    twice_find(actor=context.actor, book=found)
    return _result(outcome)


@job(kind="scan.pdf", title="Tạo PDF từng trường hợp", right="scan.confirm")
def run_pdf(context: JobContext, *, book: str) -> Mapping[str, Any]:
    """Press the PDFs of the confirmed entries of a book."""
    return _result(pdfs_make(actor=context.actor, book=book_by(book), progress=context.progress))


@job(kind="scan.pile", title="Đọc mã tờ bìa của chồng ảnh", right="scan.upload")
def run_pile(context: JobContext, *, pile: str) -> Mapping[str, Any]:
    """Read the QR codes of a pile's new sheets."""
    found = Pile.objects.get(pk=pile)
    return {"done": pile_read(actor=context.actor, pile=found, progress=context.progress)}


def _result(outcome: Outcome) -> dict[str, Any]:
    return {"done": outcome.done, "problems": len(outcome.problems)}
