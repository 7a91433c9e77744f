"""What goes into a package and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from sohotich.domain.naming import DEFAULT_PATTERN, BookName, EntryNumber, build_so
from sohotich.domain.schema import RecordType
from sohotich.engines.exchange.content import ContentEntry, ContentList, content_list, record_digest
from sohotich.engines.guard import sha256_of

# Ledger states in which an entry may leave: a package made again takes those that left before.
READY = frozenset({"approved", "exported", "accepted"})
ABSENT = frozenset({"missing", "cancelled"})

Severity = Literal["error", "warning", "info"]


class PackageError(Exception):
    """A package that cannot be made or read; `findings` says why when checks refused it."""

    def __init__(self, message: str, findings: tuple[PackageFinding, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings = findings


@dataclass(frozen=True, slots=True)
class PackageFinding:
    """One thing wrong: rule Q13, Q15–Q18 (quality) or P01 … (package); `number` 41/1998, `file`."""

    rule: str
    severity: Severity
    message: str
    number: str = ""
    entry: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class PackageBook:
    """The book. `stem` names the files; `declared` is the count of the closing line, if known."""

    key: str
    label: str
    name: BookName
    stem: str
    record_type: RecordType
    declared: int | None = None
    paper: str = ""


@dataclass(frozen=True)
class PackageEntry:
    """One number of the book, in whatever ledger state.

    `values` and `marks` by field key; `pdf` and `pdf_name` empty for a number the book lacks;
    `repeat` 2 … for a number written again; `reason` why it is missing or was cancelled.
    `pdf_sha256` is what was approved: a file that has another sum is refused.
    """

    key: str
    number: EntryNumber
    state: str
    repeat: int = 1
    values: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    pdf: Path | None = None
    pdf_sha256: str = ""
    pdf_name: str = ""
    reason: str = ""

    @property
    def label(self) -> str:
        """`41/1998`, `41bis/1998`, the second of its number `41/1998~2`."""
        again = f"~{self.repeat}" if self.repeat != 1 else ""
        return build_so(self.number.number, self.number.year, self.number.suffix) + again

    @property
    def absent(self) -> bool:
        return self.state in ABSENT

    @cached_property
    def record_sha256(self) -> str:
        return record_digest(self.values, self.marks)

    @cached_property
    def actual_pdf_sha256(self) -> str:
        """The sum of the file as it lies there; "" when there is none or it cannot be read."""
        try:
            return sha256_of(self.pdf) if self.pdf else ""
        except OSError:
            return ""

    def content(self) -> ContentEntry:
        """The entry's line in the content list."""
        if self.absent:
            return ContentEntry(self.key, self.label, absent=self.state)
        return ContentEntry(self.key, self.label, self.record_sha256, self.actual_pdf_sha256)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who approved the book: `signed_at` ISO 8601 with offset, `content_sha256` what was signed."""

    name: str
    role: str
    signed_at: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class PackageOptions:
    """What the receiver and the province decide: template version, cap per PDF, name pattern."""

    version: str
    max_bytes: int = 100_000
    pattern: str = DEFAULT_PATTERN


@dataclass(frozen=True)
class PackageInput:
    """One book ready to be looked at; `cover` is a PDF of its cover, if there is one."""

    book: PackageBook
    entries: tuple[PackageEntry, ...]
    signer: Signer | None
    options: PackageOptions
    cover: Path | None = None

    @cached_property
    def present(self) -> tuple[PackageEntry, ...]:
        """The entries that have a record, in the order of the book's numbers."""
        return tuple(sorted((e for e in self.entries if not e.absent), key=_order))

    @cached_property
    def lacking(self) -> tuple[PackageEntry, ...]:
        """The missing and cancelled numbers, in order."""
        return tuple(sorted((e for e in self.entries if e.absent), key=_order))

    @cached_property
    def content(self) -> ContentList:
        """The content as it is now, to be held against what was signed."""
        return content_list(entry.content() for entry in self.entries)


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package, by its name in the package's folder."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A package that stands: its folder, its three files, the counts of the manifest."""

    folder: Path
    files: tuple[PackageFile, ...]
    counts: Mapping[str, int | None]


def _order(entry: PackageEntry) -> tuple[int, int, str, int, str]:
    number = entry.number
    return (number.year, number.number, number.suffix.lower(), entry.repeat, entry.key)
