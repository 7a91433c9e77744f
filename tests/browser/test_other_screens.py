"""Contact sheet, comparison and shell by keyboard."""

from __future__ import annotations

import pytest

from tests.browser import gallery
from tests.browser.conftest import NOTHING_WAITS, until
from tests.browser.test_look import officer  # noqa: F401

pytestmark = [pytest.mark.urls("tests.browser.gallery"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at(page, officer, sign_in):  # noqa: F811
    gallery.posted.clear()
    sign_in(page.context, officer)

    def go(address: str):
        page.goto(f"/gallery/{address}")
        page.wait_for_load_state("load")
        return page

    return go


def posted(page, what: str) -> list[dict]:
    until(page, NOTHING_WAITS)
    return [body for path, body in gallery.posted if what in path]


def current(page) -> str:
    return page.inner_text("[data-sheet] [aria-current] .sheet-label")


def test_the_sheet_opens_at_the_first_doubt_and_goes_round(at):
    page = at("sheet/")
    assert current(page) == "Trang 4"
    page.keyboard.press("n")
    assert current(page) == "Trang 6"
    page.keyboard.press("n")
    assert current(page) == "Trang 4"
    page.keyboard.press("ArrowLeft")
    assert current(page) == "Trang 3"


def test_an_arrow_moves_the_line_onto_the_proposal(at):
    page = at("sheet/")
    page.keyboard.press("ArrowDown")
    (body,) = posted(page, "save")
    tops = [cut["box"][1] for cut in body["cuts"]]
    from tests.browser.gallery_data import contact_sheet

    wanted = [cut["box"][1] for cut in contact_sheet()["pages"][3]["proposal"]]
    assert tops == pytest.approx(wanted, abs=0.01)


def test_splitting_numbering_undo_and_accepting(at):
    page = at("sheet/")
    page.keyboard.press("4")
    assert len(posted(page, "save")[-1]["cuts"]) == 4
    page.keyboard.press("z")
    assert len(posted(page, "save")[-1]["cuts"]) == 3
    page.keyboard.press("s")
    page.fill("#first-number", "81")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog')")
    numbers = [cut["number"] for cut in posted(page, "save")[-1]["cuts"]]
    assert numbers == ["81", "82", "83"]
    page.keyboard.press("Enter")
    assert posted(page, "accept")
    assert current(page) == "Trang 6"
    page.keyboard.press("x")
    assert posted(page, "rescan")


def test_the_sure_pages_are_accepted_together(at):
    page = at("sheet/")
    page.click("[data-accept-sure]")
    (body,) = posted(page, "accept_sure")
    assert body["keys"] == ["2", "4", "6", "7"]
    assert page.is_disabled("[data-accept-sure]")


def test_a_line_is_dragged(at):
    page = at("sheet/")
    line = page.locator(".cut-line.y.chosen").bounding_box()
    x, y = line["x"] + 40, line["y"] + line["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 20, steps=4)
    page.mouse.up()
    assert posted(page, "save")


def test_a_comparison_has_no_default_answer(at):
    page = at("comparison/")
    assert page.evaluate("document.activeElement.dataset.sides") == ""
    page.keyboard.press("Enter")
    assert page.inner_text("[data-question]") == "Họ và tên mẹ"
    assert not gallery.posted


def test_answers_go_on_and_can_be_taken_back(at):
    page = at("comparison/")
    page.keyboard.press("a")
    assert page.inner_text("[data-question]") == "Nơi đăng ký"
    page.keyboard.press("u")
    assert page.inner_text("[data-question]") == "Họ và tên mẹ"
    page.keyboard.press("s")
    page.fill("#typed-value", " Nguyễn  Thị Thuý ")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog')")
    page.keyboard.press("k")
    bodies = posted(page, "decide")
    assert [(b["field"], b["choice"], b["value"]) for b in bodies] == [
        ("meHoTen", "A", ""),
        ("meHoTen", "U", ""),
        ("meHoTen", "S", "Nguyễn Thị Thuý"),
        ("noiDangKy", "K", ""),
    ]
    assert [b["seq"] for b in bodies] == sorted({b["seq"] for b in bodies})
    page.keyboard.press("t")
    # Nothing more waits: the last answer stands only when that is confirmed.
    page.wait_for_selector("dialog[open]")
    assert not posted(page, "settle")
    page.click("dialog .btn-primary")
    page.wait_for_url("**/gallery/work/")
    assert gallery.posted[-1][0].endswith("/settle/")


def test_the_key_help_lists_this_pages_keys(at):
    page = at("sheet/")
    page.keyboard.press("?")
    words = page.inner_text("dialog.key-help")
    assert "nghi ngờ kế tiếp" in words
    assert "Dấu cách\nchọn đường cắt khác" in words
    assert "ô lọc" not in words, "this page has no filter"
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")


def test_the_key_help_names_the_filter_where_there_is_one(at):
    page = at("books/")
    page.keyboard.press("?")
    assert "tới ô lọc" in page.inner_text("dialog.key-help")


def test_slash_goes_to_the_filter_and_ctrl_slash_helps_while_typing(at):
    page = at("books/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "tim"
    page.keyboard.type("?")
    assert not page.query_selector("dialog")
    page.keyboard.press("Control+/")
    assert page.query_selector("dialog.key-help")


def test_a_confirmation_names_the_thing_and_stands_on_the_way_back(at):
    page = at("work/")
    page.click("text=Chuyển >> nth=-1")
    assert page.inner_text("dialog h2") == "Chuyển 214 trường hợp của sổ KS.1998.02?"
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog')")
    assert page.url.endswith("/gallery/work/")


def test_the_ledger_explains_the_box_under_the_arrows(at):
    page = at("work/")
    page.focus(".box")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("[data-ledger-note]").startswith("Số 52: Đã soát xét")


def test_files_go_up_one_by_one_and_a_refusal_says_why(at):
    page = at("work/")
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": b"x" * 2000}
        for name in ("trang 10.jpg", "trang 9.jpg", "la.exe")
    ]
    page.set_input_files("input[type=file]", files)
    page.wait_for_selector(".upload-files .refused")
    until(page, "document.querySelectorAll('.upload-files .sent').length == 2")
    names = page.locator(".upload-files .name").all_inner_texts()
    assert names == ["la.exe", "trang 9.jpg", "trang 10.jpg"]
    assert "không phải ảnh" in page.inner_text(".upload-files .refused")
    assert "Đã nhận 2/3 tệp" in page.inner_text("[data-upload-count]")
