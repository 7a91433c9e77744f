"""Registrations put straight into the tables, for tests that read people only."""

from __future__ import annotations

from sohotich.domain.text import unmarked_key
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Person, Record

HERE = "09508"


def store(people: dict[str, tuple[str, str]], unit: str = HERE, state: str = "agreed", kind="KS"):
    """A registration of 1998 with these people: {role: (name, born)}."""
    moment = now()
    with speaking(EVERYTHING):
        book, _ = Book.objects.get_or_create(
            label=f"{unit}/{kind}.1998.02",
            defaults={
                "unit_code": unit, "type_code": kind, "year_from": 1998, "year_to": 1998,
                "volume": 2, "created_at": moment, "created_by": "0" * 32,
            },
        )  # fmt: skip
        number = Entry.objects.filter(book=book).count() + 1
        entry = Entry.objects.create(
            book=book,
            unit_code=unit,
            year=1998,
            number=number,
            state=state,
            state_changed_at=moment,
        )
        record = Record.objects.create(
            entry=entry, book=book, unit_code=unit, type_code=kind, version="x",
            ngay_dang_ky="07.05.1998", digest="", updated_at=moment,
        )  # fmt: skip
        Person.objects.bulk_create(
            Person(record=record, unit_code=unit, role=role, ho_ten=name, ngay_sinh=born,
                   unmarked_key=unmarked_key(name))
            for role, (name, born) in people.items()
        )  # fmt: skip
    return entry
