"""Signed books with their packages, and a package as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from sohotich.domain.record_types import record_type
from sohotich.domain.schema import Standing
from sohotich.engines.exchange.pm158 import PackageFinding
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.packing import package_input
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import BookApproval
from sohotich.register.ledger.selectors import LedgerCounts, approvals_in_force, counts_by_book

_TEMPLATE = {
    Standing.OFFICIAL: "Dữ liệu theo mẫu Excel của Bộ",
    Standing.CONFIRMED: "Dữ liệu theo mẫu Excel đã xác nhận",
    Standing.PROPOSED: "Dữ liệu theo mẫu dự kiến, chưa phải mẫu của Bộ",
}
_KINDS = {
    ".xlsx": ("table", ""),
    ".zip": ("image", "Tệp PDF của từng trường hợp"),
    ".json": ("list", "Kê khai và mã kiểm tra từng tệp"),
}


@dataclass(frozen=True)
class SignedBook:
    """One signed book; `package` None while it waits for one."""

    book: Book
    approval: BookApproval
    package: Package | None
    counts: LedgerCounts


@dataclass(frozen=True)
class PackageFileRow:
    """One file to download; `groups`: its SHA-256 in eights."""

    name: str
    icon: str
    words: str
    bytes: int
    groups: Sequence[str]
    address: str


@dataclass(frozen=True)
class PackageRow:
    """One package, in force or of a signature taken back."""

    package: Package
    approval: BookApproval
    files: Sequence[PackageFileRow]
    standing: Standing

    @property
    def template(self) -> str:
        """`mẫu 2024-10`; a proposed one has no name that anybody knows."""
        proposed = self.standing is Standing.PROPOSED
        return self.standing.label if proposed else f"mẫu {self.package.version}"

    @property
    def in_force(self) -> bool:
        return self.approval.revoked_at is None


def signed_books(actor: Actor) -> list[SignedBook]:
    """The person's signed books: those that wait for a package first, then the newest."""
    books = {book.key: book for book in books_visible(actor, permission="package.make")}
    approvals = list(approvals_in_force().filter(book_id__in=books).order_by("-signed_at"))
    packages = {p.approval_id: p for p in Package.objects.filter(approval__in=approvals)}
    figures = counts_by_book([approval.book_id for approval in approvals])
    rows = [
        SignedBook(
            books[approval.book_id],
            approval,
            packages.get(approval.key),
            figures[approval.book_id],
        )
        for approval in approvals
    ]
    return sorted(rows, key=lambda row: row.package is not None)


def package_rows(packages: Sequence[Package]) -> list[PackageRow]:
    """Packages with their files, in the order given."""
    return [_package_row(package) for package in packages]


def _package_row(package: Package) -> PackageRow:
    kind = record_type(package.approval.book.type_code)
    version = next((one for one in kind.versions if one.code == package.version), kind.versions[0])
    files = [_file(package, item, version.standing) for item in package.files]
    return PackageRow(package, package.approval, files, version.standing)


def _file(package: Package, item: dict[str, object], standing: Standing) -> PackageFileRow:
    name, sha256 = str(item["name"]), str(item["sha256"])
    icon, words = next(
        (kind for ending, kind in _KINDS.items() if name.endswith(ending)), ("file", "")
    )
    return PackageFileRow(
        name=name,
        icon=icon,
        words=words or _TEMPLATE[standing],
        bytes=int(str(item["bytes"])),
        groups=[sha256[at : at + 8] for at in range(0, len(sha256), 8)],
        address=reverse("transfer:file", args=[package.key, name]),
    )


def changed_since_signing(approval: BookApproval) -> list[PackageFinding]:
    """What the sum alone does not tell: the registrations whose content is not what was signed."""
    now = _lines(package_input(approval.book).content.text)
    then = _lines(approval.content)
    return [
        PackageFinding(
            "P01",
            "error",
            f"Số {number}: {_changed_words(then.get(key), now.get(key))}",
            number=number,
            entry=key,
        )
        for key, number in sorted(
            {(key, line[0]) for key, line in {**then, **now}.items()}, key=lambda pair: pair[1]
        )
        if then.get(key) != now.get(key)
    ]


def _lines(content: str) -> dict[str, tuple[str, ...]]:
    """Content list → entry key: (number, sum of the record, sum of the PDF)."""
    rows = (line.split("\t") for line in content.splitlines()[1:])
    return {key: tuple(rest) for key, *rest in rows}


def _changed_words(then: tuple[str, ...] | None, now: tuple[str, ...] | None) -> str:
    if then is None:
        return "không có trong nội dung đã ký."
    if now is None:
        return "có trong nội dung đã ký, nay không còn."
    names = ("số đăng ký", "dữ liệu", "tệp PDF")
    changed = [name for name, old, new in zip(names, then, now, strict=True) if old != new]
    return f"{' và '.join(changed)} khác lúc ký."


def finding_address(book: UUID, finding: PackageFinding) -> str:
    """Where the thing stands that a finding is about: the registration, or else the book."""
    if finding.entry:
        return reverse("entry", args=[finding.entry])
    return reverse("book", args=[book])
