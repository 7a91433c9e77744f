"""What the keying and the dispute screens show, and how much waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sohotich.domain.compare import FieldDifference, Segment
from sohotich.domain.record_types import BookForm, record_type
from sohotich.domain.rules import Finding
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.keying.carrying import Carried, carried_values
from sohotich.pipeline.keying.queues import DISPUTE, FIRST, SECOND, standing
from sohotich.pipeline.keying.second_look import fields_asked_for
from sohotich.register.books.handing_out import turn_of
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import form_of
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import LedgerCounts, counts
from sohotich.register.records.checking import findings_of
from sohotich.register.records.comparison import keyed_twice, plan_of
from sohotich.register.records.decisions import decision_of, ensure_may_settle
from sohotich.register.records.models import Reading, ReadingState
from sohotich.register.records.selectors import trace_reading
from sohotich.register.records.services import compare_readings, live_pair


@dataclass(frozen=True)
class QueueCount:
    """One queue of somebody's day: how many wait for this person."""

    name: str
    title: str
    count: int
    empty: str


@dataclass(frozen=True)
class KeyingPayload:
    """Everything the keying screen needs for one registration; nothing of the other reading.

    `only`: fields that this reading is to hold, None for all.
    """

    entry: Entry
    book: Book
    reading: Reading
    form: BookForm
    image: EntryImage | None
    carried: Mapping[str, Carried]
    findings: Sequence[Finding]
    progress: LedgerCounts
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class DisputeField:
    """One differing field. `segments` part the two values by syllable; `choice` "" while open."""

    key: str
    label: str
    difference: FieldDifference
    segments: Sequence[Segment]
    choice: str
    value: str
    mark: str


@dataclass(frozen=True)
class DisputePayload:
    """Everything the comparison screen needs. The keyers stay unnamed until it is settled."""

    entry: Entry
    book: Book
    image: EntryImage | None
    fields: Sequence[DisputeField]
    agreed: Mapping[str, str]


def queues(actor: Actor) -> list[QueueCount]:
    """The keying station's queues that this person works on, with what waits for them."""
    found = []
    if actor.can_somewhere("keying.key"):
        units = actor.units("keying.key")
        closed = turn_of(actor).closed
        with as_service("keying", units):
            first = standing(FIRST, units).exclude(book_id__in=closed).count()
            second = not_read_by(actor, standing(SECOND, units)).exclude(book_id__in=closed).count()
        found += [
            QueueCount(FIRST, "Nhập lần một", first, "Có trang được xác nhận thì có việc ở đây."),
            QueueCount(
                SECOND, "Nhập lần hai", second, "Người khác nhập xong lần một thì có việc ở đây."
            ),
        ]
    if actor.can_somewhere("dispute.settle"):
        mine = not_read_by(actor, standing(DISPUTE, actor.units("dispute.settle"))).count()
        found.append(
            QueueCount(DISPUTE, "Tranh chấp", mine, "Hai lần nhập khác nhau thì có việc ở đây.")
        )
    return found


def not_read_by(actor: Actor, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the entries that this person has not read: work that is blind stays blind."""
    mine = Reading.objects.filter(entry=OuterRef("pk"), by=actor.key, slot__gt=0).exclude(
        state=ReadingState.SUPERSEDED
    )
    return entries.filter(~Exists(mine.filter(state=ReadingState.COMPLETE)))


def keying_payload(*, actor: Actor, reading: UUID) -> KeyingPayload:
    """The form, image and carried values of the actor's own reading; Forbidden for another's."""
    row = Reading.objects.select_related("entry__book").get(pk=reading)
    if row.by != actor.key:
        raise Forbidden("Lần nhập này là của người khác.")
    entry, book = row.entry, row.entry.book
    form = form_of(book, entry.year)
    return KeyingPayload(
        entry=entry,
        book=book,
        reading=row,
        form=form,
        image=image_of(entry),
        carried=carried_values(actor=actor, entry=entry),
        findings=findings_of(row.type_code, row.values, row.marks, form),
        progress=_progress(book),
        only=fields_asked_for(row),
    )


def _progress(book: Book) -> LedgerCounts:
    with as_service("keying", frozenset({book.unit_code})):
        return counts(book=book)


def dispute_payload(*, actor: Actor, entry: Entry) -> DisputePayload:
    """The differing fields with their decisions so far; audited. NotBlind for one of the keyers."""
    ensure_may_settle(actor, entry)
    trace_reading(actor=actor, entry=entry, purpose="dispute")
    schema = record_type(entry.book.type_code)
    first, _ = live_pair(entry)
    decision = decision_of(entry)
    differences = compare_readings(entry)
    differing = {difference.field for difference in differences}
    twice = keyed_twice(plan_of(entry))
    return DisputePayload(
        entry=entry,
        book=entry.book,
        image=image_of(entry),
        fields=[
            _field(difference, schema.field(difference.field).label, decision)
            for difference in differences
        ],
        agreed={
            key: value
            for key, value in first.values.items()
            if key not in differing and (twice is None or key in twice)
        },
    )


def _field(difference: FieldDifference, label: str, decision: Reading | None) -> DisputeField:
    key = difference.field
    return DisputeField(
        key=key,
        label=label,
        difference=difference,
        segments=difference.segments(),
        choice=decision.choices.get(key, "") if decision is not None else "",
        value=decision.values.get(key, "") if decision is not None else "",
        mark=decision.marks.get(key, "") if decision is not None else "",
    )
