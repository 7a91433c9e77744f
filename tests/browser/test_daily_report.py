"""A day's reports by a set clock: on time, late, one missing, the department at 18:30."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.foundation.people.accounts import create_user, grant_role
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import actor_for, service_actor
from sohotich.oversight.facts.services import facts_rebuild
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.services import Said, report_confirm
from tests.browser.conftest import until
from tests.browser.test_look import violations
from tests.oversight.conftest import clock, people  # noqa: F401 (fixtures of another room)
from tests.oversight.facts.histories import store
from tests.oversight.facts.test_figures import KEYED, walk
from tests.oversight.test_reports import HERE, THERE, close, fact

pytestmark = pytest.mark.django_db(transaction=True)
DAY, ISO = date(2025, 1, 7), "2025-01-07"
OWN = "Xã tập trung quét, mai nhập bù."
FITS = "document.documentElement.scrollWidth <= innerWidth"


def officer(unit: str) -> object:
    installer = service_actor("installer")
    user = create_user(actor=installer, username=f"xa.{unit}", full_name=f"Xã {unit}").user
    grant_role(actor=installer, user=user, role="cong_chuc_ho_tich", unit_code=unit)
    return actor_for(user)


def test_a_day_of_reports(clock, people, new_context, watched, sign_in, picture) -> None:  # noqa: F811
    fact(HERE, 40, today=12)
    fact(THERE, 10, today=3)
    _a_commune_reports_with_one_key(clock, people, new_context, watched, sign_in, picture)
    others = [one.code for one in offices_on(DAY).below("264") if one.code not in (HERE, THERE)]
    for unit in others[1:]:
        actor = officer(unit)
        with acting(actor):
            report_confirm(actor=actor, unit=unit, day=DAY, said=Said(people=3))
    clock("17:09")
    assert close() == ["07 commune"]
    _its_letter_is_issued(people, new_context, watched, sign_in, picture)
    page = _signed_in(people.other, new_context, watched, sign_in)
    page.goto("/")
    assert "Báo cáo ngày 07/01/2025 chưa xác nhận" in page.inner_text("main")
    picture(page, "report-home-late")
    page.click("text=Mở báo cáo")
    assert "chưa báo cáo" in page.inner_text("aside[aria-label='Tình trạng báo cáo']")
    page.keyboard.press("Control+Enter")
    until(page, "document.body.innerText.includes('Nộp muộn 9 phút.')")
    picture(page, "report-late", full=True)

    _the_district_closes_with_one_missing(clock, people, new_context, watched, sign_in, picture)

    clock("18:20")
    page = _signed_in(people.province, new_context, watched, sign_in)
    page.goto("/bao-cao/")
    assert "Sở Tư pháp" in page.locator(".paper-head").text_content()
    page.keyboard.press("Control+Enter")
    until(page, "document.body.innerText.includes('đã xác nhận 18:20')")
    clock("18:30")
    assert close() == ["07 province"]
    page.reload()
    assert "đúng giờ" in page.inner_text("main")
    assert "53" in page.inner_text("tr:has-text('Đã duyệt')")
    picture(page, "report-province", full=True)


def _a_commune_reports_with_one_key(clock, people, new_context, watched, sign_in, picture):  # noqa: F811
    clock("16:30")
    page = _signed_in(people.commune, new_context, watched, sign_in)
    page.goto("/bao-cao/")
    page.wait_for_url(f"**/bao-cao/{HERE}/{ISO}/")
    picture(page, "report-commune")
    picture(page, "report-commune-full", full=True)
    page.get_by_label("Người có mặt").fill("8")
    page.get_by_label("Khó khăn, vướng mắc").fill("Sổ KS.1996.01 mực phai.")
    while not Report.objects.filter(difficulties__contains="mực phai").exists():
        page.wait_for_timeout(50)
    until(page, "document.querySelector('[data-saving]').innerText.includes('Đã lưu')")
    page.reload()
    assert page.get_by_label("Khó khăn, vướng mắc").input_value() == "Sổ KS.1996.01 mực phai."
    page.get_by_label("Nhận xét kết quả").fill(OWN)
    while not Report.objects.filter(text=OWN).exists():
        page.wait_for_timeout(50)
    fact(HERE, 43, today=15)
    page.reload()
    assert "Số liệu đã đổi sau khi sửa đoạn này" in page.inner_text("main")
    picture(page, "report-commune-edited", full=True)
    page.get_by_label("Đề xuất, kiến nghị").focus()
    page.keyboard.press("Control+Enter")
    until(page, "document.body.innerText.includes('Đã xác nhận báo cáo ngày 07/01/2025.')")
    for width, height in ((1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"report-commune-{width}", full=True)
        assert page.evaluate(FITS), width


def _its_letter_is_issued(people, new_context, watched, sign_in, picture):  # noqa: F811
    page = _signed_in(people.commune, new_context, watched, sign_in)
    page.goto(f"/bao-cao/{HERE}/{ISO}/")
    assert OWN in page.inner_text("article")
    page.get_by_label("Số của Báo cáo ngày").fill("12")
    page.click("text=Phát hành >> nth=0")
    until(page, "document.body.innerText.includes('Đã phát hành báo cáo ngày số 12.')")
    assert "Số: 12/BC-UBND" in page.inner_text("article")
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        picture(page, f"report-issued-{width}", full=True)
        assert page.evaluate(FITS), width
    assert not violations(page)


def test_a_figure_of_the_report_is_opened_to_its_record(
    clock,  # noqa: F811
    people,  # noqa: F811
    new_context,
    watched,
    sign_in,
    picture,
) -> None:
    store([(HERE, "KS", [walk(*KEYED), walk((2, "attach_image")), ()])])
    facts_rebuild()
    clock("18:31")
    close()
    page = _signed_in(people.province, new_context, watched, sign_in)
    page.goto(f"/bao-cao/27/{ISO}/")
    page.click("tr:has-text('Đã quét') >> td.number >> nth=2 >> a")
    page.click("table.list >> text=Huyện Lương Tài")
    page.click("table.list >> text=Xã An Tập")
    page.goto(f"/bao-cao/{HERE}/{ISO}/")
    assert "chưa báo cáo" in page.inner_text("aside[aria-label='Tình trạng báo cáo']")
    page.click("tr:has-text('Đã quét') >> td.number >> nth=2 >> a")
    assert "Đã quét đến hết ngày 07/01/2025" in page.inner_text("h1")
    page.click("td.strong a >> nth=0")
    page.wait_for_url("**/truong-hop/**")
    assert "1/1998" in page.inner_text("main")
    picture(page, "report-opened-record")


def _the_district_closes_with_one_missing(clock, people, new_context, watched, sign_in, picture):  # noqa: F811
    clock("17:50")
    page = _signed_in(people.district, new_context, watched, sign_in)
    page.goto("/bao-cao/")
    assert "còn thiếu" in page.inner_text("aside[aria-label='Tình trạng báo cáo']")
    page.click("text=Xem ai đã báo cáo")
    assert "còn thiếu 1 đơn vị" in page.inner_text("main")
    assert "nộp muộn 17:09" in page.inner_text("tr:has-text('Xã Tân Lãng')")
    picture(page, "report-below", full=True)
    page.click("text=Nhắc 1 đơn vị chưa báo cáo")
    until(page, "document.body.innerText.includes('Đã nhắc 1 đơn vị.')")
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate(FITS), width
    picture(page, "report-below-390", full=True)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/bao-cao/")
    page.keyboard.press("Control+Enter")
    until(page, "document.body.innerText.includes('đã xác nhận 17:50')")
    clock("18:00")
    assert close() == ["07 district"]
    page.reload()
    assert "đúng giờ" in page.inner_text("main")
    picture(page, "report-district", full=True)


def _signed_in(actor, new_context, watched, sign_in):
    context = new_context()
    sign_in(context, actor)
    return watched(context.new_page())
