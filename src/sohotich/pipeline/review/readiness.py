"""What a book still lacks before it may be submitted and signed."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.record_types import record_type
from sohotich.domain.rules import check
from sohotich.register.books.models import Book
from sohotich.register.images.models import EntryImage, EntryImageState, Page
from sohotich.register.images.selectors import doubtful
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import closing, counts, gaps
from sohotich.register.records.checking import rules_context
from sohotich.register.records.selectors import records_of_book

DONE_STATES = ("reviewed", "approved", "exported", "accepted", "missing", "cancelled")
_SHOWN = 5


@dataclass(frozen=True)
class Check:
    """One condition; `blocks` False: worth knowing, no obstacle. `entries` are the first few."""

    name: str
    title: str
    ok: bool
    detail: str = ""
    count: int = 0
    blocks: bool = True
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """Every condition of one book, in the order in which one works through them."""

    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        return not self.lacking

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is missing, in words."""
        return tuple(c.detail or c.title for c in self.checks if c.blocks and not c.ok)


def readiness(book: Book) -> Readiness:
    """Look at the whole book: entries, images, records, closing count."""
    return Readiness(
        (
            _has_entries(book),
            _all_reviewed(book),
            _pages_confirmed(book),
            _images_fine(book),
            _images_there(book),
            _records_sound(book),
            _no_gaps(book),
            _closing(book),
            _form_confirmed(book),
        )
    )


def _has_entries(book: Book) -> Check:
    there = counts(book=book)["expected"]
    return Check(
        "entries",
        "Sổ có trường hợp",
        there > 0,
        "" if there else "Sổ chưa có trường hợp nào",
        there,
    )


def _all_reviewed(book: Book) -> Check:
    waiting = list(Entry.objects.filter(book=book).exclude(state__in=DONE_STATES))
    return _listed(
        "reviewed",
        "Mọi trường hợp đã soát xét, khai thiếu hoặc hủy",
        [entry.label for entry in waiting],
        "{} trường hợp chưa soát xét",
    )


def _pages_confirmed(book: Book) -> Check:
    open_pages = Page.objects.filter(book=book, accepted_at__isnull=True).exclude(state="blank")
    return _listed(
        "pages",
        "Mọi trang ảnh đã xác nhận",
        [f"trang {page.order}" for page in open_pages.order_by("order")],
        "{} trang chưa xác nhận",
    )


def _images_fine(book: Book) -> Check:
    return _listed(
        "images",
        "Mọi ảnh đọc được",
        [image.entry.label for image in doubtful(book)],
        "{} ảnh cần xem lại hoặc quét lại",
    )


def _images_there(book: Book) -> Check:
    have = EntryImage.objects.filter(current=True, state=EntryImageState.MADE).values("entry_id")
    lacking = (
        Entry.objects.filter(book=book)
        .exclude(state__in=("missing", "cancelled", "expected"))
        .exclude(pk__in=have)
    )
    return _listed(
        "pdfs", "Mỗi trường hợp có một PDF", [e.label for e in lacking], "{} trường hợp chưa có PDF"
    )


def _records_sound(book: Book) -> Check:
    schema, context = record_type(book.type_code), rules_context()
    wrong = [
        record.entry.label
        for record in records_of_book(book)
        if record.entry.state in DONE_STATES
        and any(
            finding.severity == "error"
            for finding in check(schema, record.values, record.marks, context)
        )
    ]
    return _listed(
        "rules", "Bản ghi không còn lỗi", wrong, "{} bản ghi còn lỗi phải sửa hoặc xác nhận"
    )


def _no_gaps(book: Book) -> Check:
    lacking = [f"{gap['number']}/{gap['year']}" for gap in gaps(book=book)]
    return _listed("gaps", "Dãy số liền mạch", lacking, "{} số thiếu chưa giải thích")


def _closing(book: Book) -> Check:
    said = closing(book)
    if said.declared is None:
        # Nothing to hold the ledger against is no match.
        detail = "Không có số theo lời khóa sổ để đối chiếu"
        return Check("closing", "Sổ không khai số trường hợp", False, detail, blocks=False)
    detail = (
        ""
        if said.agrees
        else f"Lời khóa sổ ghi {said.declared}, sổ có {said.opened - said.cancelled}"
    )
    return Check(
        "closing", "Khớp số trường hợp theo lời khóa sổ", said.agrees, detail, blocks=False
    )


def _form_confirmed(book: Book) -> Check:
    if book.form_confirmed_at is not None:
        return Check("form", "Mẫu in đã có người xác nhận", True, blocks=False)
    detail = "Dòng sổ có in mà mẫu không hiện thì có thể bị bỏ sót"
    return Check("form", "Mẫu in chưa ai xác nhận", False, detail, blocks=False)


def _listed(name: str, title: str, found: list[str], words: str) -> Check:
    shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    detail = f"{words.format(len(found))} ({shown})" if found else ""
    return Check(name, title, not found, detail, len(found), entries=tuple(found[:_SHOWN]))
