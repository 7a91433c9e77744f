"""Finished books: submitted, signed, packaged, received; now and then opened again or refused."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from sohotich.sample.world.province.crew import Crew
from sohotich.sample.world.province.deeds import Ledger, Signing
from sohotich.sample.world.province.hours import MINUTE, Shift, later
from sohotich.sample.world.province.paces import Pace

_REOPENED, _REFUSED = 0.03, 0.004
_SIGNED: Final = frozenset(("approved", "exported"))
REOPENED: Final = (
    "Phát hiện ghi chú bên lề chưa nhập, cần soát xét lại",
    "Số trang của sổ gốc chưa khớp, cần kiểm tra lại",
)
REFUSED: Final = (
    "Trùng số đăng ký với dữ liệu đã có",
    "Ngày đăng ký không thuộc thời hạn của sổ",
)


@dataclass
class Chair:
    """The last steps of each book; `agreed` is where reviewers find their work."""

    ledger: Ledger
    chance: random.Random
    pace: Pace
    agreed: list[tuple[int, int]]
    # Book → from which moment on its next step may be taken.
    _to_sign: dict[int, int] = field(default_factory=dict)
    _to_pack: dict[int, int] = field(default_factory=dict)
    _to_receive: dict[int, int] = field(default_factory=dict)
    _to_reopen: dict[int, int] = field(default_factory=dict)

    def work(self, shift: Shift, *, there: bool) -> None:
        """The books' steps of this day; `there`: somebody of the commune works today."""
        self._receive(shift)
        if there:
            self._reopen(shift)
            self._submit(shift)
            self._sign(shift)
            self._pack(shift)

    def _submit(self, shift: Shift) -> None:
        for book in range(len(self.ledger.volumes)):
            if not self.ledger.ready(book):
                continue
            at = later(
                shift.first(self.ledger.finished_at[book]), self.chance.randint(5, 60) * MINUTE
            )
            if at < shift.ends:
                self.ledger.submitted[book] = (Crew.OFFICER, at)
                self._to_sign[book] = at

    def _sign(self, shift: Shift) -> None:
        for book, since in sorted(self._to_sign.items()):
            at = self._sitting(shift, since)
            if at is None or at >= shift.ends:
                continue
            del self._to_sign[book]
            version = 1 + sum(signing.book == book for signing in self.ledger.signings)
            self.ledger.signings.append(Signing(book, version, Crew.CHAIR, at))
            self.ledger.move_book(book, "approve", frozenset(("reviewed",)), Crew.CHAIR, at)
            self._to_pack[book] = later(at, self.chance.randint(20, 120) * MINUTE)
            if version == 1 and self.chance.random() < _REOPENED * self.pace.returns:
                self._to_reopen[book] = shift.clock(24)

    def _sitting(self, shift: Shift, since: int) -> int | None:
        """The chair signs before noon and at the end of the day."""
        for begins, ends in ((10.4, 11.45), (15.3, 16.9)):
            first, last = max(since + MINUTE, shift.clock(begins)), shift.clock(ends)
            if first < last and self.chance.random() < min(0.9, 0.7 * self.pace.speed):
                return self.chance.randrange(first, last)
        return None

    def _pack(self, shift: Shift) -> None:
        for book, since in sorted(self._to_pack.items()):
            at = later(shift.first(since), self.chance.randint(1, 20) * MINUTE)
            if at >= shift.ends:
                continue
            del self._to_pack[book]
            signing = self._signing(book)
            signing.packed_at, signing.packed_by = at, Crew.OFFICER
            self.ledger.move_book(book, "export", frozenset(("approved",)), Crew.OFFICER, at)
            self._to_receive[book] = shift.clock(24 * self.chance.choice((1, 1, 2)))

    def _reopen(self, shift: Shift) -> None:
        for book, since in sorted(self._to_reopen.items()):
            at = shift.clock(self.chance.uniform(7.8, 9.5))
            if since > at or at >= shift.ends:
                continue
            del self._to_reopen[book]
            states = {self.ledger.state[entry] for entry in self.ledger.entries_of[book]}
            if "accepted" in states or not states & _SIGNED:
                continue
            signing = self._signing(book)
            signing.revoked_at, signing.revoked_reason = at, self.chance.choice(REOPENED)
            self.ledger.move_book(book, "reopen", _SIGNED, Crew.CHAIR, at, signing.revoked_reason)
            del self.ledger.submitted[book]
            self._to_pack.pop(book, None)
            self._to_receive.pop(book, None)
            self._look_again(book, at)

    def _look_again(self, book: int, at: int) -> None:
        there = [e for e in self.ledger.entries_of[book] if self.ledger.state[e] == "reviewed"]
        for entry in self.chance.sample(there, min(3, len(there))):
            at = self.ledger.move(entry, "unreview", Crew.REVIEWER, at + 5 * MINUTE)
            self.agreed.append((at, entry))

    def _receive(self, shift: Shift) -> None:
        for book, since in sorted(self._to_receive.items()):
            at = shift.clock(self.chance.uniform(9.6, 11.3))
            if since > at or at >= shift.ends:
                continue
            del self._to_receive[book]
            self._to_reopen.pop(book, None)
            for entry in self.ledger.entries_of[book]:
                if self.ledger.state[entry] == "exported":
                    self._answered(entry, at)

    def _answered(self, entry: int, at: int) -> None:
        if self.chance.random() >= _REFUSED:
            self.ledger.move(entry, "accept", Crew.DISTRICT, at)
            return
        at = self.ledger.move(entry, "refuse", Crew.DISTRICT, at, self.chance.choice(REFUSED))
        self.agreed.append((at, entry))

    def _signing(self, book: int) -> Signing:
        return next(s for s in reversed(self.ledger.signings) if s.book == book)
