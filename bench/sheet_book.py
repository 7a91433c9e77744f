"""A book of many pages as its contact sheet finds it: a third accepted, some of them doubtful."""

from __future__ import annotations

import io
from typing import Any

UNIT, SCANNER, OFFICER = "09508", "quet", "hotich"
# Different pictures; more pages than these repeat them, each under a link of its own.
DRAWN = 24
_YEAR, _VOLUME, _WIDTH = 1997, 8, 900
_ACCEPTED, _DOUBTFUL = 3, 20  # every third page accepted, every twentieth in doubt


def sheet_book(pages: int) -> Any:
    """Register and fill the book, two registrations a page, through the services that scanning
    uses; Django is ready on an empty home. Returns the book.
    """
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    with speaking(EVERYTHING):
        _people()
        return _filled(pages)


def _people() -> None:
    from datetime import UTC, date, datetime

    from sohotich.foundation.database.clock import campaign_set
    from sohotich.foundation.people.accounts import create_user, grant_role
    from sohotich.foundation.people.actors import service_actor

    campaign_set(
        name="Đợt thử",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 1, 15),
        root_unit="27",
        opens_at=datetime(2025, 1, 7, 8, tzinfo=UTC),
    )
    installer = service_actor("installer")
    for name, role in ((SCANNER, "nguoi_quet"), (OFFICER, "cong_chuc_ho_tich")):
        user = create_user(actor=installer, username=name, full_name=name.title()).user
        grant_role(actor=installer, user=user, role=role, unit_code=UNIT)


def _filled(pages: int) -> Any:
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.pipeline.scanning.numbering import propose
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.images.models import Page
    from sohotich.register.images.services import pages_accept, pages_add
    from sohotich.register.ledger.inventory import book_register

    draft = BookDraft(
        unit_code=UNIT,
        type_code="KS",
        year_from=_YEAR,
        volume=_VOLUME,
        layout="two",
        runs=(Run(_YEAR, 1, 2 * pages),),
    )
    book = book_register(actor=actor_by_username(OFFICER), draft=draft)
    scanner = actor_by_username(SCANNER)
    link = _stored(scanner, book.key, "book", "scan", b"one file of many pages", "quyen.tif")
    pages_add(
        actor=scanner, book=book, link=link, frames=range(1, pages + 1), name="quyen.tif", batch="1"
    )
    drawn = _drawn()
    rows = list(Page.objects.filter(book=book).order_by("order"))
    for place, page in enumerate(rows):
        _process(scanner, page, drawn[place % DRAWN], sure=place % _DOUBTFUL != 7)
    proposal = propose(book)
    taken = {page.key: proposal.entries[page.key] for page in rows[::_ACCEPTED]}
    pages_accept(actor=scanner, book=book, entries=taken)
    return book


def _process(scanner: Any, page: Any, jpeg: bytes, sure: bool) -> None:
    from sohotich.register.images.services import Analysed, Cut, page_processed

    thumb = _stored(scanner, page.key, "page", "thumb", jpeg, "trang.jpg")
    confidence = 0.99 if sure else 0.3
    cuts = [Cut((0.0, 0.0, 1.0, 0.5), confidence), Cut((0.0, 0.5, 1.0, 1.0), confidence)]
    found = Analysed(width=2480, height=3508, quad=None, skew=0.0, confidence=confidence, cuts=cuts)
    page_processed(actor=scanner, page=page.key, sha256=page.sha256, found=found, thumb=thumb)


def _stored(scanner: Any, key: Any, subject: str, purpose: str, content: bytes, name: str) -> Any:
    from sohotich.foundation.files.services import store

    return store(
        actor=scanner,
        source=content,
        unit=UNIT,
        subject=subject,
        subject_key=key,
        purpose=purpose,
        name=name,
        media_type="image/jpeg",
    )


def _drawn() -> list[bytes]:
    """Pages of an invented book as the sheet keeps them."""
    from sohotich.sample.world import BookOptions, draw_page, make_book

    book = make_book(BookOptions(seed=77, entries=2 * DRAWN, layout="two", year=_YEAR, dpi=110))
    found = []
    for index in range(DRAWN):
        image = draw_page(book, index).convert("RGB")
        out = io.BytesIO()
        image.resize((_WIDTH, round(image.height * _WIDTH / image.width))).save(
            out, "JPEG", quality=72, optimize=True
        )
        found.append(out.getvalue())
    return found
