"""What a person at a browser waits for and loads, in headless Chromium."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ABSENT = "không có ở máy này (Chromium)"
KEYS = ("a", "n", "F2")  # into each field: two letters, then blank in the book
# Records keyed with the network there, and without: as many as a keyer has at hand ahead.
ONLINE, OFFLINE = 4, 2
MOST_KEYS = 300  # a record has fewer
SETTLE_MS = 500
SENT = "![...Object.keys(localStorage)].some((key) => key.includes('outbox'))"
SENT_WITHIN = 30.0
# From the key's own time stamp to after the frame that follows is drawn.
PROBE = """
window.bench = {keys: [], next: []};
let pressed = 0, number = null;
const painted = (then) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(0);
});
addEventListener("keydown", (event) => {
  const begun = (pressed = event.timeStamp);
  painted(() => bench.keys.push(performance.now() - begun));
}, true);
new MutationObserver(() => {
  const now = document.querySelector("[data-record-number]")?.textContent;
  if (!now || now === number) return;
  const begun = pressed;
  if (number !== null) painted(() => bench.next.push(performance.now() - begun));
  number = now;
}).observe(document, {subtree: true, childList: true, characterData: true});
"""
WEIGHT = """() => performance.getEntriesByType("navigation")
  .concat(performance.getEntriesByType("resource"))
  .map((entry) => entry.transferSize)"""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass
class Answers:
    """Milliseconds from a key to what it drew."""

    keys: list[float] = field(default_factory=list)
    next_online: list[float] = field(default_factory=list)
    next_offline: list[float] = field(default_factory=list)


def missing_browser() -> str:
    """ "" where Playwright and Chromium are there, else what to print instead of figures."""
    there = importlib.util.find_spec("playwright") and Path(CHROMIUM).exists()
    return "" if there else ABSENT


@contextmanager
def browsing(address: str, session: str) -> Iterator[Any]:
    """A fresh browser context with nothing cached, signed in."""
    # Playwright's loop runs in this thread; Django's guard against async code sees only the loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(
            base_url=address, viewport={"width": 1366, "height": 768}, locale="vi-VN"
        )
        cookie = {"name": "sohotich", "value": session, "domain": "127.0.0.1", "path": "/"}
        context.add_cookies([cookie])
        yield context
        browser.close()


def keying_answers(address: str, session: str) -> Answers:
    """Key some records of whatever waits for this person, then some with the network gone."""
    answers = Answers()
    with browsing(address, session) as context:
        page = context.new_page()
        page.add_init_script(PROBE)
        page.goto("/nhap-lieu/")
        page.locator("form[action='/nhap-lieu/tiep/'] button").first.click()
        page.wait_for_selector(".keyed-field.active")
        rounds = ((False, ONLINE, answers.next_online), (True, OFFLINE, answers.next_offline))
        for offline, records, into in rounds:
            context.set_offline(offline)
            before = page.evaluate("bench.next.length")
            for _ in range(records):
                if not _key_record(page):
                    break
                if not offline:
                    _rest(page)
            into += page.evaluate("bench.next")[before:]
        answers.keys += page.evaluate("bench.keys")
    return answers


def _key_record(page: Any) -> bool:
    """Whether the next record came."""
    here = page.evaluate("bench.next.length")
    for _ in range(MOST_KEYS // len(KEYS)):
        for key in KEYS:
            page.keyboard.press(key)
        if page.evaluate("bench.next.length") > here:
            return True
    return False


def _rest(page: Any) -> None:
    """Until the server has what was keyed, as it has with people, who key more slowly."""
    until = time.monotonic() + SENT_WITHIN
    while not page.evaluate(SENT) and time.monotonic() < until:
        page.wait_for_timeout(50)
    page.wait_for_timeout(SETTLE_MS)


def weights(address: str, session: str, paths: list[str]) -> list[tuple[int, int]]:
    """For each path (bytes over the line, requests): the first with nothing cached, the others
    on top of what the ones before brought.
    """
    found = []
    with browsing(address, session) as context:
        page = context.new_page()
        for path in paths:
            page.goto(path, wait_until="networkidle")
            sizes = page.evaluate(WEIGHT)
            found.append((sum(sizes), sum(size > 0 for size in sizes)))
    return found
