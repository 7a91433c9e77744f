"""The API of connectors: packages made and fetched, and the ministry's answers brought back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from sohotich.foundation.connect.asking import Letter, TokenRequest, needs
from sohotich.foundation.connect.general import JobOut
from sohotich.foundation.connect.paging import Part, part_of
from sohotich.foundation.connect.problems import Problem
from sohotich.pipeline.transfer import services
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.receipts import Receipt, receipts_record
from sohotich.register.books.asked import book_asked

router = Router(tags=["Gói chuyển"])
_MOST_RECEIPTS: Final = 5_000
_BINARY: Final[dict[str, Any]] = {
    "responses": {
        200: {
            "description": "Nội dung tệp.",
            "content": {
                media: {"schema": {"type": "string", "format": "binary"}}
                for media in (*sorted(services.MEDIA.values()), "application/octet-stream")
            },
        }
    }
}


class FileOut(Schema):
    name: str
    bytes: int
    sha256: str


class PackageOut(Schema):
    """`in_force`: made of the signing that holds now; a package of an earlier one is not sent."""

    key: UUID
    book: UUID
    stem: str
    version: str
    content_sha256: str
    in_force: bool
    counts: dict[str, int | None]
    files: list[FileOut]
    made_at: datetime

    @classmethod
    def of(cls, package: Package) -> PackageOut:
        files = [FileOut(**{name: one[name] for name in _FILE}) for one in package.files]
        return cls(
            key=package.key,
            book=package.book_id,
            stem=package.stem,
            version=package.version,
            content_sha256=package.content_sha256,
            in_force=package.approval.revoked_at is None,
            counts=package.counts,
            files=files,
            made_at=package.made_at,
        )


_FILE: Final = ("name", "bytes", "sha256")


class PackagePart(Schema):
    items: list[PackageOut]
    next: str | None = None


@router.get("/books/{uuid:key}/packages", response=PackagePart, summary="Các gói của sổ")
@needs("package.make")
def packages(request: TokenRequest, key: UUID, part: Query[Part]) -> PackagePart:
    """Mỗi lần ký duyệt một gói; gói của lần ký còn hiệu lực có in_force là true."""
    book = book_asked(request, key, "package.make")
    found = Package.objects.filter(book=book).select_related("approval")
    rows, following = part_of(found, ("key",), part)
    return PackagePart(items=[PackageOut.of(package) for package in rows], next=following)


@router.post("/books/{uuid:key}/packages", response={202: JobOut}, summary="Lập gói chuyển")
@needs("package.make")
def package_new(request: TokenRequest, key: UUID) -> Status[JobOut]:
    """Kiểm tra rồi lập gói ở nền; theo dõi bằng /jobs. Còn lỗi thì trả 409 và không lập gì."""
    book = book_asked(request, key, "package.make")
    run = services.package_dry_run(actor=request.actor, book=book)
    if run.refused:
        errors = [
            {"where": found.number or found.file, "message": found.message}
            for found in run.findings
            if found.severity == "error"
        ]
        raise Problem("state", "Còn lỗi nên chưa lập gói.", where=book.label, errors=errors)
    return Status(202, JobOut.of(services.package_start(actor=request.actor, book=book)))


@router.get("/packages/{uuid:key}", response=PackageOut, summary="Một gói chuyển")
@needs("package.make")
def package(request: TokenRequest, key: UUID) -> PackageOut:
    """Các tệp của gói với dung lượng và SHA-256 để kiểm lại sau khi tải."""
    return PackageOut.of(_package(request, key, "package.make"))


@router.get(
    "/packages/{uuid:key}/files/{name}", summary="Tải một tệp của gói", openapi_extra=_BINARY
)
@needs("package.make")
def package_file(request: TokenRequest, key: UUID, name: str) -> FileResponse:
    """Dữ liệu cá nhân: mỗi lần tải đều ghi vào nhật ký truy cập."""
    found = _package(request, key, "package.make")
    if name not in {one["name"] for one in found.files}:
        raise Problem("not_found", "Gói không có tệp này.")
    link, stream = services.package_open(actor=request.actor, package=found, name=name)
    return FileResponse(
        stream, as_attachment=True, filename=link.name, content_type=link.media_type
    )


class ReceiptIn(Schema):
    """The answer about one registration; a refusal says why."""

    entry: UUID
    result: Literal["accepted", "refused"]
    reason: str = Field("", max_length=500)


class ReceiptsIn(Schema):
    receipts: list[ReceiptIn] = Field(min_length=1, max_length=_MOST_RECEIPTS)


class ReceiptsOut(Schema):
    """`known`: registrations that stood as accepted already."""

    accepted: int
    refused: int
    known: int


@router.post("/packages/{uuid:key}/receipts", response=ReceiptsOut, summary="Ghi kết quả tiếp nhận")
@needs("package.receive", Letter.JSON)
def receipts(request: TokenRequest, key: UUID, sent: ReceiptsIn) -> ReceiptsOut:
    """Trường hợp được nhận thành “Đã tiếp nhận”; bị từ chối thì trở lại soát xét kèm lý do. Ghi đủ
    mọi dòng hoặc không ghi dòng nào.
    """
    done = receipts_record(
        actor=request.actor,
        package=_package(request, key, "package.receive"),
        receipts=[
            Receipt(one.entry, one.result == "accepted", one.reason) for one in sent.receipts
        ],
    )
    return ReceiptsOut(accepted=done.accepted, refused=done.refused, known=done.known)


def _package(request: TokenRequest, key: UUID, right: str) -> Package:
    found = Package.objects.select_related("approval", "book")
    units = request.actor.units(right)
    return get_object_or_404(found if units is None else found.filter(unit_code__in=units), pk=key)
