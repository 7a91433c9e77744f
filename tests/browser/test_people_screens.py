"""Setting up the second step, the lock over unsent work, and the other screens of people."""

from __future__ import annotations

import base64
import time
from datetime import date

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.urls import reverse

from sohotich.foundation.administration.lent_sheet import HEADINGS
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import set_value
from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mot-mat-khau-thu-2025"


@pytest.fixture
def known(person):
    """`known("chutich", "chu_tich")`: somebody whose password the tests know."""

    def make(username: str, *roles: str, unit: str = "09508") -> User:
        user = User.objects.get(key=person(username, *roles, unit=unit).key)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture(autouse=True)
def units(db):
    from sohotich.foundation.people.loading import units_load

    units_load()


def ask_code(role: str) -> None:
    set_value(
        actor=service_actor("installer"),
        name="people.totp_roles",
        value={role: "có"},
        from_date=date(2025, 1, 7),
        reason="thử",
    )


def enter(page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def code_of(secret: str, later: int = 0) -> str:
    step = int(time.time()) // 30 + later
    return HOTP(base64.b32decode(secret), 6, SHA1()).generate(step).decode()


def test_the_chair_sets_up_the_second_step_and_signs_in_with_it(page, known, picture) -> None:
    known("chutich", "chu_tich")
    ask_code("chu_tich")
    enter(page, "chutich")
    assert page.url.endswith(reverse("administration:second-step"))
    secret = page.inner_text(".code-key").replace(" ", "")
    picture(page, "cai-ma-xac-thuc")
    page.fill("#password", PASSWORD)
    page.fill("#code", code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery-codes")
    codes = page.locator(".recovery-codes li").all_inner_texts()
    assert len(codes) == 10
    picture(page, "ma-du-phong")
    page.click("text=Đã cất mã")
    page.wait_for_selector(".bar")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action=\"/dang-xuat/\"]').submit()")
    enter(page, "chutich")
    assert page.url.endswith(reverse("administration:sign-in-code"))
    picture(page, "nhap-ma")
    page.fill("#code", codes[0])
    page.keyboard.press("Enter")
    page.wait_for_selector(".bar")


def test_the_lock_covers_the_page_and_keeps_what_was_typed(page, known, picture) -> None:
    known("hotich", "cong_chuc_ho_tich")
    enter(page, "hotich")
    page.goto("/so/moi/")
    field = page.locator("main input[type=text], main input:not([type])").first
    field.fill("chưa lưu")
    page.keyboard.press("Control+Alt+L")
    page.wait_for_selector("dialog.lock[open]")
    assert not page.locator("main").is_visible()
    picture(page, "khoa-man-hinh")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('dialog.lock').open")
    assert not page.locator("main").is_visible()
    status = "fetch('/so/').then(answer => window.locked = answer.status)"
    page.evaluate(status)
    until(page, "window.locked === 423")
    page.fill("#lock-password", "sai")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('dialog.lock .field-error')?.textContent.includes('đúng')")
    page.fill("#lock-password", PASSWORD)
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog.lock')")
    assert page.locator("main").is_visible()
    assert field.input_value() == "chưa lưu"


def test_idleness_locks_and_another_person_may_sign_in(page, known) -> None:
    known("hotich", "cong_chuc_ho_tich")
    enter(page, "hotich")
    key = "`sohotich.hand.${document.body.dataset.person}`"
    page.evaluate(f"localStorage.setItem({key}, String(Date.now() - 3600000))")
    page.wait_for_selector("dialog.lock[open]", timeout=15_000)
    page.goto("/so/")
    assert page.locator("text=Màn hình đang khóa").is_visible()
    with page.expect_navigation():
        page.click("text=Đăng nhập người khác")
    known("nhap", "nguoi_nhap_lieu")
    enter(page, "nhap")
    assert page.locator(".bar").is_visible()


def test_the_screens_of_people_fit(page, known, picture, tmp_path) -> None:
    from sohotich.engines.workbook import write_table
    from sohotich.foundation.people.accounts import create_user, grant_role

    known("hotich", "cong_chuc_ho_tich")
    known("phochutich", "pho_chu_tich")
    admin = known("quantri", "quan_tri", unit="27")
    installer = service_actor("installer")
    for number in range(12):
        made = create_user(
            actor=installer, username=f"nhap{number}", full_name=f"Nguyễn Thị Hồng Nhung {number}"
        )
        grant_role(actor=installer, user=made.user, role="nguoi_nhap_lieu", unit_code="09508")
    sheet = tmp_path / "muon.xlsx"
    row = {"don_vi": "09508", "vai_tro": "Người nhập liệu", "den_ngay": "12/01/2025"}
    good = [{**row, "ho_ten": f"Trần Thị Thu {word}"} for word in ("Hà", "Trang", "Hoài")]
    write_table(HEADINGS, good, sheet)
    wrong = tmp_path / "sai.xlsx"
    write_table(HEADINGS, [*good, {"ho_ten": "Lan", "don_vi": "Xã Không Có"}], wrong)
    enter(page, "quantri")
    views = {
        "nguoi-dung": "/quan-tri/nguoi-dung/",
        "nguoi-dung-mot": f"/quan-tri/nguoi-dung/{made.user.key}/",
        "them-nguoi": "/quan-tri/nguoi-dung/them/",
        "uy-quyen": "/quan-tri/uy-quyen/",
        "uy-quyen-moi": "/quan-tri/uy-quyen/moi/",
        "mo-khoa": "/quan-tri/mo-khoa/",
        "tai-khoan": "/tai-khoan/",
        "viec-nen": "/viec-nen/",
    }
    for name, address in views.items():
        page.goto(address)
        picture(page, name)
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide), name
    page.goto("/quan-tri/nguoi-dung/them/")
    page.fill(".search-list", "an tap luong")
    assert "Xã An Tập" in page.evaluate(
        "document.querySelector('#id_unit').selectedOptions[0].text"
    )
    picture(page, "them-nguoi-tim")
    for name, path, button in (
        ("muon-sai", wrong, "look"),
        ("muon-xem", sheet, "look"),
        ("the", sheet, "store"),
    ):
        page.goto("/quan-tri/nguoi-dung/muon/")
        page.set_input_files("#id_file", str(path))
        with page.expect_navigation():
            page.click(f"button[name={button}]")
        picture(page, name)
    assert page.locator(".account-card").count() == 3
    page.goto("/quan-tri/uy-quyen/moi/")
    for field, text in (("valid_to", "2025-01-12"), ("ground_date", "2025-01-06")):
        page.fill(f"#id_{field}", text)
    page.fill("#id_ground_number", "12/QĐ-UBND")
    with page.expect_navigation():
        page.click("main button.btn-primary")
    picture(page, "uy-quyen-co")
    assert page.locator("text=Đang ký thay").first.is_visible()
    page.goto(page.locator("td.strong a").first.get_attribute("href"))
    picture(page, "uy-quyen-mot")
    assert admin.is_active
