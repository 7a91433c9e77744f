"""Khó khăn and Thông báo in a browser: guidance offered while one writes, an answer, a receipt."""

from __future__ import annotations

import pytest

from sohotich.oversight.difficulties.broadcasting import Message, broadcast_send
from sohotich.oversight.difficulties.guiding import Lesson, guidance_publish
from sohotich.oversight.difficulties.models import Difficulty
from tests.browser.conftest import until
from tests.browser.test_look import violations
from tests.oversight.test_difficulties import photo

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Sổ khai sinh quyển 02 rách mép, mất chữ ở cột ghi chú. " * 12


@pytest.fixture
def told(person):
    """Guidance on jammed scanners and a broadcast to confirm; the officer and the district."""
    department = person("so", "so_tu_phap", unit="27")
    lesson = Lesson("Máy quét kẹt giấy", "Tắt máy, mở nắp, kéo giấy ra.", "may_moc")
    guidance_publish(actor=department, lesson=lesson)
    officer = person("antap", "cong_chuc_ho_tich")
    message = Message("Ngày, tháng ghi đúng như sổ", LONG, "urgent", ["09508"], must_confirm=True)
    broadcast_send(actor=department, message=message)
    return officer, person("luongtai", "phong_tu_phap", unit="264")


def looked_at(page, picture, name: str, width: int) -> None:
    picture(page, f"help-{name}-{width}", full=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if width == 1366:
        assert not violations(page), name


@pytest.mark.parametrize("width", [1366, 390])
def test_asked_and_answered(width, told, new_context, watched, sign_in, picture) -> None:
    officer, district = told
    height = 768 if width == 1366 else 844
    context = new_context(width, height, dark=width == 390)
    sign_in(context, officer)
    page = watched(context.new_page())
    page.goto("/kho-khan/moi/")
    assert "Ngày, tháng ghi đúng như sổ" in page.inner_text(".notice"), "urgent, on every page"
    page.select_option("#id_category", "may_moc")
    page.fill("#id_text", f"Máy quét bị kẹt giấy. {LONG}")
    page.wait_for_selector("#offers a >> text=Máy quét kẹt giấy")
    looked_at(page, picture, "new", width)
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.set_input_files("#id_pictures", [file])
    page.click("text='Gửi'")
    page.wait_for_url("**/kho-khan/0*/")
    until(page, "document.querySelector('img.page-image')?.naturalHeight === 400")
    looked_at(page, picture, "raised", width)
    page.goto("/thong-bao/")
    looked_at(page, picture, "broadcasts", width)
    page.click("td.strong a")
    page.click("text=Tôi đã đọc")
    page.wait_for_selector("text=Anh/chị xác nhận đã đọc")
    looked_at(page, picture, "broadcast", width)
    other = new_context(width, height)
    sign_in(other, district)
    page = watched(other.new_page())
    page.goto("/kho-khan/")
    looked_at(page, picture, "list", width)
    page.click("td.strong a")
    page.fill("#id_answer-text", "Kéo giấy theo chiều ra.")
    page.click("button:has-text('Trả lời')")
    page.wait_for_selector("text=Đã trả lời.")
    assert Difficulty.objects.get().state == "answered"
    looked_at(page, picture, "answered", width)
    for name in ("/kho-khan/so-lieu/", "/thong-bao/moi/", "/kho-khan/huong-dan/"):
        page.goto(name)
        looked_at(page, picture, name.strip("/").replace("/", "-"), width)
