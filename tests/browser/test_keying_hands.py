"""The keying screen under real hands: places shown by dragging, input methods, Chrome's own keys,
reloads in the middle of a word, small and magnified windows.
"""

from __future__ import annotations

import pytest

from tests.browser import gallery
from tests.browser.conftest import until
from tests.browser.test_keying_screen import active, keying, officer  # noqa: F401

pytestmark = [pytest.mark.urls("tests.browser.gallery"), pytest.mark.django_db(transaction=True)]
# What Chrome does by itself, on Windows and Linux, and no page should take from a person.
CHROME = [
    *(f"Ctrl+{key}" for key in (*"123456789", *"WTNRLFPSDHJUOK0=-", "Tab", "F4", "PageUp")),
    *(f"Ctrl+Shift+{key}" for key in (*"TNWIJBO", "Tab", "Delete")),
    *(f"Alt+{key}" for key in ("D", "E", "F", "F4", "ArrowLeft", "ArrowRight", "Home")),
    *("F1", "F3", "F5", "F6", "F7", "F10", "F11", "F12", "Shift+F3", "Shift+F10"),
]
# UniKey and IBus switch by these.
METHODS = ["Alt+Z", "Ctrl+ ", "Ctrl+Shift+F5", "Ctrl+Shift+F6", "Ctrl+Shift+F9"]
PICTURE = "document.querySelector('.viewer-sheet img').naturalWidth > 0"
PRESS = """combo => {
  const parts = combo.split("+"); const key = parts.pop() || "+";
  const event = new KeyboardEvent("keydown", {
    key, bubbles: true, cancelable: true, ctrlKey: parts.includes("Ctrl"),
    shiftKey: parts.includes("Shift"), altKey: parts.includes("Alt")});
  document.activeElement.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def posted(page, path: str, count: int = 1) -> list[dict]:
    """The bodies posted to an address, once there are so many."""
    for _ in range(200):
        found = [body for where, body in gallery.posted if path in where]
        if len(found) >= count:
            return found
        page.wait_for_timeout(30)
    raise AssertionError(f"nothing posted to {path}")


def drag(page, x0: float, y0: float, x1: float, y1: float) -> None:
    """Over these shares of the stage."""
    box = page.locator(".viewer-stage").bounding_box()
    at = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in ((x0, y0), (x1, y1))
    ]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def shown_now(page) -> str:
    return page.inner_text("[data-teaching] .now")


def test_places_are_shown_by_dragging_and_serve_the_next_number(keying, picture):  # noqa: F811
    until(keying, PICTURE)
    keying.keyboard.press("Alt+V")
    first = shown_now(keying)
    drag(keying, 0.2, 0.2, 0.6, 0.3)
    second = shown_now(keying)
    assert second != first
    picture(keying, "keying-teaching")
    keying.keyboard.press("F2")
    keying.keyboard.press("Control+z")
    assert shown_now(keying) == second
    keying.keyboard.press("F2")
    for _ in range(3):
        keying.keyboard.press("ArrowDown")
    keying.keyboard.press("Shift+ArrowRight")
    keying.keyboard.press("Control+Enter")
    regions = posted(keying, "regions")[0]["regions"]
    keys = list(regions)
    assert 0 < regions[keys[0]][2] < 1
    assert keying.locator("[data-form]").is_visible()
    assert active(keying)
    keying.focus(f"#field-{keys[0]}")
    assert keying.locator(".keyed-field.active .strip").bounding_box()["height"] > 60
    keying.keyboard.press("Control+Enter")
    keying.wait_for_selector("dialog[open]")
    keying.click("dialog .btn-primary")
    until(keying, "document.querySelector('[data-record-number]').textContent == 'Số 42'")
    keying.focus(f"#field-{keys[0]}")
    box = keying.evaluate("document.querySelector('.viewer-region').style.left")
    assert abs(float(box.rstrip("%")) / 100 - regions[keys[0]][0]) < 0.001


def test_showing_places_is_left_without_a_trace(keying):  # noqa: F811
    until(keying, PICTURE)
    before = active(keying)
    keying.keyboard.press("Alt+V")
    drag(keying, 0.2, 0.2, 0.6, 0.3)
    keying.keyboard.press("Escape")
    assert keying.locator("[data-form]").is_visible()
    assert active(keying) == before != ""
    keying.keyboard.press("Alt+ArrowDown")
    assert not [body for path, body in gallery.posted if "regions" in path]


def test_where_no_place_is_shown_the_screen_says_how(keying, picture):  # noqa: F811
    """All places taken back, which is asked first."""
    until(keying, PICTURE)
    hint = keying.locator(".viewer-tools .hint")
    assert hint.inner_text() == "Ảnh đi theo ô đang nhập"
    keying.keyboard.press("Alt+V")
    for _ in range(keying.locator("[data-teaching] li").count()):
        keying.keyboard.press("F2")
    keying.keyboard.press("Control+Enter")
    keying.click("dialog[open] .btn-primary")
    assert posted(keying, "regions")[0]["regions"] == {}
    strip = keying.locator(".keyed-field.active .strip-place")
    assert strip.inner_text() == "Chưa chỉ vị trí ô cho trang này: Alt+V"
    picture(keying, "keying-untaught")
    hint.get_by_role("button", name="Chỉ vị trí các ô").click()
    assert keying.locator("[data-teaching]").is_visible()


@pytest.fixture
def method(keying):  # noqa: F811
    """What an input method makes of keys, told to the browser as the systems tell it."""
    session = keying.context.new_cdp_session(keying)

    class Method:
        def key(self, key: str, code: int, text: str = "") -> None:
            """A key as Chrome sees it: 229 inside a composition, 231 typed by a program."""
            down = {"type": "keyDown" if text else "rawKeyDown", "key": key, "text": text}
            session.send("Input.dispatchKeyEvent", {**down, "windowsVirtualKeyCode": code})
            up = {"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}
            session.send("Input.dispatchKeyEvent", up)

        def compose(self, text: str) -> None:
            self.key("Process", 229)
            at = {"selectionStart": len(text), "selectionEnd": len(text)}
            session.send("Input.imeSetComposition", {"text": text, **at})

        def commit(self, text: str) -> None:
            session.send("Input.insertText", {"text": text})

    return Method()


def test_ibus_commits_on_enter_and_only_the_next_enter_goes_on(keying, method):  # noqa: F811
    keying.focus("#field-chaHoTen")
    for text in ("T", "Th", "Tha", "Thaw", "Thă", "Thăn", "Thăng", "Thắng"):
        method.compose(text)
    method.key("Enter", 229)
    method.commit("Thắng")
    assert active(keying) == "chaHoTen"
    method.key("Enter", 13, "\r")
    assert active(keying) != "chaHoTen"
    assert posted(keying, "save")[-1]["value"] == "Thắng"


def test_a_digit_inside_a_composition_picks_nothing(keying, method):  # noqa: F811
    """VNI: the digit is a mark. Outside of a composition the same digit picks the code."""
    keying.focus("#field-nksGioiTinh")
    method.compose("na")
    method.key("1", 229)
    keying.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: '1', bubbles: true, cancelable: true}))"
    )
    assert active(keying) == "nksGioiTinh"
    method.commit("na")
    keying.keyboard.press("Control+a")
    keying.keyboard.press("Delete")
    keying.keyboard.press("1")
    assert active(keying) != "nksGioiTinh"


def test_unikey_takes_back_and_types_anew(keying, method):  # noqa: F811
    """It sends backspaces and then the marked letters as keys of a program (VK_PACKET)."""
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("Nguye")
    method.key("Backspace", 8)
    for letter in "ê":
        method.key(letter, 231, letter)
    keying.keyboard.type("n")
    method.key("Backspace", 8)
    method.key("Backspace", 8)
    for letter in "ễn":
        method.key(letter, 231, letter)
    keying.keyboard.type(" Va")
    method.key("Backspace", 8)
    method.key("ă", 231, "ă")
    keying.keyboard.type("n A")
    assert keying.input_value("#field-chaHoTen") == "Nguyễn Văn A"
    keying.keyboard.press("Shift+Enter")
    assert [one["value"] for one in posted(keying, "save")][-1] == "Nguyễn Văn A"


def test_nothing_is_taken_that_is_chromes_or_the_input_methods(keying):  # noqa: F811
    keying.focus("#field-chaHoTen")
    taken = [combo for combo in (*CHROME, *METHODS) if keying.evaluate(PRESS, combo)]
    assert taken == []
    assert active(keying) == "chaHoTen"
    assert keying.evaluate(PRESS, "Alt+T"), "what is ours is taken"


def test_a_reload_in_the_middle_of_a_word_keeps_it(keying):  # noqa: F811
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("Phạm Văn Th")
    keying.reload()
    keying.wait_for_selector(".keyed-field.active")
    assert active(keying) == "chaHoTen"
    assert keying.input_value("#field-chaHoTen") == "Phạm Văn Th"
    keying.keyboard.type("ắng")
    keying.keyboard.press("Shift+Enter")
    assert posted(keying, "save")[-1]["value"] == "Phạm Văn Thắng"
    keying.reload()
    keying.wait_for_selector(".keyed-field.active")
    assert not keying.evaluate("Object.keys(localStorage).some(k => k.includes('typing'))")


def test_the_tools_work_by_key_and_stay_as_they_were_left(keying):  # noqa: F811
    pressed = "() => [...document.querySelectorAll('.viewer-tools [aria-pressed=true]')].length"
    turned = "() => document.querySelector('.viewer-sheet').style.transform"
    keying.focus("#field-meHoTen")
    for key in ("F9", "Alt+c", "Alt+t"):
        keying.keyboard.press(key)
    assert keying.evaluate(pressed) == 3
    keying.keyboard.press("Alt+x")
    assert "rotate(90deg)" in keying.evaluate(turned)
    assert active(keying) == "meHoTen"
    keying.reload()
    keying.wait_for_selector(".keyed-field.active")
    until(keying, PICTURE)
    assert keying.evaluate(pressed) == 3
    assert "rotate(90deg)" in keying.evaluate(turned)


def test_what_is_wrong_is_said_without_the_server_and_at_once(keying):  # noqa: F811
    keying.route("**/api/save/**", lambda route: route.abort())
    keying.focus("#field-chaNgaySinh")
    keying.keyboard.type("31/02/1970")
    keying.keyboard.press("Enter")
    doubt = keying.locator(".keyed-field:has(#field-chaNgaySinh) .finding")
    assert "tháng 2 năm 1970 có 28 ngày" in doubt.inner_text()
    keying.keyboard.press("Shift+Enter")
    keying.keyboard.type("2.2.1970")
    keying.keyboard.press("Enter")
    assert doubt.count() == 0
    took = keying.evaluate("performance.getEntriesByName('keying:checks').map(e => e.duration)")
    assert took
    assert max(took) < 50


def test_beside_others_of_the_book_is_asked_as_a_compared_field_is_left(keying):  # noqa: F811
    said = {"rule": "Q09-book-before", "severity": "warning", "message": "Sớm hơn số 40."}
    gallery.beside["ngayDangKy"] = [said]
    keying.focus("#field-ngayDangKy")
    keying.keyboard.type("07/05/1998")
    keying.keyboard.press("Enter")
    keying.wait_for_selector(".finding >> text=Sớm hơn số 40.")
    assert posted(keying, "inBook")[0]["values"] == {"ngayDangKy": "07.05.1998"}
    gallery.beside["ngayDangKy"] = []
    keying.keyboard.press("Shift+Enter")
    keying.keyboard.press("F8")
    keying.wait_for_selector(".answered")
    assert posted(keying, "inBook", 2)[1]["marks"] == {"ngayDangKy": "as_written"}
    assert keying.locator(".finding >> text=Sớm hơn số 40.").count() == 0


# A laptop of 1366×768 at 125 % and at 200 %.
@pytest.mark.parametrize(("width", "height"), [(1093, 614), (683, 384)])
def test_field_and_strip_are_always_in_sight(
    width,
    height,
    new_context,
    watched,
    sign_in,
    officer,  # noqa: F811
    picture,
):
    context = new_context(width, height)
    sign_in(context, officer)
    page = watched(context.new_page())
    page.goto("/gallery/keying/")
    page.wait_for_selector(".keyed-field.active")
    until(page, PICTURE)
    picture(page, f"keying-{width}")
    outside = page.evaluate("""() => {
      const wrong = [];
      for (const field of document.querySelectorAll(".keyed-field:not([hidden])")) {
        if (!field.getClientRects().length) continue;
        const input = field.querySelector("input, textarea");
        input.focus();
        for (const part of [input, field.querySelector(".strip")]) {
          if (!part) continue;
          const box = part.getBoundingClientRect();
          const side = document.querySelector("[data-form]").getBoundingClientRect();
          if (box.top < side.top || box.bottom > side.bottom + 1 || box.right > innerWidth)
            wrong.push([input.id, part.className, Math.round(box.top), Math.round(box.bottom),
                        Math.round(side.top), Math.round(side.bottom)]);
        }
      }
      return wrong;
    }""")
    picture(page, f"keying-{width}-last")
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
