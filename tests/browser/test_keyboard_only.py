"""From signing in to a finished book, without once touching the mouse; the page times itself."""

from __future__ import annotations

import json
from statistics import median

import pytest

from sohotich.foundation.people.models import User
from sohotich.register.ledger.models import Entry
from tests.browser.conftest import until
from tests.browser.test_keying_live import book, key_one  # noqa: F401
from tests.pipeline.conftest import make_book, team, with_images  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "muoi-hai-con-giap-mot-doi"
# What the page measured, kept beyond the page.
KEEP = """new PerformanceObserver(list => {
  const kept = JSON.parse(sessionStorage.getItem("measured") ?? "[]");
  for (const { name, duration } of list.getEntries()) kept.push([name, duration]);
  sessionStorage.setItem("measured", JSON.stringify(kept));
}).observe({ type: "measure", buffered: true });"""
# Milliseconds: a key, the rules as a field is left; the next registration is noted beside them.
MOST = {"keying:key": 50, "keying:checks": 50}
# The whole page, which has the focus at first, says all words.
FOCUSED = "document.activeElement.matches('a, button') ? document.activeElement.innerText : ''"


def tab_to(page, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(60):
        if words in page.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to “{words}” by keyboard")


def test_by_keyboard_alone_from_signing_in_to_a_finished_book(
    page,
    team,  # noqa: F811
    book,  # noqa: F811
    record_property,
):
    user = User.objects.get(key=team.first.key)
    user.set_password(PASSWORD)
    user.save()
    page.add_init_script(KEEP)
    page.goto("/")
    until(page, "document.activeElement.tagName === 'INPUT'")
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Việc hôm nay")
    tab_to(page, "Nhập liệu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhap-lieu/")
    # The next work has the focus: nothing is looked for.
    page.keyboard.press("Enter")
    page.wait_for_selector(".keyed-field.active")
    for number in ("Số 1", "Số 2"):
        assert page.inner_text("[data-record-number]") == number
        until(page, "document.querySelector('.viewer-sheet img').naturalWidth > 0")
        key_one(page)
    page.wait_for_url("**/nhap-lieu/")
    until(page, "document.body.innerText.includes('Vừa nhập xong')")
    states = set(Entry.objects.filter(book=book).values_list("state", flat=True))
    assert states == {"keyed_once"}
    measured: dict[str, list[float]] = {}
    for name, took in json.loads(page.evaluate("sessionStorage.getItem('measured')")):
        measured.setdefault(name, []).append(took)
    for name, took in measured.items():
        record_property(name, f"median {median(took):.0f}, worst {max(took):.0f} ms of {len(took)}")
    # Other work on the machine makes single ones late: half of them never are.
    assert {name for name, most in MOST.items() if median(measured[name]) > most} == set()
