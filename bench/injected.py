"""Errors put into births of the demonstration's books, and whether the rules name them.

The kinds are those of the list of checks, as in `bench.rules`; the books are another maker's, with
the lines the drawn pages have. What a rule cannot know — a name misread into another name — is for
the second keyer, and is counted by itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.rules import Finding, check, check_book
from sohotich.sample.world import BookOptions, make_book, truth
from sohotich.sample.world.registers import Written
from sohotich.sample.world.registers.fault_kinds import LISTED
from sohotich.sample.world.registers.faults import spoil

Record = dict[str, str]
YEARS = (1990, 1998, 2003, 2010, 2017)
PER_BOOK = 100
BOTH_PARENTS = "1"


@dataclass(frozen=True)
class Score:
    """`alarms` of `clean` records with any finding at all; (found, tried) of each kind of error;
    the same of misreadings, which leave a value that could stand in the book.
    """

    clean: int
    alarms: int
    found: Mapping[str, tuple[int, int]]
    misread: tuple[int, int]


def clean_books() -> list[list[Record]]:
    """Records as a careful keyer leaves them: the page's values and what the book stands for."""
    books = []
    for year in YEARS:
        book = make_book(BookOptions(seed=21, entries=PER_BOOK, year=year))
        place = truth(book)["book"]["noiDangKy"]
        fixed = {"noiDangKy": place, "nksLoaiKhaiSinh": BOTH_PARENTS}
        kept = [{k: v for k, v in entry.record.items() if v} for entry in book.entries]
        books.append([{"loaiDangKy": "1", **values, **fixed} for values in kept])
    return books


def scored() -> Score:
    """Every kind of error in every tenth record, one at a time; Django is ready."""
    found: dict[str, tuple[int, int]] = {}
    records = alarms = seen = misread = 0
    for book in clean_books():
        records += len(book)
        alarms += len({at for at, _ in _book_findings(book)})
        for kind, named in _wronged(book):
            hits, tried = found.get(kind, (0, 0))
            found[kind] = (hits + named, tried + 1)
        outcomes = list(_misread(book))
        seen, misread = seen + sum(outcomes), misread + len(outcomes)
    return Score(records, alarms, found, (seen, misread))


def _book_findings(book: list[Record]) -> Iterator[tuple[int, Finding]]:
    for at, values in enumerate(book):
        yield from ((at, finding) for finding in check(KHAI_SINH, values))
    yield from check_book(KHAI_SINH, book)


def _wronged(book: list[Record]) -> Iterator[tuple[str, bool]]:
    """(kind, found): found when a finding that the clean book does not have names its field."""
    rows = [Written(values, {}) for values in book]
    known = set(_book_findings(book))
    for at in range(0, len(book), 10):
        for fault in LISTED:
            spoilt = spoil(fault, KHAI_SINH, rows, at, random.Random(f"{fault.name}/{at}"))
            if spoilt is None:
                continue
            field, wrong = spoilt
            said = [(at, finding) for finding in check(KHAI_SINH, wrong.values)]
            said += check_book(KHAI_SINH, [*book[:at], wrong.values, *book[at + 1 :]])
            new = [finding for place, finding in said if (place, finding) not in known]
            yield fault.name, any(field in (finding.field, *finding.related) for finding in new)


def _misread(book: list[Record]) -> Iterator[bool]:
    from sohotich.sample.load.mistakes import mistyped  # its package wants Django ready

    for at, values in enumerate(book[::10]):
        wrong = mistyped(values, random.Random(at))
        known = set(check(KHAI_SINH, values))
        yield any(finding not in known for finding in check(KHAI_SINH, wrong))
