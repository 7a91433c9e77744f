"""Questions about sendings: one's own, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from sohotich.engines.workbook import CellFinding
from sohotich.foundation.database.clock import shown
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.workbooks.models import FileState, Sending, SentFile

_COUNTED = ("rows", "stored", "replaced", "unchanged", "rejected", "held_back", "unfilled")


@dataclass(frozen=True)
class Totals:
    """A sending in numbers."""

    files: int
    waiting: int
    refused: int
    rows: int
    stored: int
    replaced: int
    unchanged: int
    rejected: int
    held_back: int
    unfilled: int


def sendings_of(actor: Actor) -> QuerySet[Sending]:
    """The actor's own sendings that hold a file, the newest first, with their numbers."""
    return (
        Sending.objects.filter(by=actor.key)
        .annotate(
            file_count=Count("files"),
            left=Count("files", filter=Q(files__state=FileState.WAITING)),
            taken=Sum("files__stored", default=0),
            wrong=Sum("files__rejected", default=0),
        )
        .filter(file_count__gt=0)
        .order_by("-key")
    )


def files_of(sending: Sending) -> QuerySet[SentFile]:
    """Its files in the order of their names, without what they hold."""
    return sending.files.defer("content", "findings").order_by("name", "key")


def totals(sending: Sending) -> Totals:
    """What came of all its files together."""
    sums = {name: Sum(name, default=0) for name in _COUNTED}
    states = {
        "files": Count("key"),
        "waiting": Count("key", filter=Q(state=FileState.WAITING)),
        "refused": Count("key", filter=Q(state=FileState.REFUSED)),
    }
    return Totals(**sending.files.aggregate(**sums, **states))


def findings_of(file: SentFile) -> list[CellFinding]:
    """What was found in a file, as the engine tells it."""
    return [CellFinding(*finding) for finding in file.findings]


def sending_labels(keys: Iterable[UUID]) -> Mapping[UUID, str]:
    """How the list of jobs calls them."""
    rows = Sending.objects.filter(pk__in=list(keys)).annotate(count=Count("files"))
    return {row.key: sending_name(row, row.count) for row in rows}


def sending_name(sending: Sending, count: int) -> str:
    """`12 bảng tính, gửi 05/11/2025 09:30`."""
    return f"{count} bảng tính, gửi {shown(sending.created_at):%d/%m/%Y %H:%M}"
