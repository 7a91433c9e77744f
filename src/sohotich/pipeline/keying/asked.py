"""The thing an address names, for the person it is meant for; others are told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.permissions import ActorRequest, Forbidden
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState


def reading_asked(request: ActorRequest, key: UUID) -> Reading:
    """The person's own blind reading with its entry and book, else Http404."""
    rows = Reading.objects.select_related("entry__book").filter(by=request.actor.key, slot__gt=0)
    # Its entry too when it is no longer in hand: a late letter must learn what became of it.
    with as_service("keying", request.actor.units("keying.key")):
        reading = get_object_or_404(rows, pk=key)
    if not request.actor.can("keying.key", reading.unit_code):
        raise Http404
    return reading


def book_asked(request: ActorRequest, key: UUID) -> Book:
    """The book, where the person may key, else Http404."""
    book = get_object_or_404(Book, pk=key)
    if not request.actor.can("keying.key", book.unit_code):
        raise Http404
    return book


def value_asked(request: ActorRequest, key: UUID) -> Entry:
    """The entry whose values the person may look at, else Http404; Forbidden for who keyed them.

    Somebody lent for the days sees an entry in hand alone, hence the service.
    """
    with as_service("keying", request.actor.units("value.verify")):
        entry = get_object_or_404(Entry.objects.select_related("book"), pk=key)
        if not request.actor.can("value.verify", entry.unit_code):
            raise Http404
        live = Reading.objects.filter(entry=entry, slot__gt=0)
        if live.exclude(state=ReadingState.SUPERSEDED).filter(by=request.actor.key).exists():
            raise Forbidden(
                f"Anh/chị là người đã nhập số {entry.label}: giá trị do người khác soát."
            )
    return entry


def dispute_asked(request: ActorRequest, key: UUID) -> Entry:
    """The entry, where the person may settle; Forbidden for one of its two keyers, else Http404."""
    entry = get_object_or_404(Entry.objects.select_related("book"), pk=key)
    if not request.actor.can("dispute.settle", entry.unit_code):
        raise Http404
    live = Reading.objects.filter(entry=entry, slot__gt=0).exclude(state=ReadingState.SUPERSEDED)
    if live.filter(by=request.actor.key).exists():
        raise Forbidden(
            f"Anh/chị là người đã nhập số {entry.label}: "
            "tranh chấp do người chưa nhập trường hợp này giải quyết."
        )
    return entry
