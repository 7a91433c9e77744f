"""An office laptop of 1366×768 at 125 %: nothing is cut, nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.test_review_screens import drawn, keyed, people  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ZOOM = 1.25
SCREEN = {"width": round(1366 / ZOOM), "height": round(768 / ZOOM)}
# Buttons whose words do not fit, that leave the window, or that lie over each other.
CUT = """() => {
  const seen = [...document.querySelectorAll("button, a.btn, summary, .chip, .key-bar span")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length);
  const told = [];
  for (const e of seen) {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest(".visually-hidden, .skip-link, .sheet-grid")) continue;
    const name = (e.innerText || e.ariaLabel || "").trim().slice(0, 40);
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline")
      told.push("words: " + name);
    if (box.right > innerWidth + 1 || box.left < -1) told.push("outside: " + name);
  }
  return told;
}"""


@pytest.fixture
def zoomed(new_context, watched, sign_in):
    """`zoomed(actor)` is a page of a laptop at 125 %, signed in."""

    def open_for(actor):
        context = new_context(**SCREEN, device_scale_factor=ZOOM)
        sign_in(context, actor)
        return watched(context.new_page())

    return open_for


def fits(page, picture, name: str) -> None:
    page.wait_for_load_state("networkidle")
    picture(page, f"zoomed-{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"], name
    assert page.evaluate(CUT) == [], name


def test_book_sheet_and_review(zoomed, keyed, people, picture):  # noqa: F811
    page = zoomed(people["officer"])
    for name, address in (
        ("book", f"/so/{keyed.key}/"),
        ("scans", f"/quet/{keyed.key}/"),
        ("sheet", f"/quet/{keyed.key}/bang-anh/"),
    ):
        page.goto(address)
        fits(page, picture, name)
    page.goto("/soat-xet/")
    page.click("text=Soát tiếp")
    page.wait_for_url(lambda url: not url.endswith("/soat-xet/"))
    fits(page, picture, "review")


def test_keying(zoomed, keyed, people, picture):  # noqa: F811
    from sohotich.pipeline.review.services import entry_return_to_keying
    from sohotich.register.ledger.models import Entry

    entry = Entry.objects.select_related("book").get(book=keyed, number=2)
    entry_return_to_keying(actor=people["officer"], entry=entry, reason="đọc lại họ tên")
    page = zoomed(people["first"])
    page.goto("/nhap-lieu/")
    page.click("text=Nhập sổ này")
    page.wait_for_selector(".keyed-field.active")
    fits(page, picture, "keying")


def test_a_refused_book_form_stands_at_its_first_wrong_field(zoomed, people, picture):  # noqa: F811
    page = zoomed(people["officer"])
    page.goto("/so/moi/")
    page.fill("[name=years]", "98")
    page.fill("[name=volume]", "0")
    page.fill("[name=opened_on]", "35/13/1998")
    page.click("main button[type=submit]")
    page.wait_for_selector(".field.invalid")
    assert page.evaluate("document.activeElement.name") == "years"
    assert page.locator(".field.invalid").count() == 3
    assert "Ghi 1998" in page.inner_text(".field:has([name=years])")
    fits(page, picture, "book-form")
