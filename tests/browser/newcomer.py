"""Somebody who has never seen the screens: does only what they say, and takes the time it takes.

The model: words are read at 200 a minute, each line once. Of a page its main part is read, from the
top until the line that says how to go on; while keying, the field in work. Keys take 0,4 s each,
Vietnamese letters as many as Telex wants, and reaching for the mouse as long as three keys. What
stands in the book's picture is read while it is typed; where nothing is typed, it takes its time.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

from playwright.sync_api import Page

WORDS_A_SECOND = 200 / 60
SECONDS_A_KEY = 0.4
MOUSE_KEYS = 3
_VISIBLE = """scope => {
  const root = document.querySelector(scope), lines = [];
  if (!root) return lines;
  const silent = 'script, style, option, .visually-hidden, [hidden]';
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.parentElement;
    const text = node.textContent.trim().replace(/\\s+/g, ' ');
    if (!text || !element || element.closest(silent)) continue;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const inside = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
    if (inside && style.visibility !== 'hidden' && style.opacity !== '0') lines.push(text);
  }
  return lines;
}"""
# A control by the words on it, and the key drawn on it.
_CONTROL = """words => {
  const all = [...document.querySelectorAll('button, a[href], input[type=submit]')];
  const shown = all.filter(one => one.offsetParent && one.innerText.includes(words));
  const one = shown[0];
  return one ? {key: one.querySelector('kbd')?.innerText ?? '', at: all.indexOf(one)} : null;
}"""
_FIELD = """() => {
  const input = document.activeElement, key = input.id.replace('field-', '');
  const place = input.closest('.keyed-field');
  const bare = one => [...one.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent);
  const offers = [...(place?.querySelectorAll('.choices button') ?? [])].map(one => (
    {key: one.querySelector('kbd')?.innerText ?? '', words: bare(one).join('').trim()}));
  return {key, text: input.value ?? '', offers,
          number: document.querySelector('[data-record-number]')?.innerText ?? ''};
}"""


def telex_keys(text: str) -> int:
    """Keys of a text in lower case by Telex: one for each letter, one for each mark."""
    keys = 0
    for letter in unicodedata.normalize("NFD", text.lower()):
        keys += 2 if letter == "đ" else 1
    return keys


class Newcomer:
    """`seconds` so far; `spent` tells on what."""

    def __init__(self, page: Page) -> None:
        self.page, self.known = page, set[str]()
        self.spent: Counter[str] = Counter()
        self.part = "start"

    @property
    def seconds(self) -> float:
        return round(sum(self.spent.values()), 1)

    def read(self, scope: str = "main", until: str = "") -> None:
        """Read what is new on the screen, from the top until the line that says how to go on."""
        for line in self.page.evaluate(_VISIBLE, scope):
            if line not in self.known:
                self.known.add(line)
                self._take(len(line.split()) / WORDS_A_SECOND, "read")
            if until and until in line:
                return

    def see(self, words: str) -> None:
        """Look at words that stand in the picture."""
        self._take(len(words.split()) / WORDS_A_SECOND, "read")

    def keys(self, count: int) -> None:
        self._take(count * SECONDS_A_KEY, "keys")

    def type(self, text: str) -> None:
        self.keys(telex_keys(text))
        self.page.keyboard.type(text)

    def press(self, key: str, keys: int = 1) -> None:
        self.keys(keys)
        self.page.keyboard.press(key)

    def into(self, label: str, text: str) -> None:
        """Type into the field that is called so on the screen."""
        self.keys(1)
        self.page.get_by_label(label, exact=True).focus()
        self.type(text)

    def follow(self, words: str) -> None:
        """Press the control that says so: by the key drawn on it, else with the mouse."""
        self.read(until=words)
        found: dict[str, Any] | None = self.page.evaluate(_CONTROL, words)
        assert found is not None, f"nothing on the screen says “{words}”"
        if found["key"]:
            self.press(found["key"])
        else:
            self.keys(MOUSE_KEYS)
            self.page.locator("button, a[href], input[type=submit]").nth(found["at"]).click()

    def field(self) -> dict[str, Any]:
        """The field in work: its key, what it holds, what is offered."""
        found: dict[str, Any] = self.page.evaluate(_FIELD)
        return found

    def _take(self, seconds: float, what: str) -> None:
        self.spent[f"{self.part}: {what}"] += seconds
