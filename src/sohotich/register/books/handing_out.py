"""Whose work a book is: its turn, the people it is given to, who may key which books."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import value
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book, BookWork, KeyerSkill, Standing


@dataclass(frozen=True)
class Turn:
    """For one keyer: books whose turn is now, and books that are not theirs to key."""

    first: frozenset[UUID]
    closed: frozenset[UUID]


def turn_of(actor: Actor) -> Turn:
    """What the officers of the actor's units said. Who assigns work is bound by a pause alone."""
    units = actor.units("keying.key")
    with as_service("keying", units):
        works = list(_within(BookWork.objects.exclude(standing=Standing.USUAL, people=[]), units))
        closed = {work.book_id for work in works if _closed_to(actor, work)}
        closed |= set(_beyond_skill(actor, units))
    first = {work.book_id for work in works if work.standing == Standing.FIRST}
    return Turn(frozenset(first - closed), frozenset(closed))


def _within(rows: QuerySet[BookWork], units: frozenset[str] | None) -> QuerySet[BookWork]:
    return rows if units is None else rows.filter(unit_code__in=units)


def _closed_to(actor: Actor, work: BookWork) -> bool:
    if work.standing == Standing.PAUSED:
        return True
    if not work.people or actor.key in work.people:
        return False
    return not actor.can("work.assign", work.unit_code)


def _beyond_skill(actor: Actor, units: frozenset[str] | None) -> Collection[UUID]:
    """Books of a type or a time that the actor may not key."""
    skills = {row.unit_code: row for row in KeyerSkill.objects.filter(person=actor.key)}
    listed_only = value("keying.unlisted_keyer") == "none"
    unbound = actor.units("work.assign")
    beyond = Q(pk__in=[])
    for unit in units or ():
        if unbound is None or unit in unbound:
            continue
        if unit in skills:
            skill = skills[unit]
            older = Q(year_from__lt=skill.year_from) if skill.year_from else Q(pk__in=[])
            beyond |= Q(unit_code=unit) & (~Q(type_code__in=skill.types) | older)
        elif listed_only:
            beyond |= Q(unit_code=unit)
    if not beyond.children:
        return ()
    return set(Book.objects.order_by().filter(beyond).values_list("pk", flat=True))


@transaction.atomic
def book_work_set(
    *, actor: Actor, book: Book, standing: str, people: Collection[UUID], may_key: Collection[UUID]
) -> BookWork:
    """Say when a book's turn comes and whose it is; `may_key` are those who key in its unit.

    What somebody has in hand stays with them. Raises BookError.
    """
    ensure(actor, "work.assign", book.unit_code)
    if standing not in Standing.values:
        raise BookError("Chưa chọn thứ tự của sổ.", where="Thứ tự")
    if not set(people) <= set(may_key):
        raise BookError("Có người không còn nhập liệu ở đơn vị này.", where="Người nhập")
    work, _ = BookWork.objects.update_or_create(
        book=book,
        defaults={
            "unit_code": book.unit_code,
            "standing": standing,
            "people": sorted(set(people)),
            "set_at": now(),
            "set_by": actor.key,
        },
    )
    audit.record(
        actor=actor,
        action="book.work",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"label": book.label, "standing": standing, "people": [*map(str, work.people)]},
    )
    return work


@transaction.atomic
def keyer_skill_set(
    *, actor: Actor, unit: str, person: UUID, types: Collection[str], year_from: int | None
) -> KeyerSkill:
    """Say which books of the unit a person may key. Raises BookError for an unknown type."""
    ensure(actor, "work.assign", unit)
    unknown = set(types) - set(REGISTER_TYPES)
    if unknown:
        raise BookError("Không có loại sổ này.", where="Loại sổ")
    skill, _ = KeyerSkill.objects.update_or_create(
        unit_code=unit,
        person=person,
        defaults={
            "types": sorted(set(types)),
            "year_from": year_from,
            "set_at": now(),
            "set_by": actor.key,
        },
    )
    audit.record(
        actor=actor,
        action="keyer.skill",
        unit=unit,
        subject="user",
        key=person,
        facts={"types": skill.types, "year_from": year_from},
    )
    return skill


@transaction.atomic
def keyer_skill_drop(*, actor: Actor, unit: str, person: UUID) -> None:
    """The person keys again what the province's rule gives to those not listed."""
    ensure(actor, "work.assign", unit)
    if KeyerSkill.objects.filter(unit_code=unit, person=person).delete()[0]:
        audit.record(
            actor=actor,
            action="keyer.skill",
            unit=unit,
            subject="user",
            key=person,
            facts={"types": None, "year_from": None},
        )
