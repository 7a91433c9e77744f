"""What the pages of piles show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from sohotich.foundation.jobs.models import JobState
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_names
from sohotich.pipeline.scanning.book_screen import ACCEPTED_ENDINGS
from sohotich.pipeline.scanning.models import Pile, PileSheet, SheetKind
from sohotich.pipeline.scanning.piles import Delivery, deliveries
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.selectors import approvals_in_force

_LATELY = 8
_NO_PAGES = (SheetKind.COVER, SheetKind.FAILED)


@dataclass(frozen=True)
class Line:
    """A run as the page shows it: first and last sheet, and where it goes."""

    delivery: Delivery
    first: PileSheet
    last: PileSheet
    count: int
    waits: bool

    @classmethod
    def of(cls, delivery: Delivery) -> Line:
        sheets = delivery.run.sheets
        waits = delivery.book is None and not delivery.done
        return cls(delivery, sheets[0], sheets[-1], len(sheets), waits)


def pile_context(actor: Actor, pile: Pile) -> dict[str, Any]:
    """Everything of `scanning/pile.html`."""
    lines = [Line.of(one) for one in deliveries(actor=actor, pile=pile)]
    ready = [line for line in lines if line.delivery.book and not line.delivery.done]
    job = jobs_of("pile", pile.key, "scan.pile").first()
    new = pile.sheets.filter(kind=SheetKind.NEW).count()
    running = job if job is not None and not job.ended else None
    failed = job if job is not None and job.state == JobState.FAILED else None
    return {
        "pile": pile,
        "unit": unit_names([pile.unit_code]).get(pile.unit_code, pile.unit_code),
        "lines": lines,
        "waiting": [line for line in lines if line.waits],
        "ready": sum(line.count for line in ready),
        "ready_books": len({line.delivery.book for line in ready}),
        "unread": new if running is None else 0,
        "reading": new,
        "covers": pile.sheets.filter(kind=SheetKind.COVER).count(),
        "refused": list(pile.sheets.filter(kind=SheetKind.FAILED)),
        "sheets": sum(line.count for line in lines),
        "running": running,
        "failed": failed,
        "books": _books(actor) if any(line.waits for line in lines) else (),
        "parts_url": reverse("scanning:pile_uploads", args=[pile.key]),
        "accept": ACCEPTED_ENDINGS,
        "breadcrumb": [("Quét", reverse("scanning:list")), ("Chồng ảnh", "")],
    }


def _books(actor: Actor) -> Sequence[Any]:
    """Books that take images: unsigned, not before the chair."""
    signed = approvals_in_force().filter(book=OuterRef("pk"))
    open_ones = books_visible(actor, permission="scan.upload").filter(submitted_at=None)
    return list(open_ones.filter(~Exists(signed)).order_by("label"))


def piles_of(actor: Actor) -> dict[str, Any]:
    """The piles of the list of books: those with something left, then the latest; and the units
    a new one may be opened for.
    """
    units = actor.units("scan.upload")
    homeless = Q(sheets__book=None, sheets__set_aside=False)
    left = Count("sheets", filter=homeless & ~Q(sheets__kind__in=_NO_PAGES))
    piles = Pile.objects.annotate(left=left, all=Count("sheets"))
    if units is not None:
        piles = piles.filter(unit_code__in=list(units))
    names = unit_names(units or ())
    choices = sorted(names.items(), key=lambda pair: pair[1])
    return {
        "piles": list(piles.filter(all__gt=0).order_by("-opened_at")[:_LATELY]),
        "pile_units": choices if len(choices) > 1 else (),
    }
