"""Which sheets of a pile belong to which book: what follows a cover, until the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sohotich.pipeline.scanning.models import PileSheet, SheetKind

_NOT_PAGES: Final = frozenset({SheetKind.COVER, SheetKind.FAILED})


@dataclass(frozen=True)
class Run:
    """Sheets in a row that belong together; `book` None where no cover stands before them.

    `bundle` is the number of the separator they follow, 0 after the book's cover.
    """

    book: UUID | None
    bundle: int
    sheets: Sequence[PileSheet]


def runs_of(sheets: Iterable[PileSheet]) -> list[Run]:
    """The runs of a pile in its order. Sheets that could not be opened stand in none.

    Covers that nothing follows make no run; a cover of the same book begins a new one.
    """
    runs: list[Run] = []
    says: tuple[UUID | None, int] = (None, 0)
    gathered: list[PileSheet] = []
    for sheet in sheets:
        if sheet.kind == SheetKind.COVER:
            runs += _ended(says, gathered)
            says, gathered = (sheet.says_book, sheet.says_bundle), []
        elif sheet.kind not in _NOT_PAGES:
            gathered.append(sheet)
    return runs + _ended(says, gathered)


def _ended(says: tuple[UUID | None, int], sheets: list[PileSheet]) -> list[Run]:
    return [Run(*says, tuple(sheets))] if sheets else []
