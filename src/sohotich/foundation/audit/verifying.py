"""Going over the whole chain: is any entry or seal altered, missing, or slipped in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from sohotich.foundation.audit.chain import (
    BEGINNING,
    ENTRY_DIGEST,
    WHOLE_LOG,
    Head,
    head,
    last_closed,
    seal_digest,
)
from sohotich.foundation.audit.models import AuditSeal
from sohotich.foundation.database.speaking import speaking

_LENGTH = hashlib.sha256().digest_size
_MOST_PROBLEMS = 50
_OF_SEAL = f"""
    SELECT e.number, {ENTRY_DIGEST}
    FROM unnest(%s::int8multirange) AS r
    JOIN audit_auditentry e ON e.number >= lower(r) AND e.number < upper(r)
    ORDER BY e.number"""  # noqa: S608
_TOGETHER = (
    f"SELECT string_agg(digest, ''::bytea ORDER BY number) FROM ({_OF_SEAL}) AS one(number, digest)"  # noqa: S608
)
# Numbers in no seal, as ranges that are short or empty but for the open end.
_OUTSIDE = """
    WITH held AS (
        SELECT coalesce(range_agg(r), '{}') AS numbers
        FROM audit_auditseal, unnest(members::int8multirange) AS r
    )
    SELECT e.number, e.number <= %s OR e.number > last_value, e.at
    FROM audit_number, held, unnest(int8multirange(int8range(NULL, NULL)) - numbers) AS r
    JOIN audit_auditentry e ON e.number >= coalesce(lower(r), -9223372036854775808)
        AND e.number < coalesce(upper(r), 9223372036854775807)
    ORDER BY e.number"""


@dataclass(frozen=True)
class Problem:
    """`seal` and `entry` are their numbers, None where the problem is not about one."""

    message: str
    seal: int | None = None
    entry: int | None = None


@dataclass(frozen=True)
class KeptHead:
    """A head as it was written down elsewhere; `where` names the file."""

    seal: int
    digest: str
    where: str


@dataclass(frozen=True)
class Verdict:
    """`problems`: the first fifty, oldest seal first; none when the chain is whole.

    `waiting`: committed entries that the next seal will take.
    """

    seals: int
    entries: int
    waiting: int
    head: Head | None
    problems: tuple[Problem, ...]


def verify(kept: Iterable[KeptHead] = ()) -> Verdict:
    """Recompute every digest and compare with the heads kept elsewhere. Changes nothing."""
    counted = _Count()
    with speaking(WHOLE_LOG):
        problems = list(islice(_problems(counted, list(kept)), _MOST_PROBLEMS))
    return Verdict(counted.seals, counted.entries, counted.waiting, head(), tuple(problems))


@dataclass
class _Count:
    seals: int = 0
    entries: int = 0
    waiting: int = 0


def _problems(counted: _Count, kept: list[KeptHead]) -> Iterator[Problem]:
    digests: dict[int, str] = {}
    expected, previous = 1, BEGINNING
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=20):
        if seal.number != expected:
            yield Problem(f"Thiếu niêm phong số {expected}.", seal=expected)
        elif seal.previous != previous:
            yield Problem(
                f"Niêm phong số {seal.number} không nối tiếp niêm phong trước.", seal=seal.number
            )
        yield from _seal_problems(seal)
        digests[seal.number] = seal.digest
        expected, previous = seal.number + 1, seal.digest
        counted.seals += 1
        counted.entries += seal.entries
    yield from _outside(counted)
    yield from _cut_off(digests, kept)


def _seal_problems(seal: AuditSeal) -> Iterator[Problem]:
    stored = bytes(seal.digests)
    again = seal_digest(
        number=seal.number,
        previous=seal.previous,
        made_at=seal.made_at,
        made_by=seal.made_by,
        members=seal.members,
        digests=stored,
    )
    if again != seal.digest or len(stored) != seal.entries * _LENGTH:
        yield Problem(f"Niêm phong số {seal.number} đã bị sửa.", seal=seal.number)
        return
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER, [seal.members])
        (found,) = cursor.fetchone()
    if bytes(found or b"") != stored:
        yield from _entry_problems(seal, stored)


def _entry_problems(seal: AuditSeal, stored: bytes) -> Iterator[Problem]:
    """The entries of a seal that differ from what was sealed, by number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT r FROM unnest(%s::int8multirange) AS r", [seal.members])
        numbers = [n for (r,) in cursor.fetchall() for n in range(r.lower, r.upper)]
        cursor.execute(_OF_SEAL, [seal.members])
        found = {number: bytes(digest) for number, digest in cursor.fetchall()}
    for place, number in enumerate(numbers):
        sealed = stored[place * _LENGTH : (place + 1) * _LENGTH]
        if number not in found:
            yield Problem(f"Mục {number} đã bị xóa.", seal=seal.number, entry=number)
        elif found[number] != sealed:
            yield Problem(f"Mục {number} đã bị sửa.", seal=seal.number, entry=number)


def _outside(counted: _Count) -> Iterator[Problem]:
    """Entries in no seal: on their way into the next one, or slipped in."""
    closed = last_closed()
    with connection.cursor() as cursor:
        cursor.execute(_OUTSIDE, [closed.top if closed else 0])
        rows = cursor.fetchall()
    for number, slipped_in, _ in rows:
        if slipped_in:
            yield Problem(f"Mục {number} bị chèn vào sau khi niêm phong.", entry=number)
        else:
            counted.waiting += 1


def _cut_off(digests: dict[int, str], kept: list[KeptHead]) -> Iterator[Problem]:
    for one in sorted(kept, key=lambda one: one.seal):
        there = digests.get(one.seal)
        if there is None:
            yield Problem(
                f"Chuỗi bị cắt: {one.where} ghi niêm phong số {one.seal}, nay không còn.",
                seal=one.seal,
            )
        elif there != one.digest:
            yield Problem(
                f"Niêm phong số {one.seal} khác với {one.where}: chuỗi đã bị làm lại.",
                seal=one.seal,
            )
