"""Pages of a book that seem to show one sheet: found, shown to a person, decided by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import cv2
import numpy as np
from django.db import transaction
from django.db.models import F, Q, QuerySet

from sohotich.engines.imaging import Pixels
from sohotich.engines.imaging.likeness import taken_twice
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.scanning.models import TakenTwice, TwiceState
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page, PageState
from sohotich.register.images.services import page_mark


def twice_find(*, actor: Actor, book: Book) -> int:
    """Compare the book's pages; returns how many pairs are new. What was decided stays decided.

    The later page of a pair is to be looked at before its numbers are accepted; where no page
    waits for that, nothing is compared. Asked after every run over the pages, one that found none
    new included: the run before it may have been killed in between.
    """
    ensure(actor, "scan.upload", book.unit_code)
    pages = list(
        Page.objects.filter(book=book, state=PageState.PROCESSED, thumb__isnull=False)
        .select_related("thumb")
        .order_by("order")
    )
    due = len(pages) > 1 and any(page.accepted_at is None for page in pages)
    found = taken_twice(_pictures(pages)) if due else []
    return sum(_store(book, pages[pair.first], pages[pair.second], pair.share) for pair in found)


def _pictures(pages: Sequence[Page]) -> Iterator[Pixels]:
    for page in pages:
        assert page.thumb is not None
        packed = np.frombuffer(blob_path(page.thumb.sha256).read_bytes(), np.uint8)
        drawn = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        yield np.asarray(drawn, np.uint8)


@transaction.atomic
def _store(book: Book, first: Page, second: Page, share: float) -> bool:
    _, new = TakenTwice.objects.get_or_create(
        first=first,
        second=second,
        first_sha256=first.sha256,
        second_sha256=second.sha256,
        defaults={
            "book": book,
            "unit_code": book.unit_code,
            "share": round(share, 4),
            "found_at": now(),
        },
    )
    if new:
        waiting = Page.objects.filter(pk=second.pk, accepted_at__isnull=True, problem="")
        waiting.update(problem=_words(first))
    return new


def _words(other: Page) -> str:
    return f"Có thể chụp hai lần: giống trang {other.order}"


def open_pairs(book: Book) -> QuerySet[TakenTwice]:
    """Pairs that wait for a person, of images that are still the pages' own."""
    return TakenTwice.objects.filter(
        Q(first_sha256=F("first__sha256"), second_sha256=F("second__sha256")),
        book=book,
        state=TwiceState.OPEN,
    ).select_related("first", "second", "book")


@transaction.atomic
def both_keep(*, actor: Actor, pair: UUID) -> TakenTwice:
    """The person sees two different sheets."""
    row = _open(actor, pair)
    _decide(actor, row, TwiceState.BOTH)
    Page.objects.filter(pk=row.second_id, problem=_words(row.first)).update(problem="")
    return row


@transaction.atomic
def page_put_aside(*, actor: Actor, pair: UUID, page: UUID) -> TakenTwice:
    """The person sees one sheet: `page` of the two holds no registration; its image stays.

    Its other open pairs are decided with it. Raises ImageStateError for an accepted page.
    """
    row = _open(actor, pair)
    if page not in (row.first_id, row.second_id):
        raise UserError("Trang này không thuộc cặp đang xem.")
    kept = row.first if page == row.second_id else row.second
    # Decided is no longer doubtful: the page is accepted with the certain ones.
    page_mark(actor=actor, page=page, state=PageState.BLANK)
    Page.objects.filter(pk=kept.pk, problem__startswith="Có thể chụp hai lần").update(problem="")
    touched = open_pairs(row.book).filter(Q(first_id=page) | Q(second_id=page))
    for one in touched.select_for_update(of=("self",)):
        _decide(actor, one, TwiceState.ASIDE)
    return row


def _open(actor: Actor, key: UUID) -> TakenTwice:
    row = (
        TakenTwice.objects.select_for_update(of=("self",))
        .select_related("first", "second", "book")
        .get(pk=key)
    )
    ensure(actor, "scan.confirm", row.unit_code)
    if row.state != TwiceState.OPEN:
        raise UserError("Cặp trang này đã có người xem.", mend="Hãy tải lại trang.")
    return row


def _decide(actor: Actor, row: TakenTwice, state: TwiceState) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.key, now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    record(
        actor=actor,
        action="page.twice",
        unit=row.unit_code,
        subject="book",
        key=row.book_id,
        facts={"first": str(row.first_id), "second": str(row.second_id), "state": str(state)},
    )
