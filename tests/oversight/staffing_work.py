"""A book with registrations of a commune, for events to hang on."""

from __future__ import annotations

from sohotich.foundation.people.actors import actor_for
from sohotich.register.books.draft import BookDraft, Run
from sohotich.register.ledger.inventory import book_register
from sohotich.register.ledger.models import Entry


def entry_of(unit: str, last: int = 1) -> Entry:
    """The first registration of the commune; a book of so many numbers is made for it."""
    from sohotich.foundation.people.models import Grant

    found = Entry.objects.filter(unit_code=unit).select_related("book").first()
    if found is None:
        officer = Grant.objects.filter(unit_code=unit, role="cong_chuc_ho_tich").first().user
        draft = BookDraft(
            unit_code=unit, type_code="KS", year_from=1998, volume=2, runs=(Run(1998, 1, last),)
        )
        book_register(actor=actor_for(officer), draft=draft)
        return entry_of(unit)
    return found
