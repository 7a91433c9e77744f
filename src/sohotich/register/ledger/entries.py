"""Opening the numbers of a book, and what the inventory must explain about single numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies import services as policies
from sohotich.register.books.models import Book
from sohotich.register.ledger.errors import EntryError
from sohotich.register.ledger.models import Entry

_BATCH: Final = 1000
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
    before = Entry.objects.filter(book=book).count()
    _check_size(book, before, last - first + 1)
    moment = now()
    Entry.objects.bulk_create(
        (
            Entry(
                book=book,
                unit_code=book.unit_code,
                year=year,
                number=number,
                state_changed_at=moment,
            )
            for number in range(first, last + 1)
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    opened = Entry.objects.filter(book=book).count() - before
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
    # Two people adding the same number at once take two twins, one after the other.
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    same = Entry.objects.filter(book=book, year=year, number=number, suffix=suffix)
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


def parse_numbers(text: str) -> list[tuple[int, str]]:
    """`"7-8, 41bis"` → [(7, ""), (8, ""), (41, "bis")]; EntryError for what is unclear."""
    found: list[tuple[int, str]] = []
    for part in filter(None, (piece.strip() for piece in text.replace(";", ",").split(","))):
        found.extend(_numbers(part))
    return found


def _numbers(part: str) -> Iterable[tuple[int, str]]:
    first, dash, last = part.partition("-")
    if dash and first.strip().isdecimal() and last.strip().isdecimal():
        low, high = int(first), int(last)
        if low <= high <= low + 10_000:
            return [(number, "") for number in range(low, high + 1)]
    digits = part[: len(part) - len(part.lstrip("0123456789"))]
    suffix = part[len(digits) :].strip().casefold()
    if not dash and digits and _SUFFIX.fullmatch(suffix):
        return [(int(digits), suffix)]
    raise EntryError(f"Không hiểu “{part}”.", where="Danh sách số", mend="Ghi như: 3, 7-9, 41bis.")


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
