"""Tokens of the API on screen, and the page that tells how to call it."""

from __future__ import annotations

import pytest

from tests.pipeline.station import Station

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.mark.parametrize("width", [1366, 390])
def test_a_token_is_issued_shown_once_and_taken_back(
    new_context, watched, sign_in, person, picture, width
) -> None:
    context = new_context(width=width, height=800)
    sign_in(context, person("hotich", "cong_chuc_ho_tich"))
    page = watched(context.new_page())
    page.goto("/quan-tri/khoa-ket-noi/")
    page.click("text=Cấp khóa")
    page.get_by_label("Tên máy hoặc trạm").fill("Máy quét 1")
    page.get_by_label("Gửi ảnh quét").check()
    picture(page, f"token-add-{width}", full=True)
    assert page.evaluate(FITS)
    page.get_by_role("button", name="Cấp khóa").click()
    secret = page.inner_text(".password")
    picture(page, f"token-made-{width}", full=True)
    assert page.evaluate(FITS)
    assert Station(secret).ask("token").json()["rights"] == ["book.view", "scan.upload"]
    page.click("text=Đã chép xong")
    page.click("text=Máy quét 1")
    picture(page, f"token-{width}", full=True)
    page.get_by_label("Lý do").fill("Trả máy")
    page.get_by_role("button", name="Thu hồi").click()
    page.locator("dialog").get_by_role("button", name="Thu hồi").click()
    page.wait_for_url("**/khoa-ket-noi/")
    assert "Đã thu hồi" in page.inner_text("main")
    assert Station(secret).ask("token").status_code == 401


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_of_the_api_fits_and_loads_nothing_from_elsewhere(
    new_context, watched, picture, width
) -> None:
    page = watched(new_context(width=width, height=800).new_page())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs/")
    page.wait_for_load_state("networkidle")
    picture(page, f"api-{width}")
    assert page.evaluate(FITS)
    host = page.url.split("/api/")[0]
    assert [url for url in asked if not url.startswith((host, "data:"))] == []
