"""The dry run, the package, and the move of its entries once it stands on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import transaction

from sohotich.engines.exchange.pm158 import (
    PackageError,
    PackageFinding,
    PackageInput,
    PackageResult,
    Report,
    check_package,
    unheard,
    write_package,
)
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import disk_full_told
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.services import open_link, store
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.transfer.errors import TransferError
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.packing import package_input
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_lock
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import BookApproval
from sohotich.register.ledger.selectors import approval_in_force

MEDIA: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".json": "application/json",
}


@dataclass(frozen=True)
class DryRun:
    """What a package would hold and what speaks against it; nothing was written."""

    stem: str
    findings: tuple[PackageFinding, ...]
    names: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether an error keeps the package from being made."""
        return any(finding.severity == "error" for finding in self.findings)


def package_dry_run(*, actor: Actor, book: Book) -> DryRun:
    """Look at everything a package needs: states, records, PDFs, names, counts, the signature."""
    ensure(actor, "package.make", book.unit_code)
    package = package_input(book)
    audit.record(
        actor=actor,
        action="package.check",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        purpose="package",
    )
    return DryRun(
        package.book.stem,
        tuple(check_package(package)),
        tuple(entry.pdf_name for entry in package.present),
        tuple(entry.label for entry in package.lacking),
    )


def package_start(*, actor: Actor, book: Book) -> Job:
    """Have the package made in the background; a job under way serves."""
    ensure(actor, "package.make", book.unit_code)
    return start_alone(
        actor=actor,
        kind="package.make",
        unit=book.unit_code,
        subject="book",
        subject_key=book.key,
        args={"book": str(book.key)},
    )


def package_make(
    *, actor: Actor, book: Book, out: Path | None = None, report: Report = unheard
) -> Package:
    """Make the package of a signed book and then move its entries to exported.

    With `out` the package's folder stands there too; `report` hears of each step and may raise.
    Made again it gives the same bytes and moves nothing. Raises TransferError (with findings) when
    something speaks against it, such as a record changed since the signing; then nothing is stored
    and nothing moves.
    """
    ensure(actor, "package.make", book.unit_code)
    approval = approval_in_force(book)
    if approval is None:
        raise TransferError("Sổ chưa được ký duyệt.", where=book.label)
    if out is not None:
        return _keep(actor, approval, *_write(book, out, report))
    home = Home.current()
    with disk_full_told("Gói chuyển"):
        home.uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix="package-", dir=home.uploads) as folder:
            return _keep(actor, approval, *_write(book, Path(folder), report))


def _write(book: Book, out: Path, report: Report) -> tuple[PackageInput, PackageResult]:
    package = package_input(book)
    try:
        return package, write_package(package, out, report)
    except PackageError as error:
        errors = [f.message for f in error.findings if f.severity == "error"]
        message = f"{error.message} {errors[0]}" if errors else error.message
        raise TransferError(message, where=book.label, findings=error.findings) from None


@transaction.atomic
def _keep(
    actor: Actor, approval: BookApproval, package: PackageInput, result: PackageResult
) -> Package:
    book = book_lock(approval.book_id)
    in_force = approval_in_force(book)
    if in_force is None or in_force.key != approval.key:
        raise TransferError("Sổ vừa được mở lại, gói không còn giá trị.", where=book.label)
    files = [
        {
            "name": item.name,
            "sha256": item.sha256,
            "bytes": item.bytes,
            "link": str(_store(actor, approval, book.unit_code, result.folder / item.name).key),
        }
        for item in result.files
    ]
    kept, created = Package.objects.update_or_create(
        approval=approval,
        defaults={
            "book": book,
            "unit_code": book.unit_code,
            "stem": package.book.stem,
            "version": package.options.version,
            "content_sha256": approval.content_sha256,
            "files": files,
            "counts": dict(result.counts),
            "made_at": now(),
            "made_by": actor.key,
            "made_by_name": actor.name,
        },
    )
    moved = ledger.move_all(actor=actor, book=book, action="export")
    _audit(actor, kept, "package.make", {"new": created, "moved": moved})
    return kept


def _store(actor: Actor, approval: BookApproval, unit: str, path: Path) -> Link:
    return store(
        actor=actor,
        source=path,
        unit=unit,
        subject="approval",
        subject_key=approval.key,
        purpose="package",
        name=path.name,
        media_type=MEDIA.get(path.suffix, "application/octet-stream"),
    )


def package_open(*, actor: Actor, package: Package, name: str) -> tuple[Link, BinaryIO]:
    """One file of a package for download; audited. TransferError for a name it does not have."""
    ensure(actor, "package.make", package.unit_code)
    found = [item for item in package.files if item["name"] == name]
    if not found:
        raise TransferError("Gói không có tệp này.", where=name)
    link = Link.objects.get(pk=found[0]["link"])
    _audit(actor, package, "package.download", {"file": name})
    return link, open_link(actor=actor, link=link, purpose="package")


def _audit(actor: Actor, package: Package, action: str, facts: Mapping[str, Any]) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=package.unit_code,
        subject="package",
        key=package.key,
        purpose="package",
        facts={"book": str(package.book_id), **facts},
    )


def findings_as_dicts(findings: Sequence[PackageFinding]) -> list[dict[str, str]]:
    """For `--json` and the API."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "number": finding.number,
            "file": finding.file,
            "message": finding.message,
        }
        for finding in findings
    ]
