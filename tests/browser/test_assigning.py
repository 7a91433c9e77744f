"""Giao việc, looked at: nothing scrolls sideways, nobody is shut out."""

from __future__ import annotations

import pytest

from tests.browser.test_keying_live import book  # noqa: F401
from tests.browser.test_look import violations
from tests.pipeline.conftest import make_book, team, with_images  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_officer_hands_out_a_book(new_context, watched, sign_in, team, book, picture):  # noqa: F811
    for width, height in ((1366, 768), (390, 844)):
        context = new_context(width, height)
        sign_in(context, team.officer)
        page = watched(context.new_page())
        for name, address in (
            ("giao-viec", "/nhap-lieu/giao-viec/"),
            ("giao-so", f"/nhap-lieu/giao-viec/so/{book.key}/"),
            ("giao-nguoi", f"/nhap-lieu/giao-viec/nguoi/09508/{team.first.key}/"),
        ):
            page.goto(address)
            picture(page, f"{name}-{width}", full=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            if width == 1366:
                assert not violations(page), address
    page = context.pages[0]
    page.goto(f"/nhap-lieu/giao-viec/so/{book.key}/")
    page.select_option("[name=standing]", "paused")
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Đã ghi việc giao sổ")
    assert "Tạm dừng giao" in page.inner_text("main")
