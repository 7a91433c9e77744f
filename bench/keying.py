"""Keying: keys that a scripted typist presses for birth records, beside Telex typing of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.browser import Answers, browsing, keying_answers, missing_browser
from bench.homes import attached, temporary_home
from bench.name_books import births, unlisted_share
from bench.served import serving, signed_in
from bench.tables import Table, figure, percentile
from bench.telex import telex_keys
from bench.typist import PACE, Tally, Typist

YEARS = (1985, 1998, 2010)
PER_BOOK = 40
KEYER, OFFICER, UNIT = "antap.nhap1", "antap.hotich", "09508"
COLUMNS = ("measure", "sohotich", "peer: Telex, same values", "share", "target")
NOTE = (
    "A script presses every key in Chromium at the real screen; each counts one, Shift and Ctrl "
    "one more, Caps Lock on and off two. It looks at the offers after each key and takes one by "
    "its digit as soon as the right one is there. The peer types each value of the same lines in "
    "full in the fewest Telex keys, codes by their digit, Tab after each line. Nothing is known "
    "when the first book begins; each record keyed adds to what is offered in the next, in its "
    "own session and in the books that follow. The people bear other names than the list that "
    "names complete from (bench/name_books.py)."
)


@dataclass
class Book:
    """One era's book: its truth by number, what was pressed, what the peer would press."""

    year: int
    truth: dict[str, dict[str, str]]
    tally: Tally = field(default_factory=Tally)
    telex: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)


def rows() -> Table:
    """Keys by era and by kind of line, the aids' own errors, the screen's answers in a browser."""
    absent = missing_browser()
    if absent:
        return Table("Keying", COLUMNS, [["keys a record", absent, "–", "–", "≤ 25 %"]], NOTE)
    with temporary_home(campaign=True) as home, attached(home):
        books = [_registered(year) for year in YEARS]
        with serving(home) as served:
            session = signed_in(KEYER)
            for one in books:
                _key(one, served.address, session)
        lines = [*_counted([book for _, book in books]), *_answered(home)]
    return Table("Keying", COLUMNS, lines, NOTE)


def _registered(year: int) -> tuple[Any, Book]:
    """A book of the year in the home, its numbers ready to key; no picture: the truth is known."""
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    with speaking(EVERYTHING):
        return _book(year, list(births(year, PER_BOOK)))


def _book(year: int, records: list[dict[str, str]]) -> tuple[Any, Book]:
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.books.services import book_defaults_set
    from sohotich.register.ledger.inventory import book_register
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.services import move

    officer = actor_by_username(OFFICER)
    draft = BookDraft(
        unit_code=UNIT, type_code="KS", year_from=year, volume=9, runs=(Run(year, 1, PER_BOOK),)
    )
    book = book_register(actor=officer, draft=draft)
    defaults = {"noiDangKy": records[0]["noiDangKy"], "loaiDangKy": "1"}
    book_defaults_set(actor=officer, book=book, defaults=defaults)
    for entry in Entry.objects.filter(book=book):
        move(actor=officer, entry=entry, action="attach_image")
    return book, Book(year, {str(int(one["so"].split("/")[0])): one for one in records})


def _key(pair: tuple[Any, Book], address: str, session: str) -> None:
    stored, book = pair
    with browsing(address, session) as context:
        page = context.new_page()
        page.add_init_script(PACE)
        page.goto("/nhap-lieu/")
        page.evaluate(_OPEN, f"/nhap-lieu/so/{stored.key}/")
        page.wait_for_selector(".keyed-field.active", timeout=60_000)
        page.wait_for_timeout(1500)
        typist = _Reader(page, book)
        typist.telex_on()
        while book.tally.records < len(book.truth):
            typist.record()


_OPEN = """(address) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.createElement("input");
  token.name = "csrfmiddlewaretoken";
  token.value = document.body.dataset.csrf;
  form.append(token);
  document.body.append(form);
  form.submit();
}"""


class _Reader(Typist):
    """The typist with the book's form at hand: which kind each line is, how values are shown."""

    def __init__(self, page: Any, book: Book) -> None:
        super().__init__(page, book.truth, book.tally)
        self.book = book
        self.fields = _fields(book.year)
        book.kinds = {key: _group(one) for key, one in self.fields.items()}

    def kind(self, key: str) -> str:
        return "code" if self.fields[key].get("codes") else str(self.fields[key]["kind"])

    def shown(self, key: str, value: str) -> str:
        one = self.fields[key]
        for code in one.get("codes", ()):
            if code["code"] == value:
                return str(code["label"])
        return value.replace(".", "/") if one["kind"] == "date" else value

    def record(self) -> None:
        visible = [line["key"] for line in self.visible()]
        values = self.truth[self.look()["number"].removeprefix("Số ").strip()]
        for key in visible:
            self.book.telex[key] += telex_keys(values.get(key, "")) + 1
        super().record()


def _fields(year: int) -> dict[str, dict[str, Any]]:
    from sohotich.domain.record_types import KHAI_SINH, form_for
    from sohotich.foundation.schema_forms import form_sections

    day = date(year, 12, 31)
    sections = form_sections(KHAI_SINH, form_for("khai_sinh", day), {}, day)
    return {one["key"]: one for section in sections for one in section["fields"]}


def _group(one: Mapping[str, Any]) -> str:
    if one.get("codes"):
        return "codes"
    return {"name": "names", "date": "dates", "place": "places", "number": "numbers"}.get(
        one["kind"], "words"
    )


def _counted(books: Sequence[Book]) -> Iterator[list[str]]:
    for book in books:
        yield _row(
            f"keys a record, book of {book.year}", book.tally.keys.total(), book.telex.total(), book
        )
    ours = sum(book.tally.keys.total() for book in books)
    theirs = sum(book.telex.total() for book in books)
    records = sum(book.tally.records for book in books)
    yield _line("keys a record, all books", ours, theirs, records, "≤ 25 %")
    kinds: Counter[str] = Counter()
    typed: Counter[str] = Counter()
    by_line: Counter[str] = Counter()
    line_typed: Counter[str] = Counter()
    for book in books:
        for key, spent in book.tally.keys.items():
            kinds[book.kinds.get(key, "other")] += spent
            by_line[key] += spent
        for key, spent in book.telex.items():
            typed[book.kinds.get(key, "other")] += spent
            line_typed[key] += spent
    for kind, spent in typed.most_common():
        yield _line(f"… of these: {kind}", kinds[kind], spent, records)
    for key, spent in by_line.most_common(12):
        yield _line(f"… line {key}", spent, line_typed[key], records)
    yield from _errors(books)


def _row(name: str, ours: int, telex: int, book: Book) -> list[str]:
    return _line(name, ours, telex, book.tally.records)


def _line(name: str, ours: int, telex: int, records: int, target: str = "") -> list[str]:
    share = f"{figure(100 * ours / telex)} %" if telex else "–"
    return [name, figure(ours / records), figure(telex / records), share, target]


def _errors(books: Sequence[Book]) -> Iterator[list[str]]:
    """How often the first offer is another name than the one in the book."""
    whole = [place for book in books for place in book.tally.whole]
    took = [ms for book in books for ms in book.tally.took_ms]
    for words, wrong in (
        ("first offer taken blindly, wrong", sum(place != 1 for place in whole)),
        ("not among the first three", sum(not 1 <= place <= 3 for place in whole)),
        ("not among the nine", sum(place == 0 for place in whole)),
    ):
        share = f"{figure(100 * wrong / len(whole))} %"
        yield [f"names typed whole without marks: {words}", share, "–", f"n = {len(whole)}", ""]
    kinds = sorted({kind for book in books for kind in book.tally.places})
    for kind in kinds:
        places = [place for book in books for place in book.tally.places.get(kind, ())]
        first = sum(place == 1 for place in places) / len(places)
        three = sum(place <= 3 for place in places) / len(places)
        said = f"first {figure(100 * first)} %, first three {figure(100 * three)} %"
        yield [f"offers taken, {kind}: stood", said, "–", f"n = {len(places)}", ""]
    aids = sum((book.tally.aids for book in books), Counter[str]())
    shares = ", ".join(f"{aid} {figure(100 * n / aids.total())} %" for aid, n in aids.most_common())
    yield ["values that came carried, completed, typed", shares, "–", f"n = {aids.total()}", ""]
    words = f"p50 {figure(percentile(took, 50))} ms, p95 {figure(percentile(took, 95))} ms"
    yield ["a name ranked and drawn (within the key's 50 ms)", words, "–", f"n = {len(took)}", ""]
    names = [
        v for b in books for r in b.truth.values() for k, v in r.items() if k.endswith("HoTen")
    ]
    share = f"{figure(100 * unlisted_share(names))} %"
    yield ["given names that the product's list does not hold", share, "–", f"n = {len(names)}", ""]


def _answered(home: Path) -> Iterator[list[str]]:
    with serving(home) as served:
        answers: Answers = keying_answers(served.address, signed_in(KEYER))
    for name, times, target in (
        ("key pressed → painted", answers.keys, "≤ 50 ms"),
        ("next record painted, server there", answers.next_online, "≤ 200 ms"),
        ("next record painted, network gone", answers.next_offline, "≤ 200 ms"),
    ):
        words = f"p50 {figure(percentile(times, 50))} ms, p95 {figure(percentile(times, 95))} ms"
        yield [f"{name} (n = {len(times)})", words if times else "none measured", "–", "–", target]
