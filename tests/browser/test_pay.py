"""Kinh phí in a browser: no page scrolls sideways, none shuts anybody out."""

from __future__ import annotations

import pytest

from tests.browser.test_look import SIZES, violations
from tests.oversight.test_pay import HERE, book, decide, prepare, team  # noqa: F401
from tests.pipeline.conftest import make_book  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_of_pay_scrolls_sideways(
    team, book, person, new_context, watched, sign_in, picture  # noqa: F811
) -> None:  # fmt: skip
    decide("pay.doubt_fields_per_hour", 60)
    sheet = prepare(team)
    doubt = sheet.doubts.get(kind="fast")
    pages = {
        "unit": (team.officer, f"/kinh-phi/{HERE}/"),
        "sheet": (team.officer, f"/kinh-phi/bang/{sheet.key}/"),
        "settle": (team.chair, f"/kinh-phi/bang/{sheet.key}/"),
        "doubt": (team.officer, f"/kinh-phi/nghi-van/{doubt.key}/"),
        "norms": (team.officer, "/kinh-phi/dinh-muc/"),
        "mine": (team.first, "/cong-cua-toi/"),
        "units": (person("so", "so_tu_phap", unit="27"), "/kinh-phi/27/"),
    }
    for size, (width, height) in SIZES.items():
        if size == "1920":
            continue
        for name, (actor, address) in pages.items():
            context = new_context(width, height)
            sign_in(context, actor)
            page = watched(context.new_page())
            page.goto(address)
            picture(page, f"pay-{name}-{size}", full=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            if size == "1366":
                assert not violations(page), address
            context.close()
