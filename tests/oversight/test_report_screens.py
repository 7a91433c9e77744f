"""The report on the screen: filled, confirmed, followed; its files; the command line."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from datetime import date, timedelta

import pypdfium2
import pytest
import python_calamine
from click.testing import CliRunner
from django.urls import reverse

from sohotich.cli.report import command
from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.people.acting import acting
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.services import report_reopen
from tests.oversight.test_reports import HERE, THERE, close, confirm, fact
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
DAY = "2025-01-07"
SAID = {"people": "8", "shifts": "2", "machines": "2", "difficulties": "Mực phai.", "remarks": ""}


def address(name: str, unit: str = HERE, *more: str) -> str:
    return reverse(f"reports:{name}", args=[unit, DAY, *more])


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def cells(answer) -> list[list[object]]:
    """The rows of every sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def test_the_commune_s_page_is_filled_and_one_button_confirms(clock, people, client) -> None:
    fact(HERE, 40, today=12)
    sign_in(client, people.commune)
    assert client.get(reverse("reports:today"))["Location"] == address("one")
    answer = client.get(address("one"))
    page = text_of(answer)
    for said in (
        "Ủy ban nhân dân xã An Tập",
        "Kính gửi: Phòng Tư pháp huyện Lương Tài.",
        "Kế hoạch số 563/KH-UBND ngày 27/12/2024",
        "An Tập, ngày 07 tháng 01 năm 2025",
        "100 12 40 40,0 %",
        "chưa triển khai",
        "Còn 2 giờ",
        "ghi “chưa báo cáo”",
    ):
        assert said in page, said
    assert 'data-key="Ctrl+Enter"' in answer.content.decode()
    assert client.post(address("write"), SAID).status_code == 204
    assert client.post(address("write"), {**SAID, "people": "-1"}).status_code == 422
    assert client.post(address("confirm"), SAID)["Location"] == address("one")
    page = text_of(client.get(address("one")))
    assert "Đã xác nhận báo cáo ngày 07/01/2025." in page
    assert "đã xác nhận 15:00" in page
    assert "Xác nhận lại và gửi" in page
    assert "ghi “chưa báo cáo”" not in page
    clock("17:00")
    close()
    page = text_of(client.get(address("one")))
    assert "đúng giờ" in page
    assert "8 người có mặt, 2 ca, 2 máy quét chạy." in page
    assert "textarea" not in client.get(address("one")).content.decode()
    client.post(address("confirm"), SAID)
    assert "Báo cáo đã chốt" in text_of(client.get(address("one")))


def test_each_figure_opens_to_what_it_counts(clock, people, client) -> None:
    fact(HERE, 40, today=12)
    lists, units = f"/tien-do/{HERE}/truong-hop/", "/tien-do/264/"
    for actor, unit, place in (
        (people.commune, HERE, lists),
        (people.police, HERE, f"/tien-do/{HERE}/"),
        (people.district, "264", units),
    ):
        sign_in(client, actor)
        page = html.unescape(client.get(address("one", unit)).content.decode())
        found = set(re.findall(r'<a href="(/tien-do/[^"]+)">\d+</a>', page))
        assert len(found) > 1
        assert all(one.startswith(place) for one in found)
        for one in found:
            assert client.get(one).status_code == 200, one


def test_a_wrong_number_comes_back_with_what_was_written(clock, people, client) -> None:
    sign_in(client, people.commune)
    page = client.post(address("confirm"), {**SAID, "people": "nhiều"}).content.decode()
    assert "field-error" in page
    assert "Mực phai." in page
    assert not Report.objects.exists()


def test_unconfirmed_words_are_nobody_s_yet(clock, people, client) -> None:
    sign_in(client, people.commune)
    client.post(address("write"), SAID)
    assert "Mực phai." in text_of(client.get(address("one")))
    sign_in(client, people.district)
    page = text_of(client.get(address("one")))
    assert "Mực phai." not in page
    assert "Đơn vị chưa xác nhận." in page


def test_the_parent_sees_who_is_missing_and_reminds_all(clock, people, client) -> None:
    confirm(people.commune)
    sign_in(client, people.district)
    units = len(offices_on(date(2025, 1, 7)).below("264"))
    assert f"1/{units} đơn vị đã xác nhận" in text_of(client.get(address("one", "264")))
    page = text_of(client.get(address("below", "264")))
    assert f"Nhắc {units - 1} đơn vị chưa báo cáo" in page
    missing = client.get(address("below", "264") + "?loc=thieu").content.decode()
    assert "Xã Tân Lãng" in missing
    assert "Xã An Tập" not in missing.split("<tbody>")[1]
    client.post(address("remind", "264"))
    assert f"Đã nhắc {units - 1} đơn vị." in text_of(client.get(address("below", "264")))
    assert len(cells(client.get(address("below", "264") + "?xuat=xlsx"))) == units + 1
    sign_in(client, people.other)
    home = text_of(client.get("/"))
    assert "Huyện Lương Tài nhắc báo cáo ngày 07/01/2025 lúc 15:00." in home
    assert "Báo cáo ngày 07/01/2025 chưa xác nhận Huyện Lương Tài nhắc lúc 15:00." in home
    client.post(address("confirm", THERE), SAID)
    assert "nhắc báo cáo" not in text_of(client.get(reverse("books")))


@pytest.mark.parametrize(("at", "due"), [("15:00", "còn 2 giờ"), ("17:04", "đã chốt 17:00")])
def test_the_day_s_work_asks_for_the_report(clock, people, client, at, due) -> None:
    clock(at)
    close()
    sign_in(client, people.commune)
    page = text_of(client.get("/"))
    assert "Báo cáo ngày 07/01/2025 chưa xác nhận" in page
    assert due in page
    confirm(people.commune)
    assert "chưa xác nhận" not in text_of(client.get("/"))


def test_reopening_on_the_screen(clock, people, client) -> None:
    clock("18:40")
    close()
    sign_in(client, people.district)
    given = {"until": "2025-01-07T20:00", "reason": "Mất điện"}
    page = client.post(address("reopen"), {**given, "reason": ""}).content.decode()
    assert "Ghi vì sao phải mở lại." in page
    client.post(address("reopen"), given)
    page = text_of(client.get(address("one")))
    assert "mở lại đến 20:00" in page
    assert "đến 20:00: “Mất điện”" in page
    sign_in(client, people.commune)
    client.post(address("confirm"), SAID)
    page = text_of(client.get(address("one")))
    assert "nộp muộn 18:40" in page
    assert "mở lại 18:40 đến 20:00" in page, "it stays visible"


def test_what_changed_since_stands_beside_the_report(clock, people, client) -> None:
    fact(HERE, 40)
    clock("17:00")
    close()
    fact(HERE, 45)
    sign_in(client, people.commune)
    page = text_of(client.get(address("one")))
    assert "Thay đổi sau khi chốt" in page
    assert "Đã duyệt 40 45" in page


def test_nobody_sees_or_changes_another_s(clock, people, client) -> None:
    confirm(people.commune)
    sign_in(client, people.other)
    for name, more in (("one", ()), ("below", ()), ("file", ("pdf",))):
        assert client.get(address(name, HERE, *more)).status_code == 404, name
    assert client.post(address("confirm"), SAID).status_code == 404
    assert client.post(address("write"), SAID).status_code == 403
    for name in ("reopen", "remind"):
        assert client.post(address(name), {}).status_code == 403
    sign_in(client, people.police)
    assert client.get(address("one")).status_code == 200
    for name in ("write", "confirm", "reopen", "remind"):
        assert client.post(address(name), SAID).status_code == 403
    for wrong in ("2025-01-16", "2025-13-01", "hom-nay"):
        assert client.get(reverse("reports:one", args=[HERE, wrong])).status_code == 404


def test_before_the_first_report_the_page_says_when(people, client) -> None:
    from sohotich.oversight.reports.closing import reporting_begin
    from tests.oversight.conftest import clock_set

    clock_set("17:30")
    reporting_begin(campaign_now())
    sign_in(client, people.commune)
    assert "Chưa có báo cáo nào" in text_of(client.get(reverse("reports:today")))


@pytest.mark.parametrize("unit", [HERE, "264", "27"])
def test_each_tier_has_its_documents(clock, people, client, unit) -> None:
    fact(HERE, 40, today=12)
    confirm(people.commune)
    clock("18:30")
    close()
    sign_in(client, people.province)
    pdf = client.get(address("file", unit, "pdf"))
    assert f"bao-cao-ngay-2025-01-07-{unit}.pdf" in pdf["Content-Disposition"]
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf.content)]
    words = " ".join(" ".join(pages).split())
    assert "BÁO CÁO" in words
    assert "chưa báo cáo" in words or unit == HERE
    docx = zipfile.ZipFile(io.BytesIO(client.get(address("file", unit, "docx")).content))
    assert "word/document.xml" in docx.namelist()
    assert any(40 in row for row in cells(client.get(address("file", unit, "xlsx"))))
    assert client.get(address("file", unit, "doc")).status_code == 404


def run(*words: str) -> dict:
    done = CliRunner().invoke(command, list(words), standalone_mode=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_report_daily_on_the_command_line(clock, people, tmp_path) -> None:
    fact(HERE, 40, today=12)
    confirm(people.commune)
    clock("18:00")
    close()
    until = campaign_now() + timedelta(hours=1)
    with acting(people.district):
        report_reopen(
            actor=people.district, unit=THERE, day=date(2025, 1, 7), until=until, reason="Mất điện"
        )
    told = run("daily", "--date", DAY, "--as", "luongtai", "--json")
    assert (told["unit"], told["tier"], told["state"]) == ("264", "district", "silent")
    assert told["due_at"] == "2025-01-07T18:00:00+07:00"
    assert told["figures"]["approved"] == {"today": 12, "so_far": 40}
    states = {line["unit"]: line["state"] for line in told["below"]}
    assert (states[HERE], states[THERE]) == ("on_time", "reopened")
    one = run("daily", "--date", DAY, "--unit", HERE, "--as", "luongtai")
    assert one["difficulties"] == "Sổ KS.1996.01 mực phai."
    assert one["staffing"] == {"people": 8, "shifts": 2, "machines": 2}
    out = tmp_path / "bao-cao.docx"
    written = run(
        "daily", "--date", DAY, "--format", "docx", "--out", str(out), "--as", "antap", "--json"
    )
    assert written["bytes"] == out.stat().st_size


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--date", "07/01/2025"), "năm-tháng-ngày"),
        (("--date", "2025-01-16"), "Không có báo cáo"),
        (("--date", DAY, "--unit", THERE), "Không có báo cáo"),
        (("--date", DAY, "--format", "pdf"), "Thiếu --out"),
    ],
)
def test_what_it_cannot_answer_it_says(clock, people, words, says) -> None:
    done = CliRunner().invoke(command, ["daily", *words, "--as", "antap"], standalone_mode=False)
    assert done.exit_code == 2
    assert says in done.stderr


def test_the_list_of_the_late_and_the_slow(clock, people, client) -> None:
    """46 of 100 should be approved by the seventh of fifteen days."""
    fact(HERE, 47, today=12)
    fact(THERE, 10, today=0)
    confirm(people.commune)
    clock("17:09")
    close()
    confirm(people.other, THERE)
    sign_in(client, people.district)
    page = client.get(address("below", "264")).content.decode()
    assert address("late", "264", "docx") in page
    rows = cells(client.get(address("late", "264", "xlsx")))
    late = next(row for row in rows if "Xã Tân Lãng" in row and "17:09" in row)
    assert {"Huyện Lương Tài", "17:00", "9 phút"} <= set(late)
    assert any("Thị trấn Thứa" in row and "chưa báo cáo" in row for row in rows)
    slow = [row for row in rows if 46 in row]
    assert [row[1] for row in slow] == ["Xã Tân Lãng"]
    assert not any("Xã An Tập" in row for row in rows)
    assert client.get(address("late", HERE, "pdf")).status_code == 404


def test_an_open_report_says_until_when_it_counts(clock, people, client) -> None:
    sign_in(client, people.commune)
    pdf = client.get(address("file", HERE, "pdf")).content
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert "kết quả đến 15:00 ngày 07/01/2025" in " ".join(text.split())


@pytest.mark.parametrize(("unit", "in_time"), [(HERE, 2), ("264", 2), ("27", 2)])
def test_the_report_at_the_end_puts_every_day_together(
    clock, people, client, unit, in_time
) -> None:
    for day in (13, 14, 15):
        at = date(2025, 1, day)
        fact(HERE, 40 + day, today=day, day=at)
        clock("16:00", day=day)
        close()
        if day < 15:
            confirm(people.commune, day=at)
    where = reverse("reports:final", args=[unit, "2025-01-15", "xlsx"])
    sign_in(client, people.province)
    assert client.get(where).status_code == 404, "not before the last day is closed"
    clock("18:30", day=15)
    close()
    page = client.get(reverse("reports:one", args=[unit, "2025-01-15"])).content.decode()
    assert where in page
    rows = cells(client.get(where))
    days = {row[1]: row for row in rows if row[1:2] and row[1] in ("13/01", "14/01", "15/01")}
    assert len(days) == 3
    # On time, late, not at all are the last three of a day.
    said = [[cell for cell in row if cell != ""][-3:] for _, row in sorted(days.items())]
    communes = len(offices_on(date(2025, 1, 15)).communes(unit))
    assert said == [[1, 0, communes - 1]] * 2 + [[0, 0, communes]]
    assert client.get(reverse("reports:final", args=[unit, "2025-01-14", "pdf"])).status_code == 404
