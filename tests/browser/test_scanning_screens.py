"""From files to accepted registrations in the browser, on drawn pages, jobs run beside it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NOTHING_WAITS, until
from tests.browser.test_look import AXE

pytestmark = pytest.mark.django_db(transaction=True)
PAGES, ENTRIES = 4, 8


@pytest.fixture(scope="session")
def scans(tmp_path_factory):
    """Four scanned pages of two registrations each, named as a scanner names them."""
    from sohotich.sample.world import BookOptions, draw_page, make_book

    folder = tmp_path_factory.mktemp("scans")
    options = BookOptions(seed=7, entries=ENTRIES, layout="two", year=1998, volume=2, dpi=150)
    book = make_book(options)
    for index in range(PAGES):
        image = draw_page(book, index).convert("RGB")
        image.save(folder / f"scan_{index + 1}.jpg", "JPEG", quality=85, dpi=(150, 150))
    return folder


@pytest.fixture
def run_jobs(monkeypatch):
    """`run_jobs()` does what the worker would, in this process."""
    from sohotich.foundation.jobs import running
    from sohotich.foundation.jobs.models import Job
    from sohotich.pipeline.scanning import processing

    monkeypatch.setattr(
        processing, "map_in_processes", lambda fn, items, workers=None: map(fn, items)
    )

    def run() -> None:
        for job in Job.objects.filter(state="waiting").order_by("key"):
            running.run(job.key)
            job.refresh_from_db()
            assert job.state == "done", job.message

    return run


@pytest.fixture
def book(person):
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register

    draft = BookDraft(
        unit_code="09508",
        type_code="KS",
        year_from=1998,
        volume=2,
        layout="two",
        runs=(Run(1998, 1, ENTRIES + 2),),
    )
    return book_register(actor=person("clerk", "cong_chuc_ho_tich"), draft=draft)


@pytest.fixture
def at(page, person, sign_in):
    sign_in(page.context, person("nguyen.thi.quynh.huong", "nguoi_quet"))

    def go(address: str):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    return go


def calm(page) -> None:
    """Everything is sent and answered."""
    until(page, NOTHING_WAITS)
    page.wait_for_load_state("networkidle")


def look(page, picture, name: str) -> None:
    """A picture at the desk and on the phone; neither scrolls sideways, axe finds nothing."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    told = [(rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in found]
    assert not told, f"{name}: {told}"
    for size, (width, height) in {"1366": (1366, 768), "390": (390, 844)}.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        picture(page, f"scan-{name}-{size}", full=size == "390")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.set_viewport_size({"width": 1366, "height": 768})


def until_numbered(page, number: int, wanted: str) -> None:
    """The cuts of a page bear these numbers, once the server's answer is drawn."""
    cuts = f"document.querySelectorAll('.sheet-page:nth-child({number}) .cut-number')"
    until(page, f"[...{cuts}].map(cut => cut.innerText.trim()).join() === '{wanted}'")


def card(page, number: int) -> str:
    return page.inner_text(f"[data-sheet] .sheet-page:nth-child({number})")


def test_from_files_to_accepted(at, book, scans, run_jobs, picture):
    page = at("/quet/")
    look(page, picture, "list")
    page.click("text=09508/KS.1998.02")
    page.wait_for_load_state("networkidle")
    look(page, picture, "book-empty")

    # A file of another kind among them: its line says so and can be put away, never sent again;
    # what came meanwhile stands in the page at once.
    wrong = {"name": "danh-sach.txt", "mimeType": "text/plain", "buffer": b"khong phai anh"}
    page.set_input_files("[data-upload] input", [wrong])
    until(page, "!!document.querySelector('[data-upload-files] .refused')")
    page.set_input_files("[data-upload] input", sorted(scans.iterdir()))
    until(page, f"document.querySelectorAll('[data-upload-files] .sent').length == {PAGES}")
    look(page, picture, "uploaded")
    page.wait_for_selector("[data-job]")
    page.wait_for_selector(f"table.list tbody tr:nth-child({PAGES})")
    assert page.locator("text=Gửi lại").count() == 0
    page.click("text=Bỏ khỏi danh sách")
    assert page.locator("[data-upload-files] .refused").count() == 0
    look(page, picture, "book-waiting")

    run_jobs()
    at(f"/quet/{book.key}/")
    look(page, picture, "book")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bang-anh/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-sheet] .sheet-page").count() == PAGES
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
    look(page, picture, "sheet")

    # The second page begins at 4: a number is missing in the book; later pages count on.
    page.click("[data-sheet] .sheet-page:nth-child(2)")
    page.keyboard.press("s")
    page.fill("#first-number", "4")
    picture(page, "scan-numbers-1366")
    page.keyboard.press("Enter")
    calm(page)
    until_numbered(page, 2, "4,5")
    until_numbered(page, 4, "8,9")
    page.keyboard.press("z")
    calm(page)
    until_numbered(page, 4, "7,8")

    # Two accepted one by one, one to scan again, one left blank and taken back.
    page.click("[data-sheet] .sheet-page:nth-child(1)")
    page.keyboard.press("Enter")
    calm(page)
    assert "đã nhận" in card(page, 1)
    page.click("[data-sheet] .sheet-page:nth-child(4)")
    page.keyboard.press("x")
    calm(page)
    assert "chờ quét lại" in card(page, 4)
    look(page, picture, "sheet-rescan")
    page.keyboard.press("z")
    page.keyboard.press("b")
    calm(page)
    assert "trang trắng" in card(page, 4)
    page.keyboard.press("z")
    calm(page)
    for number in (2, 3, 4):
        page.click(f"[data-sheet] .sheet-page:nth-child({number})")
        page.keyboard.press("Enter")
    calm(page)
    assert page.locator("[data-sheet] .sheet-page.accepted").count() == PAGES
    look(page, picture, "sheet-done")
    # Who scans does not key: the way on is the book.
    assert page.locator("[data-finished] a").all_inner_texts() == ["Về sổ"]
    page.keyboard.press("m")
    until(page, "document.querySelector('[data-finished]').hidden")
    page.keyboard.press("Enter")
    page.click("[data-finished] >> text=Về sổ")
    page.wait_for_url(f"**/so/{book.key}/")
    run_jobs()
    at(f"/quet/{book.key}/")
    look(page, picture, "book-done")


def test_only_what_the_line_lost_is_sent_again(at, book, scans):
    page = at(f"/quet/{book.key}/")
    page.context.set_offline(True)
    page.set_input_files("[data-upload] input", sorted(scans.iterdir())[:1])
    page.wait_for_selector("[data-upload-files] .failed")
    assert "chưa gửi được" in page.inner_text("[data-upload-count]")
    assert page.locator("text=Gửi tiếp tất cả").count() == 1
    # Back on line it goes on by itself.
    page.context.set_offline(False)
    page.wait_for_selector("[data-upload-files] .sent")
    page.wait_for_selector("table.list tbody tr")


PART = 2 * 1024 * 1024


def test_a_cut_upload_goes_on_where_it_stood(at, book, tmp_path):
    """Cut midway, paused, the page reloaded: what came before is never sent again."""
    file = noise(tmp_path / "trang lớn.png")
    size = file.stat().st_size
    assert size > 3 * PART
    page = at(f"/quet/{book.key}/")
    sent: list[tuple[int, int]] = []

    def patched(route, request) -> None:
        start = int(request.headers["upload-offset"])
        if len(sent) == 1:
            # The second part is lost on the way.
            sent.append((start, 0))
            return route.abort()
        if len(sent) == 3:
            # The person pauses while the third is under way; the page is reloaded then.
            sent.append((start, 0))
            page.click("text=Tạm dừng tất cả")
            return route.abort()
        sent.append((start, min(PART, size - start)))
        return route.continue_()

    page.route(
        "**/uploads/*/*", lambda r, q: patched(r, q) if q.method == "PATCH" else r.fallback()
    )
    page.set_input_files("[data-upload] input", [file])
    page.wait_for_selector("[data-upload-files] .stopped")
    assert "4,2 MB đã ở máy chủ" in page.inner_text("[data-upload-files] .stopped")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.set_input_files("[data-upload] input", [file])
    page.wait_for_selector("[data-upload-files] .sent")
    starts = [start for start, _ in sent]
    assert starts == [0, PART, PART, 2 * PART, *range(2 * PART, size, PART)]
    assert sum(length for _, length in sent) == size, "each byte once"
    assert [key for key in page.evaluate("Object.keys(localStorage)") if "upload" in key] == []


def test_a_pile_finds_its_books(at, book, scans, run_jobs, picture):
    import segno

    from sohotich.engines.recognition import SheetCode, build

    folder = scans.parent
    cover = folder / "scan_2a.png"
    segno.make(build(SheetCode("book", book.key))).save(str(cover), scale=14, border=10)
    page = at("/quet/")
    page.click("text=Nhận chồng ảnh nhiều sổ")
    page.wait_for_url("**/quet/chong/*/")
    look(page, picture, "pile-empty")
    page.set_input_files("[data-upload] input", [cover, *sorted(scans.iterdir())])
    until(page, f"document.querySelectorAll('[data-upload-files] .sent').length == {PAGES + 1}")
    run_jobs()
    page.reload()
    page.wait_for_selector("text=2 ảnh cần chọn sổ")
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
    look(page, picture, "pile-read")
    page.click("text=Đưa 2 trang vào 1 sổ")
    page.wait_for_selector("text=Đã vào sổ")
    page.select_option("select[name=book]", label=book.label)
    page.click("text=Đưa vào sổ này")
    until(page, "!document.querySelector('select[name=book]')")
    look(page, picture, "pile-done")
    at(f"/quet/{book.key}/")
    page.wait_for_selector(f"table.list tbody tr:nth-child({PAGES})")


def noise(path):
    """A picture that no compression makes small."""
    import numpy as np
    from PIL import Image

    pixels = np.random.default_rng(5).integers(0, 256, (1500, 1700, 3), np.uint8)
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


def test_a_refused_step_shows_what_the_server_holds(at, book, scans, run_jobs):
    page = at(f"/quet/{book.key}/")
    page.set_input_files("[data-upload] input", sorted(scans.iterdir()))
    page.wait_for_selector(f"table.list tbody tr:nth-child({PAGES})")
    run_jobs()
    at(f"/quet/{book.key}/bang-anh/")
    page.keyboard.press("s")
    page.fill("#first-number", "99")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('[data-notice]').hidden")
    assert "Sổ này không có số 99" in page.inner_text("[data-notice]")
    page.wait_for_load_state("networkidle")
    until(page, "document.querySelector('.cut-number').textContent == '1'")


def test_a_doubtful_pdf_is_compared_by_key(at, book, scans, run_jobs, picture):
    from sohotich.foundation.people.actors import actor_for
    from sohotich.foundation.people.models import User
    from sohotich.pipeline.scanning.services import folder_receive, process_start, sheet_accept
    from sohotich.register.images.models import EntryImage, Page

    page = at("/quet/")
    actor = actor_for(User.objects.get(username="nguyen.thi.quynh.huong"))
    folder_receive(actor=actor, book=book, folder=scans)
    process_start(actor=actor, book=book)
    run_jobs()
    for row in Page.objects.filter(book=book).order_by("order")[:2]:
        sheet_accept(actor=actor, page=row.key)
    run_jobs()
    EntryImage.objects.filter(book=book).update(verdict="look", reason="Chữ mảnh mất 0,4 % nét")
    at(f"/quet/{book.key}/")
    look(page, picture, "book-doubts")
    at(f"/quet/{book.key}/can-xem/")
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
    assert page.inner_text("[data-flicker-words]") == "Bản gốc"
    look(page, picture, "doubt")
    page.keyboard.press(" ")
    assert page.inner_text("[data-flicker-words]") == "PDF sẽ chuyển đi"
    page.keyboard.press("s")
    look(page, picture, "doubt-beside")
    page.keyboard.press("d")
    until(page, "document.querySelector('main')?.innerText.includes('Còn 3 PDF')")
    found = Page.objects.filter(book=book, accepted_at=None).first()
    at(f"/quet/trang/{found.key}/")
    look(page, picture, "page")
