"""What is doubtful about a registration beside the others of its book, for the one who keys it.

Known to a keyer are the registrations that are settled and those the keyer has read: never a
reading of somebody else's, and nothing of any other reading of the same registration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from sohotich.domain.naming import NamingError, build_so
from sohotich.domain.record_types import record_type
from sohotich.domain.rules import Finding, Neighbour, Place, check_in_book
from sohotich.domain.schema import RecordType
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState, Record
from sohotich.register.records.selectors import SETTLED

_DAY: Final = "ngayDangKy"
# A name and a day of birth that more registrations share are no accident of keying.
_MOST_ALIKE: Final = 5


def looked_at(kind: RecordType) -> frozenset[str]:
    """The fields whose value is compared with other registrations of the book."""
    people = kind.principals
    fields = {"so", _DAY, *(p.name_field for p in people), *(p.birth_field for p in people)}
    return frozenset(fields - {""})


def in_book(
    *, actor: Actor, entry: Entry, values: Mapping[str, str], marks: Mapping[str, str]
) -> list[Finding]:
    """Findings on these values as they stand on the actor's screen, stored or not."""
    kind = record_type(entry.book.type_code)
    kept = {key: value for key, value in values.items() if key in looked_at(kind)}
    with as_service("keying", frozenset({entry.unit_code})):
        place = _place(actor, entry, kind, kept)
    return check_in_book(kind, kept, marks, place)


def _place(actor: Actor, entry: Entry, kind: RecordType, values: Mapping[str, str]) -> Place:
    try:
        number = build_so(entry.number, entry.year, entry.suffix)
    except NamingError:
        number = values.get("so", "")
    dated = _DAY in values
    return Place(
        number,
        before=_neighbour(actor, entry, before=True) if dated else None,
        after=_neighbour(actor, entry, before=False) if dated else None,
        alike=_alike(actor, entry, kind, values),
    )


def _settled(entry: Entry) -> QuerySet[Record]:
    """Records that hold, not of this entry."""
    rows = Record.objects.filter(book=entry.book_id, entry__state__in=SETTLED)
    return rows.exclude(entry=entry.key).select_related("entry")


def _own(actor: Actor, entry: Entry) -> QuerySet[Reading]:
    """What the keyer has read of other entries of the book and nobody has set aside."""
    rows = Reading.objects.filter(book=entry.book_id, by=actor.key, slot__gt=0)
    rows = rows.filter(state=ReadingState.COMPLETE).exclude(entry=entry.key)
    return rows.exclude(entry__state__in=SETTLED).select_related("entry")


def _neighbour(actor: Actor, entry: Entry, *, before: bool) -> Neighbour | None:
    """The nearest registration of the same year whose day is known."""
    beyond = "lt" if before else "gt"
    nearer = Q(**{f"entry__number__{beyond}": entry.number}) | Q(
        **{"entry__number": entry.number, f"entry__suffix__{beyond}": entry.suffix}
    )
    order = [("-" if before else "") + f"entry__{name}" for name in ("number", "suffix", "twin")]
    narrowed = Q(entry__year=entry.year) & nearer
    settled = _settled(entry).exclude(ngay_dang_ky="").filter(narrowed).order_by(*order).first()
    own = _own(actor, entry).filter(narrowed, values__has_key=_DAY).order_by(*order).first()
    known: list[Record | Reading | None] = [settled, own]
    near = [row for row in known if row is not None]
    if not near:
        return None
    near.sort(key=lambda row: (row.entry.number, row.entry.suffix))
    best = near[-1 if before else 0]
    return Neighbour(best.entry.label, best.values)


def _alike(
    actor: Actor, entry: Entry, kind: RecordType, values: Mapping[str, str]
) -> list[Neighbour]:
    """Registrations of the book whose principals were born on the same days."""
    births = {p.birth_field: values.get(p.birth_field, "") for p in kind.principals}
    if not births or not all(births.values()):
        return []
    same = Q(values__contains=births)
    rows: list[Record | Reading] = [*_settled(entry).filter(same)]
    rows += _own(actor, entry).filter(same)
    return [Neighbour(row.entry.label, row.values) for row in rows[:_MOST_ALIKE]]


def told(kind: RecordType, findings: list[Finding]) -> dict[str, list[dict[str, str]]]:
    """By field as the island shows them; every field looked at, so that what is mended goes."""
    said: dict[str, list[dict[str, Any]]] = {key: [] for key in looked_at(kind)}
    for one in findings:
        said[one.field].append({"rule": one.rule, "severity": one.severity, "message": one.message})
    return said
