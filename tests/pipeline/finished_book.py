"""A small book brought up to any station by the services, without drawing or cutting pages."""

from __future__ import annotations

import io
from uuid import uuid4

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.pipeline.conftest import VALUES


def agree(team, book, **changes: str) -> None:
    """Both readings of every number the book has, the same, settled."""
    from sohotich.register.ledger.services import move_all

    move_all(actor=team.scanner, book=book, action="attach_image")
    read_twice(team, book, lambda entry: changes)


def read_twice(team, book, changes) -> None:
    """Both readings of every scanned number, the same, settled; `changes(entry)` of VALUES."""
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.services import move
    from sohotich.register.records import services as records

    for entry in Entry.objects.select_related("book").filter(book=book, state="scanned"):
        values = {
            **VALUES,
            "so": f"{entry.number:02d}{entry.suffix}/{entry.year}",
            "quyenSo": book.volume_text,
            **changes(entry),
        }
        for slot, actor in ((1, team.first), (2, team.second)):
            records.reading_fill(actor=actor, entry=entry, slot=slot, values=values, blank=())
            if slot == 1:
                move(actor=actor, entry=entry, action="key_first")
        records.record_settle(actor=team.second, entry=entry)
        move(actor=team.second, entry=entry, action="key_second_same")


def picture(team, book, verdict: str = "ok") -> None:
    """A PDF and a picture for every number that lacks one."""
    from sohotich.foundation.database.clock import now
    from sohotich.foundation.files.services import store
    from sohotich.register.images.models import EntryImage
    from sohotich.register.images.services import Made, image_made
    from sohotich.register.ledger.models import Entry

    for entry in Entry.objects.filter(book=book).exclude(state__in=("missing", "cancelled")):
        image = EntryImage.objects.create(
            entry=entry,
            book=book,
            unit_code=book.unit_code,
            fingerprint=f"{entry.number:064d}",
            created_at=now(),
            created_by=team.scanner.key,
        )

        def file(purpose: str, name: str, content: bytes, media: str, entry=entry):
            return store(
                actor=team.scanner,
                source=content,
                unit=entry.unit_code,
                subject="entry",
                subject_key=entry.key,
                purpose=purpose,
                name=name,
                media_type=media,
            )

        pdf = file("pdf", "tep.pdf", a_pdf(entry.number), "application/pdf")
        view = file("view", "anh.jpg", a_jpeg(), "image/jpeg")
        made = Made(pdf.sha256, pdf.bytes, verdict, "", 1.0, {})
        image_made(actor=team.scanner, image=image.key, made=made, pdf=pdf, view=view)


def a_pdf(number: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    # Never the same twice: another test may be taking its own file out of the same store.
    canvas.drawString(72, 720, f"{number} {uuid4()}")
    canvas.save()
    return out.getvalue()


def a_jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return out.getvalue()


def review_all(team, book) -> None:
    """Every settled record marked as right by the officer."""
    from sohotich.pipeline.review.services import review_mark
    from sohotich.register.records.models import Record

    for record in Record.objects.filter(book=book, entry__state="agreed").select_related("entry"):
        review_mark(actor=team.officer, entry=record.entry, digest=record.digest)


def ready(team, book) -> None:
    """The book with everything that submitting asks for."""
    agree(team, book)
    picture(team, book)
    review_all(team, book)


def signed(team, book):
    """The book submitted by the officer and signed by the chair: the approval."""
    from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of

    ready(team, book)
    book_submit(actor=team.officer, book=book)
    content = signing_of(actor=team.chair, book=book).content
    return book_sign(
        actor=team.chair, book=book, content_sha256=content.sha256, signer_title="Chủ tịch UBND xã"
    )
