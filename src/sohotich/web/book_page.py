"""What the page of one book shows: its line of boxes, figures, people, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.ledger_boxes import Box, LedgerBoxes, ledger_boxes
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_names
from sohotich.register.books.models import Book
from sohotich.register.images.selectors import page_counts
from sohotich.register.ledger import selectors as ledger
from sohotich.web.trail import trail_of

_ACTIONS = {
    "attach_image": "Quét",
    "key_first": "Nhập lần 1",
    "key_second_same": "Nhập lần 2",
    "key_second_differs": "Nhập lần 2",
    "key_second_verify": "Nhập lần 2",
    "settle": "Giải quyết",
    "settle_verify": "Giải quyết",
    "verify": "Soát giá trị",
    "review": "Soát xét",
    "approve": "Ký duyệt",
    "export": "Chuyển",
}
FIGURES = (
    ("expected", "Sổ khai"),
    ("scanned", "Đã quét"),
    ("keyed", "Đã nhập"),
    ("agreed", "Đã thống nhất"),
    ("reviewed", "Đã soát xét"),
    ("approved", "Đã duyệt"),
    ("exported", "Đã chuyển"),
)


def book_page(actor: Actor, book: Book) -> dict[str, Any]:
    """The template's context."""
    counts = ledger.counts(book=book)
    return {
        "book": book,
        "unit_name": unit_names([book.unit_code]).get(book.unit_code, book.unit_code),
        "book_name": record_type(book.type_code).book_name,
        "type_warning": record_type(book.type_code).template_standing.warning,
        "breadcrumb": trail_of(book),
        "ledger": boxes_of(book),
        "figures": _figures(book, counts),
        "closing": ledger.closing(book),
        "gaps": ledger.gaps(book=book),
        "workers": _workers(book),
        "approval": ledger.approval_in_force(book),
        "pages": page_counts([book.key]).get(book.key),
        "next_step": next_step(actor, book, counts),
        "may_edit": actor.can("book.edit", book.unit_code),
        "may_assign": actor.can("work.assign", book.unit_code),
        "may_submit": actor.can("book.submit", book.unit_code),
    }


def boxes_of(book: Book) -> LedgerBoxes:
    """Every number of the book as a box that leads to its page."""
    several = book.year_from != book.year_to
    return ledger_boxes(
        Box(
            number=f"{box.label}" if several else box.label.split("/")[0],
            state=_flag(box),
            address=reverse("entry", args=[box.key]),
            note=box.reason,
        )
        for box in ledger.line_of_boxes(book)
    )


def _flag(box: ledger.Box) -> str:
    if box.doubled:
        return "doubled"
    if box.returned:
        return "returned"
    return box.state


def _figures(book: Book, counts: ledger.LedgerCounts) -> list[dict[str, Any]]:
    address = reverse("book_entries", args=[book.key])
    stages = counts.stages
    notes = {
        "expected": _explained(stages.missing, stages.cancelled),
        "keyed": f"mới một lần: {counts['keyed_once']}" if counts["keyed_once"] else "",
        "agreed": _between(counts["verifying"], counts["disputed"]),
    }
    return [
        {
            "title": title,
            "value": counts[key],
            "note": notes.get(key, ""),
            "address": f"{address}?loc={key}",
        }
        for key, title in FIGURES
    ]


def _between(verifying: int, disputed: int) -> str:
    parts = [f"chờ soát giá trị: {verifying}"] if verifying else []
    parts += [f"tranh chấp: {disputed}"] if disputed else []
    return " · ".join(parts)


def _explained(missing: int, cancelled: int) -> str:
    parts = [f"thiếu {missing}"] if missing else []
    parts += [f"hủy {cancelled}"] if cancelled else []
    return " · ".join(parts)


def _workers(book: Book) -> list[tuple[str, str, int]]:
    """(what, who, how many registrations) in the order of the work."""
    rows: dict[tuple[str, UUID, str], frozenset[UUID]] = {}
    for worker in ledger.workers(book):
        for action, entries in worker.entries.items():
            if action in _ACTIONS:
                place = (_ACTIONS[action], worker.key, worker.name)
                rows[place] = rows.get(place, frozenset()) | entries
    order = list(dict.fromkeys(_ACTIONS.values()))
    return sorted(
        ((what, who, len(entries)) for (what, _, who), entries in rows.items()),
        key=lambda row: (order.index(row[0]), -row[2]),
    )


_FORM = "book_printed"
# What stands still, who may move it, the button, the page it leads to.
_STEPS: tuple[tuple[Callable[[ledger.LedgerCounts], Any], str, str, str], ...] = (
    (lambda c: not c["expected"], "book.edit", "Khai dãy số của sổ", "book_edit"),
    (
        lambda c: c["scanned"] and not c["keyed"] + c["keyed_once"],
        "book.edit",
        "Xác nhận mẫu in",
        _FORM,
    ),
    (lambda c: c["scanned"] < c["expected"], "scan.upload", "Quét sổ này", "scanning:book"),
    (
        lambda c: c.by_state.get("disputed"),
        "dispute.settle",
        "Giải quyết",
        "keying:disputes",
    ),
    (lambda c: c["reviewed"] < c["agreed"], "review.do", "Soát xét sổ này", "review:book"),
    (lambda c: c["keyed"] < c["scanned"], "keying.key", "Nhập sổ này", "keying:book"),
    (
        lambda c: c["approved"] < c["expected"] == c["reviewed"],
        "book.submit",
        "Trình ký",
        "review:submit",
    ),
    (lambda c: c["approved"] < c["reviewed"], "book.approve", "Ký duyệt", "review:sign"),
    (lambda c: c["exported"] < c["approved"], "package.make", "Lập gói chuyển", "transfer:book"),
)


def next_step(actor: Actor, book: Book, counts: ledger.LedgerCounts) -> tuple[str, str] | None:
    """(words, address) of the one thing this person would do next with the book."""
    for stands, permission, words, name in _STEPS:
        if permission == "book.submit" and book.submitted_at is not None:
            continue  # it is with the chair
        if name == _FORM and book.form_confirmed_at is not None:
            continue
        if stands(counts) and actor.can(permission, book.unit_code):
            return words, address_of(name, book)
    return None


# Pages of a whole queue take no key.
_KEYLESS = frozenset({"keying:disputes"})
# Going there takes a registration in hand.
_CLAIMING = frozenset({"keying:book", "review:book"})


def address_of(name: str, book: Book) -> str:
    """The address of a page about this book, or of the door to its next work."""
    address = reverse(name) if name in _KEYLESS else reverse(name, args=[book.key])
    return Posted(address) if name in _CLAIMING else address
