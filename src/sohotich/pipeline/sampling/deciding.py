"""What follows for a lot: accepted, or its records go to be keyed twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from sohotich.domain.sampling import Verdict
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.figures import has_failed, reason_of, totals, verdict_now
from sohotich.pipeline.sampling.lots import (
    MOVED_FROM,
    entries_of,
    lot_audit,
)
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.accuracy.planning import plan_widen
from sohotich.register.accuracy.services import book_sample_keep
from sohotich.register.books.models import Book
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.models import Reading, ReadingKind, ReadingState


def lot_decide(actor: Actor, lot: Lot) -> Verdict:
    """Carry out what the looks come to; a failed lot waits while a submitted book is in the way."""
    verdict = verdict_now(lot)
    if verdict is Verdict.GO_ON or (verdict is Verdict.REJECT and books_in_the_way(lot)):
        return verdict
    found = totals(lot)
    moved = send_to_second_keying(actor, lot) if verdict is Verdict.REJECT else 0
    lot.state, lot.decided_at = verdict, now()
    lot.evidence = {
        "records": found.records,
        "looks": found.looks,
        "errors": found.errors,
        "moved": moved,
    }
    lot.save(update_fields=["state", "decided_at", "evidence"])
    lot.sampled.filter(judged_at__isnull=True).delete()
    lot_audit(actor, lot, "lot.decide", {"verdict": str(verdict), **lot.evidence})
    return verdict


def books_in_the_way(lot: Lot) -> list[str]:
    """Labels of the submitted books from which a failed lot would take records along."""
    held = entries_of(lot, MOVED_FROM).filter(book__submitted_at__isnull=False)
    entries = list(held.select_related("book"))
    with as_service("keying", frozenset({lot.unit_code})):
        firsts = _keyed_once(entries)
    return sorted({entry.book.label for entry in entries if entry.key in firsts})


@transaction.atomic
def lot_move(*, actor: Actor, lot: Lot) -> Lot:
    """Close a lot that failed while one of its books was submitted, and send its records to be
    keyed twice. Again changes nothing. Raises SampleError while a book is still submitted.
    """
    ensure(actor, "sample.do", lot.unit_code)
    locked = Lot.objects.select_for_update().get(pk=lot.pk)
    if not has_failed(locked):
        return locked
    books = books_in_the_way(locked)
    if books:
        raise SampleError("Sổ đã trình ký.", where=", ".join(books), mend="Rút sổ về trước.")
    lot_decide(actor, locked)
    if locked.book is not None:
        quality_keep(locked.book, locked)
    return locked


def quality_keep(book: Book, lot: Lot) -> None:
    """Keep what the book's samples showed, of every record its latest look, in lots of any kind."""
    done = Sampled.objects.filter(entry__book=book, judged_at__isnull=False)
    latest = {one.entry_id: (one.fields, one.wrong) for one in done.order_by("judged_at", "key")}
    decided = lot.state if lot.book_id is not None and lot.state != LotState.OPEN else ""
    book_sample_keep(book=book, looked=latest.values(), verdict=decided)


def send_to_second_keying(actor: Actor, lot: Lot) -> int:
    """By rule, all of them or none: what one person alone keyed is keyed by a second, whole.

    The first reading stays. The caller has seen that none of the books is submitted.
    """
    entries = list(
        entries_of(lot, MOVED_FROM)
        .select_for_update(of=("self",))
        .select_related("book")
        .order_by("key")
    )
    with as_service("keying", frozenset({lot.unit_code})):
        firsts = _keyed_once(entries)
    moving = [entry for entry in entries if entry.key in firsts]
    if not moving:
        return 0
    ledger.move_many(actor=actor, entries=moving, action="double_key", reason=reason_of(lot))
    for entry in moving:
        first = firsts[entry.key]
        records.readings_supersede(actor=actor, entry=entry, but=[first])
        plan_widen(entry=entry, reading=first)
    return len(moving)


def _keyed_once(entries: Sequence[Entry]) -> dict[UUID, UUID]:
    """Entry → its first reading, where some field was keyed by one person alone."""
    firsts = dict(
        Reading.objects.filter(
            entry__in=entries, slot=1, state=ReadingState.COMPLETE, kind=ReadingKind.KEYING
        ).values_list("key", "entry_id")
    )
    plans = LookPlan.objects.filter(reading__in=list(firsts), whole="")
    return {
        firsts[plan.reading]: plan.reading for plan in plans if set(plan.treatments) - plan.twice
    }
