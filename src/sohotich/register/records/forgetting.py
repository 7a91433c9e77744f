"""Readings that nobody needs any more: drafts left behind and those replaced by others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from sohotich.register.records.models import Reading, ReadingState, Record

_HANDED_OVER: Final = ("exported", "accepted")
_CHUNK = 1000


def readings_done_with() -> list[UUID]:
    """Keys of drafts and superseded readings of registrations handed over, oldest first.

    A reading that a record names as the source of a value is none of them.
    """
    rows = Reading.objects.filter(
        entry__state__in=_HANDED_OVER, state__in=(ReadingState.DRAFT, ReadingState.SUPERSEDED)
    ).order_by("key")
    found = list(rows.values_list("key", "entry_id"))
    needed = set(_sources({entry for _, entry in found}))
    return [key for key, _ in found if str(key) not in needed]


def _sources(entries: Iterable[UUID]) -> Iterator[str]:
    wanted = list(entries)
    for start in range(0, len(wanted), _CHUNK):
        records = Record.objects.filter(entry__in=wanted[start : start + _CHUNK])
        for provenance in records.values_list("provenance", flat=True):
            yield from (str(key) for key in provenance.values())


def readings_forget(keys: Iterable[UUID]) -> int:
    """Delete these readings; returns how many there were. Runs in the caller's transaction."""
    wanted = list(keys)
    return sum(
        Reading.objects.filter(key__in=wanted[start : start + _CHUNK]).delete()[0]
        for start in range(0, len(wanted), _CHUNK)
    )
