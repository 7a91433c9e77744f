"""Headless Chromium on the live server: one browser for the run, a fresh context for each test."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest

# Playwright's own loop runs in this thread; Django's guard against async code sees only the loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    sync_playwright,
)

SCREEN = {"width": 1366, "height": 768}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Answers and requests gone wrong, by page: told when its test fails.
TOLD: WeakKeyDictionary[Page, list[Request]] = WeakKeyDictionary()
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One worker runs all of them: one browser, one live server.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """A failed walk says what its pages showed; the people on them are made up."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and call.when == "call" and isinstance(browser, Browser):
        pages = [page for context in browser.contexts for page in context.pages]
        report.sections.append(("what the pages showed", "\n\n".join(map(_shown, pages))))
    return report


def _shown(page: Page) -> str:
    told = map(_answer, TOLD.get(page, [])[-20:])
    try:
        text = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        text += "\n" + page.evaluate("document.body.innerText.slice(0, 3000)")
    except Error as error:
        text = str(error)
    return "\n".join((page.url, *told, text))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def new_context(browser: Browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(width=390, height=844, dark=True)`; Vietnamese, the province's time."""
    opened: list[BrowserContext] = []

    def make(
        width: int = SCREEN["width"], height: int = SCREEN["height"], dark: bool = False, **more
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **more,
        )
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def watched() -> Iterator[Callable[[Page], Page]]:
    """`watched(page)`: the test fails on whatever its scripts throw or its policy blocks."""
    told: list[str] = []

    def watch(page: Page) -> Page:
        answers = TOLD.setdefault(page, [])
        page.on("response", lambda got: got.status < 400 or answers.append(got.request))
        page.on("requestfailed", lambda asked: answers.append(asked))
        page.on("console", lambda message: told.append(message.text) if _bad(message) else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        return page

    yield watch
    assert not told


def _answer(asked: Request) -> str:
    said = asked.failure or ""
    try:
        got = asked.response()
        said = f"{got.status} {got.text()[:400]}" if got else said
    except Error as error:
        said = str(error).splitlines()[0]
    sent = (asked.post_data or "")[:400] if "/api/" in asked.url else ""
    return f"{asked.method} {asked.url} {sent} → {said}"


def _bad(message: ConsoleMessage) -> bool:
    # A refused request is told by the page itself.
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], watched: Callable[[Page], Page]) -> Page:
    """A watched page at 1366×768."""
    return watched(new_context().new_page())


# The keying form takes keys: no finished registration waits for the next one.
AT_WORK = "!document.querySelector('[data-form]')?.inert"


# No letter waits in this browser any more.
LETTERS_LEFT = """indexedDB.databases().then(async (all) => {
  const answer = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  let left = 0;
  for (const { name } of all) {
    const found = await answer(indexedDB.open(name));
    left += await answer(found.transaction("letters").objectStore("letters").count());
    found.close();
  }
  return left;
})"""
NOTHING_WAITS = f"{LETTERS_LEFT}.then((left) => left === 0)"


def until(page: Page, condition: str, seconds: float = 30) -> None:
    """Wait until a script expression is true; Playwright's own waiting needs `unsafe-eval`."""
    end = time.monotonic() + seconds
    while not _holds(page, condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(30)


def _holds(page: Page, condition: str) -> bool:
    try:
        return bool(page.evaluate(condition))
    except Error as error:
        if "Execution context was destroyed" not in str(error):
            raise
        return False  # the page is on its way to the next one


@pytest.fixture
def sign_in(client, settings) -> Callable[[BrowserContext, object], None]:
    """`sign_in(context, actor)` puts a session of the actor's into the browser."""
    from sohotich.foundation.people.models import User

    def enter(context: BrowserContext, actor) -> None:
        client.force_login(User.objects.get(key=actor.key))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": cookie.value,
                    "domain": "localhost",
                    "path": "/",
                }
            ]
        )

    return enter


@pytest.fixture
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """`picture(page, "keying")` saves a screenshot, into $SCREENS where that is set."""
    folder = Path(os.environ.get("SCREENS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str, full: bool = False) -> Path:
        page.evaluate("document.fonts.ready")
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=full)
        return path

    return take
