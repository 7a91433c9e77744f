"""Tiến độ in a browser: from the province to one registration, at three sizes."""

from __future__ import annotations

import pytest

from sohotich.oversight.facts.services import facts_rebuild
from tests.browser.test_look import SIZES, violations
from tests.oversight.facts.histories import UNITS, store
from tests.oversight.facts.test_figures import KEYED, walk

pytestmark = pytest.mark.django_db(transaction=True)
HERE, THERE = UNITS


@pytest.fixture
def worked(campaign):
    back = walk(*KEYED, (5, "return_to_keying"))
    done = walk(*KEYED, (4, "review"), (5, "approve"), (6, "export"))
    store([(HERE, "KS", [back, walk((2, "attach_image")), ()]), (THERE, "KH", [done] * 4)])
    facts_rebuild()


def test_from_the_province_to_one_registration(
    worked, person, new_context, watched, sign_in, picture
) -> None:
    context = new_context(1366, 768)
    sign_in(context, person("so", "so_tu_phap", unit="27"))
    page = watched(context.new_page())
    page.goto("/tien-do/")
    picture(page, "progress-province", full=True)
    assert not violations(page)
    page.click("table.list >> text=Huyện Lương Tài")
    page.click("table.list >> text=Xã An Tập")
    page.click("nav[aria-label='Xem lại ngày'] >> text='3'")
    assert "03/01/2025 (xem lại)" in page.inner_text(".page-head")
    picture(page, "progress-commune", full=True)
    assert not violations(page)
    page.click("section[aria-labelledby='funnel'] .bar-line:has-text('Đã quét') a")
    assert "Đã quét đến hết ngày 03/01/2025" in page.inner_text("h1")
    picture(page, "progress-records")
    assert not violations(page)
    page.click("td.strong a >> nth=0")
    page.wait_for_url("**/truong-hop/**")
    assert "1/1998" in page.inner_text("main")


@pytest.mark.parametrize("size", SIZES)
def test_nothing_scrolls_sideways(
    size, worked, person, new_context, watched, sign_in, picture
) -> None:
    width, height = SIZES[size]
    context = new_context(width, height, dark=size == "390")
    sign_in(context, person("so", "so_tu_phap", unit="27"))
    page = watched(context.new_page())
    for name, address in (
        ("province", "/tien-do/?tinh=ngay&ngay=2025-01-05"),
        ("commune", f"/tien-do/{HERE}/?dem=so&loai=KS"),
        ("records", f"/tien-do/{HERE}/truong-hop/?buoc=agreed&tinh=ngay&ngay=2025-01-05"),
    ):
        page.goto(address)
        picture(page, f"progress-{name}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
