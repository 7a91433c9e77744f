"""The API of scanning stations: pages taken in, how far they are, the certain ones confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from sohotich.foundation.connect.asking import Letter, TokenRequest, needs
from sohotich.foundation.connect.general import JobOut
from sohotich.foundation.connect.paging import Part, part_of
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.pipeline.scanning.receive import image_receive
from sohotich.pipeline.scanning.screens import book_scans
from sohotich.pipeline.scanning.services import process_start, sheet_accept_certain
from sohotich.register.books.asked import book_asked
from sohotich.register.images.models import Page
from sohotich.register.images.selectors import doubtful

router = Router(tags=["Quét"])
_KINDS: Final = ("scan.process", "scan.pdf")


class PageOut(Schema):
    """One page image; `frame` counts the pages of one TIFF or PDF from 1."""

    key: UUID
    order: int
    name: str
    frame: int
    sha256: str
    state: str = Field(description="new, processed, rescan hoặc blank.")
    accepted: bool
    problem: str
    received_at: datetime

    @classmethod
    def of(cls, page: Page) -> PageOut:
        return cls(
            key=page.key,
            order=page.order,
            name=page.name,
            frame=page.frame,
            sha256=page.sha256,
            state=page.state,
            accepted=page.accepted_at is not None,
            problem=page.problem,
            received_at=page.received_at,
        )


class PagePart(Schema):
    items: list[PageOut]
    next: str | None = None


@router.get("/books/{uuid:key}/pages", response=PagePart, summary="Các trang ảnh của sổ")
@needs("book.view")
def pages(request: TokenRequest, key: UUID, part: Query[Part]) -> PagePart:
    """Theo thứ tự nhận; `order` là vị trí trong sổ. Ảnh không gửi qua đây."""
    found = Page.objects.filter(book=book_asked(request, key))
    rows, following = part_of(found, ("key",), part)
    return PagePart(items=[PageOut.of(page) for page in rows], next=following)


class UploadIn(Schema):
    batch: str = Field("", max_length=40, description="Tên lượt quét.")


class PagesReceived(Schema):
    """`pages` new ones; 0: the book has this file already, as `same_as`."""

    pages: int
    same_as: str
    job: UUID | None = Field(description="Việc xử lý ảnh đã bắt đầu.")


@router.post(
    "/books/{uuid:key}/pages",
    response={200: PagesReceived, 201: PagesReceived},
    summary="Gửi một tệp ảnh",
)
@needs("scan.upload", Letter.FORM)
def page_new(
    request: TokenRequest,
    key: UUID,
    file: File[UploadedFile],
    sent: Form[UploadIn],
) -> Status[PagesReceived]:
    """Một tệp JPEG, PNG, TIFF, HEIC hoặc PDF. Các tệp cùng `batch` đứng cạnh nhau theo tên. Tệp đã
    có trong sổ thì trả 200 và không nhận lại.
    """
    book = book_asked(request, key, "scan.upload")
    received = image_receive(
        actor=request.actor,
        book=book,
        name=file.name or "",
        stream=file,  # type: ignore[arg-type]
        batch=f"api:{sent.batch or request.token.key}",
    )
    job = process_start(actor=request.actor, book=book).key if received.pages else None
    answer = PagesReceived(pages=received.pages, same_as=received.same_as, job=job)
    return Status(201 if received.pages else 200, answer)


class DoubtOut(Schema):
    """A registration whose PDF a person must look at."""

    entry: UUID
    label: str
    verdict: str
    reason: str


class ScanOut(Schema):
    """How far a book is scanned; `to_confirm` pages wait for a person or for `accept-certain`."""

    pages: int
    new: int
    to_confirm: int
    rescan: int
    accepted: int
    pdf_waiting: int
    without_image: int
    doubtful: list[DoubtOut]
    jobs: list[JobOut]


@router.get("/books/{uuid:key}/scan", response=ScanOut, summary="Tiến độ quét của sổ")
@needs("book.view")
def scan(request: TokenRequest, key: UUID) -> ScanOut:
    """Số trang chờ xử lý, chờ xác nhận, cần quét lại; việc đang chạy; PDF cần người xem."""
    book = book_asked(request, key)
    (found,) = book_scans([book])
    newest = [jobs_of("book", book.key, kind).first() for kind in _KINDS]
    return ScanOut(
        pages=found.pages.pages,
        new=found.pages.new,
        to_confirm=found.pages.to_confirm,
        rescan=found.pages.rescan,
        accepted=found.pages.accepted,
        pdf_waiting=found.pressing,
        without_image=found.without_image,
        doubtful=[
            DoubtOut(
                entry=one.entry_id,
                label=one.entry.label,
                verdict=one.verdict,
                reason=one.reason,
            )
            for one in doubtful(book)
        ],
        jobs=[JobOut.of(job) for job in newest if job is not None],
    )


class CertainAccepted(Schema):
    """How many pages were confirmed now; the others wait for a person."""

    accepted: int
    scan: ScanOut


@router.post(
    "/books/{uuid:key}/pages/accept-certain",
    response=CertainAccepted,
    summary="Xác nhận các trang chắc chắn",
)
@needs("scan.confirm")
def accept_certain(request: TokenRequest, key: UUID) -> CertainAccepted:
    """Xác nhận mọi trang máy đọc được chắc chắn; trang còn nghi ngờ để người xem trên bảng ảnh."""
    book = book_asked(request, key, "scan.confirm")
    accepted = sheet_accept_certain(actor=request.actor, book=book)
    return CertainAccepted(accepted=len(accepted), scan=scan(request, key))
