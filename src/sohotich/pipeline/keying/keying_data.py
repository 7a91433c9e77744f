"""One registration as the keying island takes it (frontend/README.md, "Keying")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.record_types import REGISTER_TYPES, record_type
from sohotich.domain.rules import Finding
from sohotich.domain.rules.at_once import checks_at_once
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_names
from sohotich.foundation.policies.services import number
from sohotich.foundation.schema_forms import FieldFacts, form_sections
from sohotich.pipeline.keying.hints import may_have_hints
from sohotich.pipeline.keying.in_book import looked_at
from sohotich.pipeline.keying.newcomers import is_new
from sohotich.pipeline.keying.pictures import picture_data
from sohotich.pipeline.keying.regions import Shown, shown_regions
from sohotich.pipeline.keying.screens import own_figures
from sohotich.pipeline.keying.selectors import KeyingPayload, keying_payload
from sohotich.pipeline.keying.taking_back import finished_lately
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.checking import rules_context
from sohotich.register.records.models import Reading

# The island's words for what the register keeps; all others are the same on both sides.
_MARK_SHOWN: Final = {BLANK_IN_BOOK: "blank"}
MARK_STORED: Final = {shown: stored for stored, shown in _MARK_SHOWN.items()}
AID_STORED: Final = {"": "typed", "computed": "completed"}
# Beside a value in a narrow column there is room for three words.
_SOURCES: Final = {
    "ledger": "theo số đăng ký",
    "book": "theo thông tin sổ",
    "before": "từ số trước",
}


def keying_data(*, actor: Actor, reading: UUID) -> dict[str, Any]:
    """The whole page's data for one of the actor's own readings."""
    payload = keying_payload(actor=actor, reading=reading)
    book, figures = payload.book, payload.progress
    once = figures["keyed_once"] if payload.reading.slot == 1 else 0
    ahead = reverse("keying:ahead")
    return {
        "book": {
            "label": short_label(book),
            "title": book_title(book),
            "total": figures["expected"],
            "done": figures["keyed"] + once,
        },
        "pause": reverse("keying:pause"),
        "ahead": {"url": f"{ahead}?so={book.key}", "count": number("keying.claim_batch") - 1},
        "after": reverse("keying:start"),
        "last": last_finished(actor),
        "today": finished_today(actor),
        "guide": is_new(actor),
        "mayTeach": actor.can("region.teach", book.unit_code),
        "record": record_data(payload),
    }


def lease_urls(books: Iterable[UUID]) -> list[str]:
    """Addresses of JSON that go with a day's work besides its registrations: each book's
    dictionary.
    """
    return [dictionary_address(book) for book in dict.fromkeys(books)]


def dictionary_address(book: UUID) -> str:
    """Where the browser asks what completes typing in this book."""
    return reverse("keying:dictionary", args=[book])


def last_finished(actor: Actor) -> dict[str, str] | None:
    """What the actor finished last, where it may still be opened again."""
    last = next(iter(finished_lately(actor)), None)
    if last is None:
        return None
    entry = last.reading.entry
    return {
        "number": number_in_book(entry.book, entry),
        "book": short_label(entry.book),
        "url": reverse("keying:reopen", args=[last.reading.key]),
    }


def finished_today(actor: Actor) -> dict[str, int]:
    """How many the actor finished today, and the moment this was known, in milliseconds."""
    return {"done": own_figures(actor).today, "at": int(now().timestamp() * 1000)}


def record_data(payload: KeyingPayload) -> dict[str, Any]:
    """`RecordData`: form, carried values, image, addresses; of this one reading alone."""
    reading, entry = payload.reading, payload.entry
    images, label = picture_data(payload.image, reverse("keying:image", args=[reading.key]))
    shown = shown_regions(payload.book, entry.year, payload.image)
    return {
        "reading": str(reading.key),
        "number": number_in_book(payload.book, entry),
        "pageLabel": label,
        "images": images,
        "sections": _only(
            form_sections(
                record_type(reading.type_code),
                payload.form,
                _facts(payload, shown),
                date(entry.year, 12, 31),
            ),
            payload.only,
        ),
        "seq": max(reading.sequence.values(), default=0),
        "dictionary": dictionary_address(payload.book.key),
        "urls": {
            "save": reverse("keying:save", args=[reading.key]),
            "complete": reverse("keying:finish", args=[reading.key]),
            "renew": reverse("keying:renew", args=[reading.key]),
            "takeBack": reverse("keying:reopen", args=[reading.key]),
            "regions": reverse("keying:regions", args=[reading.key]),
            "inBook": reverse("keying:in-book", args=[reading.key]),
            "proposed": reverse("keying:regions-proposed", args=[reading.key]),
        }
        | _hints_address(reading),
        "regionsVersion": shown.version,
        "regionsPlace": shown.place,
        "checks": checks_at_once(record_type(reading.type_code), rules_context()),
        "comparedInBook": sorted(looked_at(record_type(reading.type_code))),
    }


def _hints_address(reading: Reading) -> dict[str, str]:
    """Where the page asks what a machine reads; a second keyer's page has no such address."""
    if not may_have_hints(reading):
        return {}
    return {"hints": reverse("keying:hints", args=[reading.key])}


def _only(sections: list[dict[str, Any]], wanted: frozenset[str] | None) -> list[dict[str, Any]]:
    """Of a second reading that is to hold some fields alone, the other lines are left out."""
    if wanted is None:
        return sections
    kept = [
        section | {"fields": [one for one in section["fields"] if one["key"] in wanted]}
        for section in sections
    ]
    return [section for section in kept if section["fields"]]


def findings_data(reading: Reading, findings: Iterable[Finding]) -> dict[str, list[dict[str, str]]]:
    """Findings by field, for every field keyed so far: an empty list says all is well now.

    A field not reached yet has nothing to be warned about.
    """
    found: dict[str, list[dict[str, str]]] = {key: [] for key in reading.sequence}
    for finding in findings:
        if finding.field in found:
            found[finding.field].append(
                {"rule": finding.rule, "severity": finding.severity, "message": finding.message}
                | ({"proposal": finding.proposal} if finding.proposal else {})
            )
    return found


def short_label(book: Book) -> str:
    """`KS.1998.02`: the label without the unit, which the screen names beside it."""
    return book.label.rpartition("/")[2]


def book_title(book: Book) -> str:
    """`Khai sinh · Xã An Tập`."""
    unit = unit_names([book.unit_code]).get(book.unit_code, book.unit_code)
    return f"{REGISTER_TYPES[book.type_code].name} · {unit}"


def number_in_book(book: Book, entry: Entry) -> str:
    """`41bis` where the book is of one year, else `41bis/1998`."""
    if book.year_from == book.year_to and entry.twin == 1:
        return f"{entry.number}{entry.suffix}"
    return entry.label


def _facts(payload: KeyingPayload, shown: Shown) -> dict[str, FieldFacts]:
    reading = payload.reading
    findings = findings_data(reading, payload.findings)
    facts = {
        key: FieldFacts(carried.value, aid="carried", source=_SOURCES[carried.source])
        for key, carried in payload.carried.items()
    }
    for key in reading.sequence:
        mark = reading.marks.get(key, "")
        facts[key] = FieldFacts(
            reading.values.get(key, ""),
            mark=_MARK_SHOWN.get(mark, mark),
            findings=tuple(findings[key]),
        )
    for key, region in shown.regions.items():
        facts[key] = replace(facts.get(key, FieldFacts()), region=region)
    return facts
