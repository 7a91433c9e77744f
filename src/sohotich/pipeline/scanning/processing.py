"""Running the pixel work over a book: each page, each PDF stored for itself, so that a run that was
cut off at any point is simply started again.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sohotich.engines.imaging import PdfOptions
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.services import store
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.jobs.processes import map_in_processes
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies import services as policies
from sohotich.pipeline.scanning.imagework import (
    PageFound,
    PageTask,
    Pressed,
    PressTask,
    Region,
    analyse,
    press,
)
from sohotich.register.books.models import Book
from sohotich.register.images.models import EntryImage, Page, PageState
from sohotich.register.images.selectors import waiting_images
from sohotich.register.images.services import (
    Analysed,
    Cut,
    Made,
    image_failed,
    image_made,
    page_processed,
)

Progress = Callable[[int, int, str], None]
# As `map_in_processes`, which it is where none is given.
Spread = Callable[..., Iterator[Any]]
_PERIOD_SECONDS = 1.0


def _quiet(done: int, total: int, note: str) -> None:
    pass


@dataclass
class Outcome:
    """How many were done, and which went wrong: (page or number, message)."""

    done: int
    problems: list[tuple[str, str]]


def pages_process(
    *,
    actor: Actor,
    book: Book,
    workers: int | None = None,
    progress: Progress = _quiet,
    spread: Spread | None = None,
) -> Outcome:
    """Analyse every new page of the book; safe to interrupt and to repeat."""
    outcome = Outcome(0, [])
    with _alone("process", book.key, progress):
        pages = {
            str(page.key): page for page in Page.objects.filter(book=book, state=PageState.NEW)
        }
        tasks = [_page_task(page, book) for page in sorted(pages.values(), key=lambda p: p.order)]
        progress(0, len(tasks), "")
        for found in (spread or map_in_processes)(analyse, tasks, workers):
            page = pages[found.key]
            if _store_page(actor, page, found):
                outcome.done += 1
            if found.problem:
                outcome.problems.append((page.name, found.problem))
            progress(outcome.done, len(tasks), f"Trang {page.order}")
    return outcome


def _page_task(page: Page, book: Book) -> PageTask:
    return PageTask(
        key=str(page.key),
        path=str(blob_path(page.sha256)),
        sha256=page.sha256,
        frame=page.frame,
        layout=page.layout or book.layout,
        rows=page.rows or book.rows,
        book=str(book.key),
    )


@transaction.atomic
def _store_page(actor: Actor, page: Page, found: PageFound) -> bool:
    thumb = None
    if found.thumb:
        thumb = _file(actor, page.unit_code, "page", page.key, "thumb", found.thumb)
    state = PageState.BLANK if found.cover else PageState.PROCESSED
    cuts = [Cut(**asdict(cut)) for cut in found.cuts]
    analysed = Analysed(
        width=found.width,
        height=found.height,
        quad=found.quad,
        skew=found.skew,
        confidence=found.confidence,
        cuts=cuts,
        problem=found.problem,
        state=PageState.RESCAN if found.failed else state,
    )
    return page_processed(
        actor=actor, page=page.key, sha256=found.sha256, found=analysed, thumb=thumb
    )


def pdfs_make(
    *,
    actor: Actor,
    book: Book,
    workers: int | None = None,
    progress: Progress = _quiet,
    spread: Spread | None = None,
) -> Outcome:
    """Press the PDF of every confirmed entry that lacks one, also those confirmed meanwhile; safe
    to interrupt and to repeat.
    """
    outcome = Outcome(0, [])
    with _alone("pdf", book.key, progress):
        options = _options()
        while images := {str(image.key): image for image in _waiting(book)}:
            tasks = [_press_task(image, options) for image in images.values()]
            total = outcome.done + len(tasks)
            progress(outcome.done, total, "")
            for pressed in (spread or map_in_processes)(press, tasks, workers):
                image = images[pressed.key]
                _store_image(actor, image, pressed)
                outcome.done += 1
                if pressed.problem:
                    outcome.problems.append((image.entry.label, pressed.problem))
                progress(outcome.done, total, f"Số {image.entry.label}")
    return outcome


def _waiting(book: Book) -> Iterator[EntryImage]:
    yield from waiting_images(book).select_related("entry")


def _press_task(image: EntryImage, options: PdfOptions) -> PressTask:
    regions = tuple(
        Region(
            path=str(blob_path(region["sha256"])),
            frame=region["frame"],
            quad=tuple(region["quad"]) if region["quad"] else None,
            skew=region["skew"],
            box=tuple(region["box"]),
        )
        for region in image.regions
    )
    return PressTask(str(image.key), regions, options)


@transaction.atomic
def _store_image(actor: Actor, image: EntryImage, pressed: Pressed) -> None:
    if pressed.problem:
        image_failed(image=image.key, reason=pressed.problem)
        return
    unit = image.unit_code
    pdf = _file(actor, unit, "entry", image.entry_id, "pdf", pressed.pdf)
    view = _file(actor, unit, "entry", image.entry_id, "view", pressed.view)
    made = Made(
        sha256=pdf.sha256,
        bytes=pdf.bytes,
        verdict=pressed.verdict,
        reason=pressed.reason,
        score=pressed.score,
        recipe=pressed.recipe or {},
    )
    image_made(actor=actor, image=image.key, made=made, pdf=pdf, view=view)


_KINDS = {
    "thumb": ("trang.jpg", "image/jpeg"),
    "view": ("truong-hop.jpg", "image/jpeg"),
    "pdf": ("truong-hop.pdf", "application/pdf"),
}


def _file(actor: Actor, unit: str, subject: str, key: UUID, purpose: str, content: bytes) -> Link:
    name, media_type = _KINDS[purpose]
    return store(
        actor=actor,
        source=content,
        unit=unit,
        subject=subject,
        subject_key=key,
        purpose=purpose,
        name=name,
        media_type=media_type,
    )


def _options() -> PdfOptions:
    """The province's policies as the press wants them."""
    return PdfOptions(
        max_bytes=policies.number("scan.max_bytes"),
        profile=str(policies.value("scan.pdf_profile")),
        dpi=policies.number("scan.dpi"),
        loss_ok=_share("scan.legibility_loss_ok"),
        loss_rescan=_share("scan.legibility_loss_rescan"),
    )


def _share(name: str) -> float:
    value = policies.value(name)
    assert isinstance(value, float | int)
    return float(value)


@contextmanager
def _alone(work: str, book: UUID, progress: Progress) -> Iterator[None]:
    """One run per book at a time; another waits, and finds little left to do.

    A lock of the database session: it falls with this process, however that ends.
    """
    number = (zlib.crc32(work.encode()) << 32 | zlib.crc32(book.bytes)) - 2**63
    while not _locked("SELECT pg_try_advisory_lock(%s)", number):
        progress(0, 0, "Chờ lượt chạy trước của sổ này")
        time.sleep(_PERIOD_SECONDS)
    try:
        yield
    finally:
        _locked("SELECT pg_advisory_unlock(%s)", number)


def _locked(statement: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        (done,) = cursor.fetchone()
    return bool(done)
