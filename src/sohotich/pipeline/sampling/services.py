"""Opening a lot and handing out its records; judging and what follows stand beside."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.domain.sampling import TermsError
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import number
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.figures import has_failed
from sohotich.pipeline.sampling.lots import (
    draw_order,
    entries_of,
    lot_audit,
    terms_kept,
    terms_of_today,
)
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.selectors import not_written_by, trace_reading


@transaction.atomic
def lot_open(
    *, actor: Actor, unit: str, book: Book | None = None, keyer: UUID | None = None
) -> Lot:
    """The open lot of this book, or of this keyer in the commune; opened now where there is none.

    Raises SampleError where the terms of the province contradict each other, Forbidden.
    """
    ensure(actor, "sample.do", unit)
    try:
        terms = terms_of_today()
    except TermsError as error:
        raise SampleError(
            str(error), where="Quy định kiểm mẫu", mend="Đề nghị Sở Tư pháp sửa quy định."
        ) from None
    lot, new = Lot.objects.get_or_create(
        unit_code=unit,
        book=book,
        keyer=keyer,
        state=LotState.OPEN,
        defaults={
            "keyer_name": _name(keyer),
            "terms": terms_kept(terms),
            "opened_at": now(),
            "opened_by": actor.key,
            "opened_by_name": actor.name,
        },
    )
    if new:
        lot_audit(actor, lot, "lot.open", {})
    return lot


@transaction.atomic
def next_sampled(*, actor: Actor, lot: Lot) -> Sampled | None:
    """The next record of the lot for this person, what they hold first; None when none is left for
    them. Never one whose values they wrote, nor one of a submitted book; and none of a lot that
    has failed and waits to be moved.
    """
    ensure(actor, "sample.do", lot.unit_code)
    locked = Lot.objects.select_for_update().get(pk=lot.pk)
    if locked.state != LotState.OPEN or has_failed(locked):
        return None
    minutes = number("keying.claim_minutes")
    open_ones = locked.sampled.filter(judged_at__isnull=True)
    # Sent back meanwhile: it is no agreed record any more.
    open_ones.exclude(entry__in=entries_of(locked)).delete()
    theirs = open_ones.filter(entry__in=_theirs(actor, locked))
    mine = theirs.filter(held_by=actor.key).first()
    lapsed = theirs.filter(held_until__lte=now()).first()
    found = mine or lapsed or _draw(actor, locked)
    if found is None:
        return None
    found.held_by, found.held_until = actor.key, now() + timedelta(minutes=minutes)
    found.save()
    trace_reading(actor=actor, entry=found.entry, purpose="sample")
    return found


def _draw(actor: Actor, lot: Lot) -> Sampled | None:
    drawn = lot.sampled.values("entry_id")
    left = _theirs(actor, lot).exclude(pk__in=drawn).values_list("pk", flat=True)
    first = min(left, key=lambda key: draw_order(lot, key), default=None)
    if first is None:
        return None
    return Sampled(
        lot=lot, entry=Entry.objects.get(pk=first), unit_code=lot.unit_code, held_by=actor.key
    )


def _theirs(actor: Actor, lot: Lot) -> QuerySet[Entry]:
    return not_written_by(actor.key, entries_of(lot).filter(book__submitted_at__isnull=True))


def _name(key: UUID | None) -> str:
    user = User.objects.filter(key=key).first() if key else None
    return user.full_name if user is not None else ""
