"""Page rows: received, put in order, processed, corrected, accepted, scanned again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_lock
from sohotich.register.images.cuts import Cut, carried_over
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page, PageState
from sohotich.register.ledger.models import Entry

_NUMBER_WIDTH: Final = 12
# An entry past these has been signed: its image stays as it was signed for.
MUTABLE: Final = frozenset(
    {"expected", "scanned", "keyed_once", "verifying", "disputed", "agreed", "reviewed"}
)


@dataclass(frozen=True)
class Stored:
    """Pages newly made for a file, and those the book had already (named as they were)."""

    made: tuple[UUID, ...]
    repeats: tuple[str, ...]


@dataclass(frozen=True)
class Analysed:
    """What processing found on one page; `state` what it becomes."""

    width: int
    height: int
    quad: Sequence[float] | None
    skew: float
    confidence: float
    cuts: Sequence[Cut]
    problem: str = ""
    state: str = PageState.PROCESSED


def natural(name: str) -> str:
    """A key that sorts `trang 2` before `trang 10`, whatever the case."""
    return re.sub(r"\d+", lambda m: m[0].zfill(_NUMBER_WIDTH), name.casefold())[:600]


def cuts_of(page: Page) -> list[Cut]:
    """The page's cuts."""
    return [Cut.from_json(data) for data in page.cuts]


@transaction.atomic
def pages_add(
    *, actor: Actor, book: Book, link: Link, frames: Iterable[int], name: str, batch: str
) -> Stored:
    """One page per frame (from 1) of a stored file; those the book has already are told, not
    doubled.

    `batch` names one upload: pages of a batch stand together in natural order of their names.
    """
    ensure(actor, "scan.upload", book.unit_code)
    book_lock(book.key)
    known = names_of_file(book, link.sha256)
    number = _batch_number(book, batch)
    new = [
        Page(
            book=book,
            unit_code=book.unit_code,
            batch=batch,
            batch_number=number,
            name=name[:255],
            sort_name=natural(name),
            frame=frame,
            link=link,
            sha256=link.sha256,
            received_at=now(),
            received_by=actor.key,
        )
        for frame in frames
        if (link.sha256, frame) not in known
    ]
    Page.objects.bulk_create(new)
    if new:
        pages_reorder(book)
        audit.record(
            actor=actor,
            action="page.receive",
            unit=book.unit_code,
            subject="book",
            key=book.key,
            facts={"link": str(link.key), "pages": len(new)},
        )
    return Stored(tuple(page.key for page in new), tuple(dict.fromkeys(known.values())))


def names_of_file(book: Book, sha256: str) -> dict[tuple[str, int], str]:
    """The names of the pages that a file gave this book, now or before a rescan, by its frames."""
    known = {
        (page.sha256, page.frame): page.name
        for page in Page.objects.filter(book=book, sha256=sha256)
    }
    return known | _replaced(book, sha256)


def _replaced(book: Book, sha256: str) -> dict[tuple[str, int], str]:
    """Images that a rescan put away must not come back as pages of their own."""
    return {
        (sha256, former["frame"]): page.name
        for page in Page.objects.filter(book=book, former__contains=[{"sha256": sha256}])
        for former in page.former
        if former["sha256"] == sha256
    }


def _batch_number(book: Book, batch: str) -> int:
    pages = Page.objects.filter(book=book)
    same = pages.filter(batch=batch).values_list("batch_number", flat=True).first()
    if same is not None:
        return same
    highest: int | None = pages.aggregate(highest=Max("batch_number"))["highest"]
    return (highest or 0) + 1


def pages_reorder(book: Book) -> None:
    """Write each page's place in the book, from 1."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE images_page p SET "order" = q.place
            FROM (SELECT key, row_number() OVER (ORDER BY batch_number, sort_name, frame, key) place
                  FROM images_page WHERE book_id = %s) q
            WHERE p.key = q.key AND p."order" <> q.place
            """,
            [book.key],
        )


@transaction.atomic
def page_processed(
    *, actor: Actor, page: UUID, sha256: str, found: Analysed, thumb: Link | None
) -> bool:
    """Write what processing found, unless the page was processed or replaced meanwhile."""
    row = Page.objects.select_for_update().get(pk=page)
    if row.state != PageState.NEW or row.sha256 != sha256:
        return False
    before = cuts_of(row)
    row.width, row.height = found.width, found.height
    row.quad = list(found.quad) if found.quad is not None else None
    row.skew, row.confidence = found.skew, found.confidence
    row.cuts = [cut.as_json() for cut in carried_over(before, found.cuts)]
    row.thumb = thumb
    row.problem = found.problem[:300]
    row.state = found.state
    row.save()
    _audit(actor, row, "page.process", {"cuts": len(row.cuts), "state": str(row.state)})
    return True


@transaction.atomic
def page_cuts_set(
    *,
    actor: Actor,
    page: UUID,
    cuts: Sequence[Cut],
    layout: str | None = None,
    rows: int | None = None,
) -> Page:
    """Replace a page's cuts; raises ImageStateError for an accepted page or an impossible box."""
    row = open_page(actor, page)
    for cut in cuts:
        x0, y0, x1, y1 = cut.box
        if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
            raise ImageStateError(
                "Đường cắt nằm ngoài trang hoặc rỗng.", where=f"Trang {row.order}"
            )
    row.cuts = [cut.as_json() for cut in cuts]
    if layout is not None:
        row.layout = layout
    if rows is not None:
        row.rows = rows
    if row.state == PageState.BLANK and cuts:
        row.state = PageState.PROCESSED
    row.save(update_fields=["cuts", "layout", "rows", "state"])
    _audit(actor, row, "page.cut", {"cuts": len(cuts)})
    return row


@transaction.atomic
def page_mark(*, actor: Actor, page: UUID, state: str, problem: str = "") -> Page:
    """Say of a page that it needs rescanning, holds no registration, or is to be looked at."""
    row = open_page(actor, page)
    if state not in (PageState.RESCAN, PageState.BLANK, PageState.PROCESSED):
        raise ImageStateError("Trạng thái trang không hợp lệ.", where=f"Trang {row.order}")
    row.state, row.problem = state, problem.strip()[:300]
    row.save(update_fields=["state", "problem"])
    _audit(actor, row, "page.mark", {"state": str(state)})
    return row


@transaction.atomic
def page_reset(*, actor: Actor, page: UUID, layout: str = "", rows: int = 0) -> Page:
    """Have a page processed again with another layout; its cuts and numbers are proposed anew."""
    row = open_page(actor, page)
    row.state, row.layout, row.rows, row.cuts = PageState.NEW, layout, rows, []
    row.save(update_fields=["state", "layout", "rows", "cuts"])
    _audit(actor, row, "page.reset", {"layout": layout, "rows": rows})
    return row


@transaction.atomic
def page_replace(*, actor: Actor, page: UUID, link: Link, name: str) -> Page:
    """Put a new image in a page's place; the old one stays as a link. Its numbers stay with it.

    Raises ImageStateError when the book has this very image already.
    """
    row = Page.objects.select_for_update().get(pk=page)
    ensure(actor, "scan.upload", row.unit_code)
    ensure_unsigned(row)
    if Page.objects.filter(book_id=row.book_id, sha256=link.sha256, frame=1).exists():
        raise ImageStateError(
            "Ảnh này đã có trong sổ.", where=name, mend="Chọn ảnh vừa quét lại của trang này."
        )
    former = {"link": str(row.link_id), "sha256": row.sha256, "frame": row.frame}
    row.former = [*row.former, former]
    row.link, row.sha256, row.frame = link, link.sha256, 1
    row.state, row.problem = PageState.NEW, ""
    row.accepted_at = row.accepted_by = None
    row.received_at, row.received_by = now(), actor.key
    row.save()
    _audit(actor, row, "page.replace", {"former": former["link"], "link": str(link.key)})
    return row


def ensure_unsigned(page: Page) -> None:
    """Raise ImageStateError when a registration of the page has been signed for."""
    keys = [cut.entry for cut in cuts_of(page) if cut.entry]
    if Entry.objects.filter(pk__in=keys).exclude(state__in=MUTABLE).exists():
        raise ImageStateError(
            "Trang có trường hợp đã duyệt.",
            where=f"Trang {page.order}",
            mend="Chủ tịch mở lại sổ trước khi thay ảnh.",
        )


def open_page(actor: Actor, key: UUID) -> Page:
    """The page, locked, for somebody who may correct it; ImageStateError once it is accepted."""
    # The page alone: who accepts pages holds the book first, and the two would wait for each other.
    row = Page.objects.select_for_update(of=("self",)).select_related("book").get(pk=key)
    ensure(actor, "scan.confirm", row.unit_code)
    if row.accepted_at is not None:
        raise ImageStateError(
            "Trang này đã được xác nhận.",
            where=f"Trang {row.order}",
            mend="Bấm “Mở lại trang” rồi sửa.",
        )
    return row


def _audit(actor: Actor, page: Page, action: str, facts: Mapping[str, Any]) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=page.unit_code,
        subject="page",
        key=page.key,
        facts={"book": str(page.book_id), **facts},
    )
