"""What the submit page and the chair's page show: figures, checks with the way to what is missing,
people, a sample, papers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from sohotich.domain.record_types import record_type
from sohotich.domain.second_key import CLASSES
from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import number
from sohotich.foundation.schema_forms import record_sections, short_label
from sohotich.pipeline.review.readiness import Check, Readiness, readiness
from sohotich.pipeline.review.screens import view_address
from sohotich.pipeline.review.signing import Signing, signing_of
from sohotich.register.accuracy.selectors import Rate, SampledQuality, sampled_quality
from sohotich.register.books.models import Book
from sohotich.register.images.selectors import images_of
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import approval_in_force
from sohotich.register.records.models import Reading, ReadingKind, ReadingState, Record
from sohotich.register.records.selectors import records_of_book, trace_reading

# A correction that changes no value: an answer to a warning.
_CONFIRMED = "confirmation"
_DONE: Mapping[str, str] = {
    ReadingKind.KEYING: "nhập",
    ReadingKind.IMPORT: "nhập từ Excel",
    ReadingKind.DECISION: "giải quyết tranh chấp",
    ReadingKind.VERIFICATION: "soát giá trị",
    ReadingKind.CORRECTION: "sửa khi soát xét",
    _CONFIRMED: "xác nhận khi soát xét",
}
# The chair's words for the screen's marks of nothing.
_MARKS = {"blank_in_book": "blank", "unreadable": "unreadable"}


# Figure, its title, the chip of the book's list that shows what it counts (None: nothing does).
_FIGURES = (
    ("records", "Trường hợp", ""),
    ("missing", "Thiếu trong sổ", "?loc=missing"),
    ("cancelled", "Số bị hủy", ""),
    ("pdfs", "Tệp PDF", "?loc=scanned"),
    ("keyers", "Người nhập, sửa", None),
    ("disputes", "Tranh chấp", None),
    ("corrections", "Sửa khi soát", None),
    ("confirmations", "Xác nhận khi soát", None),
)


@dataclass(frozen=True)
class ShownCheck:
    """A condition with the page where it is met, and the first registrations that fail it."""

    check: Check
    button: str
    address: str
    entries: Sequence[tuple[str, str]]

    @property
    def words(self) -> str:
        """What is missing; without its numbers where they follow as links."""
        return self.check.detail.split(" (")[0] if self.entries else self.check.detail

    @property
    def more(self) -> bool:
        """Whether there are further registrations than those named."""
        return self.check.count > len(self.entries)


@dataclass(frozen=True)
class Keyer:
    name: str
    work: str


@dataclass(frozen=True)
class SampleRecord:
    """One record drawn for the signer: its number, its picture, what was keyed from it."""

    entry: Entry
    title: str
    view: str
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class SignPage:
    """Everything the chair looks at. `approval` None until signed; then `former` holds those taken
    back.
    """

    book: Book
    signing: Signing
    checks: Sequence[ShownCheck]
    ready: bool
    keyers: Sequence[Keyer]
    sample: Sequence[SampleRecord]
    submitted_by: str
    approval: BookApproval | None
    former: Sequence[BookApproval]
    quality: SampledQuality | None

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The figures signed for, or as they stand, for the component of figures."""
        figures = self.approval.figures if self.approval else self.signing.figures
        declared = figures.get("declared")
        notes = {"records": "" if declared is None else f"lời khóa sổ ghi {declared}"}
        entries = reverse("book_entries", args=[self.book.key])
        return [
            {
                "title": title,
                "value": figures[key],
                "note": notes.get(key, ""),
                "address": entries + chip if chip is not None else "",
            }
            for key, title, chip in _FIGURES
            if key in figures
        ]

    @property
    def quality_rows(self) -> list[tuple[str, int, int, str]]:
        """(class of fields, looked at, wrong, exact interval of 95 %), the whole last."""
        if self.quality is None:
            return []
        rates = [(CLASSES[name], rate) for name, rate in self.quality.by_class.items()]
        rates.append(("mọi loại", self.quality.total))
        return [(title, rate.looks, rate.errors, _interval(rate)) for title, rate in rates]

    @property
    def content_groups(self) -> list[str]:
        """The sum that is signed, in eights as it stands on paper."""
        sha256 = self.approval.content_sha256 if self.approval else self.signing.content.sha256
        return grouped_sum(sha256)


def _interval(rate: Rate) -> str:
    low, high = rate.exact
    return f"{low * 100:.2f}–{high * 100:.2f} %".replace(".", ",")


def grouped_sum(sha256: str) -> list[str]:
    """`["3f0a…", …]`: eight groups of eight digits, to be read aloud and compared."""
    return [sha256[at : at + 8] for at in range(0, len(sha256), 8)]


def sign_page(*, actor: Actor, book: Book) -> SignPage:
    """The page of one book for somebody who may approve it; the sample's reading is audited."""
    signing = signing_of(actor=actor, book=book)
    state = readiness(book)
    approvals = list(BookApproval.objects.filter(book=book).order_by("-version"))
    return SignPage(
        book=book,
        signing=signing,
        checks=shown_checks(book, state),
        ready=state.ready,
        keyers=keyers_of(book),
        sample=_sample(actor, book, signing.content.sha256),
        submitted_by=_name(book.submitted_by),
        approval=approval_in_force(book),
        former=[approval for approval in approvals if approval.revoked_at is not None],
        quality=sampled_quality([book.key]).get(book.key),
    )


def keyers_of(book: Book) -> list[Keyer]:
    """Who read or corrected the book, and how many registrations, the most first.

    A registration whose reading was opened again counts once.
    """
    people: dict[UUID, dict[str, set[UUID]]] = {}
    names: dict[UUID, str] = {}
    for key, name, kind, entry in _readings_made(book):
        names[key] = name
        people.setdefault(key, {}).setdefault(kind, set()).add(entry)
    by_work = sorted(people.items(), key=lambda one: -sum(map(len, one[1].values())))
    return [Keyer(names[key], _work(mine)) for key, mine in by_work]


def _readings_made(book: Book) -> Iterator[tuple[UUID, str, str, UUID]]:
    """(who, their name, what it was, registration) of every reading that was finished."""
    made = Reading.objects.order_by("started_at").filter(book=book)
    made = made.exclude(state=ReadingState.DRAFT)
    others = made.exclude(kind=ReadingKind.CORRECTION)
    yield from others.values_list("by", "by_name", "kind", "entry_id")
    for reading in made.filter(kind=ReadingKind.CORRECTION):
        kind = reading.kind if reading.writes else _CONFIRMED
        yield reading.by, reading.by_name, kind, reading.entry_id


def _work(mine: Mapping[str, set[UUID]]) -> str:
    return ", ".join(f"{words} {len(mine[kind])}" for kind, words in _DONE.items() if kind in mine)


def _name(key: UUID | None) -> str:
    user = User.objects.filter(key=key).first() if key else None
    return user.full_name if user is not None else ""


def _sample(actor: Actor, book: Book, content_sha256: str) -> list[SampleRecord]:
    """Some records, drawn by the sum that is signed: nobody chooses them, everybody can draw them
    again.
    """
    records = list(records_of_book(book))
    records.sort(key=lambda r: hashlib.sha256(f"{content_sha256}{r.entry_id}".encode()).digest())
    drawn = records[: number("sign.sample_records")]
    images = images_of(book)
    for record in drawn:
        trace_reading(actor=actor, entry=record.entry, purpose="sign")
    return [
        _sampled(record, record.entry_id in images)
        for record in sorted(drawn, key=lambda r: (r.entry.year, r.entry.number, r.entry.twin))
    ]


def _sampled(record: Record, pictured: bool) -> SampleRecord:
    marks = {field: _MARKS.get(mark, "") for field, mark in record.marks.items()}
    sections = record_sections(record_type(record.type_code), record.values, marks)
    return SampleRecord(
        entry=record.entry,
        title=record.title or "chưa có tên",
        view=view_address(record.entry_id) if pictured else "",
        sections=[
            (title, [(short_label(field.label), words) for field, words in rows])
            for title, rows in sections
        ],
    )


def shown_checks(book: Book, state: Readiness) -> list[ShownCheck]:
    """Every condition with its way: the station where the missing work waits."""
    labels = {entry.label: entry for entry in Entry.objects.filter(book=book)}
    return [_shown(check, book, labels) for check in state.checks]


# Where the work waits that a condition asks for: words of the button, URL name of a book's page.
_WAYS: Mapping[str, tuple[str, str]] = {
    "entries": ("Khai dãy số", "book_edit"),
    "reviewed": ("Mở sổ", "book"),
    "pages": ("Mở bảng ảnh", "scanning:sheet"),
    "images": ("Xem ảnh nghi ngờ", "scanning:doubts"),
    "pdfs": ("Mở khâu quét", "scanning:book"),
    "rules": ("Mở sổ", "book"),
    "gaps": ("Mở sổ", "book"),
    "closing": ("Sửa thông tin sổ", "book_edit"),
    "form": ("Xác nhận mẫu in", "book_printed"),
}
# Conditions whose registrations are mended at review; the others at the registration's own page.
_AT_REVIEW = frozenset({"rules", "images"})


def _shown(check: Check, book: Book, labels: Mapping[str, Entry]) -> ShownCheck:
    if check.ok:
        return ShownCheck(check, "", "", ())
    words, name = _WAYS[check.name]
    if check.name == "reviewed" and any(entry.state == "agreed" for entry in labels.values()):
        words, name = "Soát tiếp", "review:book"
    address = reverse(name, args=[book.key])
    entries = [
        (label, _entry_address(check, labels[label])) for label in check.entries if label in labels
    ]
    return ShownCheck(check, words, Posted(address) if name == "review:book" else address, entries)


def _entry_address(check: Check, entry: Entry) -> str:
    here = check.name in _AT_REVIEW and entry.state in ("agreed", "reviewed")
    return reverse("review:record" if here else "entry", args=[entry.key])
