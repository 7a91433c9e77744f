"""The inventory: list of books, a new book, a list taken in, the page of one book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.excel import workbook_answer
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import share
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.register.books import selectors as books
from sohotich.register.books.asked import book_asked
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book
from sohotich.register.books.services import book_defaults_set
from sohotich.register.ledger import entries, inventory
from sohotich.register.ledger.errors import EntryError
from sohotich.register.ledger.selectors import counts_by_book
from sohotich.web.book_forms import BookForm, DefaultsForm, ListForm, NumberForm
from sohotich.web.book_list import import_list, list_template
from sohotich.web.book_offices import offer_offices
from sohotich.web.book_page import FIGURES, book_page
from sohotich.web.trail import trail_of


@requires("book.view")
@require_GET
def book_list(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    found = list(books.books_visible(actor, unit=request.GET.get("don_vi", "")))
    counts = counts_by_book(book.key for book in found)
    names = unit_names(book.unit_code for book in found)
    columns = [
        Column("so", "Sổ", lambda b: b.label, _address, kind="strong", sort=True),
        Column("don_vi", "Đơn vị", lambda b: names.get(b.unit_code, b.unit_code), sort=True),
        Column("loai", "Loại", lambda b: record_type(b.type_code).name, sort=True),
        Column("nam", "Năm", lambda b: b.years, sort=True),
    ]
    columns += [_stage(key, title, counts) for key, title in FIGURES]
    columns += [
        Column("xong", "Đã duyệt %", lambda b: _done(counts[b.key]), kind="number", sort=False)
    ]
    definition = ListDefinition(
        tuple(columns),
        "danh-sach-so",
        title="Sổ hộ tịch",
        chips=tuple(_chips(counts)),
        search_words="Lọc theo nhãn sổ, loại, xã, năm",
        empty_title="Chưa có quyển sổ nào",
        empty_words="Khai từng quyển, hoặc nhập cả danh sách từ Excel.",
    )
    may_edit = actor.can_somewhere("book.edit")
    return list_response(request, "web/books.html", found, definition, {"may_edit": may_edit})


def _address(book: Book) -> str:
    return reverse("book", args=[book.key])


def _stage(key: str, title: str, counts: dict[UUID, Any]) -> Column:
    return Column(key, title, lambda b: counts[b.key][key], kind="number", sort=True)


def _done(counts: Any) -> str:
    return share(counts["approved"], counts["expected"])


def _chips(counts: dict[UUID, Any]) -> list[Chip]:
    def where(test: Any) -> Any:
        return lambda rows: [book for book in rows if test(counts[book.key])]

    return [
        Chip("cho-quet", "Chờ quét", where(lambda c: c["scanned"] < c["expected"])),
        Chip("cho-nhap", "Chờ nhập", where(lambda c: c["keyed"] < c["scanned"])),
        Chip("cho-soat", "Chờ soát", where(lambda c: c["reviewed"] < c["agreed"])),
        Chip("cho-ky", "Chờ ký", where(_waits_for_signature)),
        Chip("da-ky", "Đã ký", where(lambda c: 0 < c["expected"] == c["approved"])),
    ]


def _waits_for_signature(counts: Any) -> bool:
    return bool(0 < counts["expected"] == counts["reviewed"] > counts["approved"])


@requires("book.edit")
def book_new(request: ActorRequest) -> HttpResponse:
    form = BookForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            book = inventory.book_register(actor=request.actor, draft=form.draft)
        except (BookError, EntryError) as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã khai sổ {book.label}.")
            return redirect("book", book.key)
    return render(request, "web/book_form.html", {"form": form, "heading": "Khai sổ mới"})


@requires("book.edit")
def book_edit(request: ActorRequest, key: UUID) -> HttpResponse:
    book = book_asked(request, key, "book.edit")
    form = BookForm(request.POST or None, actor=request.actor, book=book)
    if request.method == "POST" and form.is_valid():
        try:
            inventory.book_revise(actor=request.actor, book=book, draft=form.draft)
        except (BookError, EntryError) as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã sửa sổ {book.label}.")
            return redirect("book", book.key)
    context = {"form": form, "book": book, "heading": f"Sửa sổ {book.label}"}
    return render(request, "web/book_form.html", {**context, "breadcrumb": trail_of(book, "Sửa")})


@requires("book.edit")
def books_import(request: ActorRequest) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None, actor=request.actor)
    outcome = None
    if request.method == "POST" and form.is_valid():
        outcome = import_list(request, form)
        if outcome.stored:
            made, there = len(outcome.created), outcome.existing
            messages.success(request, f"Đã khai {made} sổ; {there} sổ có sẵn giữ nguyên.")
            return redirect("books")
    return render(request, "web/books_import.html", {"form": form, "outcome": outcome})


@requires("book.edit")
@require_GET
def books_template(request: ActorRequest) -> HttpResponse:
    return workbook_answer("danh-sach-so", list_template())


@requires("book.view")
@require_GET
def book(request: ActorRequest, key: UUID) -> HttpResponse:
    found = book_asked(request, key)
    return render(request, "web/book.html", book_page(request.actor, found))


@requires("book.edit")
def book_defaults(request: ActorRequest, key: UUID) -> HttpResponse:
    found = book_asked(request, key, "book.edit")
    form = DefaultsForm(request.POST or None, book=found)
    if request.method == "POST" and form.is_valid():
        book_defaults_set(actor=request.actor, book=found, defaults=form.cleaned_data)
        messages.success(request, f"Đã lưu giá trị điền sẵn của sổ {found.label}.")
        return redirect("book", found.key)
    context = {
        "form": form,
        "book": found,
        "offices": offer_offices(form, found),
        "breadcrumb": trail_of(found, "Giá trị điền sẵn"),
    }
    return render(request, "web/book_defaults.html", context)


@requires("book.edit")
def book_number(request: ActorRequest, key: UUID) -> HttpResponse:
    found = book_asked(request, key, "book.edit")
    form = NumberForm(request.POST or None, initial={"year": found.year_from})
    if request.method == "POST" and form.is_valid():
        try:
            entry = entries.entry_add(actor=request.actor, book=found, **form.cleaned_data)
        except EntryError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã thêm số {entry.label} vào sổ {found.label}.")
            return redirect("book", found.key)
    context = {"form": form, "book": found, "heading": "Thêm số ngoài dãy"}
    return render(
        request, "web/book_form.html", {**context, "breadcrumb": trail_of(found, "Thêm số")}
    )
