"""Signed books with their packages, and a package as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from sohotich.engines.exchange.pm158 import PackageFinding
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.packing import package_input
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import BookApproval
from sohotich.register.ledger.selectors import LedgerCounts, approvals_in_force, counts_by_book

_KINDS = {
    ".xlsx": ("table", "Dữ liệu theo mẫu Excel của Bộ"),
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
    return [
        PackageRow(package, package.approval, [_file(package, item) for item in package.files])
        for package in packages
    ]


def _file(package: Package, item: dict[str, object]) -> PackageFileRow:
    name, sha256 = str(item["name"]), str(item["sha256"])
    icon, words = next(
        (kind for ending, kind in _KINDS.items() if name.endswith(ending)), ("file", "")
    )
    return PackageFileRow(
        name=name,
        icon=icon,
        words=words,
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
