"""The contact sheet of 1.000 pages in Chromium: first view, each key, bytes, time of the server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

from bench.browser import WEIGHT, browsing, missing_browser
from bench.homes import attached, temporary_home
from bench.served import serving, signed_in
from bench.sheet_book import SCANNER, sheet_book
from bench.tables import Table, figure, percentile

PAGES = int(os.environ.get("BENCH_ROWS") or 1000)
COLUMNS = ("measure", "p50", "p95", "n", "target")
NOTE = (
    "Measured by the page itself: from the key's time stamp until what it did is drawn "
    "(`performance.measure`), from the navigation's start until the first cards are drawn, and "
    "until their stamps and the large page are there. A third of the pages is accepted, every "
    "twentieth in doubt. The server's time is the answer's, line and queue included, one at a time."
)
# Key, how often: each is pressed on another page, and what it changed is sent before the next.
KEYS = (
    ("ArrowRight", 60),
    ("ArrowLeft", 20),
    ("N", 30),
    ("ArrowDown", 10),
    ("ArrowUp", 10),
    ("2", 10),
    ("J", 10),
    ("B", 10),
    ("X", 10),
    ("O", 10),
    ("Z", 20),
    ("Enter", 20),
)
# Not every one leads to an open page: that one is looked for before a key that changes something.
_CHANGES = frozenset({"ArrowDown", "ArrowUp", "2", "J", "B", "X", "Enter"})
_TAKEN = """(name) => performance.getEntriesByName(name).map((entry) => entry.duration)"""
_PICTURES = """() => {
  const large = document.querySelector("[data-panel] img");
  const strips = performance.getEntriesByType("resource").filter((e) => e.name.includes("/dai/"));
  const drawn = document.querySelectorAll(".stamp").length;
  return large?.complete && large.naturalWidth && strips.length && drawn
    ? Math.max(...strips.map((e) => e.responseEnd), performance.now()) : 0;
}"""
_SERVER = """() => performance.getEntriesByType("resource")
  .filter((e) => e.name.includes("/api/v1/scanning/"))
  .map((e) => [e.responseEnd - e.requestStart, e.transferSize])"""
_VIEWS = 5
# Letters that the page keeps until the server has answered them.
_NOTHING_WAITS = """() => indexedDB.databases().then(async (all) => {
  const answer = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  let left = 0;
  for (const { name } of all) {
    const found = await answer(indexedDB.open(name));
    left += await answer(found.transaction("letters").objectStore("letters").count());
    found.close();
  }
  return left === 0;
})"""


def rows() -> Table:
    """First view with nothing cached, then every key of the screen on a page of its own."""
    title = f"Contact sheet of {figure(PAGES, 0)} pages"
    absent = missing_browser()
    if absent:
        return Table(title, COLUMNS, [["first view", absent, "–", "–", "≤ 1.000 ms"]], NOTE)
    with temporary_home() as home, attached(home):
        book = sheet_book(PAGES)
        with serving(home) as served:
            address = f"/quet/{book.key}/bang-anh/"
            session = signed_in(SCANNER)
            lines = [*_first_views(served.address, session, address)]
            lines += _keys(served.address, session, address)
    return Table(title, COLUMNS, lines, NOTE)


def _first_views(server: str, session: str, address: str) -> Iterator[list[str]]:
    drawn, whole, weight, kept = [], [], [], []
    for _ in range(_VIEWS):
        with browsing(server, session) as context:
            page = context.new_page()
            page.goto(address)
            whole.append(_until(page, _PICTURES))
            drawn.append(page.evaluate(_TAKEN, "sheet:open")[0])
            weight.append(sum(page.evaluate(WEIGHT)) / 1000)
            page.goto("about:blank")
            page.goto(address)
            _until(page, _PICTURES)
            kept.append(sum(page.evaluate(WEIGHT)) / 1000)
    yield _line("first view, nothing cached: cards drawn", drawn, "ms", "≤ 1.000 ms")
    yield _line("the same with stamps and the large page", whole, "ms", "≤ 1.000 ms")
    yield _line("bytes of the first view, all of it", weight, "kB", "≤ 300 kB")
    yield _line("bytes of the next view", kept, "kB", "–")


def _until(page: Any, expression: str, seconds: float = 30) -> float:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = page.evaluate(expression)
        if found:
            return float(found)
        time.sleep(0.005)
    raise RuntimeError("the sheet did not answer")


def _keys(server: str, session: str, address: str) -> Iterator[list[str]]:
    with browsing(server, session) as context:
        page = context.new_page()
        page.add_init_script("performance.setResourceTimingBufferSize(5000)")
        page.goto(address)
        _until(page, _PICTURES)
        for key, times in KEYS:
            for _ in range(times):
                if key in _CHANGES:
                    _to_open_page(page)
                page.keyboard.press(key)
                _settled(page, key)
            name = f"sheet:{key}"
            yield _line(f"key {key} → painted", page.evaluate(_TAKEN, name), "ms", "≤ 100 ms")
        server_ms, sizes = zip(*page.evaluate(_SERVER), strict=True)
        yield _line("the server's answer to a step", server_ms, "ms", "–")
        yield _line("bytes of such an answer", [size / 1000 for size in sizes], "kB", "≤ 30 kB")


def _to_open_page(page: Any) -> None:
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        if page.locator("[data-sheet] [aria-current].processed").count():
            return


def _settled(page: Any, key: str) -> None:
    """Sent, answered and drawn: people are slower than a script."""
    page.wait_for_timeout(50)
    if key in _CHANGES or key == "Z":
        _until(page, _NOTHING_WAITS)
    page.wait_for_load_state("networkidle")


def _line(name: str, values: Any, unit: str, target: str) -> list[str]:
    found = [float(value) for value in values]
    if not found:
        return [name, "none measured", "–", "0", target]
    shares = [f"{figure(percentile(found, share), 0)} {unit}" for share in (50, 95)]
    return [name, *shares, str(len(found)), target]
