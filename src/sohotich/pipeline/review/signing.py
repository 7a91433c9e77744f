"""Submitting a book, signing it, opening it again. Re-authentication is the view's matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sohotich.domain.naming import build_so
from sohotich.domain.workflow import DEPUTY_ROLE, may_sign
from sohotich.engines.exchange.content import ContentEntry, ContentList, content_list
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.delegations import TITLE, delegation_of, ground_words
from sohotich.foundation.people.models import Delegation
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.review.errors import KeyedByHand, NotReady, ReviewError
from sohotich.pipeline.review.readiness import readiness
from sohotich.register.books.models import Book, GivenBack
from sohotich.register.books.services import (
    book_given_back_set,
    book_lock,
    book_submitted_set,
)
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import images_of
from sohotich.register.ledger.approvals import approval_create, approval_revoke
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import approvals_in_force, closing, counts
from sohotich.register.records.models import Reading, ReadingKind, Record
from sohotich.register.records.selectors import people_who_keyed

_ABSENT = ("missing", "cancelled")


@dataclass(frozen=True)
class Signing:
    """What the chair sees before signing; `may` is False for somebody who keyed any of it."""

    book: Book
    statement: str
    figures: dict[str, Any]
    content: ContentList
    may: bool


def statement_of(book: Book, figures: dict[str, Any], delegation: Delegation | None = None) -> str:
    """The sentence the chair signs under; a deputy names the ground of signing for the chair."""
    ground = f" Ký thay Chủ tịch theo {ground_words(delegation)}." if delegation else ""
    return (
        f"Tôi đã xem xét sổ {book.label}: {figures['records']} trường hợp đã số hóa, "
        f"{figures['missing']} số thiếu, {figures['cancelled']} số bị hủy. Tôi xác nhận dữ liệu và "
        "ảnh của sổ khớp với sổ gốc, đồng ý chuyển vào cơ sở dữ liệu hộ tịch điện tử và chịu "
        f"trách nhiệm về tính chính xác.{ground}"
    )


def signs_for_the_chair(actor: Actor, book: Book) -> Delegation | None:
    """The delegation under which somebody signs; None for whoever signs in their own right."""
    own = any(
        held.role != DEPUTY_ROLE
        and "book.approve" in held.permissions
        and (held.reach is None or book.unit_code in held.reach)
        for held in actor.grants
    )
    return None if own else delegation_of(actor.key, book.unit_code)


def figures_of(book: Book) -> dict[str, Any]:
    """The figures of a book as they are signed for and printed; plain JSON."""
    stages = counts(book=book).stages
    images = EntryImage.objects.filter(book=book, current=True)
    readings = Reading.objects.filter(book=book)
    reviewed = list(readings.filter(kind=ReadingKind.CORRECTION))
    explained = Entry.objects.filter(book=book, state__in=_ABSENT)
    return {
        "numbers": stages.numbers,
        "records": stages["expected"],
        "missing": stages.missing,
        "cancelled": stages.cancelled,
        "declared": closing(book).declared,
        "pdfs": images.exclude(sha256="").count(),
        "looked_at": images.filter(cleared_at__isnull=False).count(),
        "keyers": len(people_who_keyed(book)),
        "disputes": readings.filter(kind=ReadingKind.DECISION, state="complete").count(),
        "corrections": sum(reading.writes for reading in reviewed),
        "confirmations": sum(not reading.writes for reading in reviewed),
        "explained": [[entry.label, entry.state, entry.reason] for entry in explained],
    }


def content_of(book: Book) -> ContentList:
    """The book's content list as it stands: entry, record digest, PDF digest."""
    digests = dict(Record.objects.filter(book=book).values_list("entry_id", "digest"))
    images = images_of(book)
    lines = []
    for entry in Entry.objects.filter(book=book):
        label = number_label(entry)
        if entry.state in _ABSENT:
            lines.append(ContentEntry(str(entry.key), label, absent=entry.state))
            continue
        image = images.get(entry.key)
        digest = digests.get(entry.key, "")
        lines.append(
            ContentEntry(str(entry.key), label, digest, image.sha256 if image is not None else "")
        )
    return content_list(lines)


def number_label(entry: Entry) -> str:
    """`41/1998`, `41bis/1998`, the second of its number `41/1998~2`, as packages write it."""
    again = f"~{entry.twin}" if entry.twin != 1 else ""
    return build_so(entry.number, entry.year, entry.suffix) + again


@transaction.atomic
def book_submit(*, actor: Actor, book: Book) -> Book:
    """Hand a finished book to the chair; NotReady says what it lacks. Again changes nothing."""
    ensure(actor, "book.submit", book.unit_code)
    row = book_lock(book.key)
    if row.submitted_at is not None:
        return row
    _ensure_ready(row)
    book_submitted_set(actor=actor, book=row, submitted=True)
    return row


@transaction.atomic
def book_withdraw(*, actor: Actor, book: Book, reason: str = "") -> Book:
    """Take a submitted book back (officer), or give it back (chair, with a reason, which stays
    with the book until it is submitted again).
    """
    returned = not actor.can("book.submit", book.unit_code)
    if returned:
        ensure(actor, "book.approve", book.unit_code)
        if not reason.strip():
            raise ReviewError("Trả sổ lại cần có lý do.", where="Lý do")
    row = book_lock(book.key)
    if row.submitted_at is None:
        return row
    if approvals_in_force().filter(book=row).exists():
        raise ReviewError("Sổ đã ký duyệt.", where=row.label, mend="Chủ tịch mở lại sổ trước.")
    book_submitted_set(actor=actor, book=row, submitted=False)
    if returned:
        book_given_back_set(actor=actor, book=row, how=GivenBack.RETURNED, reason=reason)
    audit.record(
        actor=actor,
        action="book.give_back",
        unit=row.unit_code,
        subject="book",
        key=row.key,
        facts={"reason": " ".join(reason.split())[:500]},
    )
    return row


def signing_of(*, actor: Actor, book: Book) -> Signing:
    """What is to be signed: figures, statement and content as they stand now."""
    ensure(actor, "book.approve", book.unit_code)
    figures = figures_of(book)
    return Signing(
        book=book,
        statement=statement_of(book, figures, signs_for_the_chair(actor, book)),
        figures=figures,
        content=content_of(book),
        may=may_sign(actor.key, people_who_keyed(book)),
    )


@transaction.atomic
def book_sign(*, actor: Actor, book: Book, content_sha256: str, signer_title: str) -> BookApproval:
    """Sign a submitted book for the content the chair saw (`content_sha256`).

    Freezes the content list and moves every reviewed entry to approved. Raises KeyedByHand for
    somebody who keyed any of it, NotReady, and ReviewError when the content changed meanwhile. The
    caller has just asked for the password again. Under a delegation the title is the deputy's
    (KT. Chủ tịch), whatever `signer_title` says.
    """
    ensure(actor, "book.approve", book.unit_code)
    row = book_lock(book.key)
    if row.submitted_at is None:
        raise ReviewError("Sổ chưa được trình ký.", where=row.label)
    if not may_sign(actor.key, people_who_keyed(row)):
        raise KeyedByHand(
            "Người đã nhập, sửa hoặc giải quyết tranh chấp của sổ không ký duyệt sổ đó.",
            where=row.label,
            mend="Để người khác có thẩm quyền ký.",
        )
    _ensure_ready(row)
    content = content_of(row)
    if content.sha256 != content_sha256:
        raise ReviewError(
            "Nội dung sổ vừa thay đổi.", where=row.label, mend="Tải lại, xem lại rồi ký."
        )
    figures = figures_of(row)
    delegation = signs_for_the_chair(actor, row)
    return approval_create(
        actor=actor,
        book=row,
        content=content.text,
        figures=figures,
        statement=statement_of(row, figures, delegation),
        signer_title=TITLE if delegation else signer_title or actor.title or "Chủ tịch UBND",
    )


@transaction.atomic
def book_reopen(*, actor: Actor, book: Book, reason: str) -> BookApproval:
    """Take a signature back with a reason: records can be corrected, then it is signed anew."""
    approval = approval_revoke(actor=actor, book=book, reason=reason)
    row = book_lock(book.key)
    book_submitted_set(actor=actor, book=row, submitted=False)
    book_given_back_set(actor=actor, book=row, how=GivenBack.REOPENED, reason=reason)
    return approval


def _ensure_ready(book: Book) -> None:
    state = readiness(book)
    if not state.ready:
        raise NotReady(book.label, state.lacking)
