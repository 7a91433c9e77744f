"""A commune's campaign, day by day: scanning, keying, disputes, review, signing, handing over."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from sohotich.sample.world.chance import dice
from sohotich.sample.world.province.chair import Chair
from sohotich.sample.world.province.crew import SCANNER, Crew, crew_of
from sohotich.sample.world.province.deeds import Ledger, Read
from sohotich.sample.world.province.desk import Desk
from sohotich.sample.world.province.hours import HOUR, MINUTE, Shift, later
from sohotich.sample.world.province.inventory import Holding
from sohotich.sample.world.province.paces import DAYS, effort
from sohotich.sample.world.province.shelf import Volume

# Scanning takes so many days where nothing breaks; one machine is down now and then.
_SCAN_DAYS, _DOWN = 6.5, 0.04
_SETTLED_UNTIL: Final = 10.5
_SETTLES_AN_HOUR, _REVIEWS_A_DAY_OF_PLAN = 14, 10.5
_SENT_BACK, _SCANNED_AGAIN = 0.012, 0.002
MISSING: Final = "Số này không có trong sổ, khi vào sổ đã nhảy số"
CANCELLED: Final = "Trong sổ đã gạch, ghi “Hủy bỏ, ghi nhầm”"
_TO_KEYING: Final = (
    "Ngày sinh của mẹ không khớp với ảnh, đề nghị nhập lại",
    "Thiếu phần ghi chú bên lề",
    "Họ tên viết sai dấu so với ảnh",
)
_TO_SCANNING: Final = ("Ảnh mờ phần dưới trang", "Trang bị gấp mép, che mất chữ")


@dataclass
class Journey:
    """Who worked on what, until the moment `until`; `offs`: days without work, `broken`: days
    without a scanner.
    """

    holding: Holding
    crew: Crew
    ledger: Ledger
    until: int
    chance: random.Random
    offs: frozenset[int]
    broken: frozenset[int]
    desk: Desk = field(init=False)
    chair: Chair = field(init=False)
    _unscanned: list[int] = field(init=False)
    _rescan: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self.ledger, self.crew, self.holding.pace, self.chance)
        self.chair = Chair(self.ledger, self.chance, self.holding.pace, self.desk.agreed)
        self._unscanned = list(range(len(self.ledger.state)))[::-1]

    def run(self) -> None:
        """Every day there is."""
        for day in range(1, DAYS + 1):
            shift = Shift.of(day, effort(day), self.until)
            if shift.begins >= self.until:
                break
            # Packages and receipts belong to the district as well: they do not stop with a unit.
            working = day >= self.holding.pace.begins and day not in self.offs
            if working:
                self._scan(shift)
                self.desk.work(shift)
                self._settle(shift)
                self._review(shift)
            self.chair.work(shift, there=working)

    def _scan(self, shift: Shift) -> None:
        if shift.day in self.broken:
            return
        scanners = [
            (shift.first(shift.begins + self.chance.randrange(900)), scanner)
            for scanner in self.crew.places(SCANNER, shift.day)
            if self.chance.random() >= _DOWN
        ]
        seconds = _SCAN_DAYS * 7.5 * HOUR * len(self.crew.places(SCANNER, shift.day))
        seconds /= len(self.ledger.state) * self.holding.pace.speed
        heapify(scanners)
        while scanners and (self._unscanned or self._rescan):
            at, scanner = heappop(scanners)
            done = later(at, max(4, round(seconds * self.chance.uniform(0.7, 1.3))))
            if done > shift.ends:
                continue
            self._attach(scanner, done)
            heappush(scanners, (done, scanner))

    def _attach(self, scanner: int, at: int) -> None:
        # What came back on an earlier day is scanned before anything new.
        entry = (self._rescan or self._unscanned).pop()
        book = self.ledger.book_of[entry]
        number = self.ledger.volumes[book].numbers[entry - self.ledger.entries_of[book].start]
        if number.odd == "missing":
            self.ledger.move(entry, "declare_missing", self.crew.OFFICER, at, MISSING)
        elif number.odd == "cancelled":
            self.ledger.move(entry, "attach_image", scanner, at - 1)
            self.ledger.move(entry, "cancel", self.crew.OFFICER, at, CANCELLED)
        else:
            self.desk.first.append((self.ledger.move(entry, "attach_image", scanner, at), entry))

    def _settle(self, shift: Shift) -> None:
        # The officer's first hours; what differs after that waits for tomorrow.
        self.desk.disputes.sort(reverse=True)
        ends = min(shift.ends, shift.clock(_SETTLED_UNTIL))
        at = shift.first(shift.begins + 20 * MINUTE)
        while self.desk.disputes:
            since, entry = self.desk.disputes[-1]
            begun = shift.first(max(at, since))
            seconds = HOUR / _SETTLES_AN_HOUR / self.holding.pace.speed
            at = later(begun, round(seconds * self.chance.uniform(0.5, 1.5)))
            if at > ends:
                break
            self.desk.disputes.pop()
            pair = tuple(self.ledger.live[entry])
            decision = Read(entry, 0, self.crew.OFFICER, begun, at, beside=pair)
            self.ledger.read(decision)
            at = self.ledger.move(entry, "settle", self.crew.OFFICER, at)
            self.ledger.settle(entry, at, decision)
            self.desk.agreed.append((at, entry))

    def _review(self, shift: Shift) -> None:
        self.desk.agreed.sort(reverse=True)
        waiting, at = self.desk.agreed, shift.first(shift.begins + 10 * MINUTE)
        seconds = _REVIEWS_A_DAY_OF_PLAN * 7.5 * HOUR / len(self.ledger.state)
        seconds /= self.holding.pace.speed
        while waiting:
            since, entry = waiting[-1]
            at = later(shift.first(max(at, since)), round(seconds * self.chance.uniform(0.6, 1.4)))
            if at > shift.ends:
                break
            waiting.pop()
            self._look(entry, at)

    def _look(self, entry: int, at: int) -> None:
        drawn, reviewer = self.chance.random(), self.crew.REVIEWER
        often = self.holding.pace.returns
        signed = self.ledger.book_of[entry] in self.ledger.submitted
        if signed or drawn >= (_SENT_BACK + _SCANNED_AGAIN) * often:
            self.ledger.move(entry, "review", reviewer, at)
        elif drawn < _SCANNED_AGAIN * often:
            reason = self.chance.choice(_TO_SCANNING)
            self.ledger.move(entry, "return_to_scanning", reviewer, at, reason)
            self.ledger.set_aside(entry)
            self._rescan.append(entry)
        else:
            reason = self.chance.choice(_TO_KEYING)
            at = self.ledger.move(entry, "return_to_keying", reviewer, at, reason)
            self.ledger.set_aside(entry)
            # Before everything that was scanned since: it comes first tomorrow.
            self.desk.first.appendleft((at, entry))


def journey(seed: int, holding: Holding, volumes: tuple[Volume, ...], until: int) -> Journey:
    """What the commune did from the first day to the moment `until`."""
    chance = dice("journey", seed, holding.unit_code)
    pace, ledger = holding.pace, Ledger(volumes)
    days = range(3, DAYS - 1)
    made = Journey(
        holding=holding,
        crew=crew_of(seed, holding),
        ledger=ledger,
        until=until,
        chance=chance,
        offs=frozenset(chance.sample(days, pace.silent)),
        broken=_in_a_row(chance, pace.broken),
    )
    made.run()
    return made


def _in_a_row(chance: random.Random, days: int) -> frozenset[int]:
    first = chance.randint(2, 6)
    return frozenset(range(first, first + days))
