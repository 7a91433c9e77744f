"""Writing the inventory of books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from sohotich.domain.naming import book_label
from sohotich.domain.record_types import FormError, eras_of, record_type, with_overrides
from sohotich.domain.text import clean
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.draft import BookDraft, check, register_date
from sohotich.register.books.errors import BookError, BookExists, BookWithChair
from sohotich.register.books.models import Book, GivenBack
from sohotich.register.books.selectors import proposed_form

# What makes a book the book it is: never edited, a wrong one is made anew.
IDENTITY: Final = ("unit_code", "type_code", "year_from", "year_to", "volume", "twin")
_MOST_DEFAULT: Final = 300
_GIVEN_BACK: Final = ("given_back", "given_back_reason", "given_back_by_name", "given_back_at")


@transaction.atomic
def book_create(*, actor: Actor, draft: BookDraft) -> Book:
    """Store a book; its numbers are opened by the ledger.

    Raises BookError naming the field, BookExists when label and twin are taken.
    """
    check(draft)
    draft = _tidy(draft)
    ensure(actor, "book.edit", draft.unit_code)
    label = label_of(draft)
    try:
        with transaction.atomic():
            book = Book.objects.create(
                **_columns(draft), label=label, created_at=now(), created_by=actor.key
            )
    except IntegrityError:
        raise BookExists(
            f"Sổ {label} đã có.",
            where="Quyển số",
            mend="Nếu xã giữ hai quyển cùng tên, hãy ghi thứ tự quyển trùng (2, 3 …).",
        ) from None
    _audit(actor, book, "book.create")
    return book


@transaction.atomic
def book_update(*, actor: Actor, book: Book, draft: BookDraft) -> Book:
    """Change what the inventory says of a book; its unit, type, years, volume and twin stay.

    New runs only add numbers: the caller opens them with `entries_open_declared`.
    """
    check(draft)
    draft = _tidy(draft)
    ensure(actor, "book.edit", book.unit_code)
    columns = _columns(draft)
    if any(columns[name] != getattr(book, name) for name in IDENTITY):
        raise BookError(
            "Đơn vị, loại, năm, quyển số của sổ không sửa được sau khi lập.", where=book.label
        )
    if any(value != getattr(book, name) for name, value in columns.items()):
        _hold_open(book)
    for name, value in columns.items():
        setattr(book, name, value)
    book.save(update_fields=list(columns))
    _audit(actor, book, "book.update")
    return book


@transaction.atomic
def book_defaults_set(*, actor: Actor, book: Book, defaults: Mapping[str, str]) -> Book:
    """Set the values that keying fills in for every entry of the book; empty ones are dropped."""
    ensure(actor, "book.edit", book.unit_code)
    _hold_open(book)
    fields = {field.key for field in record_type(book.type_code).fields}
    unknown = sorted(set(defaults) - fields)
    if unknown:
        raise BookError(f"Không có trường “{unknown[0]}”.", where="Giá trị điền sẵn")
    kept = {key: clean(value) for key, value in defaults.items() if clean(value)}
    long = [key for key, value in kept.items() if len(value) > _MOST_DEFAULT]
    if long:
        raise BookError(f"Giá trị của “{long[0]}” quá dài.", where="Giá trị điền sẵn")
    book.defaults = kept
    book.save(update_fields=["defaults"])
    _audit(actor, book, "book.defaults", {"fields": sorted(kept)})
    return book


@transaction.atomic
def book_form_confirm(*, actor: Actor, book: Book, era: str, places: Mapping[str, str]) -> Book:
    """Keep the form as the officer found it on a page: {field key: shown | folded | hidden}.

    `era` "" leaves the form to the day the book was opened. Only what differs from that form is
    kept. Raises BookError for an era this type has no form of, and for a place no form can have.
    """
    ensure(actor, "book.edit", book.unit_code)
    _hold_open(book)
    if era and era not in {known.code for known in eras_of(book.type_code)}:
        raise BookError("Loại sổ này không có mẫu của thời kỳ đã chọn.", where="Thời kỳ")
    kind = record_type(book.type_code)
    book.form_era = era
    form = proposed_form(book, book.year_from, era)
    own = {key: place for key, place in places.items() if form.place_of(key) != place}
    try:
        with_overrides(form, kind, own)
    except FormError as error:
        raise BookError(str(error), where=error.where) from None
    book.form_overrides = own
    book.form_confirmed_at, book.form_confirmed_by = now(), actor.key
    book.save(
        update_fields=["form_era", "form_overrides", "form_confirmed_at", "form_confirmed_by"]
    )
    _audit(actor, book, "book.form", {"era": era, "fields": sorted(own)})
    return book


@transaction.atomic
def book_submitted_set(*, actor: Actor, book: Book, submitted: bool) -> None:
    """Remember that the book waits for the chair's signature, or no longer does.

    Submitting answers whatever it was given back for.
    """
    book.submitted_at = now() if submitted else None
    book.submitted_by = actor.key if submitted else None
    if submitted:
        book.given_back = book.given_back_reason = book.given_back_by_name = ""
        book.given_back_at = None
    book.save(update_fields=["submitted_at", "submitted_by", *_GIVEN_BACK])
    _audit(actor, book, "book.submit" if submitted else "book.withdraw")


@transaction.atomic
def book_given_back_set(*, actor: Actor, book: Book, how: GivenBack, reason: str) -> None:
    """Keep with the book why the chair gave it back, until it is submitted again."""
    book.given_back = how
    book.given_back_reason = " ".join(reason.split())[:500]
    book.given_back_by_name = actor.name[:120]
    book.given_back_at = campaign_now()
    book.save(update_fields=list(_GIVEN_BACK))


def book_lock(key: UUID) -> Book:
    """The book, locked until the transaction ends, for steps that count a whole book.

    Whoever only writes something that belongs to the book, as a keyer does, need not wait.
    """
    return Book.objects.select_for_update(no_key=True).get(pk=key)


def _hold_open(book: Book) -> None:
    """Lock the book, so that nobody submits it meanwhile; BookWithChair for one that is."""
    if book_lock(book.key).submitted_at is not None:
        raise BookWithChair(book.label)


def label_of(draft: BookDraft) -> str:
    """`09508/KS.1998.02~2`."""
    return book_label(
        draft.unit_code,
        draft.type_code,
        draft.year_from,
        draft.last_year,
        draft.volume,
        twin=draft.twin,
    )


def _tidy(draft: BookDraft) -> BookDraft:
    rows = draft.rows if draft.layout == "rows" else 1
    return replace(
        draft,
        place=clean(draft.place),
        note=clean(draft.note),
        rows=rows,
        year_to=draft.last_year,
        opened_on=register_date(draft.opened_on) or "",
        closed_on=register_date(draft.closed_on) or "",
    )


def _columns(draft: BookDraft) -> dict[str, Any]:
    return {**asdict(draft), "runs": [run.as_dict() for run in draft.runs]}


def _audit(actor: Actor, book: Book, action: str, facts: Mapping[str, Any] | None = None) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"label": book.label, **(facts or {})},
    )
