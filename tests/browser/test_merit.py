"""The pages of merit as pictures: the department's, a commune's, a keyer's own line."""

from __future__ import annotations

import pytest

from sohotich.foundation.people.acting import acting
from sohotich.oversight.merit.models import MeritList
from sohotich.oversight.merit.rules import Subject
from sohotich.oversight.merit.services import list_announce
from tests.browser.test_look import SIZES, violations
from tests.oversight.conftest import clock, people  # noqa: F401 (fixtures of another room)
from tests.oversight.test_merit import SLOW, draw, line_of, office, work  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def announced(work) -> tuple[MeritList, MeritList]:  # noqa: F811
    """A list of communes and one of people, both open to the word of those named."""
    lists = (draw(work.province), draw(work.province, subject=Subject.PERSON))
    with acting(work.province):
        return tuple(list_announce(actor=work.province, key=one.key) for one in lists)


def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    work,  # noqa: F811
    announced,
    new_context,
    sign_in,
    picture,
    watched,
) -> None:
    units, persons = announced
    line, own = line_of(units, SLOW), persons.lines.get(person_key=work.keyers[0].key)
    walks = {
        "so": (
            work.province,
            ["", "tieu-chi/", f"{units.key}/", f"{persons.key}/", f"dong/{line.key}/"],
        ),
        "xa": (work.other, ["", f"{units.key}/", f"dong/{line.key}/"]),
        "nhap": (work.keyers[0], [f"dong/{own.key}/"]),
    }
    for size in ("1366", "390"):
        for who, (actor, addresses) in walks.items():
            context = new_context(*SIZES[size])
            sign_in(context, actor)
            page = watched(context.new_page())
            for number, address in enumerate(addresses):
                page.goto(f"/thi-dua/{address}")
                picture(page, f"merit-{who}-{number}-{size}", full=True)
                assert page.evaluate(FITS), address
                if size == "1366":
                    assert not violations(page), address
    page.get_by_label("Ý kiến", exact=True).fill("Tôi còn nhập ở xã khác.")
    page.click("text=Gửi ý kiến")
    assert "Tôi còn nhập ở xã khác." in page.inner_text("main")
