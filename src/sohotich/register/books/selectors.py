"""Questions to the inventory."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from sohotich.domain.record_types import (
    BookForm,
    form_for,
    form_of_era,
    record_type,
    with_overrides,
)
from sohotich.domain.text import DateError, parse_date
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.draft import BookDraft, Run
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book


def book_by(reference: str | UUID) -> Book:
    """The book with this key, label or earlier label; BookError if there is none. Asks no right."""
    found = _by_key(reference) or _by_label(str(reference).strip())
    if found is None:
        raise BookError(
            f"Không có sổ “{reference}”.", mend="Kiểm tra nhãn sổ, ví dụ 09508/KS.1996.01."
        )
    return found


def book_for(*, actor: Actor, reference: str | UUID, permission: str = "book.view") -> Book:
    """`book_by`, for somebody who must hold `permission` in the book's unit; else Forbidden."""
    book = book_by(reference)
    ensure(actor, permission, book.unit_code)
    return book


def _by_key(reference: str | UUID) -> Book | None:
    try:
        key = reference if isinstance(reference, UUID) else UUID(reference)
    except ValueError:
        return None
    return Book.objects.filter(pk=key).first()


def _by_label(label: str) -> Book | None:
    return Book.objects.filter(Q(label=label) | Q(aliases__label=label)).distinct().first()


def books_visible(
    actor: Actor,
    *,
    permission: str = "book.view",
    unit: str = "",
    type_code: str = "",
    year: int | None = None,
    text: str = "",
) -> QuerySet[Book]:
    """Books of the actor's units, by label; `text` is part of a label, place or note."""
    books = Book.objects.all()
    units = actor.units(permission)
    if units is not None:
        books = books.filter(unit_code__in=list(units))
    if unit:
        books = books.filter(unit_code=unit)
    if type_code:
        books = books.filter(type_code=type_code)
    if year is not None:
        books = books.filter(year_from__lte=year, year_to__gte=year)
    if text:
        books = books.filter(
            Q(label__icontains=text) | Q(place__icontains=text) | Q(note__icontains=text)
        )
    return books


def form_of(book: Book, year: int) -> BookForm:
    """The lines printed in the book: as an officer confirmed them, else as its era has them.

    `year` stands in for a day of opening that nobody wrote down.
    """
    form = proposed_form(book, year)
    if book.form_confirmed_at is None:
        return form
    return with_overrides(form, record_type(book.type_code), book.form_overrides)


def proposed_form(book: Book, year: int, era: str | None = None) -> BookForm:
    """The form before anybody confirmed it: of the era (None: the one kept with the book), else of
    the day of opening.
    """
    if era is None:
        era = book.form_era
    if era:
        return form_of_era(book.type_code, era)
    try:
        opened = parse_date(book.opened_on or str(year)).date.earliest()
    except DateError:
        opened = None
    return form_for(book.type_code, opened)


def draft_of(book: Book) -> BookDraft:
    """The book as a draft, to fill the form that changes it."""
    return BookDraft(
        unit_code=book.unit_code,
        type_code=book.type_code,
        year_from=book.year_from,
        year_to=book.year_to,
        volume=book.volume,
        twin=book.twin,
        runs=tuple(Run(**run) for run in book.runs),
        opened_on=book.opened_on,
        closed_on=book.closed_on,
        declared_count=book.declared_count,
        page_count=book.page_count,
        paper=book.paper,
        layout=book.layout,
        rows=book.rows,
        condition=book.condition,
        place=book.place,
        note=book.note,
    )
