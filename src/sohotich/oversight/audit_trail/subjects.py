"""What an entry is about, named for people: one question a kind for a whole page of entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from sohotich.domain.policies import POLICIES
from sohotich.foundation.administration.views.policies import value_words
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.models import PolicyOverride
from sohotich.pipeline.transfer.models import Package
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.records.models import Reading, Record

Named = tuple[str, str]
"""(words, address); the address is "" where there is no page of it."""


def named(entries: Iterable[AuditEntry]) -> dict[UUID, Named]:
    """Key of the subject → how it is called, for those the person may see at all."""
    by_kind: dict[str, set[UUID]] = {}
    for entry in entries:
        if entry.subject_key is not None:
            by_kind.setdefault(entry.subject, set()).add(entry.subject_key)
    found: dict[UUID, Named] = {}
    for kind, keys in by_kind.items():
        if kind in _NAMES:
            found |= _NAMES[kind](keys)
    return found


def _books(keys: Iterable[UUID]) -> Mapping[UUID, Named]:
    rows = Book.objects.filter(pk__in=list(keys)).values_list("pk", "label")
    return {key: (label, reverse("book", args=[key])) for key, label in rows}


def _entries(keys: Iterable[UUID]) -> Mapping[UUID, Named]:
    rows = Entry.objects.filter(pk__in=list(keys)).select_related("book")
    return {row.pk: _entry(row) for row in rows}


def _entry(row: Entry) -> Named:
    return f"{row.book.label} · số {row.label}", reverse("entry", args=[row.pk])


def _of_entry(model: type[Reading] | type[Record]) -> Callable[[Iterable[UUID]], dict[UUID, Named]]:
    def found(keys: Iterable[UUID]) -> dict[UUID, Named]:
        rows = model._default_manager.filter(pk__in=list(keys)).select_related("entry__book")
        return {row.pk: _entry(row.entry) for row in rows}

    return found


def _of_book(
    model: type[Package] | type[BookApproval],
) -> Callable[[Iterable[UUID]], dict[UUID, Named]]:
    def found(keys: Iterable[UUID]) -> dict[UUID, Named]:
        rows = model._default_manager.filter(pk__in=list(keys)).select_related("book")
        return {row.pk: (row.book.label, reverse("book", args=[row.book_id])) for row in rows}

    return found


def _pages(keys: Iterable[UUID]) -> Mapping[UUID, Named]:
    rows = Page.objects.filter(pk__in=list(keys)).select_related("book")
    return {
        row.pk: (f"{row.book.label} · trang {row.order}", reverse("book", args=[row.book_id]))
        for row in rows
    }


def _people(keys: Iterable[UUID]) -> Mapping[UUID, Named]:
    rows = User.objects.filter(pk__in=list(keys)).values_list("pk", "full_name", "username")
    return {key: (f"{name} ({username})", "") for key, name, username in rows}


def _policies(keys: Iterable[UUID]) -> Mapping[UUID, Named]:
    return {row.pk: _policy(row) for row in PolicyOverride.objects.filter(pk__in=list(keys))}


def _policy(row: PolicyOverride) -> Named:
    policy = POLICIES.get(row.name)
    if policy is None:
        return row.name, ""
    words = f"{policy.title}: {value_words(policy, row.value)}, từ {row.from_date:%d/%m/%Y}"
    return words, reverse("administration:policy", args=[row.name])


_NAMES: dict[str, Callable[[Iterable[UUID]], Mapping[UUID, Named]]] = {
    "book": _books,
    "entry": _entries,
    "reading": _of_entry(Reading),
    "record": _of_entry(Record),
    "page": _pages,
    "package": _of_book(Package),
    "approval": _of_book(BookApproval),
    "user": _people,
    "policy": _policies,
}
