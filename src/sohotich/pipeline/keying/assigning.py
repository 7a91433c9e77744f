"""What the officer who hands out the keying sees: books with work left, people and their skills."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant
from sohotich.foundation.people.units import in_force
from sohotich.pipeline.keying.leasing import leased_by_book
from sohotich.register.books.models import Book, BookWork, KeyerSkill, Standing
from sohotich.register.ledger.models import Entry

_WAITING = ("scanned", "keyed_once")
KEYING_ROLES = tuple(code for code, rights in ROLE_PERMISSIONS.items() if "keying.key" in rights)


@dataclass(frozen=True)
class BookRow:
    """A book with registrations to be keyed a first or a second time; `leased`: of these on
    somebody's machine now.
    """

    book: Book
    first: int
    second: int
    standing: str
    people: tuple[str, ...]
    leased: int

    @property
    def turn(self) -> str:
        return Standing(self.standing).label


@dataclass(frozen=True)
class KeyerRow:
    """Somebody who keys in a unit; `types` None: nothing was said of them."""

    person: UUID
    unit: str
    name: str
    types: tuple[str, ...] | None
    year_from: int | None

    @property
    def words(self) -> str:
        """`Khai sinh, Kết hôn · sổ từ năm 1990`; "" where nothing was said."""
        if self.types is None:
            return ""
        names = ", ".join(REGISTER_TYPES[code].name for code in self.types) or "Chưa giao loại nào"
        return f"{names} · sổ từ năm {self.year_from}" if self.year_from else names


def keyers_of(units: Collection[str] | None) -> list[KeyerRow]:
    """Everybody who keys in these units today, by name."""
    grants = Grant.objects.filter(in_force(campaign_today()), role__in=KEYING_ROLES)
    grants = grants.filter(user__is_active=True).select_related("user")
    skills = {(one.unit_code, one.person): one for one in KeyerSkill.objects.all()}
    rows = {}
    for grant in grants if units is None else grants.filter(unit_code__in=units):
        skill = skills.get((grant.unit_code, grant.user_id))
        rows[grant.unit_code, grant.user_id] = KeyerRow(
            grant.user_id,
            grant.unit_code,
            grant.user.full_name,
            tuple(skill.types) if skill else None,
            skill.year_from if skill else None,
        )
    return sorted(rows.values(), key=lambda row: (row.name, row.unit))


def books_to_hand_out(actor: Actor) -> list[BookRow]:
    """Books of the actor's units with work left, those put first before the others."""
    units = actor.units("work.assign")
    entries = Entry.objects.filter(state__in=_WAITING)
    if units is not None:
        entries = entries.filter(unit_code__in=units)
    counted = (
        entries.order_by()
        .values_list("book_id")
        .annotate(
            first=Count("key", filter=Q(state="scanned")),
            second=Count("key", filter=Q(state="keyed_once")),
        )
    )
    left = {key: (first, second) for key, first, second in counted}
    works = {work.book_id: work for work in BookWork.objects.filter(book__in=left)}
    names = {row.person: row.name for row in keyers_of(units)}
    leased = leased_by_book(units)
    rows = [
        _row(book, left[book.key], works.get(book.key), names, leased.get(book.key, 0))
        for book in Book.objects.filter(pk__in=left).order_by("label")
    ]
    order = (Standing.FIRST, Standing.USUAL, Standing.PAUSED)
    return sorted(rows, key=lambda row: order.index(Standing(row.standing)))


def _row(
    book: Book,
    left: tuple[int, int],
    work: BookWork | None,
    names: dict[UUID, str],
    leased: int,
) -> BookRow:
    standing = work.standing if work is not None else Standing.USUAL
    people = work.people if work is not None else []
    known = tuple(sorted(names.get(key, "–") for key in people))
    return BookRow(book, *left, standing, known, leased)
