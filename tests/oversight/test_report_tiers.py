"""To whom reports go, by policy; and two tiers, once there are no districts."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign_now, campaign_set
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.reports.chain import ZONE
from sohotich.oversight.reports.closing import reporting_begin
from sohotich.oversight.reports.models import ReportPeriod
from sohotich.oversight.reports.offices import offices_on
from tests.oversight.test_report_documents import words
from tests.oversight.test_report_screens import address, cells, text_of
from tests.oversight.test_reports import DAY, HERE, close, confirm, fact
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
LAST = date(2025, 7, 15)


def test_the_province_says_to_whom_reports_go(clock, people, client) -> None:
    decided = {"from_date": DAY, "reason": "12/QĐ-UBND"}
    to = {"commune": "{cấp trên}; Công an {tỉnh}", "district": "Sở Tư pháp {tỉnh}"}
    copies = {"commune": "Như trên; Tổ công tác Đề án 06; Lưu: VT, TP", "district": "Lưu: VT"}
    for name, value in (("report.addressees", to), ("report.recipients", copies)):
        table = {"province": "Ủy ban nhân dân {tỉnh}", **value}
        set_value(actor=people.province, name=name, value=table, **decided)
    sign_in(client, people.commune)
    page = text_of(client.get(address("one")))
    assert "Kính gửi: Phòng Tư pháp huyện Lương Tài; Công an tỉnh Bắc Ninh." in page
    assert "Nơi nhận: Như trên; Tổ công tác Đề án 06; Lưu: VT, TP." in page
    text = words(client.get(address("file", HERE, "pdf")).content)
    for said in (
        "- Như trên;",
        "- Tổ công tác Đề án 06;",
        "- Lưu: VT, TP.",
        "Công an tỉnh Bắc Ninh",
    ):
        assert said in text, said


def at(text: str, day: date) -> None:
    campaign_set(
        name="Đợt hai cấp",
        starts_on=date(2025, 7, 1),
        ends_on=LAST,
        root_unit="24",
        opens_at=datetime.combine(day, time.fromisoformat(text), ZONE),
    )


def test_without_districts_communes_report_to_the_department(person, client, db) -> None:
    at("15:00", LAST)
    reporting_begin(campaign_now())
    offices = offices_on(LAST)
    assert not offices.of(Level.DISTRICT)
    commune = offices.communes(offices.root)[0]
    officer = person("xa", "cong_chuc_ho_tich", unit=commune)
    department = person("so", "so_tu_phap", unit=offices.root)
    fact(commune, 40, today=12, day=LAST)
    confirm(officer, commune, day=LAST)
    at("18:30", LAST)
    assert close() == ["15 commune", "15 province"]
    assert set(ReportPeriod.objects.values_list("tier", flat=True)) == {"commune", "province"}
    sign_in(client, department)
    where = (commune, LAST.isoformat())
    page = text_of(client.get(reverse("reports:one", args=where)))
    province = offices.all[offices.root].name
    assert f"Kính gửi: Sở Tư pháp {province[:1].lower()}{province[1:]}." in page
    for unit, names in ((commune, ("file", "final")), (offices.root, ("file", "late", "final"))):
        for name in names:
            for form in ("docx", "pdf", "xlsx"):
                answer = client.get(reverse(f"reports:{name}", args=[unit, LAST.isoformat(), form]))
                assert answer.status_code == 200, (unit, name, form)
    where = reverse("reports:late", args=[offices.root, LAST.isoformat(), "xlsx"])
    silent = [row for row in cells(client.get(where)) if "chưa báo cáo" in row]
    assert len(silent) >= len(offices.of(Level.COMMUNE)) - 1
