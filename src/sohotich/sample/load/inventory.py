"""The officer's part: the book is registered, and its odd numbers are explained."""

from __future__ import annotations

from sohotich.domain.record_types import record_type
from sohotich.register.books.draft import BookDraft, Run
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_defaults_set
from sohotich.register.ledger.entries import entry_add
from sohotich.register.ledger.inventory import book_register
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.services import move
from sohotich.sample.load.plan import BookPlan
from sohotich.sample.load.staff import Staff
from sohotich.sample.load.work import Work, number_of
from sohotich.sample.world import make_book
from sohotich.sample.world.options import BIRTHS
from sohotich.sample.world.places import commune

_SKIPPED = "Số này không có trong sổ, khi vào sổ đã nhảy số"
_CANCELLED = "Trong sổ đã gạch, ghi “Hủy bỏ, ghi nhầm”"


def book_of(plan: BookPlan, staff: Staff, seed: int) -> Book:
    """The book of a plan, registered where it lacks, with the values it fills in when keyed."""
    book = Book.objects.filter(label=plan.label).first()
    if book is None:
        book = book_register(actor=staff.officer, draft=_draft(plan, seed))
    if not book.defaults:
        place = commune(plan.unit_code, plan.year)
        defaults = {record_type(plan.type_code).office: f"UBND {place.path}"}
        if plan.type_code == BIRTHS:
            defaults["loaiDangKy"] = "1"
        book_defaults_set(actor=staff.officer, book=book, defaults=defaults)
    return book


def _draft(plan: BookPlan, seed: int) -> BookDraft:
    last, declared, pages = plan.declared, plan.declared, plan.declared // 2 + 2
    if plan.drawn:
        sample = make_book(plan.options(seed))
        last = max(entry.number for entry in sample.entries)
        extra = sum(1 for entry in sample.entries if entry.suffix)
        gone = sum(1 for entry in sample.entries if entry.cancelled)
        declared, pages = last + extra - gone, len(sample.pages)
    rows = plan.layout == "rows"
    return BookDraft(
        unit_code=plan.unit_code,
        type_code=plan.type_code,
        year_from=plan.year,
        volume=plan.volume,
        runs=(Run(plan.year, 1, last),),
        opened_on=f"01/01/{plan.year}",
        closed_on=f"31/12/{plan.year}",
        declared_count=declared,
        page_count=pages,
        paper="A3" if rows or plan.layout == "spread" else "A4",
        layout=plan.layout,
        rows=8 if rows else 1,
        condition="worn" if plan.year < 1998 else "good",
        place=plan.place,
    )


def odd_numbers_explain(work: Work) -> None:
    """Add the *bis*, declare the skipped numbers missing: before the pages are numbered."""
    officer, book = work.staff.officer, work.book
    for entry in work.sample.entries:
        if entry.suffix:
            entry_add(
                actor=officer,
                book=book,
                year=entry.year,
                number=entry.number,
                suffix=entry.suffix,
                twin=1,
            )
    for row in Entry.objects.filter(book=book, state="expected"):
        if number_of(row) not in work.written:
            move(actor=officer, entry=row, action="declare_missing", reason=_SKIPPED)


def cancelled_tell(work: Work) -> None:
    """Cancel the numbers that are struck out on their page."""
    for row in Entry.objects.filter(book=work.book, state="scanned"):
        if work.written[number_of(row)].cancelled:
            move(actor=work.staff.officer, entry=row, action="cancel", reason=_CANCELLED)
