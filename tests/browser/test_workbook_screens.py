"""Excel in a browser: files dropped, taken in, the results shown; every width, nobody shut out."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import write_records
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.acting import acting
from sohotich.pipeline.workbooks.models import Sending
from sohotich.pipeline.workbooks.services import sending_take_in
from sohotich.register.ledger.models import Entry
from tests.browser.test_look import SIZES, violations
from tests.pipeline.conftest import VALUES, make_book, team  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(numbers, **changes: str) -> bytes:
    rows = [{**VALUES, "so": f"{n:02d}/1998", "quyenSo": "02/1998", **changes} for n in numbers]
    out = io.BytesIO()
    write_records(KHAI_SINH, "60", rows, out)
    return out.getvalue()


def test_files_are_dropped_taken_in_and_their_results_shown(
    make_book,  # noqa: F811
    team,  # noqa: F811
    new_context,
    sign_in,
    watched,
    picture,
) -> None:
    book = make_book(4)
    Entry.objects.filter(book=book).update(state="scanned")
    context = new_context(1366, 768)
    sign_in(context, team.first)
    page = watched(context.new_page())
    page.goto(reverse("workbooks:list"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.set_input_files(
        "input[type=file]",
        [
            {"name": "sổ 02-1998.xlsx", "mimeType": XLSX, "buffer": filled((1, 2))},
            {"name": "viết thêm.xlsx", "mimeType": XLSX, "buffer": filled((3, 9), trangSo="2")},
        ],
    )
    page.wait_for_selector("text=Nhận vào 2 bảng tính")
    assert not violations(page)
    picture(page, "gui", full=True)
    with page.expect_navigation():
        page.click("text=Nhận vào 2 bảng tính")
    page.wait_for_selector("[data-job]")
    sending = Sending.objects.get()
    with acting(team.first):
        sending_take_in(actor=team.first, sending=sending, progress=lambda *_: None)
    Job.objects.update(state="done")
    # The page hears that the job is done and shows what came of it.
    page.wait_for_selector("text=Dòng trả lại >> visible=true")
    page.wait_for_load_state("networkidle")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for address in (
            reverse("workbooks:sending", args=[sending.key]),
            reverse("workbooks:list"),
            reverse("workbooks:templates"),
        ):
            page.goto(address)
            picture(page, f"{address.strip('/').split('/')[-1][:8]}-{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            if name == "1366":
                assert not violations(page), address
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(reverse("workbooks:sending", args=[sending.key]))
    assert page.inner_text(".figures").split()[:2] == ["Bảng", "tính"]
    with page.expect_download() as given:
        page.click('a:has-text("Tệp đánh dấu")')
    assert given.value.suggested_filename == "danh-dau.xlsx"
