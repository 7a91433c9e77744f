"""Reading records; whoever sees a person's data leaves a trace in the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingKind, ReadingState, Record

# Readings that may leave every value as others wrote it.
_LOOKING: Final = (ReadingKind.CORRECTION, ReadingKind.VERIFICATION)
# Returned to be keyed or scanned anew, an entry keeps its former record, which nobody may see: the
# new readings are blind to it too.
SETTLED: Final = ("agreed", "reviewed", "approved", "exported", "accepted")


def record_read(
    *, actor: Actor, entry: Entry, purpose: str, permission: str = "book.view"
) -> Record | None:
    """The settled record, None before it is settled (again). Audited with `purpose`."""
    ensure(actor, permission, entry.unit_code)
    trace_reading(actor=actor, entry=entry, purpose=purpose)
    return Record.objects.filter(entry=entry, entry__state__in=SETTLED).first()


def readings_read(
    *, actor: Actor, entry: Entry, purpose: str, permission: str = "book.view"
) -> list[Reading]:
    """Every reading of the entry, superseded ones too, oldest first. Audited with `purpose`."""
    ensure(actor, permission, entry.unit_code)
    trace_reading(actor=actor, entry=entry, purpose=purpose)
    return list(Reading.objects.filter(entry=entry).order_by("started_at", "key"))


def trace_reading(*, actor: Actor, entry: Entry, purpose: str) -> None:
    """Write `record.read` for this entry: its image or its values were shown to the actor."""
    audit.record(
        actor=actor,
        action="record.read",
        unit=entry.unit_code,
        subject="entry",
        key=entry.key,
        purpose=purpose,
    )


def records_of_book(book: Book) -> QuerySet[Record]:
    """The book's settled records in the order of their numbers, with their entries."""
    return (
        Record.objects.filter(book=book, entry__state__in=SETTLED)
        .select_related("entry")
        .order_by("entry__year", "entry__number", "entry__suffix", "entry__twin")
    )


def people_who_keyed(book: Book) -> set[UUID]:
    """Everyone who ever wrote a value of any entry of the book, superseded readings included."""
    return set(Reading.objects.order_by().filter(book=book).values_list("by", flat=True).distinct())


def writers_of(entry: Entry) -> set[UUID]:
    """Who wrote the entry's record as it stands: both readers, who settled, who corrected."""
    standing = Reading.objects.filter(entry=entry, state=ReadingState.COMPLETE)
    return {reading.by for reading in standing if reading.writes}


def not_written_by(person: UUID, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the entries of which the person is none of `writers_of`."""
    own = Reading.objects.filter(by=person, state=ReadingState.COMPLETE)
    looked = own.filter(kind__in=_LOOKING, entry__in=entries.order_by())
    changed = [reading.entry_id for reading in looked if reading.writes]
    read = own.filter(entry=OuterRef("pk")).exclude(kind__in=_LOOKING)
    return entries.filter(~Exists(read)).exclude(pk__in=changed)


def own_last_reading(*, actor: Actor, book: Book) -> Reading | None:
    """The actor's newest complete reading in this book: what may be carried forward."""
    return (
        Reading.objects.filter(by=actor.key, book=book, state=ReadingState.COMPLETE, slot__gt=0)
        .order_by("-completed_at")
        .first()
    )


def own_values_before(reading: Reading) -> list[dict[str, str]]:
    """Values of the entries that the same person finished in the book while `reading` was in their
    hands, and of the last one before: one of them was the newest when its form was filled.
    """
    own = Reading.objects.filter(by=reading.by, book=reading.book_id, slot__gt=0)
    done = own.filter(state=ReadingState.COMPLETE).exclude(entry=reading.entry_id)
    before = done.filter(completed_at__lt=reading.started_at).order_by("-completed_at")[:1]
    since = done.filter(completed_at__gte=reading.started_at)
    return [*before.values_list("values", flat=True), *since.values_list("values", flat=True)]


def live_readings(entries: Iterable[UUID]) -> QuerySet[Reading]:
    """The live readings in slots 1 and 2 of these entries."""
    return Reading.objects.filter(entry_id__in=list(entries), slot__gt=0).exclude(
        state=ReadingState.SUPERSEDED
    )
