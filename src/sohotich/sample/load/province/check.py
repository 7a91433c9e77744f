"""The stored province held against what the services promise, independently of how it was made."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from sohotich.domain.workflow import (
    ACTIONS,
    RETURNING,
    ROLE_PERMISSIONS,
    TRANSITIONS,
)
from sohotich.engines.exchange.content import record_digest
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.people.models import Grant
from sohotich.foundation.people.units import reach_of
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import counts
from sohotich.register.records.models import Record
from sohotich.sample.load.province.check_sql import QUESTIONS, STEPS

_SHOWN: Final = 3
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """A promise that does not hold: how often, and the first few rows of which it does not."""

    check: str
    title: str
    count: int
    examples: tuple[str, ...]


def province_check(expected: Mapping[str, tuple[int, int]]) -> Iterator[Fault]:
    """Every promise that does not hold; nothing where all do. `expected`: unit → how many books
    and numbers it must have. Called by whoever may see everything.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS steps")
            cursor.execute(STEPS)
            asked = _asked()
            for check, title, question in QUESTIONS:
                cursor.execute(question, asked)
                yield from fault_of(check, title, (row[0] for row in cursor.fetchall()))
        for check, title, found in (
            ("holdings", "Mỗi xã có đúng số sổ và số trường hợp", _holdings(expected)),
            ("rights", "Người làm có vai trò cho việc đó ở xã trong ngày đó", _rights()),
            ("digests", "Tổng của bản ghi tính lại bằng tổng đã lưu", _digests()),
            ("content", "Danh mục đã ký đúng với bản ghi và trạng thái", _contents()),
            ("stages", "Các giai đoạn tính từ sổ cái bằng các bước cộng lại", _stages()),
        ):
            yield from fault_of(check, title, found)


def fault_of(check: str, title: str, found: Iterable[object]) -> Iterator[Fault]:
    """A fault with the first few of what was found, nothing where nothing was."""
    rows = list(found)
    if rows:
        yield Fault(check, title, len(rows), tuple(map(str, rows[:_SHOWN])))


def _asked() -> dict[str, Any]:
    held = campaign()
    assert held is not None
    moves = [(source, action, target) for (source, action), target in TRANSITIONS.items()]
    sources, actions, targets = map(list, zip(*moves, strict=True))
    return {
        "sources": sources,
        "actions": actions,
        "targets": targets,
        "returning": sorted(RETURNING),
        "starts_on": held.starts_on,
        "ends_on": held.ends_on,
    }


def _holdings(expected: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    books = _grouped("SELECT unit_code, count(*) FROM books_book GROUP BY 1")
    entries = _grouped("SELECT unit_code, count(*) FROM ledger_entry GROUP BY 1")
    for unit in sorted({*expected, *books}):
        found = (books.get(unit, 0), entries.get(unit, 0))
        if found != expected.get(unit, (0, 0)):
            yield f"{unit}: {found}"


def _grouped(question: str) -> dict[Any, Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return dict(cursor.fetchall())


def _rights() -> Iterator[str]:
    grants: dict[UUID, list[Grant]] = defaultdict(list)
    for grant in Grant.objects.all():
        grants[grant.user_id].append(grant)
    reach = {grant.unit_code: None for held in grants.values() for grant in held}
    reached = {unit: reach_of(unit) for unit in reach}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT actor_key, unit_code, action, shown::date FROM steps ORDER BY 1"
        )
        deeds = cursor.fetchall()
    for actor, unit, action, day in deeds:
        if not any(_gives(grant, reached, unit, action, day) for grant in grants[actor]):
            yield f"{actor} {action} {unit} {day}"


def _gives(
    grant: Grant, reached: Mapping[str, frozenset[str] | None], unit: str, action: str, day: date
) -> bool:
    reach = reached[grant.unit_code]
    return (
        ACTIONS[action].permission in ROLE_PERMISSIONS[grant.role]
        and (reach is None or unit in reach)
        and (grant.valid_from is None or grant.valid_from <= day)
        and (grant.valid_to is None or day <= grant.valid_to)
    )


def _digests() -> Iterator[str]:
    rows = Record.objects.values_list("key", "digest", "values", "marks")
    for key, digest, values, marks in rows.order_by().iterator(_AT_ONCE):
        if record_digest(values, marks) != digest:
            yield str(key)


def _contents() -> Iterator[str]:
    for book in Book.objects.filter(approvals__isnull=False).distinct().iterator(100):
        approvals = list(BookApproval.objects.filter(book=book))
        if [approval.version for approval in approvals] != list(range(1, len(approvals) + 1)):
            yield f"{book.label}: lần ký"
        for approval in approvals:
            if hashlib.sha256(approval.content.encode()).hexdigest() != approval.content_sha256:
                yield f"{book.label}: tổng của lần ký {approval.version}"
            if approval.revoked_at is None and _lines(approval) != _standing(book):
                yield book.label


def _lines(approval: BookApproval) -> dict[str, str]:
    """Entry → digest of its record, or the state of a number that has none."""
    rows = (line.split("\t") for line in approval.content.splitlines()[1:])
    return {row[0]: row[2] for row in rows}


def _standing(book: Book) -> dict[str, str]:
    digests = dict(Record.objects.filter(book=book).values_list("entry_id", "digest"))
    return {
        str(key): state if state in ("missing", "cancelled") else digests.get(key, "-")
        for key, state in Entry.objects.filter(book=book).values_list("key", "state")
    }


def _stages() -> Iterator[str]:
    """The last state of each entry by its events alone, against the ledger's own counting."""
    by_state = _grouped(
        "SELECT coalesce(s.to_state, 'expected'), count(*) FROM ledger_entry e"
        " LEFT JOIN steps s ON s.entry_id = e.key AND s.last GROUP BY 1"
    )
    found = counts()
    if dict(found.by_state) != by_state:
        yield f"{dict(found.by_state)} ≠ {by_state}"
