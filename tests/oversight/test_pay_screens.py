"""Kinh phí on the screen: from the estimate to the final sheet and its files; one's own work."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pypdfium2
import pytest
import python_calamine
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.jobs.models import Job
from sohotich.oversight.pay.models import PayDoubt, PaySheet
from tests.oversight.test_pay import HERE, book, confirm, decide, priced, team  # noqa: F401
from tests.pipeline.conftest import make_book  # noqa: F401
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
DRAFT = {"to_day": "07/01/2025", "short": 300, "medium": 375, "long": 450, "ground": "QĐ 5"}
UNIT = reverse("pay:unit", args=[HERE])


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def of(name: str, sheet: PaySheet, *more: object) -> str:
    return reverse(f"pay:{name}", args=[sheet.key, *more])


def test_from_the_estimate_to_the_final_sheet(team, book, client) -> None:  # noqa: F811
    decide("pay.doubt_fields_per_hour", 60)
    sign_in(client, team.officer)
    assert client.get(reverse("pay:index"))["Location"] == UNIT
    page = text_of(client.get(UNIT))
    for said in ("Dự toán cả đợt", "chưa đủ bản ghi để đo", "chưa được xác nhận theo văn bản"):
        assert said in page, said
    wrong = text_of(client.post(reverse("pay:prepare", args=[HERE]), {**DRAFT, "long": 460}))
    assert "Đơn giá 460 đồng cao hơn mức tối đa 450 đồng/trường" in wrong
    empty = client.post(reverse("pay:prepare", args=[HERE]), {**DRAFT, "ground": ""})
    assert "field-error" in empty.content.decode()
    client.post(reverse("pay:prepare", args=[HERE]), DRAFT)
    sheet = PaySheet.objects.get()
    page = text_of(client.get(of("sheet", sheet)))
    total = f"{3 * priced():,}".replace(",", ".")
    for said in (total, "Còn thiếu để chốt", "lần nhập thứ hai (hiệu đính", "nhanh hơn mức có thể"):
        assert said in page, said
    assert client.post(of("finalize", sheet)).status_code == 403
    doubts = list(PayDoubt.objects.all())
    seen = text_of(client.get(reverse("pay:doubt", args=[doubts[0].key])))
    assert "01/1998" in seen or "1/1998" in seen
    confirm()
    sign_in(client, team.chair)
    for one in doubts:
        said = {f"{one.key.hex[-8:]}-cut": "0", f"{one.key.hex[-8:]}-reason": "xem ảnh, đúng"}
        client.post(reverse("pay:settle", args=[one.key]), said)
    assert "Còn thiếu để chốt" not in text_of(client.get(of("sheet", sheet)))
    assert "Đã chốt bảng thanh toán" in text_of(client.post(of("finalize", sheet), follow=True))
    sheet.refresh_from_db()
    assert (sheet.state, sheet.final_by) == ("final", team.chair.key)
    book_file = client.get(of("file", sheet, "xlsx"))
    cells = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book_file.content))
    rows = cells.get_sheet_by_name("Bảng thanh toán").to_python()
    assert [row[4] for row in rows if row[0] == "Tổng cộng"] == [3 * priced()]
    pages = pypdfium2.PdfDocument(client.get(of("file", sheet, "pdf")).content)
    printed = pages[0].get_textpage().get_text_range()
    assert total in printed
    assert "BẢN THẢO" not in printed
    assert client.get(of("file", sheet, "docx")).status_code == 404
    done = set(AuditEntry.objects.filter(subject="pay_sheet").values_list("action", flat=True))
    assert done >= {"pay.read", "pay.export", "pay.settle", "pay.finalize"}


def test_rules_counts_and_dropping_by_the_buttons(team, book, client) -> None:  # noqa: F811
    sign_in(client, team.officer)
    client.post(reverse("pay:prepare", args=[HERE]), DRAFT)
    sheet = PaySheet.objects.get()
    rule = of("rule", sheet, team.first.key)
    assert "field-error" in client.post(rule, {"rule": "unpaid"}).content.decode()
    client.post(rule, {"rule": "unpaid", "reason": "đoàn viên tự nguyện"})
    page = text_of(client.get(of("sheet", sheet)))
    assert "không nhận thù lao (đoàn viên tự nguyện)" in page
    assert "Đã tính lại." in text_of(client.post(of("recount", sheet), follow=True))
    assert "Đã bỏ bản thảo." in text_of(client.post(of("drop", sheet), follow=True))
    assert not PaySheet.objects.exists()


def test_above_the_communes_stand_as_rows_and_the_norms_with_their_sources(
    team, book, person, client  # noqa: F811
) -> None:  # fmt: skip
    decide("pay.measured_records", 3)
    for role, unit in (("so_tu_phap", "27"), ("theo_doi", "27"), ("phong_tu_phap", "264")):
        sign_in(client, person(role.replace("_", "."), role, unit=unit))
        page = text_of(client.get(reverse("pay:index"), follow=True))
        assert "Xã An Tập" in page
        assert f"{3 * priced():,}".replace(",", ".") in page
        assert "Lập bảng" not in text_of(client.get(UNIT))
        assert client.post(reverse("pay:prepare", args=[HERE]), DRAFT).status_code == 403
    norms = text_of(client.get(reverse("pay:norms")))
    for said in ("TT 194/2012/TT-BTC điều 4", "14.000 đồng/trang", "Chưa được xác nhận", "375"):
        assert said in norms, said
    confirm()
    assert "QĐ 01/QĐ-STC" in text_of(client.get(reverse("pay:norms")))


def test_a_helper_sees_how_their_own_work_was_reckoned(team, book, client) -> None:  # noqa: F811
    sign_in(client, team.first)
    page = text_of(client.get(reverse("pay:mine")))
    assert f"{3 * priced():,}".replace(",", ".") in page
    assert "Trường đến 15 ký tự" in page
    assert client.get(UNIT).status_code == 403
    sign_in(client, team.second)
    page = text_of(client.get(reverse("pay:mine")))
    assert "lần nhập thứ hai (hiệu đính, đã tính trong giá của lần một)" in page
    sign_in(client, team.scanner)
    assert "Chưa có trường hợp nào" in text_of(client.get(reverse("pay:mine")))


def test_strangers_find_nothing(team, book, person, client) -> None:  # noqa: F811
    sign_in(client, team.officer)
    client.post(reverse("pay:prepare", args=[HERE]), DRAFT)
    sheet = PaySheet.objects.get()
    sign_in(client, person("la", "cong_chuc_ho_tich", "chu_tich", unit="09511"))
    addresses = [UNIT, of("sheet", sheet), of("file", sheet, "pdf"), of("recount", sheet)]
    addresses += [of("drop", sheet), of("finalize", sheet), of("replace", sheet)]
    addresses += [of("rule", sheet, team.first.key), reverse("pay:doubt", args=[uuid4()])]
    addresses += [reverse("pay:settle", args=[uuid4()]), reverse("pay:prepare", args=[HERE])]
    for one in addresses:
        answers = {client.get(one).status_code, client.post(one, {}).status_code}
        assert answers <= {404, 405}, one
    client.post(reverse("pay:tally"), {"unit": HERE})
    assert PaySheet.objects.get().state == "draft"


def test_a_count_under_way_stands_for_its_own_unit_alone(team, book, person, client) -> None:  # noqa: F811
    department = person("so", "so_tu_phap", unit="27")
    sign_in(client, department)
    for unit in (HERE, "27", HERE):
        client.post(reverse("pay:tally"), {"unit": unit})
    assert sorted(Job.objects.values_list("unit_code", flat=True)) == [HERE, "27"]
    for strange in ("²", "0950", "x" * 9_999):
        assert client.post(reverse("pay:tally"), {"unit": strange}).status_code == 404
