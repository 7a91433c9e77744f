"""First use: from sign-in with the card of a temporary account to a first right record.

Nothing is done that the screen does not say (`newcomer.py`); `make screenshots` keeps the pictures
for the manual.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from sohotich.foundation.files.services import store
from sohotich.foundation.people.accounts import create_user, grant_role
from sohotich.foundation.people.actors import service_actor
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import form_of
from sohotich.register.images.field_regions import regions_teach
from sohotich.register.images.models import EntryImage
from sohotich.register.ledger.services import move
from sohotich.register.records.models import Reading
from sohotich.sample.world import BookOptions
from sohotich.sample.world.book import draw_page, page_truth
from sohotich.sample.world.book import make_book as sample_book
from tests.browser.conftest import AT_WORK, until
from tests.browser.newcomer import Newcomer
from tests.pipeline.conftest import make_book, team  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ALLOWED = 180
PASSWORD = "mua-xuan-25"
SAMPLE = BookOptions(seed=20, entries=2, layout="two", year=1998, volume=2)
# What the officer sets for a whole book, and what no line of the page says.
DEFAULTS = ("noiDangKy", "nksDanToc", "nksQuocTich", "meDanToc", "meQuocTich", "chaDanToc",
            "chaQuocTich", "nguoiKy")  # fmt: skip
CONCLUDED = {"loaiDangKy": "1", "nksLoaiKhaiSinh": "1", "meLoaiCuTru": "1", "chaLoaiCuTru": "1"}


@pytest.fixture
def truth():
    """The first registration of the sample book."""
    return page_truth(sample_book(SAMPLE), 0)["entries"][0]


@pytest.fixture
def book(make_book, team, truth):  # noqa: F811
    """Two numbers with their drawn pictures; defaults set and places of the fields shown."""
    made = make_book(2)
    office = "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"
    record = {**truth["record"], "noiDangKy": office}
    Book.objects.filter(pk=made.key).update(defaults={key: record[key] for key in DEFAULTS})
    page = draw_page(sample_book(SAMPLE), 0)
    for entry, drawn in zip(
        made.entries.select_related("book"), page_truth(sample_book(SAMPLE), 0)["entries"],
        strict=True,
    ):  # fmt: skip
        out = io.BytesIO()
        cut = page.crop(tuple(drawn["box"]))
        cut.resize((1100, round(cut.height * 1100 / cut.width))).save(out, "JPEG", quality=60)
        link = store(
            actor=team.scanner, source=out.getvalue(), unit=entry.unit_code, subject="entry",
            subject_key=entry.key, purpose="view", name="truong-hop.jpg", media_type="image/jpeg",
        )  # fmt: skip
        EntryImage.objects.create(
            entry=entry, book=made, unit_code=entry.unit_code, state="made", view=link,
            fingerprint=str(entry.number), created_at=timezone.now(), created_by=team.scanner.key,
        )  # fmt: skip
        move(actor=team.scanner, entry=entry, action="attach_image")
    left, top, right, bottom = truth["box"]
    shares = {
        key: [(x0 - left) / (right - left), (y0 - top) / (bottom - top),
              (x1 - x0) / (right - left), (y1 - y0) / (bottom - top)]
        for key, (x0, y0, x1, y1) in truth["fields"].items()
        if y1 <= bottom and x1 <= right
    }  # fmt: skip
    form = form_of(made, 1998).era or ""
    regions_teach(actor=team.officer, book=made, form=form, place="", regions=shares)
    return made


@pytest.fixture
def card(campaign):
    """A temporary account as its card shows it: name and password."""
    installer = service_actor("installer")
    made = create_user(
        actor=installer, username="nhap.moi", full_name="Trần Thị Mới", on_paper=True,
        valid_to=date(2025, 1, 15),
    )  # fmt: skip
    grant_role(actor=installer, user=made.user, role="nguoi_nhap_lieu", unit_code="09508")
    return made


def keep(page, picture, name: str) -> None:
    """A picture for the manual, small, where `make screenshots` asks for it."""
    path = Path(picture(page, name))
    if "SCREENS" in os.environ:
        with Image.open(path) as image:
            image.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(path, optimize=True)


def enter(reader: Newcomer, card) -> None:
    reader.part = "sign in"
    reader.read(until="Mật khẩu")
    reader.into("Tên đăng nhập", card.user.username)
    reader.into("Mật khẩu", card.password)
    reader.follow("Đăng nhập")
    reader.page.wait_for_selector("text=Đổi mật khẩu")
    reader.part = "new password"
    reader.read(until="Mật khẩu mới, gõ lại")
    for label in reader.page.locator("main label").all_inner_texts():
        reader.into(label, card.password if label == "Mật khẩu đang dùng" else PASSWORD)
    reader.follow("Đổi mật khẩu")


def key_field(reader: Newcomer, wanted: dict[str, str]) -> None:
    """One field as the guide under it says: what is filled in, a mark, a choice, or typing."""
    found = reader.field()
    value = wanted.get(found["key"], "")
    shown = value.replace(".", "/") if found["key"].lower().count("ngay") else value
    reader.part = "labels"
    reader.read(".keyed-field.active label")
    reader.part = "guide"
    reader.read(".keyed-field.active .guide")
    reader.part = "the record"
    if found["text"] or not value or found["key"] in CONCLUDED:
        reader.see(shown)
    if found["text"] and (found["text"].lower() == shown.lower() or len(value) == 1):
        return reader.press("Enter")
    if not value:
        return reader.press("F2")
    for word in spoken(found, value):
        offers = reader.field()["offers"]
        same = next((o for o in offers if o["words"].lower() == shown.lower() and o["key"]), None)
        if same is not None:
            reader.see(same["words"])
            return reader.press(same["key"])
        reader.type(word)
    return reader.press("Enter")


def spoken(found: dict[str, object], value: str) -> list[str]:
    """How somebody types it: digits of a date, the words of anything else one by one."""
    if value.replace(".", "").isdigit():
        return [value.replace(".", "")]
    words = value.lower().split()
    return [word + (" " if at < len(words) - 1 else "") for at, word in enumerate(words)]


def test_a_first_right_record_within_three_minutes(page, team, book, card, truth, picture):  # noqa: F811
    reader = Newcomer(page)
    wanted = {**CONCLUDED, **truth["record"], "quyenSo": "02/1998",
              "noiDangKy": Book.objects.get(pk=book.key).defaults["noiDangKy"]}  # fmt: skip
    # The number of the page stands below what was cut out for this registration.
    del wanted["trangSo"]
    page.goto("/")
    keep(page, picture, "buoc-1-dang-nhap")
    enter(reader, card)
    page.wait_for_selector("h1:has-text('Việc hôm nay')")
    reader.part = "to the work"
    keep(page, picture, "buoc-2-viec-hom-nay")
    reader.follow("Nhập tiếp")
    page.wait_for_selector(".keyed-field.active")
    until(page, "document.querySelector('.viewer-sheet img').naturalWidth > 0")
    reader.part = "the record"
    keep(page, picture, "buoc-4-o-dau-tien")
    for turn in range(60):
        if reader.field()["number"] != "Số 1":
            break
        key_field(reader, wanted)
        until(page, AT_WORK)
        if turn == 8:
            keep(page, picture, "buoc-5-dang-nhap")
        if page.locator("dialog[open]").count():
            raise AssertionError(page.inner_text("dialog"))
    until(page, "document.querySelector('[data-record-number]').innerText === 'Số 2'")
    keep(page, picture, "buoc-6-sang-so-sau")
    until(page, "!document.querySelector('[data-state=sending], [data-state=waiting]')")
    if "SCREENS" in os.environ:
        told = {part: round(seconds, 1) for part, seconds in reader.spent.items()}
        sys.stderr.write(f"\nfirst use: {reader.seconds} s {told}\n")
    reading = Reading.objects.get(entry__number=1)
    assert reading.completed_at is not None
    asked = {key: value for key, value in wanted.items() if key in reading.sequence}
    wrong = {
        key: (reading.values.get(key, ""), value)
        for key, value in asked.items()
        if reading.values.get(key, "").lower() != value.lower()
    }
    assert wrong == {}
    assert len(asked) > 20
    assert reader.seconds <= ALLOWED, reader.spent


@pytest.fixture
def sign_in_as(page, sign_in, person):
    sign_in(page.context, person("keyer", "nguoi_nhap_lieu"))


@pytest.mark.usefixtures("sign_in_as")
def test_training_says_at_once_what_the_book_has(page, picture):
    page.goto("/hoc-nhap-lieu/")
    page.keyboard.press("Enter")
    page.wait_for_selector(".keyed-field.active .guide")
    page.focus("#field-nksHoTen")
    page.keyboard.type("Nguyển Đức Đức")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict.wrong")
    assert "dấu ngã" in page.inner_text(".verdict.wrong")
    keep(page, picture, "tap-nhap-lieu")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Nguyễn Đức Đức")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict.right", state="attached")
    assert page.locator(".verdict.wrong").count() == 0
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]")
    page.click("dialog [value=yes]")
    until(page, "document.querySelector('.page-went')")
    assert "Đúng ngay lần đầu" in page.inner_text("dialog")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[data-record-number]').innerText === 'Số 2'")
    assert not Reading.objects.exists()
