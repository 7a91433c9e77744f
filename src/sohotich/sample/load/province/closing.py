"""Signings and packages of a commune's finished books, bound to what is stored of them."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.domain.record_types import record_type
from sohotich.foundation.policies import services as policies
from sohotich.pipeline.review.signing import content_of, figures_of, statement_of
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.packing import stem_of
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import BookApproval
from sohotich.sample.load.province.accounts import Who
from sohotich.sample.load.province.moments import Moments
from sohotich.sample.world.province.deeds import Signing


def books_close(
    books: Sequence[Book], signings: Sequence[Signing], people: Sequence[Who], moments: Moments
) -> None:
    """Store the signings in their order, and the packages made of them.

    A package of the invented province has no files: no page of it was ever drawn.
    """
    chosen = str(policies.value("transfer.template_version"))
    for signing in signings:
        book = books[signing.book]
        approval = _approval(book, signing, people, moments)
        if signing.packed_at is None or signing.packed_by is None:
            continue
        packer = people[signing.packed_by]
        Package.objects.create(
            book=book,
            approval=approval,
            unit_code=book.unit_code,
            stem=stem_of(book),
            version=record_type(book.type_code).version_or_default(chosen).code,
            content_sha256=approval.content_sha256,
            counts={"records": approval.figures["records"]},
            made_at=moments.real(signing.packed_at),
            made_by=packer.key,
            made_by_name=packer.name,
        )


def _approval(
    book: Book, signing: Signing, people: Sequence[Who], moments: Moments
) -> BookApproval:
    content, figures, chair = content_of(book), figures_of(book), people[signing.who]
    revoked = signing.revoked_at
    return BookApproval.objects.create(
        book=book,
        version=signing.version,
        content=content.text,
        content_sha256=content.sha256,
        figures=figures,
        statement=statement_of(book, figures),
        signer_key=chair.key,
        signer_name=chair.name,
        signer_title=chair.title,
        signed_at=moments.real(signing.at),
        campaign_at=moments.shown(signing.at),
        revoked_at=None if revoked is None else moments.real(revoked),
        revoked_by=None if revoked is None else chair.key,
        revoked_reason=signing.revoked_reason,
    )
