"""The keying screen by keyboard alone, with a broken line, and through an input method."""

from __future__ import annotations

import pytest

from tests.browser import gallery
from tests.browser.conftest import until
from tests.browser.test_look import officer  # noqa: F401

pytestmark = [pytest.mark.urls("tests.browser.gallery"), pytest.mark.django_db(transaction=True)]
FIRST_EMPTY = "loaiDangKy"
SENT = (
    "!document.querySelector('[data-state=sending], [data-state=waiting]')"
    " && document.querySelector('[data-state=sent]')"
)


@pytest.fixture
def keying(page, officer, sign_in):  # noqa: F811
    gallery.posted.clear()
    gallery.findings.clear()
    sign_in(page.context, officer)
    page.goto("/gallery/keying/")
    page.wait_for_selector(".keyed-field.active")
    return page


def active(page) -> str:
    return page.evaluate("document.activeElement.id").removeprefix("field-")


def saved(page) -> list[tuple[str, str, str]]:
    """Field, value and mark of what was posted, once nothing waits any more."""
    until(page, SENT)
    # A letter is kept before it is told of: what was typed last may be on its way there.
    page.wait_for_timeout(200)
    until(page, SENT)
    return [(b["field"], b["value"], b["mark"]) for path, b in gallery.posted if "save" in path]


def test_enter_goes_forth_and_back_and_values_are_saved(keying):
    assert active(keying) == FIRST_EMPTY
    keying.keyboard.press("1")
    assert active(keying) == "noiDangKy"
    keying.keyboard.type("UBND xã Mỹ Hương")
    keying.keyboard.press("Enter")
    assert active(keying) == "nksHoTen"
    keying.keyboard.press("Shift+Enter")
    assert active(keying) == "noiDangKy"
    values = saved(keying)
    assert ("noiDangKy", "UBND xã Mỹ Hương", "") in values
    assert values[0][0] == FIRST_EMPTY
    assert values[0][1]


def test_marks_dates_and_codes(keying):
    keying.focus("#field-chaNgaySinh")
    keying.keyboard.type("250470")
    keying.keyboard.press("Enter")
    keying.keyboard.type("tay")
    keying.keyboard.press("Enter")
    keying.focus("#field-meHoTen")
    keying.keyboard.type("nhầm")
    keying.keyboard.press("F4")
    assert active(keying) == "meNgaySinh"
    keying.keyboard.press("F2")
    values = saved(keying)
    assert ("chaNgaySinh", "25.04.1970", "") in values
    assert ("chaDanToc", "Tày", "") in values
    assert ("meHoTen", "", "unreadable") in values
    assert ("meNgaySinh", "", "blank") in values


def test_a_carried_value_is_confirmed_by_passing(keying):
    keying.focus("#field-quyenSo")
    keying.keyboard.press("Enter")
    saved(keying)
    letters = [body for path, body in gallery.posted if body.get("field") == "quyenSo"]
    assert [(one["value"], one["aid"]) for one in letters] == [("02/1998", "carried")]


def test_a_choice_and_the_enter_of_habit_are_one_step(keying):
    keying.keyboard.press("1")
    keying.keyboard.press("Enter")
    assert active(keying) == "noiDangKy"
    keying.keyboard.press("Enter")
    assert active(keying) == "nksHoTen"


def test_a_warning_shows_and_does_not_block(keying):
    gallery.findings["chaHoTen"] = [{"rule": "Q1", "severity": "warning", "message": "Tên lạ."}]
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("Nguyễn Văn A")
    keying.keyboard.press("Enter")
    keying.wait_for_selector("text=Tên lạ.")
    assert active(keying) == "chaNgaySinh"
    keying.keyboard.press("Shift+Enter")
    keying.keyboard.press("F8")
    assert ("chaHoTen", "Nguyễn Văn A", "as_written") in saved(keying)


def test_a_lost_line_keeps_and_sends_later(keying):
    keying.context.set_offline(True)
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("Phạm Văn Thắng")
    keying.keyboard.press("Enter")
    keying.wait_for_selector("[data-state=waiting]")
    assert "Chờ mạng từ" in keying.inner_text("[data-saving]")
    assert not gallery.posted
    keying.context.set_offline(False)
    assert ("chaHoTen", "Phạm Văn Thắng", "") in saved(keying)


def test_a_reload_sends_what_was_kept(keying):
    keying.route("**/api/save/**", lambda route: route.abort())
    keying.focus("#field-chaHoTen")
    keying.keyboard.type("Phạm Văn Thắng")
    keying.keyboard.press("Enter")
    keying.wait_for_selector("[data-state=waiting]")
    keying.unroute("**/api/save/**")
    keying.reload()
    assert ("chaHoTen", "Phạm Văn Thắng", "") in saved(keying)


def test_rare_lines_are_added_one_by_one(keying):
    assert not keying.is_visible("#field-nksSoDinhDanh")
    choice = keying.get_by_label("Thêm trường", exact=True)
    before = choice.locator("option").count()
    choice.select_option("nksSoDinhDanh")
    assert active(keying) == "nksSoDinhDanh"
    assert choice.locator("option").count() == before - 1
    assert not keying.is_visible("#field-soDangKyNuocNgoai")


def test_an_event_registered_abroad_brings_its_lines(keying):
    keying.focus("#field-loaiDangKy")
    keying.keyboard.press("3")
    keying.focus("#field-ghiChu")
    for key in ("soDangKyNuocNgoai", "ngayDangKyNuocNgoai", "qgNuocNgoaiDaDangKy"):
        assert keying.is_visible(f"#field-{key}")
    assert "Việc đã đăng ký ở nước ngoài" in keying.inner_text("[data-form]")


def test_an_input_method_composes_undisturbed(keying):
    """Telex and VNI compose a syllable: Enter inside of it belongs to the method."""
    session = keying.context.new_cdp_session(keying)
    keying.focus("#field-chaHoTen")
    session.send("Input.imeSetComposition", {"text": "Thă", "selectionStart": 3, "selectionEnd": 3})
    keying.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert active(keying) == "chaHoTen"
    session.send("Input.insertText", {"text": "Thắng"})
    keying.keyboard.press("Enter")
    assert ("chaHoTen", "Thắng", "") in saved(keying)


def test_the_active_field_shows_its_strip_and_the_image_follows(keying):
    keying.focus("#field-meHoTen")
    strip = keying.locator(".keyed-field.active .strip")
    assert strip.bounding_box()["height"] > 60
    frame = keying.locator(".viewer-region").bounding_box()
    stage = keying.locator(".viewer-stage").bounding_box()
    assert stage["y"] < frame["y"] < stage["y"] + stage["height"] - frame["height"]
    keying.keyboard.press("F9")
    assert keying.locator(".viewer-loupe").is_visible()


def test_finishing_asks_about_open_fields_and_goes_on_at_once(keying):
    keying.keyboard.press("Control+Enter")
    keying.wait_for_selector("dialog[open]")
    assert "chưa có giá trị" in keying.inner_text("dialog h2")
    keying.click("dialog .btn-primary")
    until(keying, "document.querySelector('[data-record-number]').textContent == 'Số 42'")
    saved(keying)
    assert [path for path, _ in gallery.posted if "complete" in path]
    assert "complete" in gallery.posted[-1][0]
