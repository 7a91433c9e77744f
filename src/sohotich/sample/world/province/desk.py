"""The keyers' day: each takes what waits, second readings of others' work first."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from sohotich.sample.world.province.crew import KEYER, Crew
from sohotich.sample.world.province.deeds import Ledger, Read
from sohotich.sample.world.province.hours import HOUR, Shift, later
from sohotich.sample.world.province.paces import Pace

_AN_HOUR: Final = 8.0
# Somebody new gains a tenth a day, up to three fifths; and errs less with every day.
_LEARNS, _LEARNT, _ERRORS, _ERRS_LESS = 0.10, 1.6, 0.045, 0.87
# How far somebody looks past their own work for a second reading.
_LOOKS: Final = 12

Waiting = tuple[int, int]  # since when, entry


@dataclass
class Desk:
    """Two queues and who works on them."""

    ledger: Ledger
    crew: Crew
    pace: Pace
    chance: random.Random
    first: deque[Waiting] = field(default_factory=deque)
    second: deque[Waiting] = field(default_factory=deque)
    disputes: list[Waiting] = field(default_factory=list)
    agreed: list[Waiting] = field(default_factory=list)

    def work(self, shift: Shift) -> None:
        """Key until the day ends or nothing is left."""
        desks = [
            (shift.first(shift.begins + self.chance.randrange(600)), keyer)
            for keyer in self.crew.places(KEYER, shift.day)
        ]
        heapify(desks)
        while desks:
            at, keyer = heappop(desks)
            taken = self._take(keyer, at)
            if taken is None:
                begins = self._next(keyer)
                if begins is not None and begins < shift.ends:
                    heappush(desks, (shift.first(max(begins, at + 60)), keyer))
                continue
            entry, slot, since = taken
            done = later(at, self._seconds(keyer, shift.day))
            if done > shift.ends:
                # Left for tomorrow, as it was found.
                (self.first if slot == 1 else self.second).appendleft((since, entry))
                continue
            self._key(entry, slot, keyer, at, done, shift.day)
            heappush(desks, (done, keyer))

    def _take(self, keyer: int, at: int) -> tuple[int, int, int] | None:
        for place, (since, entry) in enumerate(self.second):
            if place == _LOOKS or since > at:
                break
            if self.ledger.live[entry][0].who != keyer:
                del self.second[place]
                return entry, 2, since
        if self.first and self.first[0][0] <= at:
            since, entry = self.first.popleft()
            return entry, 1, since
        return None

    def _next(self, keyer: int) -> int | None:
        """When something will wait for this keyer, as far as is known."""
        known = [since for since, entry in list(self.second)[:_LOOKS]
                 if self.ledger.live[entry][0].who != keyer]  # fmt: skip
        known += [self.first[0][0]] if self.first else []
        return min(known, default=None)

    def _seconds(self, keyer: int, day: int) -> int:
        member = self.crew.members[keyer]
        learnt = min(_LEARNT, 1 + _LEARNS * (day - member.since))
        an_hour = _AN_HOUR * learnt * member.gift * self.pace.speed
        return max(40, round(HOUR / an_hour * self.chance.uniform(0.6, 1.4)))

    def _key(self, entry: int, slot: int, keyer: int, begun: int, done: int, day: int) -> None:
        since = self.crew.members[keyer].since
        wrong = self.chance.random() < _ERRORS * self.pace.errors * _ERRS_LESS ** (day - since)
        beside = tuple(self.ledger.live.get(entry, ()))
        read = Read(entry, slot, keyer, begun, done, wrong, beside=beside)
        self.ledger.read(read)
        if slot == 1:
            at = self.ledger.move(entry, "key_first", keyer, done)
            self.second.append((at, entry))
        elif wrong or self.ledger.live[entry][0].wrong:
            at = self.ledger.move(entry, "key_second_differs", keyer, done)
            self.disputes.append((at, entry))
        else:
            at = self.ledger.move(entry, "key_second_same", keyer, done)
            self.ledger.settle(entry, at)
            self.agreed.append((at, entry))
