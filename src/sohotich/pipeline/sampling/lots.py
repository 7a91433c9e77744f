"""What belongs to a lot, in which order it is drawn, and what the province asks of it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from sohotich.domain.sampling import Terms
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number, value
from sohotich.pipeline.sampling.models import Lot
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState

DRAWN_FROM: Final = ("agreed", "reviewed")
# What a failed lot takes along: values still being looked at are of the same keying.
MOVED_FROM: Final = (*DRAWN_FROM, "verifying")


def terms_of_today() -> Terms:
    """The province's terms; `TermsError` where they cannot be kept together."""
    return Terms(
        good=float(str(value("sampling.good"))),
        bad=float(str(value("sampling.bad"))),
        alpha=float(str(value("sampling.alpha"))),
        beta=float(str(value("sampling.beta"))),
        least=number("sampling.least_records"),
        most=number("sampling.most_records"),
    )


def terms_kept(terms: Terms) -> dict[str, float | int]:
    """The terms as a lot keeps them."""
    return asdict(terms)


def entries_of(lot: Lot, states: Collection[str] = DRAWN_FROM) -> QuerySet[Entry]:
    """Records of the lot that stand before the chair's signature, drawn or not: those of its book,
    or those of which its keyer made a reading that counts.
    """
    entries = Entry.objects.filter(unit_code=lot.unit_code, state__in=states)
    if lot.book_id is not None:
        return entries.filter(book=lot.book_id)
    assert lot.keyer is not None
    read = Reading.objects.filter(
        entry=OuterRef("pk"), by=lot.keyer, slot__gt=0, state=ReadingState.COMPLETE
    )
    return entries.filter(Exists(read))


def draw_order(lot: Lot, entry: UUID) -> bytes:
    """By this installation's secret: nobody chooses, nobody knows beforehand, and drawing again
    gives the same.
    """
    return hmac.digest(settings.SECRET_KEY.encode(), lot.key.bytes + entry.bytes, hashlib.sha256)


def lot_audit(actor: Actor, lot: Lot, action: str, facts: Mapping[str, object]) -> None:
    """Write down what somebody did with a lot."""
    audit.record(
        actor=actor,
        action=action,
        unit=lot.unit_code,
        subject="lot",
        key=lot.key,
        purpose="sample",
        facts=dict(facts),
    )
