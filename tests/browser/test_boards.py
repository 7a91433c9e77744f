"""Điều hành in a browser: from the province to a book on an earlier day; one sheet; a phone."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from sohotich.oversight.dashboards.quality import quality_keep
from tests.browser.test_look import violations
from tests.oversight.conftest import clock_set
from tests.oversight.forecast_histories import rebuilt, work

pytestmark = pytest.mark.django_db(transaction=True)
HERE, THERE = "09508", "09511"


@pytest.fixture
def worked(campaign):
    cache.clear()
    clock_set("20:00", day=6)
    work(HERE, entries=120, per_day=4)
    work(THERE, entries=60, per_day=9)
    rebuilt()
    quality_keep()


def test_from_the_province_to_a_book_on_an_earlier_day(
    worked, person, new_context, watched, sign_in, picture
) -> None:
    context = new_context(1366, 768)
    sign_in(context, person("so", "so_tu_phap", unit="27"))
    page = watched(context.new_page())
    page.goto("/dieu-hanh/")
    picture(page, "board-province", full=True)
    assert not violations(page)
    pages = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) == 1
    page.click(".tile-group >> text=Lương Tài")
    picture(page, "board-district")
    assert not violations(page)
    page.click(".tile >> text=An Tập")
    page.click("nav[aria-label='Xem lại ngày'] >> text='3'")
    assert "Xem lại ngày 03/01/2025" in page.inner_text(".board-head")
    picture(page, "board-commune")
    assert not violations(page)
    page.click(".card-head >> text=bảng số >> nth=1")
    assert "ngay=2025-01-03" in page.url
    assert not violations(page)
    page.go_back()
    page.click(".tile >> text=KS.1998.01")
    page.wait_for_url("**/so/**")


def test_on_a_phone_without_scripts_a_day_is_looked_at(
    worked, person, new_context, sign_in, picture
) -> None:
    context = new_context(390, 844)
    sign_in(context, person("so", "so_tu_phap", unit="27"))
    bare = new_context(390, 844, dark=True, java_script_enabled=False)
    bare.add_cookies(context.cookies())
    page = bare.new_page()
    for name, address in (
        ("commune", f"/dieu-hanh/{HERE}/"),
        ("table", "/dieu-hanh/27/bang/don-vi/"),
        ("province", "/dieu-hanh/"),
    ):
        page.goto(address)
        picture(page, f"board-{name}-390")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    page.click("nav[aria-label='Xem lại ngày'] >> text='2'")
    assert "Xem lại ngày 02/01/2025" in page.inner_text(".board-head")
