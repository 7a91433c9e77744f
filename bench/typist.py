"""A scripted typist at the keying screen: every key really pressed, what the screen offers really
read. It knows what the page of the book says and looks at the offers after each key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.telex_keys import mark_keys, typed_keys
from sohotich.domain.text import unmarked_key

# The middle words that most people of a sex bear are left out.
_LEFT_OUT = {"thị", "văn"}
_TONE_KEYS = frozenset("sfrxjz")
_DOUBLED = frozenset("adeo")
_VOWELS = frozenset("aeiouy")
# Between two keys of a person pass some tenths of a second; the script has none.
PACE = """{
  const now = Date.now;
  let more = 0;
  Date.now = () => now() + more;
  window.pace = () => { more += 700; };
}"""
_TEXT = "[...one.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('')"
_BUTTONS = 'querySelectorAll(".choices button")'
_STATE = f"""() => {{
  pace();
  const field = document.activeElement;
  const box = field && field.closest(".keyed-field");
  return {{
    key: field && field.id.startsWith("field-") ? field.id.slice(6) : "",
    text: field && "value" in field ? field.value : "",
    offers: (box ? [...box.{_BUTTONS}] : []).map((one) => ({{
      digit: one.dataset.digit || "", current: one.classList.contains("current"), text: {_TEXT}
    }})),
    number: document.querySelector("[data-record-number]")?.textContent || "",
    form: !document.querySelector("[data-form]")?.inert,
    asked: !!document.querySelector("dialog[open]"),
  }};
}}"""
_VISIBLE = """() => [...document.querySelectorAll(".keyed-field")]
  .filter((box) => box.offsetParent !== null)
  .map((box) => box.querySelector("input, textarea"))
  .map((field) => ({key: field.id.slice(6), text: field.value}))"""
_PROBE = f"""(text) => {{
  const field = document.activeElement, before = field.value;
  const write = (text) => {{
    field.value = text;
    field.dispatchEvent(new InputEvent("input", {{bubbles: true}}));
  }};
  const begun = performance.now();
  write(text);
  const took = performance.now() - begun;
  const found = [...field.closest(".keyed-field").{_BUTTONS}].map((one) => {_TEXT});
  write(before);
  return {{took, found}};
}}"""


@dataclass
class Tally:
    """Keys pressed by line; how often an offer stood first, among three, at all."""

    keys: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[int]] = field(default_factory=dict)  # kind → place of what was taken
    whole: list[int] = field(
        default_factory=list
    )  # place of a name typed whole without marks; 0 none
    took_ms: list[float] = field(default_factory=list)
    aids: Counter[str] = field(default_factory=Counter)
    records: int = 0


class Typist:
    """Keys records until the book's numbers in `truth` are done: number → values by line."""

    def __init__(self, page: Any, truth: Mapping[str, Mapping[str, str]], tally: Tally) -> None:
        self.page, self.truth, self.tally = page, truth, tally
        self.said: set[str] = set()
        self.state: dict[str, Any] = {}
        self.line = ""

    def look(self) -> dict[str, Any]:
        """What the screen shows now; nothing once the book is done and the page goes on."""
        from playwright.sync_api import Error

        try:
            self.state = self.page.evaluate(_STATE)
        except Error:
            self.state = {"key": "", "number": "", "asked": False, "form": False, "offers": []}
        return self.state

    def visible(self) -> list[dict[str, str]]:
        """The lines on the screen with what stands in them."""
        found: list[dict[str, str]] = self.page.evaluate(_VISIBLE)
        return found

    def telex_on(self) -> None:
        """The page's own Telex: two keys once, as on a machine without an input method."""
        self.line = "start"
        self.press("Control+,", 2)

    def press(self, key: str, cost: int = 1) -> dict[str, Any]:
        """One key, counted for the line it was pressed in."""
        self.tally.keys[self.line] += cost
        self.page.keyboard.press(key)
        return self.look()

    def record(self) -> None:
        """Key the record on the screen to its end and on to the next."""
        state = self.look()
        number = state["number"]
        wanted = self.truth[number.removeprefix("Số ").strip()]
        while True:
            state = self._settled(number)
            if state["number"] != number or not state["key"]:
                break
            self.line = state["key"]
            if self._only_carried_left(wanted):
                self.press("Control+Enter", 2)
                continue
            self._line(wanted.get(self.line, ""))
        self.tally.records += 1

    def _settled(self, number: str) -> dict[str, Any]:
        for _ in range(400):
            state = self.look()
            assert not state["asked"], "the screen asks for lines left open"
            if state["number"] != number or (state["key"] and state["form"]):
                return state
            self.page.wait_for_timeout(20)
        raise AssertionError(state)

    def _only_carried_left(self, wanted: Mapping[str, str]) -> bool:
        lines = self.visible()
        at = next(i for i, line in enumerate(lines) if line["key"] == self.line)
        rest = lines[at:]
        done = all(line["text"] and self.means(line, wanted.get(line["key"], "")) for line in rest)
        return done and len(rest) > 2

    def means(self, line: Mapping[str, str], value: str) -> bool:
        """Whether a line shows the value already."""
        return line["text"] == self.shown(line["key"], value)

    def shown(self, key: str, value: str) -> str:
        """A stored value as the line shows it; set by the bench."""
        return value

    def _line(self, value: str) -> None:
        state, text = self.state, self.shown(self.line, value)
        if text and state["text"] == text:
            self.press("Enter")
            self.tally.aids["carried"] += 1
        elif not text:
            # An empty line that offers nothing is said to be blank in the book.
            self.press("F2")
        else:
            self._fill(value, text)

    def _fill(self, value: str, text: str) -> None:
        kind = self.kind(self.line)
        if kind == "name":
            self._probe(text)
        if kind != "number" and self._take(text, kind):
            return
        {"date": self._date, "name": self._name, "code": self._code}.get(kind, self._phrase)(text)

    def kind(self, key: str) -> str:
        """The line's kind; set by the bench."""
        return "text"

    def _probe(self, text: str) -> None:
        """What a typist who typed the whole name without marks would be offered; costs no key."""
        found = self.page.evaluate(_PROBE, unmarked_key(text))
        self.tally.took_ms.append(found["took"])
        names = found["found"]
        self.tally.whole.append(names.index(text) + 1 if text in names else 0)

    def _take(self, text: str, kind: str) -> bool:
        offers = self.state["offers"]
        at = next((i for i, one in enumerate(offers) if one["text"] == text), None)
        if at is None or not offers[at]["digit"]:
            return False
        if kind != "code":
            self.tally.places.setdefault(kind, []).append(at + 1)
            self.tally.aids["completed"] += 1
        self.press(offers[at]["digit"])
        return True

    def _code(self, text: str) -> None:
        for letter in unmarked_key(text).replace(" ", ""):
            self.press(letter)
            if self._take(text, "code"):
                return
        self.press("Enter")

    def _date(self, text: str) -> None:
        digits = text.replace("/", "")
        shorts = [digits[:2], digits[:4]] if len(digits) == 8 else []
        if len(digits) == 4:
            shorts = [digits[2:]]
        typed = ""
        for short in shorts:
            for digit in short[len(typed) :]:
                self.press(digit)
            typed = short
            current = [one for one in self.state["offers"] if one["current"]]
            if current and current[0]["text"] == text:
                self.tally.aids["completed"] += 1
                self.tally.places.setdefault("date", []).append(1)
                self.press("Enter")
                return
        if not digits.startswith(typed):
            self.press("Control+a", 2)
            typed = ""
        century = len(digits) == 8 and digits[4:6] == "19" and int(digits[6:]) > 5
        rest = digits[:4] + digits[6:] if century else digits
        for digit in rest[len(typed) :]:
            self.press(digit)
        self.press("Enter")

    def _name(self, text: str) -> None:
        *before, given = text.split()
        middle = [word for word in before[1:] if word.lower() not in _LEFT_OUT]
        initials = [unmarked_key(word)[0] for word in (*before[:1], *middle)]
        if self._letters([*initials, *unmarked_key(given)], text, "name"):
            return
        # Its marks narrow a name down that nobody here has borne.
        for mark in mark_keys(given):
            self.press(mark)
            if self._take(text, "name"):
                return
        self.press("Control+a", 2)
        self._in_full(text, "name")

    def _letters(self, letters: list[str], text: str, kind: str) -> bool:
        """Letters one by one until what they stand for is offered. A space parts two that Telex
        would join.
        """
        run = ""
        for letter in letters:
            toned = letter in _TONE_KEYS and _VOWELS & set(run)
            if toned or letter in _DOUBLED & set(run) or (letter == "w" and run):
                self.press(" ")
                run = ""
            self.press(letter)
            run += letter
            if self._take(text, kind):
                return True
        return False

    def _phrase(self, text: str) -> None:
        kind = self.kind(self.line)
        words = text.replace(",", "").split()
        if text in self.said:
            # Known to have come in this book: the beginnings of its words, the first left out.
            first = [unmarked_key(word)[0] for word in words[1:4]]
            if self._letters(first, text, kind):
                return
            self.press("Control+a", 2)
        self._in_full(text, kind)
        self.said.add(text)

    def _in_full(self, text: str, kind: str) -> None:
        for keys in typed_keys(text):
            for key in keys:
                self.press(key, 2 if key.startswith("Shift+") else 1)
            if self._take(text, kind):
                return
        self.press("Enter")
        self.tally.aids["typed"] += 1
