"""From a claimed registration to a settled one by keyboard alone, against the real station."""

from __future__ import annotations

import pytest

from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, Record
from tests.browser.conftest import AT_WORK, LETTERS_LEFT, until
from tests.pipeline.conftest import VALUES, make_book, team, with_images  # noqa: F401
from tests.pipeline.screens import begin, key, signed_in

QUIET = (
    "!document.querySelector('[data-state=sending], [data-state=waiting]')"
    " && document.querySelector('[data-state=sent]')"
)
pytestmark = pytest.mark.django_db(transaction=True)

# As a person types them: digits of a date, the number of a choice, the start of a word.
TYPED = {
    **{field: value.replace(".", "") for field, value in VALUES.items()},
    "nksGioiTinh": "nam",
    "loaiDangKy": "",
    "nksLoaiKhaiSinh": "",
    "meLoaiCuTru": "",
    "chaLoaiCuTru": "",
}


@pytest.fixture
def book(make_book, with_images, tmp_path):  # noqa: F811
    found = make_book(2)
    with_images(found, tmp_path)
    return found


def take_up(page) -> None:
    """Press the button of the book's line."""
    page.goto("/nhap-lieu/")
    page.click("text=Nhập sổ này")
    page.wait_for_selector(".keyed-field.active")


def key_one(page) -> None:
    """Key the registration in view: type what there is, F2 what the book leaves blank."""
    number = page.inner_text("[data-record-number]")
    for _ in range(60):
        field = page.evaluate("document.activeElement.id.replace('field-', '')")
        carried = page.evaluate("document.activeElement.value")
        if TYPED.get(field) and not carried:
            page.keyboard.type(TYPED[field])
        if TYPED.get(field) or carried:
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("F2")
            if page.evaluate("document.activeElement.id") == f"field-{field}":
                page.keyboard.press("Enter")
        until(page, AT_WORK, 30)
        if page.url.endswith("/nhap-lieu/") or page.inner_text("[data-record-number]") != number:
            return
    raise AssertionError("the last field does not finish the registration")


def test_a_registration_is_keyed_by_keyboard_alone(page, sign_in, team, book):  # noqa: F811
    sign_in(page.context, team.first)
    page.goto("/nhap-lieu/")
    page.keyboard.press("Enter")
    page.wait_for_selector(".keyed-field.active")
    assert page.inner_text("[data-record-number]") == "Số 1"
    until(page, "document.querySelector('.viewer-sheet img').naturalWidth > 0")
    key_one(page)
    assert page.inner_text("[data-record-number]") == "Số 2", "the next is there at once"
    until(page, QUIET)
    page.click("text=Tạm dừng")
    page.wait_for_url("**/nhap-lieu/")
    reading = Reading.objects.get(entry__number=1)
    assert reading.state == "complete"
    assert reading.values["nksHoTen"] == VALUES["nksHoTen"]
    assert reading.values["nksNgaySinh"] == VALUES["nksNgaySinh"]
    assert reading.values["so"] == "01/1998"
    assert reading.aids["so"] == "carried"
    assert reading.values["nksGioiTinh"] == "1"
    assert reading.marks["nksLoaiKhaiSinh"] == "blank_in_book"
    assert Entry.objects.get(number=1).state == "keyed_once"


def test_a_finished_registration_takes_no_more_keys(page, sign_in, team, book):  # noqa: F811
    sign_in(page.context, team.first)
    take_up(page)
    on_its_way = []
    page.route("**/api/v1/keying/next/**", lambda route: on_its_way.append(route))
    page.reload()
    page.wait_for_selector(".keyed-field.active")
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, f"!({AT_WORK})")
    page.keyboard.type("123")
    page.keyboard.press("F2")
    on_its_way[-1].continue_()
    until(page, AT_WORK, 30)
    until(page, "document.querySelector('[data-record-number]').innerText === 'Số 2'")
    until(page, QUIET, seconds=60)
    first, second = Reading.objects.order_by("entry__number")
    assert first.values["nksHoTen"] == "LÊ THỊ ĐÀO"
    assert first.completed_at
    assert not first.marks
    assert not second.sequence


def test_what_a_broken_line_kept_is_there_after_a_reload(page, sign_in, team, book):  # noqa: F811
    sign_in(page.context, team.first)
    take_up(page)
    page.route("**/api/v1/keying/**", lambda route: route.abort())
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-state=waiting]")
    page.reload()
    page.wait_for_selector(".keyed-field.active")
    assert page.input_value("#field-nksHoTen") == "LÊ THỊ ĐÀO"
    page.unroute("**/api/v1/keying/**")
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO MAI")
    page.keyboard.press("Enter")
    until(page, QUIET, seconds=60)
    assert Reading.objects.get(entry__number=1).values["nksHoTen"] == "LÊ THỊ ĐÀO MAI"


def test_a_lost_claim_is_told_and_the_form_keeps_what_was_typed(
    page,
    sign_in,
    team,  # noqa: F811
    book,
):
    from sohotich.foundation.worklists.models import WorkItem
    from sohotich.pipeline.keying.services import next_entry

    sign_in(page.context, team.first)
    take_up(page)
    page.wait_for_selector(".keyed-field.active")
    WorkItem.objects.filter(claimed_by=team.first.key).update(
        claimed_until="2020-01-01T00:00:00+00:00"
    )
    next_entry(actor=team.second)
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-notice]:not([hidden])")
    assert "giao cho người khác" in page.inner_text("[data-notice]")
    assert page.input_value("#field-nksHoTen") == "LÊ THỊ ĐÀO"
    assert Reading.objects.get(by=team.first.key, entry__number=1).values["nksHoTen"] == (
        "LÊ THỊ ĐÀO"
    )


def test_a_dispute_is_settled_by_keys_and_taken_back_before(
    page,
    sign_in,
    team,  # noqa: F811
    book,
):
    own = {"so": "01/1998", "quyenSo": "02/1998"}
    first, second = signed_in(team.first), signed_in(team.second)
    key(first, begin(first, book)["record"], {**VALUES, **own})
    key(second, begin(second, book)["record"], {**VALUES, **own, "meHoTen": "TRẦN THỊ BÍNH"})
    sign_in(page.context, team.officer)
    page.goto("/tranh-chap/")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-sides]")
    assert page.inner_text("[data-side=a] mark") == "BÌNH"
    page.keyboard.press("a")
    page.wait_for_selector("dialog[open]")
    # The way back has the focus: the answer is taken back.
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog')")
    assert Entry.objects.get(number=1).state == "disputed"
    page.keyboard.press("b")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tranh-chap/")
    assert Entry.objects.get(number=1).state == "agreed"
    assert Record.objects.get().values["meHoTen"] == "TRẦN THỊ BÍNH"
    assert "đã giải quyết 1 trường hợp" in page.inner_text("main")


def test_the_last_one_is_opened_again_and_goes_on(page, sign_in, team, book, picture):  # noqa: F811
    sign_in(page.context, team.first)
    take_up(page)
    assert page.locator("[data-take-back]").is_hidden()
    key_one(page)
    assert page.inner_text("[data-take-back]") == "Mở lại số 1"
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO")
    picture(page, "keying-take-back")
    page.keyboard.press("Control+Shift+Enter")
    until(page, "document.querySelector('[data-record-number]')?.innerText === 'Số 1'")
    page.wait_for_selector(".keyed-field.active")
    assert page.input_value("#field-meHoTen") == VALUES["meHoTen"]
    assert Entry.objects.get(number=1).state == "scanned"
    page.focus("#field-meHoTen")
    page.keyboard.type("TRẦN THỊ BÍNH")
    page.keyboard.press("Control+Enter")
    if page.locator("dialog[open]").count():
        page.click("dialog [value=yes]")
    until(page, "document.querySelector('[data-record-number]')?.innerText === 'Số 2'")
    assert page.input_value("#field-nksHoTen") == "LÊ THỊ ĐÀO", "what was begun waited"
    until(page, QUIET)
    page.goto("/nhap-lieu/")
    assert "Số 1, sổ KS.1998.02" in page.inner_text("main")
    picture(page, "keying-start-finished")
    done = Reading.objects.get(entry__number=1, state="complete")
    assert done.values["meHoTen"] == "TRẦN THỊ BÍNH"
    assert done.values["nksHoTen"] == VALUES["nksHoTen"]


def test_too_late_is_told_where_one_works(page, sign_in, team, book, picture):  # noqa: F811
    from sohotich.pipeline.keying.services import next_entry

    sign_in(page.context, team.first)
    take_up(page)
    key_one(page)
    until(page, QUIET)
    next_entry(actor=team.second, queue="keying.second")
    page.click("[data-take-back]")
    page.wait_for_selector("[data-notice]:not([hidden])")
    assert "Đã có người làm tiếp số 1/1998" in page.inner_text("[data-notice]")
    picture(page, "keying-too-late")
    assert page.locator("[data-take-back]").is_hidden()
    assert page.inner_text("[data-record-number]") == "Số 2", "work goes on"


def test_signing_out_sends_or_asks_and_leaves_nothing(page, sign_in, team, book, picture):  # noqa: F811
    sign_in(page.context, team.first)
    take_up(page)
    page.route("**/api/v1/keying/**", lambda route: route.abort())
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-state=waiting]")
    count = page.evaluate(LETTERS_LEFT)

    page.goto("/nhap-lieu/")
    sign_out(page)
    page.wait_for_selector("dialog[open]")
    assert f"Còn {count} dòng chưa gửi" in page.inner_text("dialog")
    picture(page, "sign-out-unsent")
    page.keyboard.press("Enter")  # the way back has the focus
    until(page, "!document.querySelector('dialog')")
    assert page.evaluate(LETTERS_LEFT) == count, "stayed, and nothing is lost"

    page.unroute("**/api/v1/keying/**")
    sign_out(page)
    page.wait_for_selector("#id_login", timeout=20_000)
    assert Reading.objects.get(entry__number=1).values["nksHoTen"] == "LÊ THỊ ĐÀO"
    assert_nothing_kept(page)

    sign_in(page.context, team.first)
    take_up(page)
    page.route("**/api/v1/keying/**", lambda route: route.abort())
    page.focus("#field-nksHoTen")
    page.keyboard.type("LÊ THỊ ĐÀO MAI")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-state=waiting]")
    page.goto("/nhap-lieu/")
    sign_out(page)
    page.click("text=Vẫn đăng xuất và xóa khỏi máy này", timeout=20_000)
    page.wait_for_selector("#id_login", timeout=20_000)
    assert_nothing_kept(page)
    assert Reading.objects.get(entry__number=1).values["nksHoTen"] == "LÊ THỊ ĐÀO"


def sign_out(page) -> None:
    """By the person's menu, as people do."""
    page.click("details.person summary")
    page.click("details.person >> text=Đăng xuất")


def assert_nothing_kept(page) -> None:
    kept = page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)].flat()")
    # The sign-in page's own address, kept by htmx.
    # The machine's own number says nothing about anybody.
    assert set(kept) <= {"htmx-current-path-for-history", "sohotich.machine"}
