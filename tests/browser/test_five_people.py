"""The whole walk, five people in a browser on the real server: from images to a package.

`make screenshots` keeps its pictures for the README (SCREENS=docs/screenshots).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.schema import Kind
from sohotich.sample.world import BookOptions, make_book, write_book
from tests.browser.conftest import AT_WORK, NOTHING_WAITS, SCREEN, until
from tests.browser.package_reader import verify
from tests.cli.test_serving import ENV, Serving, pytestmark, run  # noqa: F401

ENTRIES, MOST = 3, 100_000
OFFICE = "ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"
WRONG_MOTHER = "Nguyễn Thị Đọc Nhầm"
PEOPLE = {
    # A second officer, who scans himself: what the first settled, he reviews.
    "quet": ("cong_chuc_ho_tich", "Ngô Văn Quyết", "Công chức Tư pháp – Hộ tịch"),
    "nhap.mot": ("nguoi_nhap_lieu", "Lê Thị Hồng Nhung", ""),
    "nhap.hai": ("nguoi_nhap_lieu", "Phạm Quốc Bảo", ""),
    "can.bo": ("cong_chuc_ho_tich", "Trần Thị Mai Hương", "Công chức Tư pháp – Hộ tịch"),
    "chu.tich": ("chu_tich", "Trần Văn Chủ", "Chủ tịch UBND xã"),
}


# The second step has a walk of its own, in test_people_screens.
NO_TELEPHONE = """
import sys
from pathlib import Path
from sohotich.cli.attach import database_running
with database_running(Path(sys.argv[1])):
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import service_actor
    from sohotich.sample.load.staff import second_step_leave_out
    with acting(service_actor("installer")):
        second_step_leave_out()
"""


@pytest.fixture(scope="module")
def scans(tmp_path_factory) -> tuple[Path, list[dict[str, str]]]:
    """Page images as a scanner leaves them, and what is written on them."""
    folder = tmp_path_factory.mktemp("scans")
    options = BookOptions(seed=23, entries=ENTRIES, layout="one", year=1998, volume=2)
    write_book(options, folder)
    (folder / "truth.json").unlink()
    return folder, [dict(entry.record) for entry in make_book(options).entries]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A home with its campaign and five accounts, served with its worker; `.passwords` by name."""
    home = tmp_path_factory.mktemp("walk") / "home"
    days = ("--from", "2025-01-01", "--to", "2025-01-15", "--opens-at", "2025-01-07T15:00+07:00")
    done = (
        run("migrate", "--home", home),
        run("campaign", "set", "--name", "Đợt thử", "--root-unit", "27", *days, "--home", home),
    )
    assert [answer.returncode for answer in done] == [0, 0], done
    subprocess.run([sys.executable, "-c", NO_TELEPHONE, str(home)], env=ENV, check=True)
    passwords = {}
    for username, (role, name, title) in PEOPLE.items():
        words = ("--name", name, "--role", role, "--unit", "09508", "--title", title)
        made = run("account", "create", username, *words, "--home", home, "--json")
        passwords[username] = json.loads(made.stdout)["password"]
    serving = Serving(home).ready()
    serving.passwords = passwords
    yield serving
    assert serving.finish() == 0


@pytest.fixture
def enter(browser, server, watched, picture):
    """`enter("quet")`: a page on which that person has signed in by name and password."""
    contexts = []

    def sign_in(username: str) -> Page:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{server.port}",
            viewport=SCREEN,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            accept_downloads=True,
        )
        contexts.append(context)
        page = watched(context.new_page())
        page.goto("/")
        picture(page, "dang-nhap")
        page.fill("#id_login", username)
        page.fill("#id_password", server.passwords[username])
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Việc hôm nay")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def calm(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def pictures_there(page: Page) -> None:
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")


def until_there(page: Page, selector: str, seconds: float = 60) -> None:
    """Reload until something that a job makes is on the page."""
    for _ in range(int(seconds)):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
        calm(page)
    raise AssertionError(selector)


def test_five_people_make_a_package(enter, server, scans, picture, tmp_path) -> None:
    folder, truth = scans
    officer = enter("can.bo")
    register_the_book(officer)
    colleague = enter("quet")
    scan_the_book(colleague, folder, picture)
    key_the_book(enter("nhap.mot"), truth, picture)
    misread = {**truth[1], "meHoTen": WRONG_MOTHER}
    key_the_book(enter("nhap.hai"), [truth[0], misread, truth[2]])
    officer.goto("/")
    picture(officer, "viec-hom-nay")
    settle_the_dispute(officer, truth[1]["meHoTen"], picture)
    review_the_book(officer, (1, 3))
    officer.wait_for_url("**/soat-xet/so/")
    assert "1 trường hợp anh/chị đã nhập" in officer.inner_text("main")
    review_the_book(colleague, (2,), picture)
    submit_the_book(colleague)
    sign_the_book(enter("chu.tich"), server.passwords["chu.tich"], picture)
    records = fetch_the_package(officer, tmp_path / "package", picture)
    for record, written in zip(records, truth, strict=True):
        assert {key: record[key] for key in written} == written
        assert record["noiDangKy"] == OFFICE


def register_the_book(page: Page) -> None:
    page.goto("/so/moi/")
    for name, value in {"years": "1998", "volume": "2", "runs": f"1-{ENTRIES}"}.items():
        page.fill(f"#id_{name}", value)
    page.fill("#id_declared_count", str(ENTRIES))
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Đã khai sổ 09508/KS.1998.02")
    page.click("text=Giá trị điền sẵn")
    page.fill("#id_noiDangKy", OFFICE)
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Đã lưu giá trị điền sẵn")


def scan_the_book(page: Page, folder: Path, picture) -> None:
    page.goto("/quet/")
    page.click("text=09508/KS.1998.02")
    calm(page)
    page.set_input_files("[data-upload] input", sorted(folder.iterdir()))
    # Every file came in new: the page goes on by itself.
    page.wait_for_selector("[data-job], a[href$='/bang-anh/']", timeout=60_000)
    until_there(page, "a[href$='/bang-anh/']")
    page.goto(page.locator("a[href$='/bang-anh/']").first.get_attribute("href"))
    for _ in range(60):
        calm(page)
        if page.locator("[data-sheet] .sheet-page").count() == ENTRIES:
            break
        page.wait_for_timeout(1000)
    until(page, f"document.querySelectorAll('[data-sheet] .stamp').length >= {ENTRIES}", 60)
    pictures_there(page)
    picture(page, "bang-anh")
    for number in range(1, ENTRIES + 1):
        page.click(f"[data-sheet] .sheet-page:nth-child({number})")
        page.keyboard.press("Enter")
        until(page, f"document.querySelectorAll('.sheet-page.accepted').length >= {number}", 30)
    calm(page)


def key_the_book(page: Page, records: list[dict[str, str]], picture=None) -> None:
    until_there(page, "text=Nhập tiếp", 90)
    for number, record in enumerate(records, start=1):
        page.goto("/nhap-lieu/")
        until_there(page, "text=Nhập tiếp", 90)
        page.keyboard.press("Enter")
        page.wait_for_selector(".keyed-field.active")
        key_one(page, record, number, picture if number == 2 else None)


def key_one(page: Page, record: dict[str, str], number: int, picture) -> None:
    """Type what the page shows; F2 what it leaves blank; until the next registration is there."""
    assert page.inner_text("[data-record-number]") == f"Số {number}"
    until(page, "document.querySelector('.viewer-sheet img').naturalWidth > 0")
    if page.locator("[data-unfold]").count():
        page.keyboard.press("Control+.")
        page.locator(".keyed-field input:visible").first.focus()
    for _ in range(120):
        until(page, AT_WORK, 30)
        if gone_on(page, number):
            break
        try:
            key_field(page, record, picture)
        except Error:
            break  # the last registration is done, the page goes back to the queue
    sent(page)


def key_field(page: Page, record: dict[str, str], picture) -> None:
    key = page.evaluate("document.activeElement.id.replace('field-', '')")
    if picture and key == "meHoTen":
        page.keyboard.type(record[key][:8], delay=5)
        picture(page, "nhap-lieu")
        for _ in range(8):
            page.keyboard.press("Backspace")
    leave_field(page, key, typed(key, record))


def gone_on(page: Page, number: int) -> bool:
    """Whether another registration, or the end of the queue, is in view."""
    try:
        shown = page.evaluate("document.querySelector('[data-record-number]')?.innerText ?? ''")
    except Error:
        return True
    return bool(shown != f"Số {number}")


def sent(page: Page) -> None:
    """Everything keyed has arrived; after the last registration the page goes on meanwhile."""
    for _ in range(300):
        try:
            if page.evaluate(NOTHING_WAITS):
                return
        except Error:
            pass  # between two pages
        page.wait_for_timeout(100)
    raise AssertionError("letters are left")


def typed(key: str, record: dict[str, str]) -> str:
    """The keystrokes of a value: a date by its digits, a choice by its code."""
    if key == "nksLoaiKhaiSinh":
        return "1"
    value = record.get(key, "")
    known = KHAI_SINH.by_key.get(key)
    return value.replace(".", "") if known and known.kind is Kind.DATE else value


def leave_field(page: Page, key: str, keys: str) -> None:
    if not page.evaluate("document.activeElement.value ?? ''") and keys:
        page.keyboard.type(keys)
        if page.evaluate("document.activeElement.id") != f"field-{key}":
            return  # a choice goes on by itself
    if page.evaluate("document.activeElement.value ?? ''"):
        page.keyboard.press("Enter")
        return
    page.keyboard.press("F2")
    if page.evaluate("document.activeElement.id") == f"field-{key}":
        page.keyboard.press("Enter")


def settle_the_dispute(page: Page, right: str, picture) -> None:
    page.goto("/tranh-chap/")
    until_there(page, "text=KS.1998.02")
    page.keyboard.press("Enter")
    # The differing syllable is marked once the screen's script holds the keys.
    until(page, "document.querySelector('[data-side=a] mark')")
    pictures_there(page)
    picture(page, "tranh-chap")
    side = "a" if right in page.inner_text("[data-side=a]") else "b"
    page.keyboard.press(side)
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tranh-chap/")


def review_the_book(page: Page, numbers: tuple[int, ...], picture=None) -> None:
    page.goto("/soat-xet/so/")
    until_there(page, "text=Soát tiếp")
    calm(page)
    page.keyboard.press("Enter")
    for number in numbers:
        until(
            page, f"document.querySelector('[data-part=bar]')?.innerText.includes('Số {number}/')"
        )
        page.wait_for_timeout(500)  # nobody answers before having looked
        pictures_there(page)
        if picture:
            picture(page, "soat-xet")
        answer_doubts(page)
        page.keyboard.press("Enter")


def submit_the_book(page: Page) -> None:
    page.wait_for_url("**/trinh-ky/")
    calm(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.click("dialog [value=yes]")
    page.wait_for_selector("text=chờ Chủ tịch ký")


def answer_doubts(page: Page) -> None:
    """A doubtful picture has been looked at; a doubtful value really stands so in the book."""
    if page.locator("[data-does=A]").count():
        page.keyboard.press("a")
        until(page, "!document.querySelector('[data-does=A]')")
    while left := page.locator("[data-answer]").count():
        page.evaluate("document.querySelector('[data-answer]').closest('[data-field]').focus()")
        page.keyboard.press(str(page.locator("[data-answer]").first.get_attribute("data-answer")))
        until(page, f"document.querySelectorAll('[data-answer]').length < {left}")
    page.wait_for_timeout(500)


def sign_the_book(page: Page, password: str, picture) -> None:
    page.goto("/ky-duyet/")
    until_there(page, "text=KS.1998.02")
    page.keyboard.press("Enter")
    page.wait_for_selector("#password")
    until(page, "document.querySelector('details[open] img')?.naturalWidth > 0")
    picture(page, "ky-duyet")
    page.fill("#password", "sai mat khau")
    page.keyboard.press("Enter")
    page.wait_for_selector("#password-error")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Mở lại sổ đã ký")


def fetch_the_package(page: Page, folder: Path, picture) -> list[dict[str, str]]:
    page.goto("/chuyen/")
    until_there(page, "text=KS.1998.02")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chuyen/*-*/")
    calm(page)
    page.keyboard.press("Enter")
    until_there(page, "text=Tải về")
    picture(page, "chuyen")
    folder.mkdir()
    for link in page.locator(".package-files a[download]").all():
        with page.expect_download() as waiting:
            link.click()
        waiting.value.save_as(folder / waiting.value.suggested_filename)
    page.goto("/so/")
    page.click("text=09508/KS.1998.02")
    calm(page)
    picture(page, "so")
    return verify(folder, [column.header for column in KHAI_SINH.columns()], MOST)
