"""Where a book's pages stand among its numbers, by what was read on them and by counting.

Numbers follow each other, so one number read on a page says where all its neighbours stand. A page
that was not scanned, scanned twice, or cut wrongly moves everything after it: the readings show
between which two pages that happened. Where nothing was read, the count of all numbers must hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sohotich.register.images.cuts import Cut, assign

READ_SURE: Final = 0.85  # a reading that contradicts counts from here; one that agrees always does
_AGREES, _CONTRADICTS, _MOVES = 1.0, -0.7, -2.2
_FURTHEST: Final = 40  # numbers by which the pages may have moved
Row = list[UUID | None]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the ledger as it may be written on a page."""

    entry: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The entry of every cut, page by page, and why a page's numbers are not certain.

    `doubts` has "" or a kind: `moved` (numbers lack or are too many near here), `read_other` (the
    page says another number), `short` (fewer registrations than the book has, nothing read that
    tells where), `over` (more than it has).
    """

    rows: list[Row]
    doubts: list[str]


def place(pages: Sequence[Sequence[Cut]], numbers: Sequence[Number]) -> Placed:
    """Propose entries by sequence, pins and readings, and say which pages nothing confirms.

    `pages` in the book's order; pinned cuts hold as in `assign`; `Cut.read` is what a reader saw.
    """
    keys = [number.entry for number in numbers]
    moved = _moved(pages, numbers)
    rows = assign(moved, keys)
    return Placed(rows, _doubts(pages, rows, numbers))


def _own(cuts: Sequence[Cut]) -> list[int]:
    return [i for i, cut in enumerate(cuts) if not (cut.joins or cut.skipped)]


def _moved(pages: Sequence[Sequence[Cut]], numbers: Sequence[Number]) -> list[Sequence[Cut]]:
    """The pages with a pin where readings say that numbers are left out, with cuts that take none
    where they say that there are too many.

    Not after a person's pin: what people said is not moved.
    """
    if any(cut.pinned for cuts in pages for cut in cuts) or not _read(pages):
        return list(pages)
    counted, at = [], 0
    for cuts in pages:
        counted.append(at)
        at += len(_own(cuts))
    shifts = _best_shifts(pages, counted, numbers)
    moved: list[Sequence[Cut]] = []
    before = 0
    for cuts, first, shift in zip(pages, counted, shifts, strict=True):
        own, at = _own(cuts), first + shift
        if own and shift > before and at < len(numbers):
            changed = {own[0]: replace(cuts[own[0]], entry=numbers[at].entry, pinned=True)}
        else:
            # Too many: any of the page's cuts but the one that was read may be the one too many.
            surplus = [*own[-2::-1], *own[-1:]][: max(0, before - shift)]
            changed = {index: replace(cuts[index], skipped=True) for index in surplus}
        moved.append([changed.get(index, cut) for index, cut in enumerate(cuts)])
        before = shift
    return moved


def _read(pages: Sequence[Sequence[Cut]]) -> bool:
    return any(cut.read for cuts in pages for cut in cuts)


def _best_shifts(
    pages: Sequence[Sequence[Cut]], counted: Sequence[int], numbers: Sequence[Number]
) -> list[int]:
    """By how many numbers each page stands beside the mere count: the likeliest path (Viterbi)."""
    shifts = range(-_FURTHEST, _FURTHEST + 1)
    scores = [0.0 if shift == 0 else _MOVES for shift in shifts]
    back: list[list[int]] = []
    for cuts, first in zip(pages, counted, strict=True):
        best = max(range(len(scores)), key=scores.__getitem__)
        came = [s if scores[s] >= scores[best] + _MOVES else best for s in range(len(scores))]
        stay = [max(scores[s], scores[best] + _MOVES) for s in range(len(scores))]
        back.append(came)
        scores = [
            score + _agreement(cuts, first + shift, numbers)
            for score, shift in zip(stay, shifts, strict=True)
        ]
    # Where nothing tells them apart, the page that was merely counted stands where it was counted.
    at = max(range(len(scores)), key=lambda s: (scores[s], -abs(shifts[s])))
    path = []
    for came in reversed(back):
        path.append(shifts[at])
        at = came[at]
    return path[::-1]


def _agreement(cuts: Sequence[Cut], first: int, numbers: Sequence[Number]) -> float:
    score = 0.0
    for place_, index in enumerate(_own(cuts)):
        cut = cuts[index]
        if not cut.read:
            continue
        at = first + place_
        if 0 <= at < len(numbers) and _same(cut.read, numbers[at].number):
            score += _AGREES
        elif cut.read_sure >= READ_SURE:
            score += _CONTRADICTS
    return score


def _same(read: str, number: int) -> bool:
    return read.isdecimal() and int(read) == number


@dataclass(frozen=True, slots=True)
class _Item:
    """A cut that begins a registration: its page, its number's place, and what speaks for it."""

    page: int
    at: int | None
    anchor: bool
    contradicted: bool


def _doubts(
    pages: Sequence[Sequence[Cut]], rows: Sequence[Row], numbers: Sequence[Number]
) -> list[str]:
    items = _items(pages, rows, numbers)
    doubts = [""] * len(pages)
    start = 0
    before = -1
    for end, item in enumerate(items):
        if not item.anchor or item.at is None:
            continue
        _mark(doubts, items[start : end + 1], before, "moved")
        start, before = end + 1, item.at
    _mark_tail(doubts, items[start:], before, len(numbers))
    return doubts


def _items(
    pages: Sequence[Sequence[Cut]], rows: Sequence[Row], numbers: Sequence[Number]
) -> list[_Item]:
    at = {number.entry: place_ for place_, number in enumerate(numbers)}
    items = []
    for page, (cuts, row) in enumerate(zip(pages, rows, strict=True)):
        for index in _own(cuts):
            cut, entry = cuts[index], row[index]
            here = at.get(entry) if entry else None
            agrees = here is not None and _same(cut.read, numbers[here].number)
            other = bool(cut.read) and not agrees and cut.read_sure >= READ_SURE
            items.append(_Item(page, here, agrees or cut.pinned, other))
    return items


def _mark(doubts: list[str], items: Sequence[_Item], before: int, doubt: str) -> None:
    """Doubt the pages of a stretch whose numbers do not follow each other without a gap."""
    wanted = range(before + 1, before + 1 + len(items))
    if [item.at for item in items] == list(wanted):
        return
    for item in items:
        doubts[item.page] = doubts[item.page] or doubt


def _mark_tail(doubts: list[str], items: Sequence[_Item], before: int, numbers: int) -> None:
    """After the last number that something confirms only the book's count can speak."""
    ends = [item.at for item in items] == list(range(before + 1, numbers))
    contradicted = {item.page for item in items if item.contradicted}
    if ends and not contradicted:
        return
    over = any(item.at is None for item in items)
    for item in items:
        here = item.page in contradicted
        kind = "over" if over else "read_other" if here else "short"
        doubts[item.page] = doubts[item.page] or kind
