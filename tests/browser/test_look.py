"""The screens as pictures, and what pictures cannot show: overflow, violations of access."""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SCREENS = (
    "books/",
    "books/?khong",
    "books/?tim=khongco",
    "work/",
    "keying/",
    "sheet/",
    "comparison/",
)
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "390": (390, 844)}

pytestmark = [pytest.mark.urls("tests.browser.gallery"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(person, settings):
    """Somebody with the longest role name, and the gallery's templates."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    return person("tran.thi.mai.huong", "cong_chuc_ho_tich")


def ready(page, address: str) -> None:
    page.goto(f"/gallery/{address}")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("load")


@pytest.mark.parametrize("size", SIZES)
def test_no_screen_scrolls_sideways_or_shuts_anybody_out(
    size, officer, new_context, sign_in, picture, watched
):
    width, height = SIZES[size]
    for dark in (False, True) if size != "1920" else (False,):
        context = new_context(width, height, dark=dark)
        sign_in(context, officer)
        page = watched(context.new_page())
        for screen in SCREENS:
            ready(page, screen)
            name = screen.split("?")[0].strip("/") + (
                "-" + screen.split("?")[1] if "?" in screen else ""
            )
            picture(
                page,
                f"{name.split('=')[0]}-{size}{'-dark' if dark else ''}",
                full=size != "1920" and screen == "work/",
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, screen
            if size == "1366":
                assert not violations(page), screen


def violations(page) -> list[object]:
    # Axe comes in by the debugger: the page's own policy allows no inline script.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    return [
        (rule["id"], [node["target"] for node in rule["nodes"][:3]], rule["help"]) for rule in found
    ]
