"""The place of registration among a book's shared values: proposed, never filled in unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django import forms

from sohotich.domain.record_types import record_type
from sohotich.register.books.models import Book
from sohotich.register.books.offices import offices_proposed

SURE: Final = {
    "2+": "hai nguồn trở lên",
    "1": "một nguồn",
    "gk": "chưa có nguồn: đối chiếu với sổ",
}


@dataclass(frozen=True)
class OfficeRow:
    """A name of that time, how sure, and from which decisions."""

    name: str
    sure: str
    source: str


def offer_offices(form: forms.Form, book: Book) -> list[OfficeRow]:
    """The names that may stand in the book; the only one, where a source gives it, fills the empty
    field of the form. Nothing is stored until the officer saves.
    """
    office = record_type(book.type_code).office
    found = offices_proposed(book)
    form.fields[office].widget.attrs["list"] = "offices"
    if len(found) == 1 and found[0].sure != "gk" and not book.defaults.get(office):
        form.initial = {**form.initial, office: found[0].name}
    return [OfficeRow(one.name, SURE[one.sure], one.source) for one in found]
