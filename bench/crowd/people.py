"""What each kind of person does over and over, and how long they think in between."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bench.crowd.wire import CSRF, Answer, Browser

# Seconds between a person's requests, from and to, any of them as likely. 6.000 strokes an hour and
# 9 strokes a field make 5,4 s a field; a flatbed or a telephone takes 15 to 30 s a page.
THINKS = {
    "field": (3.0, 8.0),
    "page scanned": (15.0, 30.0),
    "page read": (10.0, 30.0),
}
FIELDS = 12
# Whoever thinks for long looks at the clock meanwhile.
_LOOK_UP = 2.0
_WORDS = {"date": "12.03.1998"}


class TimeIsUp(Exception):
    """Nobody begins anything more; what was asked is still waited for."""


@dataclass
class Watch:
    """What came of every request, by its kind; `timing` False: while people are still arriving."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    said: dict[str, str] = field(default_factory=dict)
    saved: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    finished: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    confirmed: list[str] = field(default_factory=list)
    over: bool = False
    timing: bool = True

    async def think(self, chance: random.Random, kind: str) -> None:
        """Sit for as long as such a request leaves to think; TimeIsUp once the crowd goes home."""
        until = time.monotonic() + chance.uniform(*THINKS[kind])
        while (left := until - time.monotonic()) > 0 and not self.over:
            await asyncio.sleep(min(left, _LOOK_UP))
        if self.over:
            raise TimeIsUp

    async def ask(self, kind: str, answer: Awaitable[Answer], wanted: int = 200) -> Answer | None:
        """The answer, timed; None for a failure, which is counted."""
        begun = time.perf_counter()
        try:
            found = await answer
        except (ConnectionError, OSError) as error:
            self._fail(kind, type(error).__name__)
            return None
        if self.timing:
            self.times[kind].append((time.perf_counter() - begun) * 1000)
        if found.status != wanted:
            self._fail(kind, f"{found.status} {found.body[:200].decode('utf-8', 'replace')}")
            return None
        return found

    def _fail(self, kind: str, words: str) -> None:
        self.failed[kind] += 1
        self.said.setdefault(kind, words)


@dataclass(frozen=True)
class Person:
    """One line of the plan; `book`: whose pages a scanner scans; `unit`, `day`: of an officer."""

    role: str
    session: str
    unit: str = ""
    book: str = ""
    day: str = ""


async def keyer(person: Person, browser: Browser, watch: Watch, chance: random.Random) -> None:
    """The next registration, its fields one by one, finish; on and on."""
    numbers = count(1)
    while True:
        found = await watch.ask(
            "next record", browser.ask("POST", "/api/v1/keying/next/", b'{"have":[]}')
        )
        item = json.loads(found.body)["item"] if found else None
        if item is None:
            await watch.think(chance, "page read")
            continue
        start = item["seq"]
        for key, value in _typed(item):
            await watch.think(chance, "field")
            letter = {"field": key, "value": value, "seq": start + next(numbers), "keystrokes": 9}
            path, body = item["urls"]["save"], json.dumps(letter).encode()
            if await watch.ask("save a field", browser.ask("POST", path, body)):
                watch.saved[item["reading"]][key] = letter["seq"]
        done = browser.ask("POST", item["urls"]["complete"], b"{}")
        if await watch.ask("finish a record", done):
            watch.finished.append(item["reading"])


def _typed(item: dict[str, Any]) -> list[tuple[str, str]]:
    fields = [one for part in item["sections"] for one in part["fields"] if not one["hidden"]]
    plain = [one for one in fields if not one.get("codes")][:FIELDS]
    return [(one["key"], _WORDS.get(one["kind"], "Nguyễn Văn An")) for one in plain]


def scanner_of(pages: list[bytes]) -> Callable[..., Awaitable[None]]:
    """Sends pages of these pictures, each made another by a comment inside."""

    async def scanner(
        person: Person, browser: Browser, watch: Watch, chance: random.Random
    ) -> None:
        path = f"/api/v1/scanning/books/{person.book}/images/?dot=bench"
        for number in count(1):
            await watch.think(chance, "page scanned")
            name = f"{person.session[:8]}-{chance.getrandbits(32):08x}-{number}"
            body, kind = _form(name, _marked(chance.choice(pages), name))
            if await watch.ask("upload a page", browser.ask("POST", path, body, kind)):
                watch.sent[person.book] += 1

    return scanner


def _marked(picture: bytes, words: str) -> bytes:
    """The JPEG with a comment behind its first marker: another file, the same picture."""
    text = words.encode()
    return picture[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + picture[2:]


def _form(name: str, content: bytes) -> tuple[bytes, str]:
    edge = "sohotich-bench"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{edge}--\r\n".encode(), (
        f"multipart/form-data; boundary={edge}"
    )


PAGES = ("/", "/tien-do/", "/so/")


def officer_of(start: float, end: float) -> Callable[..., Awaitable[None]]:
    """Looks at pages, and confirms the day's report once, at any moment between these seconds of
    the crowd; its last part is left for those who happen to think.
    """
    began = time.monotonic()

    async def officer(
        person: Person, browser: Browser, watch: Watch, chance: random.Random
    ) -> None:
        when = began + start + chance.uniform(0.05, 0.85) * (end - start)
        waiting = True
        while True:
            await watch.think(chance, "page read")
            if waiting and time.monotonic() >= when:
                waiting = not await report(person, browser, watch)
                continue
            page = chance.choice(PAGES)
            await watch.ask(f"page {page}", browser.ask("GET", page))

    return officer


async def report(person: Person, browser: Browser, watch: Watch) -> bool:
    """Open the unit's report, confirm it; whether the confirmation was taken."""
    address = f"/bao-cao/{person.unit}/{person.day}/"
    await watch.ask("page of the report", browser.ask("GET", address))
    done = await confirm(person, browser, watch)
    if done:
        await watch.ask("page of the report", browser.ask("GET", address))
    return done


async def confirm(person: Person, browser: Browser, watch: Watch) -> bool:
    """Confirm alone."""
    said = {"people": 5, "shifts": 2, "machines": 1, "csrfmiddlewaretoken": CSRF}
    sent = browser.ask(
        "POST",
        f"/bao-cao/{person.unit}/{person.day}/xac-nhan/",
        urlencode(said).encode(),
        "application/x-www-form-urlencoded",
    )
    if await watch.ask("confirm the report", sent, wanted=302):
        watch.confirmed.append(person.unit)
        return True
    return False


async def leader(person: Person, browser: Browser, watch: Watch, chance: random.Random) -> None:
    """A district's office or the department: progress, and who has reported."""
    below = f"/bao-cao/{person.unit}/{person.day}/cap-duoi/"
    while True:
        await watch.think(chance, "page read")
        path = chance.choice(("/tien-do/", below))
        kind = "page /tien-do/ above" if path == "/tien-do/" else "page of those below"
        await watch.ask(kind, browser.ask("GET", path))
