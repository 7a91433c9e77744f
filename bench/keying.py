"""Keying: keys per birth record on our screen beside Telex typing of the same values.

A simulation over invented books that goes by the product's own tables: the form of the book's day,
the lists of codes, what the ledger and the record before offer. Both sides key the same lines.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.browser import Answers, keying_answers, missing_browser
from bench.homes import attached, temporary_home
from bench.served import serving, signed_in
from bench.tables import Table, figure, percentile
from bench.telex import telex_keys
from sohotich.domain.text import unmarked_key

YEARS = (1998, 2003, 2010, 2017)
PER_BOOK = 50
KEYER = "antap.nhap1"
DIGITS = 9  # choices that a digit picks
FIRST_SHORT_YEAR, CENTURY = 1906, 1900  # two digits of a year are enough from here to 1999
BACK, FINISH, UNFOLD = 2, 2, 2  # Shift+Enter; Ctrl+Enter; Ctrl+.
COLUMNS = ("measure", "sohotich", "peer: Telex, same values", "share", "target")
NOTE = (
    "Each Enter, Tab, F2 and Shift counts as one key (a text all in capitals: Caps Lock on and "
    "off). Peer: every value typed in full in the fewest Telex keys, codes by their digit, dates "
    "as dd.mm.yyyy, Tab after each line of the same form. Lines that the page prints but the form "
    "folds are asked for once a book; with them come folded lines that hold nothing, one key each "
    "on both sides. Names, places and words are typed in Telex: nothing completes them yet."
)


@dataclass(frozen=True)
class Line:
    """A line of the form: what it offers before anything is typed, and what the book says."""

    key: str
    kind: str
    codes: Sequence[Mapping[str, str]]
    offered: str
    wanted: str

    @property
    def group(self) -> str:
        """Under which heading its keys are summed."""
        if self.offered and self.offered == self.wanted:
            return "carried"
        return self.kind if self.wanted else "blank"


def rows() -> Table:
    """Keys of 200 records by era and by kind of line; then the screen's answers in a browser."""
    with temporary_home(campaign=True) as home, attached(home):
        lines = [*_counted(), *_answered(home)]
    return Table("Keying", COLUMNS, lines, NOTE)


def our_keys(lines: Sequence[Line]) -> list[int]:
    """Keys spent on each line, in order: the cursor starts at the first line that offers nothing,
    Enter passes what is offered, and Ctrl+Enter ends where that is shorter.
    """
    keys = [0] * len(lines)
    work = [at for at, line in enumerate(lines) if line.offered != line.wanted]
    empty = [at for at, line in enumerate(lines) if not line.offered]
    last = max([*work, *empty], default=0)
    start = min(empty, default=0)
    first = min([*work, start])
    keys[first] += BACK * (start - first)
    for at in range(first, last + 1):
        keys[at] += line_keys(lines[at])
    if lines:
        keys[-1] += min(len(lines) - 1 - last, FINISH)
    return keys


def line_keys(line: Line) -> int:
    """Keys for one line, the one that leads to the next included."""
    if line.offered == line.wanted or not line.wanted:
        return 1  # Enter, or F2 where the book has nothing
    if line.codes:
        return code_keys([code["label"] for code in line.codes], _label(line))
    if line.kind == "date":
        return date_keys(line.wanted) + 1
    return telex_keys(line.wanted) + 1


def code_keys(labels: Sequence[str], label: str) -> int:
    """A digit among the first nine; else the fewest letters that bring it there, and the digit."""
    wanted = unmarked_key(label)
    for letters in range(len(wanted) + 1):
        shown = [one for one in labels if unmarked_key(one).startswith(wanted[:letters])]
        if label in shown[:DIGITS]:
            return letters + 1
    return telex_keys(label) + 1


def date_keys(text: str) -> int:
    """`27.08.1981` as 270881, `27.08.2003` as 27082003; anything that is no date as it is."""
    *before, year = text.split(".")
    if not all(part.isdigit() for part in (*before, year)):
        return telex_keys(text)
    short = len(before) == 2 and FIRST_SHORT_YEAR <= int(year) < CENTURY + 100
    return sum(map(len, before)) + (2 if short else len(year))


def telex_line(line: Line) -> int:
    """The peer: the value typed in full and Tab; a code of a number by its digit."""
    return telex_keys(line.wanted) + 1


def _label(line: Line) -> str:
    found = (code["label"] for code in line.codes if code["code"] == line.wanted)
    return next(found, line.wanted)


def _counted() -> Iterator[list[str]]:
    ours: Counter[str] = Counter()
    telex: Counter[str] = Counter()
    records = 0
    for year in YEARS:
        book = list(_book(year))
        pairs = [(our_keys(lines), [telex_line(line) for line in lines]) for lines, _ in book]
        asked = sum(extra for _, extra in book)
        mine, theirs = sum(sum(a) for a, _ in pairs) + asked, sum(sum(b) for _, b in pairs)
        length = statistics.mean(len(lines) for lines, _ in book)
        yield _row(f"keys a record, {length:.0f} lines, book of {year}", mine, theirs, len(book))
        for (lines, _), (own, other) in zip(book, pairs, strict=True):
            for line, spent, typed in zip(lines, own, other, strict=True):
                ours[line.group] += spent
                telex[line.group] += typed
        records += len(book)
    yield _row("keys a record, all books", ours.total(), telex.total(), records, "≤ 25 %")
    for group, typed in telex.most_common():
        yield _row(f"… of these: {group}", ours[group], typed, records)


def _row(name: str, ours: int, telex: int, records: int, target: str = "") -> list[str]:
    share = f"{figure(100 * ours / telex)} %"
    return [name, figure(ours / records), figure(telex / records), share, target]


def _book(year: int) -> Iterator[tuple[list[Line], int]]:
    """Each record's lines, and the keys that asking for folded lines took (once)."""
    from sohotich.domain.record_types import KHAI_SINH, form_for
    from sohotich.foundation.schema_forms import FieldFacts, form_sections

    form, day = form_for("khai_sinh", date(year, 12, 31)), date(year, 12, 31)
    before: dict[str, str] = {}
    asked = False
    for values in _records(year):
        offered = {key: before[key] for key in KHAI_SINH.repeated if before.get(key)}
        offered |= {key: values[key] for key in ("so", "quyenSo")}  # as the ledger has them
        facts = {key: FieldFacts(value, aid="carried") for key, value in offered.items()}
        shown = [f for part in form_sections(KHAI_SINH, form, facts, day) for f in part["fields"]]
        folded = {field["key"] for field in shown if field["folded"]}
        if not asked and any(values.get(key) for key in folded):
            asked, extra = True, UNFOLD
        else:
            extra = 0
        visible = [
            field for field in shown if not field["hidden"] and (asked or not field["folded"])
        ]
        yield [_line(field, offered, values) for field in visible], extra
        before = values


def _line(field: dict[str, Any], offered: Mapping[str, str], values: Mapping[str, str]) -> Line:
    key = field["key"]
    kind = "words" if field["kind"] in {"text", "long"} else field["kind"]
    return Line(key, kind, field.get("codes", ()), offered.get(key, ""), values.get(key, ""))


def _records(year: int) -> Iterator[dict[str, str]]:
    from sohotich.sample.load.keyers import values_of
    from sohotich.sample.world import BookOptions, make_book, truth

    book = make_book(BookOptions(seed=11, entries=PER_BOOK, year=year))
    place = truth(book)["book"]["noiDangKy"]
    for entry in book.entries:
        yield values_of(entry) | {"noiDangKy": place}


def _answered(home: object) -> Iterator[list[str]]:
    absent = missing_browser()
    if absent:
        yield ["response to a key", absent, "–", "–", "≤ 50 ms"]
        return
    with serving(home) as served:
        answers: Answers = keying_answers(served.address, signed_in(KEYER))
    for name, times, target in (
        ("key pressed → painted", answers.keys, "≤ 50 ms"),
        ("next record painted, server there", answers.next_online, "≤ 200 ms"),
        ("next record painted, network gone", answers.next_offline, "≤ 200 ms"),
    ):
        words = f"p50 {figure(percentile(times, 50))} ms, p95 {figure(percentile(times, 95))} ms"
        yield [f"{name} (n = {len(times)})", words if times else "none measured", "–", "–", target]
