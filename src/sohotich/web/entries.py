"""The registrations of a book as a list, and the page of one: image, record, history, acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind
from sohotich.domain.workflow import ACTIONS, STAGES, STATES, available_actions
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import byte_size, register_day
from sohotich.foundation.pages.states import badge
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.keying.kept_fields import kept_of
from sohotich.register.books.asked import book_asked
from sohotich.register.images.selectors import image_of, images_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.asked import entry_asked
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import history
from sohotich.register.records.models import Reading, ReadingKind, Record
from sohotich.register.records.provenance import standings
from sohotich.register.records.selectors import readings_read, record_read, records_of_book
from sohotich.web.book_forms import ReasonForm
from sohotich.web.book_page import FIGURES
from sohotich.web.trail import trail_of

# What the inventory may say of a number; everything else happens at its station.
INVENTORY_ACTIONS = ("declare_missing", "cancel", "restore")


@requires("book.view")
@require_GET
def book_entries(request: ActorRequest, key: UUID) -> HttpResponse:
    book = book_asked(request, key)
    images = images_of(book)
    dates = dict(records_of_book(book).values_list("entry_id", "ngay_dang_ky"))
    columns = (
        Column("so", "Số", lambda e: e.label, _address, kind="strong"),
        Column("trang_thai", "Trạng thái", lambda e: badge(_flag(e)), sort=True),
        Column("ngay", "Ngày đăng ký", lambda e: register_day(dates.get(e.key, ""))),
        Column("tep", "Tệp PDF", lambda e: _file(images.get(e.key)), kind="number"),
        Column("luc", "Đổi lúc", lambda e: e.state_changed_at, sort=True),
        Column("ly_do", "Lý do", lambda e: e.reason),
    )
    definition = ListDefinition(
        columns,
        f"truong-hop-{book.label.replace('/', '.')}",
        title=f"Trường hợp của sổ {book.label}",
        chips=tuple(_stage_chips()),
        search_words="Lọc theo số, trạng thái",
        empty_title="Sổ chưa mở số nào",
        empty_words="Ghi dãy số đăng ký của sổ rồi lưu, các số sẽ được mở.",
    )
    context = {"book": book, "breadcrumb": trail_of(book, "Trường hợp")}
    entries = list(Entry.objects.filter(book=book))
    trace_list(
        request,
        action="entries.read",
        subject="book",
        key=book.key,
        unit=book.unit_code,
        purpose="xem danh sách trường hợp",
        found=len(entries),
        words=request.GET.get("tim", ""),
    )
    return list_response(request, "web/entries.html", entries, definition, context)


def _address(entry: Entry) -> str:
    return reverse("entry", args=[entry.key])


def _flag(entry: Entry) -> str:
    return "returned" if entry.returned else entry.state


def _file(image: Any) -> str:
    return byte_size(image.bytes) if image is not None and image.bytes else ""


def _stage_chips() -> list[Chip]:
    """One chip for each figure of the book page: the registrations which that figure counts."""

    def reached(stage: str) -> Any:
        later = STAGES[STAGES.index(stage) :]
        states = {code for code, state in STATES.items() if state.stage in later}
        return lambda rows: [entry for entry in rows if entry.state in states]

    chips = [Chip(stage, title, reached(stage)) for stage, title in FIGURES]
    return [*chips, Chip("missing", "Thiếu trong sổ", _missing)]


def _missing(rows: list[Entry]) -> list[Entry]:
    return [entry for entry in rows if entry.state == "missing"]


@requires("book.view")
@require_GET
def entry(request: ActorRequest, key: UUID) -> HttpResponse:
    found = entry_asked(request, key)
    record = record_read(actor=request.actor, entry=found, purpose="xem trường hợp")
    readings = readings_read(actor=request.actor, entry=found, purpose="xem các lần nhập")
    context = {
        "entry": found,
        "book": found.book,
        "image": image_of(found),
        "rows": record_rows(found, record, readings),
        "record": record,
        "readings": [_reading_line(request.actor, reading, record) for reading in readings],
        "kept": _kept(found, readings) if record is not None else [],
        "history": [_history_line(request.actor, event, record) for event in history(found)],
        "acts": inventory_acts(request.actor, found),
        "neighbours": _neighbours(found),
        "breadcrumb": trail_of(found.book, f"Số {found.label}"),
    }
    return render(request, "web/entry.html", context)


def record_rows(
    entry: Entry, record: Record | None, readings: Sequence[Reading]
) -> list[tuple[str, list[dict[str, str]]]]:
    """(section's title, its filled fields) of the settled record, each with its standing."""
    if record is None:
        return []
    kind = record_type(entry.book.type_code)
    standing = standings(kind.by_key.keys(), readings)
    sections = []
    for section in kind.sections:
        rows = [
            {
                "label": field.label,
                "value": shown_value(field, record.values.get(field.key, "")),
                "mark": record.marks.get(field.key, ""),
                "standing": standing.get(field.key, ""),
            }
            for field in kind.fields_in(section.code)
            if record.values.get(field.key) or record.marks.get(field.key)
        ]
        if rows:
            sections.append((section.title, rows))
    return sections


def shown_value(field: Field, value: str) -> str:
    """A stored value as on screens: dates with slashes, a code as its name."""
    if field.kind is Kind.DATE:
        return register_day(value)
    if field.kind is Kind.CODE and field.code_list and value:
        return code_list(field.code_list).label(value)
    return value


def _reading_line(actor: Actor, reading: Reading, record: Record | None) -> dict[str, Any]:
    """Who read and when; before the record is settled a reading stays blind."""
    return {
        "what": _what(reading),
        "who": reading.by_name if record is not None or reading.by == actor.key else "",
        "state": "Về muộn, giữ kèm" if reading.before.get("late") else reading.get_state_display(),
        "at": reading.completed_at or reading.started_at,
        "reason": reading.reason,
    }


def _kept(entry: Entry, readings: list[Reading]) -> list[dict[str, str]]:
    """What was typed and does not count; shown when nobody keys the entry blind any more."""
    kind = record_type(entry.book.type_code)
    return [
        {
            "label": kind.field(kept.field).label,
            "value": shown_value(kind.field(kept.field), kept.value),
            "mark": kept.mark,
            "why": kept.get_why_display(),
        }
        for kept in kept_of(readings)
    ]


def _what(reading: Reading) -> str:
    if reading.kind == ReadingKind.CORRECTION and not reading.writes:
        return "Xác nhận khi soát xét"
    return reading.get_kind_display() + (f" {reading.slot}" if reading.slot else "")


def _history_line(
    actor: Actor, event: LedgerEvent, record: Record | None
) -> tuple[LedgerEvent, str, str]:
    """The event, its name, and who did it: keyers are named when the record is settled."""
    keyed = event.action.startswith("key_") or event.action == "ask_verify"
    hidden = keyed and record is None and event.actor_key != actor.key
    return event, ACTIONS[event.action].title, "" if hidden else event.actor_name


def inventory_acts(actor: Actor, entry: Entry) -> list[tuple[str, str, bool]]:
    """(action, its name, whether it wants a reason) that this person may do here."""
    held = frozenset(p for p in actor.permissions if actor.can(p, entry.unit_code))
    possible = {action.code for action in available_actions(entry.state, held)}
    return [
        (code, ACTIONS[code].title, ACTIONS[code].needs_reason)
        for code in INVENTORY_ACTIONS
        if code in possible
    ]


def _neighbours(entry: Entry) -> tuple[Entry | None, Entry | None]:
    line = list(Entry.objects.filter(book_id=entry.book_id).only("key", "year", "number"))
    place = next(i for i, other in enumerate(line) if other.key == entry.key)
    before = line[place - 1] if place else None
    after = line[place + 1] if place + 1 < len(line) else None
    return before, after


@requires("book.edit")
@require_POST
def entry_act(request: ActorRequest, key: UUID, action: str) -> HttpResponse:
    found = entry_asked(request, key, "book.edit")
    form = ReasonForm(request.POST)
    reason = request.POST.get("reason", "") if form.is_valid() else ""
    if action in INVENTORY_ACTIONS:
        ledger.move(actor=request.actor, entry=found, action=action, reason=reason)
        messages.success(request, f"Số {found.label}: đã ghi “{ACTIONS[action].title}”.")
    return redirect("entry", found.key)
