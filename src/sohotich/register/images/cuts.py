"""One registration's place on a page, and the numbers that follow each other from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cut:
    """`box` is x0, y0, x1, y1 as shares of the straightened page.

    `entry` is set when a person named the number (`pinned`) or accepted the proposal. `joins`: the
    cut continues the registration of the cut before it. `skipped`: no registration (blank row).
    `doubt` is why the machine is not sure (a kind of `engines.imaging.DOUBTS`, "" when it is);
    `read` the number that a reader saw there, `read_sure` how sure it was: never stored as the
    registration's number, only held against it.
    """

    box: Box
    confidence: float = 1.0
    entry: UUID | None = None
    pinned: bool = False
    joins: bool = False
    skipped: bool = False
    doubt: str = ""
    read: str = ""
    read_sure: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The form in which `Page.cuts` keeps it."""
        return {
            "box": [round(value, 5) for value in self.box],
            "confidence": round(self.confidence, 3),
            "entry": str(self.entry) if self.entry else None,
            "pinned": self.pinned,
            "joins": self.joins,
            "skipped": self.skipped,
            "doubt": self.doubt,
            "read": self.read,
            "read_sure": round(self.read_sure, 3),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Cut:
        """Read what `as_json` wrote."""
        x0, y0, x1, y1 = (float(value) for value in data["box"])
        return cls(
            box=(x0, y0, x1, y1),
            confidence=float(data.get("confidence", 1.0)),
            entry=UUID(data["entry"]) if data.get("entry") else None,
            pinned=bool(data.get("pinned")),
            joins=bool(data.get("joins")),
            skipped=bool(data.get("skipped")),
            doubt=str(data.get("doubt", "")),
            read=str(data.get("read", "")),
            read_sure=float(data.get("read_sure", 0.0)),
        )


def assign(
    pages: Sequence[Sequence[Cut]], numbers: Sequence[UUID], start: UUID | None = None
) -> list[list[UUID | None]]:
    """Propose an entry for every cut: numbers in sequence, each pinned cut setting it anew.

    `pages` in their order; `numbers` the entries that may be on them, in the book's order; the
    first cut gets `start` or else the first number. No number is proposed twice, nor where it is
    pinned to another cut. Cuts beyond the last number get None.
    """
    # A piece that joins has its number from the piece before it, which may still be unconfirmed.
    taken = {
        cut.entry for cuts in pages for cut in cuts if cut.pinned and cut.entry and not cut.joins
    }
    place = {key: index for index, key in enumerate(numbers)}
    at = place.get(start, 0) if start else 0
    last: UUID | None = None
    proposal: list[list[UUID | None]] = []
    for cuts in pages:
        row: list[UUID | None] = []
        for cut in cuts:
            if cut.skipped:
                row.append(None)
                continue
            if cut.joins and not cut.pinned:
                row.append(last)
                continue
            if cut.pinned and cut.entry in place:
                last = cut.entry
                at = place[cut.entry] + 1
            else:
                at = _free(numbers, at, taken)
                last = numbers[at] if at < len(numbers) else None
                if last is not None:
                    taken.add(last)
            row.append(last)
        proposal.append(row)
    return proposal


def _free(numbers: Sequence[UUID], at: int, taken: set[UUID]) -> int:
    while at < len(numbers) and numbers[at] in taken:
        at += 1
    return at


def given_twice(pages: Iterable[tuple[Sequence[Cut], Sequence[UUID | None]]]) -> set[UUID]:
    """Entries that two cuts claim although the second does not join the first."""
    seen: set[UUID] = set()
    twice: set[UUID] = set()
    for cuts, entries in pages:
        for cut, entry in zip(cuts, entries, strict=True):
            if entry is None or (cut.joins and entry in seen):
                continue
            if entry in seen:
                twice.add(entry)
            seen.add(entry)
    return twice


def carried_over(old: Sequence[Cut], new: Sequence[Cut]) -> list[Cut]:
    """Cuts of a page scanned again, with the old ones' numbers where there are as many."""
    if len(old) != len(new):
        return list(new)
    return [
        replace(
            cut,
            entry=before.entry,
            pinned=before.pinned,
            joins=before.joins,
            skipped=before.skipped,
        )
        for before, cut in zip(old, new, strict=True)
    ]
