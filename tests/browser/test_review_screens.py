"""Review, submission, signature and package in the browser, on a drawn book keyed by services."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
ENTRIES = 4
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "390": (390, 844)}
# Pictures of every screen, wanted by whoever looks at them.
PICTURES = "SCREENS" in os.environ
PLACE = "Ủy ban nhân dân xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thị Phương Quỳnh Như Ngọc Bích"


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """A drawn book: its folder of pages, and what stands on them by number."""
    from sohotich.sample.world import BookOptions, make_book, write_book

    folder = tmp_path_factory.mktemp("review")
    options = BookOptions(seed=11, entries=ENTRIES, year=1998, volume=2, dpi=150)
    write_book(options, folder)
    (folder / "truth.json").unlink()
    return folder, {entry.number: dict(entry.record) for entry in make_book(options).entries}


@pytest.fixture
def people(person):
    chair = person("tran.van.chu", "chu_tich")
    return {
        "first": person("vu.minh.anh", "nguoi_nhap_lieu"),
        "second": person("le.thi.hong.nhung", "nguoi_nhap_lieu"),
        "officer": person("tran.thi.mai.huong", "cong_chuc_ho_tich"),
        "chair": chair,
    }


@pytest.fixture
def keyed(people, drawn, monkeypatch):
    """The book, scanned and keyed twice: one dispute settled, doubts at another, one missing."""
    from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
    from sohotich.pipeline.scanning import processing
    from sohotich.pipeline.scanning.services import folder_receive, sheet_accept
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.images.models import Page
    from sohotich.register.ledger.inventory import book_register
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.services import move

    monkeypatch.setattr(
        processing, "map_in_processes", lambda fn, items, workers=None: map(fn, items)
    )
    folder, records = drawn
    officer = people["officer"]
    book = book_register(
        actor=officer,
        draft=BookDraft(
            unit_code="09508",
            type_code="KS",
            year_from=1998,
            volume=2,
            runs=(Run(1998, 1, ENTRIES + 1),),
            declared_count=ENTRIES + 1,
        ),
    )
    lost = Entry.objects.get(book=book, number=ENTRIES + 1)
    move(actor=officer, entry=lost, action="declare_missing", reason="sổ giấy mất tờ cuối")
    folder_receive(actor=officer, book=book, folder=folder)
    processing.pages_process(actor=officer, book=book, workers=1)
    for page in Page.objects.filter(book=book).order_by("order"):
        sheet_accept(actor=officer, page=page.key)
    processing.pdfs_make(actor=officer, book=book, workers=1)
    doubtful = {"meNgaySinh": "01.01.1995", "noiDangKy": ""}
    changes = {1: {}, 2: {"nksHoTen": LONG_NAME}, 3: doubtful, 4: {}}
    key_all(people["first"], records, changes)
    key_all(people["second"], records, {**changes, 4: {"nksHoTen": "Nguyễn Thị Huế"}})
    entry = next_dispute(actor=officer)
    dispute_choose(actor=officer, entry=entry, field="nksHoTen", choice="a")
    dispute_settle(actor=officer, entry=entry)
    return book


def key_all(actor, records, changes) -> None:
    from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish

    while (assignment := next_entry(actor=actor)) is not None:
        number = assignment.entry.number
        values = {"noiDangKy": PLACE, "nksLoaiKhaiSinh": "1", **records[number], **changes[number]}
        for seq, (field, value) in enumerate(values.items()):
            aid = "carried" if field == "noiDangKy" else "typed"
            field_save(
                actor=actor,
                reading=assignment.reading.key,
                field=field,
                value=value,
                seq=seq,
                aid=aid,
            )
        reading_finish(actor=actor, reading=assignment.reading.key)


@pytest.fixture
def enter(new_context, watched, sign_in):
    """`enter(actor, dark=True)`: a page signed in as that person."""

    def open_page(actor, **screen):
        context = new_context(**screen)
        sign_in(context, actor)
        return watched(context.new_page())

    return open_page


def look(page, picture, name: str, full: bool = False) -> None:
    """Nothing scrolls sideways at the desk, on a wide screen, on the phone; pictures if asked."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} {size}"
        if PICTURES:
            page.wait_for_timeout(80)
            picture(page, f"{name}-{size}", full=full or size == "390")
    page.set_viewport_size({"width": 1366, "height": 768})
    no_barrier(page, name)
    if PICTURES:
        by_night(page, picture, name, full)


def by_night(page, picture, name: str, full: bool) -> None:
    page.emulate_media(color_scheme="dark")
    # Buttons change their colour by degrees.
    page.wait_for_timeout(250)
    picture(page, f"{name}-dark", full=full)
    no_barrier(page, name)
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(250)


def no_barrier(page, name: str) -> None:
    """Axe finds nothing that keeps anybody out."""
    # Axe comes in by the debugger: the page's own policy allows no inline script.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    told = [(rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in found]
    assert not told, f"{name}: {told}"


def calm(page) -> None:
    page.wait_for_load_state("networkidle")


def on_record(page, number: int) -> None:
    until(page, f"document.querySelector('[data-part=bar]')?.innerText.includes('Số {number}/')")
    # Nobody answers before having looked.
    page.wait_for_timeout(450)


def test_from_review_to_package(enter, keyed, people, person, picture):
    book = keyed
    from sohotich.foundation.database.clock import campaign_today
    from sohotich.foundation.policies.services import set_value

    # One officer does everything here, as the province allowed.
    set_value(
        actor=person("so", "so_tu_phap", unit="27"),
        name="review.own_keying",
        value="allow",
        from_date=campaign_today(),
        reason="Xã chỉ có một công chức",
    )
    book = keyed
    page = enter(people["officer"])
    page.goto("/soat-xet/so/")
    calm(page)
    look(page, picture, "review-list")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-part=bar]")
    calm(page)
    on_record(page, 1)
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
    look(page, picture, "review-record")
    page.keyboard.press("?")
    picture(page, "review-keys-1366")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")

    # Pictures at 150 dpi are doubtful: somebody has to say that they can be read.
    clear(page)
    page.keyboard.press("Enter")
    on_record(page, 2)
    look(page, picture, "review-long")
    page.keyboard.press("u")
    on_record(page, 1)
    page.keyboard.press("Enter")
    on_record(page, 2)

    # A field corrected in its place, with its reason.
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.dataset.field") == "nksHoTen":
            break
    page.keyboard.press("s")
    page.wait_for_selector("[data-edit-form]")
    page.fill("#edit-value", "Công Tằng Tôn Nữ Quỳnh Như")
    picture(page, "review-edit-1366")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.id") == "edit-reason", "a reason is asked for"
    page.keyboard.type("Nhập sai so với sổ")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Lý do: Nhập sai so với sổ")
    look(page, picture, "review-corrected")
    assert page.evaluate("document.activeElement.dataset.field") == "nksHoTen"
    clear(page)
    page.keyboard.press("Enter")
    on_record(page, 3)
    look(page, picture, "review-doubt")
    clear(page)
    answer_doubts(page)
    page.keyboard.press("Enter")
    on_record(page, 4)
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    look(page, picture, "review-differed")
    page.keyboard.press("t")
    page.wait_for_timeout(50)
    picture(page, "review-return-1366")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog[open]')")
    clear(page)
    answer_doubts(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/trinh-ky/")
    calm(page)
    look(page, picture, "review-submit")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    picture(page, "review-submit-asks-1366")
    page.click("dialog [value=yes]")
    page.wait_for_selector("text=chờ Chủ tịch ký")
    look(page, picture, "review-submitted")
    sign_and_pack(enter, book, people, picture)


def clear(page) -> None:
    if page.locator("[data-does=A]").count():
        page.keyboard.press("a")
        until(page, "!document.querySelector('[data-does=A]')")
        page.wait_for_timeout(450)


def answer_doubts(page) -> None:
    while page.locator("[data-answer]").count():
        left = page.locator("[data-answer]").count()
        page.evaluate("document.querySelector('[data-answer]').closest('[data-field]').focus()")
        key = page.locator("[data-answer]").first.get_attribute("data-answer")
        page.keyboard.press(key)
        until(page, f"document.querySelectorAll('[data-answer]').length < {left}")
    page.wait_for_timeout(450)


def sign_and_pack(enter, book, people, picture) -> None:
    from sohotich.foundation.people.models import User
    from sohotich.register.ledger.selectors import counts

    user = User.objects.get(key=people["chair"].key)
    user.title = "Chủ tịch UBND xã"
    user.set_password("mat-khau-cua-chu-tich")
    user.save()
    page = enter(people["chair"])
    page.goto("/ky-duyet/")
    calm(page)
    look(page, picture, "sign-list")
    page.keyboard.press("Enter")
    page.wait_for_selector("#password")
    calm(page)
    until(page, "document.querySelector('details[open] img')?.naturalWidth > 0")
    look(page, picture, "sign", full=True)
    picture(page, "sign-top-1366")
    page.fill("#password", "sai mat khau")
    page.keyboard.press("Enter")
    page.wait_for_selector("#password-error")
    picture(page, "sign-wrong-1366", full=True)
    page.fill("#password", "mat-khau-cua-chu-tich")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Mở lại sổ đã ký")
    assert counts(book=book)["approved"] == ENTRIES
    look(page, picture, "signed", full=True)
    minutes = page.request.get(f"/ky-duyet/{book.key}/bien-ban.pdf")
    assert minutes.headers["content-type"] == "application/pdf"
    with PdfDocument(io.BytesIO(minutes.body())) as document:
        assert len(document) <= 2

    page.goto("/chuyen/")
    calm(page)
    look(page, picture, "transfer-list")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chuyen/{book.key}/")
    calm(page)
    look(page, picture, "transfer-dry")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-job]")
    look(page, picture, "transfer-running")
    run_jobs()
    page.wait_for_selector("text=Tải về")
    look(page, picture, "transfer-made")


def run_jobs() -> None:
    from sohotich.foundation.jobs import running
    from sohotich.foundation.jobs.models import Job

    for job in Job.objects.filter(state="waiting", kind="package.make"):
        running.run(job.key)
        job.refresh_from_db()
        assert job.state == "done", job.message
