"""Rules over the province's rows: injected errors found, false alarms, time and memory.

Registers of all ten types are made up, one commune after another; one row in twenty gets one error
of the list of checks, one in a hundred one that the law sections imply. Everything else is clean.
"""

from __future__ import annotations

import os
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context

from bench.one import ROWS_WANTED
from bench.tables import Table, figure
from sohotich.domain.record_types import RECORD_TYPES, record_type
from sohotich.domain.rules import Context, Finding, check, check_book, rules_in_order
from sohotich.sample.world.places import known_units
from sohotich.sample.world.registers import Register, Written, registers
from sohotich.sample.world.registers.fault_implied import IMPLIED
from sohotich.sample.world.registers.fault_kinds import LISTED
from sohotich.sample.world.registers.faults import Fault, spoil

ROWS = 327_822
SEED, COUPLES = 41, 20
LISTED_SHARE, IMPLIED_SHARE = 0.05, 0.01
PROCESSES = 2
TODAY = Context(today=date(2025, 1, 7))
COLUMNS = ("measure", "figure", "of", "target")
NOTE = (
    "An error counts as found when a finding on its row names the field; a false alarm is a row "
    "without an error and with any finding, warnings included. Kinds were written down from the "
    "list of checks before the rules were asked, and are drawn evenly among those a row can have; "
    "shares of types are those the invented communes come to. Clean is what the maker of registers "
    "calls clean; real books hold what it does not think of, and both know the same history of "
    "units. A name misread as another name is in no list: the second keyer finds it."
)
Spoilt = dict[int, tuple[Fault, str]]


@dataclass
class Tally:
    """Counts of one commune, added up over all."""

    rows: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    making: float = 0.0
    checking: float = 0.0
    memory: int = 0

    def add(self, other: Tally) -> None:
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if isinstance(value, Counter):
                mine.update(value)
            else:
                setattr(self, name, max(mine, value) if name == "memory" else mine + value)


def rows() -> Table:
    """All figures; the environment may ask for fewer rows."""
    wanted = int(os.environ.get(ROWS_WANTED) or ROWS)
    begun = time.perf_counter()
    total = _total(wanted)
    return Table("Rules", COLUMNS, list(_lines(total, time.perf_counter() - begun)), NOTE)


def _total(wanted: int) -> Tally:
    units = known_units()
    tally = Tally()
    with get_context("spawn").Pool(PROCESSES) as pool:
        # One commune after another, with new families where all have been asked.
        jobs = ((SEED + n // len(units), units[n % len(units)]) for n in range(10 * len(units)))
        left = wanted
        for counted in pool.imap(_commune, _while_wanted(jobs, wanted)):
            tally.add(counted)
            left -= sum(counted.rows.values())
            if left <= 0:
                break
        pool.terminate()
    return tally


def _while_wanted(jobs: Iterator[tuple[int, str]], wanted: int) -> Iterator[tuple[int, str, int]]:
    """Each commune and how many of its rows are wanted: the last one gives only what is left."""
    per_commune = 5000
    while wanted > 0:
        seed, unit = next(jobs)
        yield seed, unit, min(wanted, per_commune)
        wanted -= per_commune


def _commune(job: tuple[int, str, int]) -> Tally:
    seed, unit, wanted = job
    tally = Tally()
    begun = time.process_time()
    books = _so_many(list(registers(seed, unit, COUPLES)), wanted, random.Random(f"{seed}{unit}"))
    spoilt = [_with_errors(book) for book in books]
    tally.making = time.process_time() - begun
    begun = time.process_time()
    said = [
        _findings(book.type_code, changed) for book, (changed, _) in zip(books, spoilt, strict=True)
    ]
    tally.checking = time.process_time() - begun
    for book, (changed, errors), findings in zip(books, spoilt, said, strict=True):
        tally.rows[book.type_code] += len(changed)
        _count(tally, errors, findings)
    tally.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return tally


def _so_many(books: list[Register], wanted: int, chance: random.Random) -> list[Register]:
    """Whole books drawn evenly, the last one cut; never more rows than wanted."""
    chance.shuffle(books)
    kept = []
    for book in books:
        part = book.rows[:wanted]
        if part:
            kept.append(Register(book.type_code, book.year, book.volume, book.unit_code, part))
        wanted -= len(part)
    assert wanted == 0, "the commune is too small: raise COUPLES"
    return kept


def _with_errors(book: Register) -> tuple[list[Written], Spoilt]:
    """The book's rows with errors put in, and which ones."""
    chance = random.Random(f"{SEED}/{book.unit_code}/{book.type_code}/{book.year}/{book.volume}")
    kind, changed = record_type(book.type_code), list(book.rows)
    errors: Spoilt = {}
    for at in range(len(changed)):
        drawn = chance.random()
        faults = LISTED if drawn < LISTED_SHARE else IMPLIED
        if drawn >= LISTED_SHARE + IMPLIED_SHARE:
            continue
        for fault in chance.sample(faults, len(faults)):
            spoilt = spoil(fault, kind, changed, at, chance)
            if spoilt is not None:
                errors[at], changed[at] = (fault, spoilt[0]), spoilt[1]
                break
    return changed, errors


def _findings(type_code: str, written: list[Written]) -> list[list[Finding]]:
    kind = record_type(type_code)
    said = [check(kind, row.values, row.marks, TODAY) for row in written]
    values, marks = [row.values for row in written], [row.marks for row in written]
    for at, finding in check_book(kind, values, marks):
        said[at].append(finding)
    return said


def _count(tally: Tally, errors: Spoilt, said: list[list[Finding]]) -> None:
    for at, findings in enumerate(said):
        if at not in errors:
            tally.clean += 1
            tally.alarmed += bool(findings)
            tally.alarms.update({finding.rule for finding in findings})
            continue
        fault, key = errors[at]
        naming = {f.rule for f in findings if key in (f.field, *f.related)}
        tally.tried[fault.name] += 1
        tally.found[fault.name] += bool(naming)
        tally.named.update(naming)


def _lines(total: Tally, seconds: float) -> Iterator[list[str]]:
    count = sum(total.rows.values())
    for kind in RECORD_TYPES:
        part = total.rows[kind.code]
        yield [f"rows: {kind.code}", figure(part, 0), f"{figure(100 * part / count)} %", ""]
    yield _share("errors of the list of checks found", total, LISTED, "≥ 98 %")
    yield _share("errors the law sections imply found", total, IMPLIED, "≥ 98 %")
    alarms = f"{figure(100 * total.alarmed / max(1, total.clean), 3)} %"
    yield ["false alarms", alarms, f"{figure(total.clean, 0)} clean rows", "≤ 0,5 %"]
    yield ["processor time to check all rows", f"{figure(total.checking)} s",
           f"{figure(1e6 * total.checking / count)} µs a row", "≤ 100 µs"]  # fmt: skip
    yield ["processor time to make them up", f"{figure(total.making)} s", "", ""]
    yield ["wall time", f"{figure(seconds)} s", f"{PROCESSES} processes", ""]
    yield ["peak memory of a process", f"{figure(total.memory / 1024, 0)} MB", "", "≤ 1 GB"]
    yield from _kinds(total)
    yield from _rules(total)


def _share(name: str, total: Tally, faults: tuple[Fault, ...], target: str) -> list[str]:
    tried = sum(total.tried[fault.name] for fault in faults)
    found = sum(total.found[fault.name] for fault in faults)
    return [name, f"{figure(100 * found / max(1, tried), 2)} %",
            f"{figure(tried, 0)}, {len(faults)} kinds", target]  # fmt: skip


def _kinds(total: Tally) -> Iterator[list[str]]:
    """Kinds of which some were not found, the worst first; then how many were found always."""
    tried = [fault for fault in (*LISTED, *IMPLIED) if total.tried[fault.name]]
    missed = [fault for fault in tried if total.found[fault.name] < total.tried[fault.name]]
    missed.sort(key=lambda fault: total.found[fault.name] / total.tried[fault.name])
    for fault in missed:
        found, of = total.found[fault.name], total.tried[fault.name]
        name = f"not always found: {fault.name} ({fault.row})"
        yield [name, f"{figure(100 * found / of)} %", figure(of, 0), ""]
    yield ["kinds found every time", str(len(tried) - len(missed)), f"{len(tried)} tried", ""]


def _rules(total: Tally) -> Iterator[list[str]]:
    for rule in rules_in_order():
        alarms = f"{figure(total.alarms[rule.id], 0)} false alarms"
        yield [f"rule {rule.id}", f"{figure(total.named[rule.id], 0)} errors named", alarms, ""]
