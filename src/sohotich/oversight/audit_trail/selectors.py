"""Questions to the access log: who, in which unit, what, about which registration, when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import overload
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from sohotich.domain.text import unmarked_key
from sohotich.domain.workflow import SERVICES
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor, service_key
from sohotich.foundation.people.models import User
from sohotich.foundation.people.units import reach_of, unit_names
from sohotich.oversight.audit_trail.subjects import Named, named
from sohotich.oversight.audit_trail.words import GROUPS
from sohotich.register.books.errors import BookError
from sohotich.register.books.selectors import book_for
from sohotich.register.images.models import Page
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.records.models import Reading, Record

_CHUNK = 500
# Beyond these no log reaches, and the arithmetic of days ends.
_FIRST_DAY, _LAST_DAY = date(1970, 1, 2), date(2999, 12, 31)


@dataclass(frozen=True)
class Asked:
    """`who`: words of a name or username, marks or none; `group` one of GROUPS; `book` a label;
    `number` of a registration in it. Days are real time, both included.
    """

    who: str = ""
    unit: str = ""
    group: str = ""
    book: str = ""
    number: int | None = None
    first: date | None = None
    last: date | None = None


def entries_found(*, actor: Actor, asked: Asked) -> QuerySet[AuditEntry]:
    """The entries of the actor's units that match, the newest first. UserError: no such book."""
    rows = AuditEntry.objects.order_by("-number")
    units = actor.units("audit.view")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    if asked.unit:
        reach = reach_of(asked.unit)
        rows = rows if reach is None else rows.filter(unit__in=list(reach))
    if asked.who:
        rows = rows.filter(actor_key__in=_people(asked.who))
    if asked.group:
        rows = rows.filter(_any_prefix(GROUPS[asked.group][1]))
    if asked.book:
        rows = rows.filter(subject_key__in=_about(actor, asked.book, asked.number))
    return _within(rows, asked.first, asked.last)


def _within(
    rows: QuerySet[AuditEntry], first: date | None, last: date | None
) -> QuerySet[AuditEntry]:
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(min(last, _LAST_DAY) + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, _FIRST_DAY), time()))


def _any_prefix(prefixes: tuple[str, ...]) -> Q:
    found = Q()
    for prefix in prefixes:
        found |= Q(action__startswith=prefix)
    return found


def _people(words: str) -> list[UUID]:
    wanted = unmarked_key(words).split()
    people = User.objects.values_list("pk", "full_name", "username")
    known = [(key, f"{name} {username}") for key, name, username in people]
    known += [(service_key(one.name), f"{one.title} {one.name}") for one in SERVICES.values()]
    return [key for key, text in known if all(word in unmarked_key(text) for word in wanted)]


def _about(actor: Actor, label: str, number: int | None) -> set[UUID]:
    """The keys of everything that belongs to a book, or to one number of it."""
    try:
        book = book_for(actor=actor, reference=label, permission="audit.view")
    except BookError as error:
        raise UserError(error.message, where="Sổ", mend=error.mend) from error
    entries = Entry.objects.filter(book=book)
    if number is not None:
        entries = entries.filter(number=number)
    keys = set(entries.values_list("pk", flat=True))
    for model in (Reading, Record):
        keys |= set(model._default_manager.filter(entry__in=keys).values_list("pk", flat=True))
    if number is None:
        keys |= {book.pk, *Page.objects.filter(book=book).values_list("pk", flat=True)}
        keys |= set(BookApproval.objects.filter(book=book).values_list("pk", flat=True))
    return keys


@dataclass(frozen=True)
class Line:
    """An entry with the names a person needs to read it."""

    entry: AuditEntry
    who: str
    unit: str
    about: Named


class Lines(Sequence[Line]):
    """The found entries as lines; names are looked up for as many as are shown."""

    def __init__(self, rows: QuerySet[AuditEntry]) -> None:
        self._rows = rows
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._rows.count()
        return self._count

    @overload
    def __getitem__(self, part: int) -> Line: ...
    @overload
    def __getitem__(self, part: slice) -> list[Line]: ...
    def __getitem__(self, part: int | slice) -> Line | list[Line]:
        if isinstance(part, slice):
            return _lines(list(self._rows[part]))
        return _lines([self._rows[part]])[0]

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self), _CHUNK):
            yield from self[start : start + _CHUNK]


def _lines(entries: list[AuditEntry]) -> list[Line]:
    people = dict(
        User.objects.filter(pk__in={e.actor_key for e in entries}).values_list("pk", "full_name")
    )
    people |= {service_key(one.name): one.title for one in SERVICES.values()}
    units, about = unit_names(e.unit for e in entries if e.unit), named(entries)
    return [
        Line(
            entry,
            people.get(entry.actor_key, entry.actor_name),
            units.get(entry.unit, entry.unit),
            about.get(entry.subject_key, ("", "")) if entry.subject_key else ("", ""),
        )
        for entry in entries
    ]
