"""The signing of a book as the register keeps it; who may sign, review decides."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.errors import MoveRefused
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import approval_in_force


@transaction.atomic
def approval_create(
    *,
    actor: Actor,
    book: Book,
    content: str,
    figures: Mapping[str, Any],
    statement: str,
    signer_title: str,
) -> BookApproval:
    """Freeze `content` under the signer's name and move every reviewed entry to `approved`."""
    ensure(actor, "book.approve", book.unit_code)
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    if approval_in_force(book) is not None:
        raise MoveRefused("Sổ này đã được ký duyệt.", where=book.label)
    approval = BookApproval.objects.create(
        book=book,
        version=BookApproval.objects.filter(book=book).count() + 1,
        content=content,
        content_sha256=hashlib.sha256(content.encode()).hexdigest(),
        figures=dict(figures),
        statement=statement,
        signer_key=actor.key,
        signer_name=actor.name,
        signer_title=signer_title,
        signed_at=now(),
        campaign_at=campaign_now(),
    )
    ledger.move_all(actor=actor, book=book, action="approve")
    audit.record(
        actor=actor,
        action="book.sign",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"version": approval.version, "content_sha256": approval.content_sha256},
    )
    return approval


@transaction.atomic
def approval_revoke(*, actor: Actor, book: Book, reason: str) -> BookApproval:
    """Take the signing back, openly: it stays, revoked; its entries stand `reviewed` again."""
    ensure(actor, "book.approve", book.unit_code)
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    approval = approval_in_force(book)
    if approval is None:
        raise MoveRefused("Sổ này chưa được ký duyệt.", where=book.label)
    if Entry.objects.filter(book=book, state="accepted").exists():
        raise MoveRefused(
            "Sổ đã có trường hợp được tiếp nhận, không mở lại được.", where=book.label
        )
    ledger.move_all(actor=actor, book=book, action="reopen", reason=reason)
    approval.revoked_at, approval.revoked_by = now(), actor.key
    approval.revoked_reason = " ".join(reason.split())[:500]
    approval.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    audit.record(
        actor=actor,
        action="book.reopen",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"version": approval.version},
    )
    return approval
