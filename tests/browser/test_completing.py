"""Offers at the keying screen: taken by a key, never by themselves; marks typed by the page."""

from __future__ import annotations

import pytest

from tests.browser import gallery
from tests.browser.test_keying_screen import active, keying, saved  # noqa: F401
from tests.browser.test_look import officer  # noqa: F401

pytestmark = [pytest.mark.urls("tests.browser.gallery"), pytest.mark.django_db(transaction=True)]
METHOD = "[data-typing-method]"


def letters(page) -> dict[str, tuple[str, str]]:
    """Field → value and aid as posted last, once nothing waits any more."""
    saved(page)
    return {
        body["field"]: (body["value"], body["aid"])
        for path, body in gallery.posted
        if "save" in path
    }


def offers(page) -> list[str]:
    return page.locator(".keyed-field.active .choices button").all_inner_texts()


def test_a_key_takes_an_offer_and_enter_what_was_typed(keying):  # noqa: F811
    keying.focus("#field-meHoTen")
    keying.keyboard.type("nguyen thi hue")
    assert [offer.split("\n")[-1] for offer in offers(keying)][:2] == [
        "Nguyễn Thị Huệ",
        "Nguyễn Thị Huế",
    ]
    keying.keyboard.press("2")
    assert active(keying) == "meNgaySinh"
    keying.keyboard.type("60")
    keying.keyboard.press("Enter")
    keying.focus("#field-nksHoTen")
    keying.keyboard.type("nvh")
    keying.keyboard.press("Enter")
    keying.focus("#field-chaNoiCuTru")
    keying.keyboard.type("nk")
    keying.keyboard.press("ArrowDown")
    keying.keyboard.press("Enter")
    keying.focus("#field-meNoiCuTru")
    keying.keyboard.type("Thôn 3")
    keying.keyboard.press("Enter")
    told = letters(keying)
    assert told["meHoTen"] == ("Nguyễn Thị Huế", "completed")
    assert told["meNgaySinh"] == ("1960", "completed")
    assert told["nksHoTen"] == ("nvh", "")
    assert told["chaNoiCuTru"] == ("Thôn Ngọc Khám, xã Mỹ Hương", "completed")
    assert told["meNoiCuTru"] == ("Thôn 3", "")


def test_one_key_brings_both_parents_in_another_colour(keying):  # noqa: F811
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("kbt")
    couple = next(n for n, words in enumerate(offers(keying), 1) if "như số 12" in words)
    keying.keyboard.press(str(couple))
    mother = keying.locator(".keyed-field:has(#field-meHoTen)")
    assert mother.locator(".value.carried").inner_text() == "Sầm Thị Nhiễu"
    assert "như số 12" in mother.inner_text()
    keying.focus("#field-meHoTen")
    keying.keyboard.press("Tab")
    told = letters(keying)
    assert told["chaHoTen"] == ("Khổng Bá Truật", "completed")
    assert told["meHoTen"] == ("Sầm Thị Nhiễu", "carried")


def test_the_page_writes_marks_until_an_input_method_does(keying):  # noqa: F811
    assert keying.inner_text(METHOD) == "Gõ dấu: của máy"
    keying.focus("#field-chaHoTen")
    keying.keyboard.press("Control+,")
    assert keying.inner_text(METHOD) == "Gõ dấu: Telex"
    keying.keyboard.type("DDawngj Thij")
    assert keying.input_value("#field-chaHoTen") == "Đặng Thị"
    keying.keyboard.press("Control+,")
    keying.keyboard.press("Control+a")
    keying.keyboard.type("Hue65")
    assert keying.input_value("#field-chaHoTen") == "Huệ"
    session = keying.context.new_cdp_session(keying)
    session.send("Input.imeSetComposition", {"text": "Thă", "selectionStart": 3, "selectionEnd": 3})
    assert keying.inner_text(METHOD) == "Gõ dấu: của máy"
    assert "bộ gõ riêng" in keying.inner_text("[data-notice]")
    session.send("Input.insertText", {"text": "Thắng"})
    assert keying.input_value("#field-chaHoTen").endswith("Thắng")
