"""The queues of Việc hôm nay: counted for one person, each with its button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F
from django.urls import reverse

from sohotich.foundation.pages.addresses import Posted
from sohotich.foundation.pages.numbers import grouped, moment
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.menu import values_looked_at
from sohotich.pipeline.keying.queues import DISPUTE
from sohotich.pipeline.keying.screens import books_waiting, free_for, values_by_book
from sohotich.pipeline.review.selectors import (
    books_given_back,
    books_to_sign,
    books_to_submit,
    records_waiting,
)
from sohotich.pipeline.review.selectors import returned_to as returned_entries
from sohotich.pipeline.scanning.screens import pages_for_person
from sohotich.pipeline.transfer.selectors import books_to_pack
from sohotich.register.books.models import Book
from sohotich.register.contests.selectors import contests_waiting
from sohotich.register.ledger.models import Entry

_SHOWN_BOOKS = 3
_SHOWN_RETURNED = 8


@dataclass(frozen=True)
class Queue:
    """One line: how much waits, where (book labels with counts), the button that starts it."""

    count: int
    title: str
    words: str
    button: str
    address: str
    first: bool = False
    due: str = ""
    late: bool = False

    def plain(self) -> Queue:
        """The same row where another one comes first."""
        return replace(self, first=False)


@dataclass(frozen=True)
class _Kind:
    permission: str
    title: str
    button: str
    url: str
    waiting: Callable[[Actor], list[tuple[str, int]]]
    empty: str
    # The button takes the next piece of work in hand.
    claims: bool = False
    shown: Callable[[Actor], bool] | None = None


@dataclass(frozen=True)
class _BookKind:
    """Whole books on their way to the chair: one leads to its own page, several to the list of
    review under `chip`.
    """

    permission: str
    title: str
    button: str
    chip: str
    books: Callable[[Actor], list[Book]]
    empty: str


def queues_for(actor: Actor) -> list[Queue]:
    """The person's queues in the order of the pipeline; the first that is not empty is marked."""
    rows = [_queue(kind, actor) for kind in _KINDS if _stands(kind, actor)]
    started = next((row for row in rows if row.count), None)
    return [row if row is not started else replace(row, first=True) for row in rows]


def _stands(kind: _Kind | _BookKind, actor: Actor) -> bool:
    shown = kind.shown if isinstance(kind, _Kind) else None
    return actor.can_somewhere(kind.permission) and (shown is None or shown(actor))


def _queue(kind: _Kind | _BookKind, actor: Actor) -> Queue:
    if isinstance(kind, _BookKind):
        return _book_queue(kind, kind.books(actor))
    waiting = kind.waiting(actor)
    count = sum(number for _, number in waiting)
    words = _where(waiting) if count else kind.empty
    address = Posted(reverse(kind.url)) if kind.claims else reverse(kind.url)
    return Queue(count, kind.title, words, kind.button, address)


def _book_queue(kind: _BookKind, books: list[Book]) -> Queue:
    words = _named(books) if books else kind.empty
    address = f"{reverse('review:list')}?loc={kind.chip}"
    if len(books) == 1:
        address = reverse("review:submit", args=[books[0].key])
    return Queue(len(books), kind.title, words, kind.button, address)


def _named(books: list[Book]) -> str:
    """The books by name, one given back with who did it, when and why."""
    shown = "; ".join(_why(book) for book in books[:_SHOWN_BOOKS])
    rest = len(books) - _SHOWN_BOOKS
    return shown + (f" và {rest} sổ khác" if rest > 0 else "")


def _why(book: Book) -> str:
    label = book.label.split("/")[-1]
    if not book.given_back:
        return label
    who = f"{book.given_back_by_name} {book.get_given_back_display()}"
    return f"{label}: {who} {moment(book.given_back_at)}, “{book.given_back_reason}”"


def _where(waiting: list[tuple[str, int]]) -> str:
    shown = [f"{label.split('/')[-1]} ({grouped(n)})" for label, n in waiting[:_SHOWN_BOOKS]]
    rest = len(waiting) - len(shown)
    return ", ".join(shown) + (f" và {rest} sổ khác" if rest > 0 else "")


def _unscanned(actor: Actor) -> list[tuple[str, int]]:
    return _by_book(_mine(Entry.objects.filter(state="expected"), actor, "scan.upload"))


def _pages(actor: Actor) -> list[tuple[str, int]]:
    return _by_book(pages_for_person(actor))


def _to_key(actor: Actor) -> list[tuple[str, int]]:
    rows = [(row.book.label, row.count) for row in books_waiting(actor)]
    return sorted(rows, key=lambda row: -row[1])


def _disputes(actor: Actor) -> list[tuple[str, int]]:
    return _by_book(free_for(actor, DISPUTE, "dispute.settle"))


def _contests(actor: Actor) -> list[tuple[str, int]]:
    return _by_book(contests_waiting(actor))


def _values(actor: Actor) -> list[tuple[str, int]]:
    return sorted(((book.label, n) for book, n in values_by_book(actor)), key=lambda row: -row[1])


def _to_review(actor: Actor) -> list[tuple[str, int]]:
    return _by_book(records_waiting(actor))


def _to_sign(actor: Actor) -> list[tuple[str, int]]:
    return [(book.label, 1) for book in books_to_sign(actor)]


def _to_hand_over(actor: Actor) -> list[tuple[str, int]]:
    return [(book.label, 1) for book in books_to_pack(actor)]


def _mine(rows: Any, actor: Actor, permission: str) -> Any:
    units = actor.units(permission)
    return rows if units is None else rows.filter(unit_code__in=list(units))


def _by_book(rows: Any) -> list[tuple[str, int]]:
    counted = rows.order_by().values(label=F("book__label")).annotate(count=Count("*"))
    return [(row["label"], row["count"]) for row in counted.order_by("-count", "label")]


_KINDS = (
    _Kind(
        "scan.upload",
        "Trường hợp chưa có ảnh",
        "Quét tiếp",
        "scanning:list",
        _unscanned,
        "Mọi trường hợp đã có ảnh. Hàng này có việc khi khai thêm sổ.",
    ),
    _Kind(
        "scan.confirm",
        "Trang ảnh chờ xác nhận",
        "Xem bảng ảnh",
        "scanning:list",
        _pages,
        "Không có trang chờ. Hàng này có việc khi có ảnh mới tải lên.",
    ),
    _Kind(
        "keying.key",
        "Trường hợp chờ nhập",
        "Nhập tiếp",
        "keying:next",
        _to_key,
        "Chưa có trường hợp nào cho anh/chị. Hàng này có việc khi ảnh được xác nhận.",
        claims=True,
    ),
    _Kind(
        "value.verify",
        "Giá trị chờ soát",
        "Soát tiếp",
        "keying:values",
        _values,
        "Không có giá trị chờ soát.",
        shown=values_looked_at,
    ),
    _Kind(
        "dispute.settle",
        "Tranh chấp giữa hai lần nhập",
        "Giải quyết",
        "keying:disputes",
        _disputes,
        "Không có tranh chấp. Hàng này có việc khi hai lần nhập khác nhau.",
    ),
    _Kind(
        "dispute.settle",
        "Ý kiến của người nhập",
        "Xem lại",
        "keying:contests",
        _contests,
        "Không có ý kiến chờ trả lời. Hàng này có việc khi người nhập thấy ô đã chọn chưa đúng sổ.",
    ),
    _Kind(
        "review.do",
        "Trường hợp chờ soát xét",
        "Soát tiếp",
        "review:start",
        _to_review,
        "Không có trường hợp chờ. Hàng này có việc khi hai lần nhập đã thống nhất.",
        claims=True,
    ),
    _BookKind(
        "book.submit",
        "Sổ bị trả lại hoặc mở lại, chờ sửa",
        "Xem và sửa",
        "tra-lai",
        books_given_back,
        "Không có sổ bị trả lại. Hàng này có việc khi Chủ tịch trả sổ hoặc mở lại sổ đã ký.",
    ),
    _BookKind(
        "book.submit",
        "Sổ soát xong, chờ trình",
        "Trình ký",
        "xong",
        books_to_submit,
        "Không có sổ chờ trình. Hàng này có việc khi mọi số của sổ đã soát xét.",
    ),
    _Kind(
        "book.approve",
        "Sổ chờ ký duyệt",
        "Xem và ký",
        "review:approvals",
        _to_sign,
        "Không có sổ chờ ký. Hàng này có việc khi công chức hộ tịch trình sổ.",
    ),
    _Kind(
        "package.make",
        "Sổ đã ký, chờ chuyển",
        "Lập gói chuyển",
        "transfer:list",
        _to_hand_over,
        "Không có sổ chờ chuyển. Hàng này có việc khi Chủ tịch ký sổ.",
    ),
)


def returned_to(actor: Actor) -> list[dict[str, Any]]:
    """Registrations that came back to the person's units, the newest first, with the reason."""
    if not actor.can_somewhere("book.view"):
        return []
    return [
        {
            "title": f"{entry.book.label.split('/')[-1]} · số {entry.label}",
            "reason": entry.reason,
            "address": reverse("entry", args=[entry.key]),
        }
        for entry in returned_entries(actor)[:_SHOWN_RETURNED]
    ]
