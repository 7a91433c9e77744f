"""The search box and its page in a browser: as one types, by keyboard alone, and back again."""

from __future__ import annotations

import pytest

from sohotich.register.search.dictionary import names_rebuild
from tests.browser.conftest import until
from tests.browser.test_look import SIZES, violations
from tests.register.stored_people import store

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = "document.querySelectorAll('#found [data-hit]').length"
OFFERED = "document.querySelectorAll('#search-offer [data-hit]').length"


@pytest.fixture
def officer(person):
    """An officer, and sixty registrations of people whose names are nearly alike."""
    given = ("HUỆ", "HUẾ", "HUYỀN", "HUYỀN TRANG")
    for number in range(60):
        store(
            {
                "nks": (f"NGUYỄN THỊ {given[number % 4]}", f"{1 + number % 28:02d}.05.1998"),
                "me": ("TRẦN THỊ THANH BÌNH", "1970"),
                "cha": ("NGUYỄN VĂN CẢNH", "12.03.1968"),
                "nyc": ("NGUYỄN VĂN CẢNH", ""),
            }
        )
    names_rebuild()
    return person("tran.thi.mai.huong", "cong_chuc_ho_tich")


@pytest.mark.parametrize("size", ["1366", "390"])
def test_nothing_scrolls_sideways_or_shuts_anybody_out(
    size, officer, new_context, watched, sign_in, picture
) -> None:
    width, height = SIZES[size]
    context = new_context(width, height, dark=size == "390")
    sign_in(context, officer)
    page = watched(context.new_page())
    for name, typed, rows in (
        ("empty", "", 0),
        ("found", "nguyễn thị hu", 50),
        ("slip", "nguyne thi hue", 30),
        ("nobody", "quach thi khong", 0),
        ("number", "41/1998", 1),
        ("book", "KS.1998", 1),
    ):
        page.goto("/tim/")
        page.fill("#id_tim", typed)
        said = "true" if rows or not typed else "document.body.innerText.includes('Không tìm thấy')"
        until(page, f"{FOUND} === {rows} && {said}", 10)
        picture(page, f"search-{name}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert not violations(page), name


def test_by_keyboard_from_anywhere_to_the_registration_and_back(officer, page, sign_in) -> None:
    sign_in(page.context, officer)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("nguyen thi huyen trang")
    until(page, f"{OFFERED} === 8")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    until(page, "location.pathname.startsWith('/truong-hop/')")
    page.go_back()
    until(page, "location.pathname === '/'")
    # Enter in the box itself: all of them, on the page.
    page.keyboard.press("/")
    page.keyboard.type("nguyen thi huyen trang 1998")
    page.keyboard.press("Enter")
    until(page, f"location.pathname === '/tim/' && {FOUND} === 15")
    assert "huyen" not in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, "location.pathname.startsWith('/truong-hop/')")
    page.go_back()
    until(page, f"location.pathname === '/tim/' && {FOUND} === 15")
    assert page.input_value("#id_tim") == "nguyen thi huyen trang 1998"


def test_signing_out_leaves_no_question_behind(officer, page, sign_in) -> None:
    sign_in(page.context, officer)
    page.goto("/tim/")
    page.fill("#id_tim", "nguyen thi hue")
    until(page, f"{FOUND} === 30")
    assert page.evaluate("sessionStorage.getItem('search')")
    page.evaluate("document.querySelector('.person').open = true")
    page.click("[data-sign-out] button")
    until(page, "!document.querySelector('[data-sign-out]')")
    assert page.evaluate("sessionStorage.getItem('search')") is None
