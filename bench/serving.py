"""Serving: pages and letters beside an empty Django view, cold start, weight over the line.

Pages are asked for in this process through the whole application (middleware, session, rights,
database), one after the other, over one commune's book and the whole province's ledger.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bench.browser import missing_browser, weights
from bench.homes import attached, empty_home, temporary_home
from bench.ledger import fill
from bench.served import serving, signed_in
from bench.tables import Table, figure, percentile

KEYER, OFFICER = "antap.nhap1", "antap.hotich"
TIMES, WARM = 40, 3
FIELD = "nksHoTen"
STEADY = frozenset({"/", "/so/", "/nhap-lieu/"})  # addresses without a key
COLUMNS = ("measure", "sohotich", "peer: empty Django view", "target")
NOTE = (
    "One request at a time, no load: the target of 300 ms is for 500 people at once and is not "
    "tried here. The empty view runs in the same process behind the same middleware. Weights are "
    "bytes over the line in a browser, as `sohotich serve` sends them; a proxy may press further."
)


@dataclass(frozen=True)
class Asked:
    """A named request, to be made over and over."""

    name: str
    run: Callable[[], Any]


def rows() -> Table:
    """Cold start of an empty home, then a filled one: times and weights."""
    with empty_home() as home, serving(home) as served:
        cold = served.cold_seconds
    lines = [["cold start, empty home → answers", f"{figure(cold)} s", "–", "≤ 30 s (the demo)"]]
    with temporary_home(campaign=True) as home, attached(home):
        fill()
        lines += _times()
        lines += _weights(home)
    return Table("Serving", COLUMNS, lines, NOTE)


def _times() -> Iterator[list[str]]:
    empty = _measured(_empty())
    for asked in _requests():
        times = _measured(asked)
        share = f"{_spread(empty)}; throughput {figure(100 * sum(empty) / sum(times))} % of it"
        yield [f"{asked.name} (n = {TIMES})", _spread(times), share, "p95 ≤ 300 ms"]


def _measured(asked: Asked) -> list[float]:
    """Milliseconds of each of TIMES requests, the first few left out."""
    times = []
    for _ in range(WARM + TIMES):
        begun = time.perf_counter()
        answer = asked.run()
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (asked.name, answer.status_code)
    return times[WARM:]


def _spread(times: list[float]) -> str:
    return f"p50 {figure(percentile(times, 50))} ms, p95 {figure(percentile(times, 95))} ms"


def _empty() -> Asked:
    from django.test import Client, override_settings

    client = Client()

    def run() -> Any:
        with override_settings(ROOT_URLCONF="bench.nothing"):
            return client.get("/", headers={"host": "localhost"})

    return Asked("empty view", run)


def _requests() -> Iterator[Asked]:
    book = _book()
    officer, keyer = _client(OFFICER), _client(KEYER)
    yield Asked("home", lambda: officer.get("/"))
    yield Asked("list of books", lambda: officer.get("/so/"))
    yield Asked("page of a book", lambda: officer.get(f"/so/{book.key}/"))
    keying = _keying_address(keyer)
    yield Asked("keying page", lambda: keyer.get(keying))
    reading = keying.strip("/").rpartition("/")[2]
    yield Asked("save one field", _saving(keyer, f"/api/v1/keying/{reading}/field/"))


def _book() -> Any:
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.register.books.models import Book

    with acting(actor_by_username(OFFICER)):
        return Book.objects.get(unit_code="09508", year_from=1998)


def _client(username: str) -> Any:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = signed_in(username)
    return client


def _saving(client: Any, address: str) -> Callable[[], Any]:
    numbers = count(1)

    def run() -> Any:
        seq = next(numbers)
        letter = {"field": FIELD, "value": f"Nguyễn Văn {seq}", "seq": seq}
        return client.post(address, json.dumps(letter), content_type="application/json")

    return run


def _weights(home: Path) -> Iterator[list[str]]:
    absent = missing_browser()
    if absent:
        yield ["page weight", absent, "–", "≤ 300 kB / ≤ 30 kB"]
        return
    with serving(home) as served:
        visits = (
            (OFFICER, ["/", "/so/", "/"]),
            (KEYER, ["/nhap-lieu/", _keying_address(_client(KEYER))]),
        )
        for who, paths in visits:
            found = weights(served.address, signed_in(who), paths)
            for number, (path, (size, requests)) in enumerate(zip(paths, found, strict=True)):
                seen, target = ("next", "≤ 30 kB") if number else ("first view", "≤ 300 kB")
                name = "the keying screen, with its image" if path not in STEADY else path
                words = f"{figure(size / 1000)} kB in {requests} requests"
                yield [f"weight of {name}, {seen}", words, "–", target]


def _keying_address(keyer: Any) -> str:
    """The page of the registration that the keyer's press on the book's button opens."""
    book = _book()
    return str(keyer.post(f"/nhap-lieu/so/{book.key}/").headers["Location"])
