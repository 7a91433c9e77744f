"""Opening the numbers of a book, and what the inventory must explain about single numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import insert_many
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies import services as policies
from sohotich.register.books.errors import BookWithChair
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_lock
from sohotich.register.ledger.errors import EntryError
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import approval_in_force

# What names of files can carry (`domain.naming`).
_SUFFIX: Final = re.compile(r"[a-z]{0,8}")
_LAST_NUMBER: Final = 99_999


@transaction.atomic
def entries_open(*, actor: Actor, book: Book, year: int, first: int, last: int) -> int:
    """Open the numbers `first`…`last` of `year`; those already open stay. Returns how many are new.

    Raises EntryError for a year outside of the book or more numbers than a book may hold.
    """
    ensure(actor, "book.edit", book.unit_code)
    _check_year(book, year)
    if not 1 <= first <= last <= _LAST_NUMBER:
        raise EntryError(
            f"Số đầu từ 1, số cuối không nhỏ hơn số đầu và không quá {_LAST_NUMBER}.",
            where=f"{book.label}, năm {year}",
        )
    _check_size(book, Entry.objects.filter(book=book).count(), last - first + 1)
    _hold_unsigned(book, lambda: _all_open(book, year, first, last))
    opened = insert_many(
        Entry(book=book, unit_code=book.unit_code, year=year, state_changed_at=now()),
        ("key", "number"),
        ((new_key(), number) for number in range(first, last + 1)),
        skip_known=True,
    )
    if opened:
        audit.record(
            actor=actor,
            action="entry.open",
            unit=book.unit_code,
            subject="book",
            key=book.key,
            facts={"year": year, "first": first, "last": last, "opened": opened},
        )
    return opened


def entries_open_declared(*, actor: Actor, book: Book) -> int:
    """Open every number that the book's cover declares (`book.runs`); safe to repeat."""
    return sum(
        entries_open(actor=actor, book=book, year=run["year"], first=run["first"], last=run["last"])
        for run in book.runs
    )


@transaction.atomic
def entry_add(
    *, actor: Actor, book: Book, year: int, number: int, suffix: str = "", twin: int | None = None
) -> Entry:
    """Add a number the run does not have: `41bis`, or 41 once more where the book uses it twice.

    Without `twin` the next free one is taken; with it, an entry already there is returned as is.
    """
    ensure(actor, "book.edit", book.unit_code)
    _check_year(book, year)
    suffix = "".join(suffix.split()).casefold()
    if not 1 <= number <= _LAST_NUMBER or not _SUFFIX.fullmatch(suffix):
        raise EntryError(
            f"Số đăng ký từ 1 đến {_LAST_NUMBER}; phần sau số gồm tối đa 8 chữ cái không dấu.",
            where=f"{book.label}, năm {year}",
        )
    same = Entry.objects.filter(book=book, year=year, number=number, suffix=suffix)
    # Two people adding the same number at once take two twins, one after the other.
    _hold_unsigned(book, lambda: twin is not None and same.filter(twin=twin).exists())
    if twin is None:
        twin = (same.order_by("-twin").values_list("twin", flat=True).first() or 0) + 1
    entry, created = Entry.objects.get_or_create(
        book=book,
        year=year,
        number=number,
        suffix=suffix,
        twin=twin,
        defaults={"unit_code": book.unit_code, "state_changed_at": now()},
    )
    if created:
        audit.record(
            actor=actor,
            action="entry.add",
            unit=book.unit_code,
            subject="entry",
            key=entry.key,
            facts={"year": year, "number": number, "suffix": suffix, "twin": twin},
        )
    return entry


def _all_open(book: Book, year: int, first: int, last: int) -> bool:
    run = Entry.objects.filter(book=book, year=year, number__range=(first, last))
    return run.filter(suffix="", twin=1).count() == last - first + 1


def _hold_unsigned(book: Book, nothing_new: Callable[[], bool]) -> None:
    """Lock the book, so that nobody signs it meanwhile; refuse new numbers in a signed one, and in
    one that lies before the chair.
    """
    row = book_lock(book.key)
    signed = approval_in_force(book) is not None
    if (row.submitted_at is None and not signed) or nothing_new():
        return
    if not signed:
        raise BookWithChair(book.label)
    raise EntryError(
        "Sổ đã ký duyệt nên không thêm số được.",
        where=book.label,
        mend="Chủ tịch mở lại sổ ở Ký duyệt, ghi lý do; thêm số và làm đủ rồi trình ký lại.",
    )


def _check_year(book: Book, year: int) -> None:
    if not book.year_from <= year <= book.year_to:
        raise EntryError(f"Năm {year} không thuộc sổ này ({book.years}).", where=book.label)


def _check_size(book: Book, present: int, more: int) -> None:
    most = policies.number("book.max_entries")
    if more > most or present + more > 2 * most:
        raise EntryError(
            f"Một quyển sổ nhận nhiều nhất {most} trường hợp.",
            where=book.label,
            mend="Kiểm tra lại số đầu và số cuối.",
        )
