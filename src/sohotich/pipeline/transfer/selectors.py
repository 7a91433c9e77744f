"""What the transfer screens show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.transfer.models import Package
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import BookApproval
from sohotich.register.ledger.selectors import (
    LedgerCounts,
    approval_in_force,
    approvals_in_force,
    counts,
)


@dataclass(frozen=True)
class TransferPage:
    """A book's packages, newest first; `package` is the one of the signing in force."""

    book: Book
    approval: BookApproval | None
    package: Package | None
    packages: Sequence[Package]
    counts: LedgerCounts
    job: Job | None


def books_to_pack(actor: Actor) -> list[Book]:
    """Books signed and not yet packed, of the actor's units."""
    waiting = approvals_in_force().filter(package__isnull=True)
    books = books_visible(actor, permission="package.make")
    return list(books.filter(pk__in=waiting.values("book_id")))


def transfer_page(*, actor: Actor, book: Book) -> TransferPage:
    """The transfer page for somebody who may make packages there."""
    ensure(actor, "package.make", book.unit_code)
    approval = approval_in_force(book)
    packages = list(
        Package.objects.filter(book=book).select_related("approval").order_by("-approval__version")
    )
    return TransferPage(
        book=book,
        approval=approval,
        package=next((p for p in packages if approval and p.approval_id == approval.key), None),
        packages=packages,
        counts=counts(book=book),
        job=jobs_of("book", book.key, "package.make").first(),
    )
