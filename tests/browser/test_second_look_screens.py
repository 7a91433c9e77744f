"""Values looked at by keyboard alone, and a sampled record beside its image, in the browser."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tests.browser.conftest import until
from tests.pipeline.conftest import key_entry, make_book, team, with_images  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "390": (390, 844)}
TABLE = (
    "loại trường | lỗi của người nhập từ | ảnh từ | cảnh báo | cách nhập | thì\n"
    "họ tên | – | – | – | – | người khác xem"
)
ASKED = "document.querySelector('[data-question]')?.innerText"


@pytest.fixture
def waiting(make_book, with_images, team, key_entry, tmp_path):  # noqa: F811
    """A book of three: two with names to look at, by the table in force."""
    from sohotich.domain.policies import validate
    from sohotich.foundation.database.clock import campaign_today
    from sohotich.foundation.policies.models import PolicyOverride

    for name, value in (("second_key", "risk"), ("second_key_table", TABLE)):
        PolicyOverride.objects.create(
            name=f"keying.{name}",
            value=validate(f"keying.{name}", value),
            from_date=campaign_today(),
            reason="thử",
            decided_by=uuid4(),
            decided_by_name="",
        )
    book = make_book(last=3)
    with_images(book, tmp_path)
    for _ in range(2):
        key_entry(team.first, "keying.first")
    return book


def test_values_are_looked_at_by_keyboard_and_records_sampled(
    waiting,
    team,  # noqa: F811
    new_context,
    sign_in,
    watched,
    picture,
) -> None:
    from sohotich.register.ledger.models import Entry
    from sohotich.register.records.models import Record

    context = new_context()
    sign_in(context, team.second)
    page = watched(context.new_page())
    page.goto("/soat-gia-tri/")
    looked_over(page, picture, "soat-gia-tri-danh-sach")
    page.keyboard.press("Enter")
    until(page, f"{ASKED} !== undefined && {ASKED} !== ''")
    looked_over(page, picture, "soat-gia-tri")
    shown = page.content()
    assert "1970" not in shown, "a value that nobody asked about"
    until(page, f"{ASKED} === 'Người ký'")
    page.keyboard.press("Enter")
    until(page, f"{ASKED} !== 'Người ký'")
    page.keyboard.press("s")
    page.locator("#typed-value").fill("NGUYỄN VĂN ÂN")
    asked = page.evaluate(ASKED)
    # A quick Enter while the dialog is closing answers nothing: what was typed is of this value.
    page.evaluate(
        "document.querySelector('dialog [value=yes]').click();"
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))"
    )
    until(page, f"{ASKED} !== '{asked}'")
    until(page, "!document.querySelector('dialog[open]')")
    for _ in range(30):
        if page.locator("dialog[open]").count():
            break
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
    page.click("dialog [value=yes]")
    page.wait_for_url("**/soat-gia-tri/")
    assert set(Entry.objects.filter(book=waiting).values_list("state", flat=True)) == {
        "agreed",
        "scanned",
    }
    assert "NGUYỄN VĂN ÂN" in [record.values["nksHoTen"] for record in Record.objects.all()]
    the_officer_samples(team.officer, new_context, sign_in, watched, picture)


def the_officer_samples(officer, new_context, sign_in, watched, picture) -> None:
    context = new_context()
    sign_in(context, officer)
    page = watched(context.new_page())
    page.goto("/kiem-mau/")
    looked_over(page, picture, "kiem-mau")
    page.get_by_role("button", name="Kiểm", exact=True).first.click()
    page.wait_for_url("**/kiem-mau/truong-hop/**")
    until(page, "document.querySelector('.viewer-sheet img')?.naturalWidth > 0")
    page.keyboard.press("F9")
    assert page.locator(".viewer-loupe").is_visible()
    page.keyboard.press("F9")
    looked_over(page, picture, "kiem-mau-so")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/kiem-mau/**")
    page.goto("/kiem-mau/chat-luong/")
    looked_over(page, picture, "kiem-mau-chat-luong")


def looked_over(page, picture, name) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"{name}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    assert [(r["id"], [n["target"] for n in r["nodes"][:3]]) for r in found] == []
