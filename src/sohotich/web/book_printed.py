"""Which lines the pages of a book print: proposed from its date, confirmed by an officer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sohotich.domain.record_types import Era, eras_of, record_type
from sohotich.domain.schema import Field, Required
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.register.books.asked import book_asked
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import form_of, proposed_form
from sohotich.register.books.services import book_form_confirm
from sohotich.web.trail import trail_of

_PLACES = (
    ("shown", "Hiện"),
    ("folded", "Gập (trong “Thêm dòng”)"),
    ("hidden", "Ẩn (trong “Thêm trường”)"),
)
_SURE = {
    "printed": "có in",
    "likely": "có lẽ có in",
    "unsure": "chưa rõ",
    "unlikely": "ít khi in",
    "not_printed": "không in",
    "notes": "chỉ trong ghi chú",
    "derived": "suy ra, không in",
}
_BY_DATE = "Theo ngày mở sổ"


class PrintedForm(forms.Form):
    """One choice for each field of the type, in the order of the page; `era` comes along."""

    era = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, book: Book, era: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = record_type(book.type_code)
        same = era == book.form_era and book.form_confirmed_at is not None
        self.printed = (
            form_of(book, book.year_from) if same else proposed_form(book, book.year_from, era)
        )
        self.fields["era"].initial = era
        for field in self.kind.fields:
            self.fields[field.key] = forms.ChoiceField(
                label=field.label,
                choices=_PLACES,
                initial=self.printed.place_of(field.key),
                disabled=_always(field, self.kind.notes),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def places(self) -> dict[str, str]:
        return {field.key: self.cleaned_data[field.key] for field in self.kind.fields}

    @property
    def parts(self) -> list[tuple[str, list[tuple[Any, str]]]]:
        """(title, [(bound field, how sure)]) in the order of the page."""
        titles = {section.code: section.title for section in self.kind.sections}
        sure = self.printed.certainty
        return [
            (
                titles[code],
                [(self[field.key], _SURE[sure[field.key]]) for field in self.kind.fields_in(code)],
            )
            for code in self.printed.sections
        ]


def _always(field: Field, notes: str) -> bool:
    return field.required is Required.YES or field.key == notes


@requires("book.edit")
def book_printed(request: ActorRequest, key: UUID) -> HttpResponse:
    book = book_asked(request, key, "book.edit")
    era = request.POST.get("era", request.GET.get("thoi_ky", book.form_era))
    if era not in {known.code for known in eras_of(book.type_code)}:
        era = ""
    form = PrintedForm(request.POST or None, book=book, era=era)
    if request.method == "POST" and form.is_valid():
        try:
            book_form_confirm(actor=request.actor, book=book, era=era, places=form.places)
        except BookError as error:
            form.add_error(error.where if error.where in form.fields else None, error.message)
        else:
            messages.success(request, f"Đã xác nhận mẫu in của sổ {book.label}.")
            return redirect("book", book.key)
    context = {
        "form": form,
        "book": book,
        "era": era,
        "eras": [("", _BY_DATE), *((e.code, _words(e)) for e in eras_of(book.type_code))],
        "breadcrumb": trail_of(book, "Mẫu in"),
    }
    return render(request, "web/book_printed.html", context)


def _words(era: Era) -> str:
    """`01/04/2006 – 09/05/2010: Nghị định 158/2005/NĐ-CP; …`, a guessed limit with “khoảng”."""
    since = f"{era.since:%d/%m/%Y}" if era.since else "trước"
    until = f"{era.until:%d/%m/%Y}" if era.until else "nay"
    about = "khoảng " if era.approximate else ""
    return f"{about}{since} – {until}: {era.basis}"
