"""What the page of one book shows about its scanning, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.urls import reverse

from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.scanning.screens import BookScan, book_scans, doubtful_made
from sohotich.pipeline.scanning.twice import open_pairs
from sohotich.register.books.models import Book
from sohotich.register.ledger.selectors import approval_in_force

ACCEPTED_ENDINGS: Final = ".jpg,.jpeg,.png,.tif,.tiff,.heic,.heif,.pdf"
_KINDS: Final = ("scan.process", "scan.pdf")
_SHOWN_DOUBTS: Final = 8
Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """The one primary action: words and address; `post`: it is sent, not followed."""

    words: str
    address: str
    icon: str
    post: bool = False


def trail(book: Book, here: str = "") -> Trail:
    """The breadcrumb of the station; the last part has no address."""
    steps = [("Quét", reverse("scanning:list")), (book.label, _address("book", book))]
    if here:
        return [*steps, (here, "")]
    return [steps[0], (book.label, "")]


def book_context(actor: Actor, book: Book) -> dict[str, Any]:
    """What `scanning/book.html` shows besides the list of pages."""
    (scan,) = book_scans([book])
    jobs = _jobs(book)
    signed = approval_in_force(book) is not None
    doubts = list(doubtful_made(book)[:_SHOWN_DOUBTS]) if scan.doubtful else []
    dot = uuid4().hex
    return {
        "book": book,
        "scan": scan,
        "figures": _figures(scan),
        "running": [job for job in jobs if not job.ended],
        "failed": [job for job in jobs if job.state == JobState.FAILED],
        "signed": signed,
        "step": None if signed else next_step(actor, scan, jobs),
        "may_confirm_form": actor.can("book.edit", book.unit_code),
        "doubts": doubts,
        "twice": open_pairs(book).count(),
        "may_confirm": actor.can("scan.confirm", book.unit_code),
        "more_doubts": scan.doubtful - len(doubts),
        # Files of one visit stand together in the order of their names.
        "upload_url": f"{_address('upload', book)}?dot={dot}",
        "parts_url": f"{_address('uploads', book)}?dot={dot}",
        "accept": ACCEPTED_ENDINGS,
        "breadcrumb": trail(book),
    }


def _jobs(book: Book) -> list[Job]:
    """The newest job of each kind, where it still matters: running, waiting, or failed."""
    newest = [jobs_of("book", book.key, kind).first() for kind in _KINDS]
    mattering = (JobState.WAITING, JobState.RUNNING, JobState.FAILED)
    return [job for job in newest if job is not None and job.state in mattering]


def next_step(actor: Actor, scan: BookScan, jobs: list[Job]) -> Step | None:
    """What this person does next; None while the machine works or files are to be brought."""
    pages, book = scan.pages, scan.book
    processing = any(job.kind == "scan.process" and not job.ended for job in jobs)
    may_confirm = actor.can("scan.confirm", book.unit_code)
    if pages.new and not processing:
        return Step(f"Xử lý {pages.new} trang", _address("process", book), "jobs", post=True)
    if pages.to_confirm and may_confirm:
        return Step(f"Xác nhận {pages.to_confirm} trang", _address("sheet", book), "image")
    if pages.rescan:
        address = f"{_address('book', book)}?loc=quet-lai"
        return Step(f"Quét lại {pages.rescan} trang", address, "scan")
    if scan.doubtful and may_confirm:
        return Step(f"Xem {scan.doubtful} PDF", _address("doubts", book), "file")
    return None


def after_sheet(actor: Actor, book: Book) -> list[tuple[str, str]]:
    """Where work goes on once every page is accepted: words and address, the likeliest first."""
    steps = [("Về sổ", reverse("book", args=[book.key]))]
    if actor.can("keying.key", book.unit_code):
        steps.insert(0, ("Sang nhập liệu", reverse("keying:start")))
    return steps


def _figures(scan: BookScan) -> list[dict[str, Any]]:
    here = _address("book", scan.book)
    numbers = reverse("book_entries", args=[scan.book.key])
    new = f"{scan.pages.new} chờ xử lý" if scan.pages.new else ""
    pressing = f"{scan.pressing} PDF đang tạo" if scan.pressing else ""
    return [
        _figure("Số trong sổ", scan.ledger["expected"], numbers),
        _figure("Đã có ảnh", scan.with_image, f"{numbers}?loc=scanned", pressing),
        _figure("Trang ảnh", scan.pages.pages, here, new),
        _figure("Chờ xác nhận", scan.pages.to_confirm, f"{here}?loc=cho"),
        _figure("Cần quét lại", scan.pages.rescan, f"{here}?loc=quet-lai"),
        _figure("PDF cần xem", scan.doubtful, _address("doubts", scan.book)),
    ]


def _figure(title: str, value: int, address: str, note: str = "") -> dict[str, Any]:
    return {"title": title, "value": value, "address": address, "note": note}


def _address(name: str, book: Book) -> str:
    return reverse(f"scanning:{name}", args=[book.key])
