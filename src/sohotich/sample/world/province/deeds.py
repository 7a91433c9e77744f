"""What was done: moves of registrations, readings, decisions, signings, packages; and the ledger
that takes them in, by the table of transitions alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sohotich.domain.workflow import next_state
from sohotich.sample.world.province.shelf import Volume

_FINISHED = frozenset(("reviewed", "approved", "exported", "accepted", "missing", "cancelled"))


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a registration's state; `who` is a place in the crew."""

    entry: int
    action: str
    source: str
    target: str
    who: int
    at: int
    reason: str


@dataclass(slots=True)
class Read:
    """A blind reading (slot 1, 2) or the decision on two of them (slot 0).

    `wrong`: it differs from the page. `standing` until the registration is sent back. `beside`: the
    readings it stands beside: the first, for the second; both, for a decision.
    """

    entry: int
    slot: int
    who: int
    begun: int
    done: int
    wrong: bool = False
    standing: bool = True
    beside: tuple[Read, ...] = ()


@dataclass(slots=True)
class Signing:
    """The chair's signing of a book; `packed`: when and by whom its package was made."""

    book: int
    version: int
    who: int
    at: int
    packed_at: int | None = None
    packed_by: int | None = None
    revoked_at: int | None = None
    revoked_reason: str = ""


@dataclass
class Ledger:
    """The commune's registrations, numbered through its books, and everything done to them."""

    volumes: tuple[Volume, ...]
    state: list[str] = field(init=False)
    book_of: list[int] = field(init=False)
    entries_of: list[range] = field(init=False)
    unfinished: list[int] = field(init=False)
    finished_at: list[int] = field(init=False)
    moves: list[Move] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)
    # Book → by whom and when it was handed to the chair; taken out when it is opened again.
    submitted: dict[int, tuple[int, int]] = field(default_factory=dict)
    # Entry → what its record was made of: first reading, decision or None, when.
    settled: dict[int, tuple[Read, Read | None, int]] = field(default_factory=dict)
    live: dict[int, list[Read]] = field(default_factory=dict)
    _last: list[int] = field(init=False)

    def __post_init__(self) -> None:
        sizes = [len(volume.numbers) for volume in self.volumes]
        self.book_of = [book for book, size in enumerate(sizes) for _ in range(size)]
        starts = [sum(sizes[:book]) for book in range(len(sizes))]
        self.entries_of = [
            range(start, start + size) for start, size in zip(starts, sizes, strict=True)
        ]
        self.unfinished = list(sizes)
        self.finished_at = [0] * len(sizes)
        self.state = ["expected"] * len(self.book_of)
        self._last = [0] * len(self.book_of)

    def move(self, entry: int, action: str, who: int, at: int, reason: str = "") -> int:
        """Move an entry on; returns when, which is after whatever happened to it before."""
        source = self.state[entry]
        target = next_state(source, action)
        at = max(at, self._last[entry] + 1)
        self.moves.append(Move(entry, action, source, target, who, at, reason))
        self.state[entry], self._last[entry] = target, at
        book = self.book_of[entry]
        self.unfinished[book] += (source in _FINISHED) - (target in _FINISHED)
        self.finished_at[book] = max(self.finished_at[book], at)
        return at

    def move_book(self, book: int, action: str, states: frozenset[str], who: int, at: int,
                  reason: str = "") -> int:  # fmt: skip
        """Move every entry of the book that stands in one of the states, at one moment."""
        moving = [entry for entry in self.entries_of[book] if self.state[entry] in states]
        for entry in moving:
            self.move(entry, action, who, at, reason)
        return len(moving)

    def read(self, read: Read) -> None:
        """Keep a reading of an entry that is at work."""
        self.reads.append(read)
        self.live.setdefault(read.entry, []).append(read)

    def set_aside(self, entry: int) -> None:
        """The entry is read anew: its readings so far are kept, and count no more."""
        for read in self.live.pop(entry, ()):
            read.standing = False

    def settle(self, entry: int, at: int, decision: Read | None = None) -> None:
        """The entry's record is made of its live readings and the decision."""
        self.settled[entry] = (self.live[entry][0], decision, at)

    def ready(self, book: int) -> bool:
        """Whether nothing of the book is left to do and nobody has signed it."""
        return not self.unfinished[book] and book not in self.submitted
