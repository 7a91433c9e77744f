"""The short text edited and written anew; people, machines, difficulties put in by themselves."""

from __future__ import annotations

import html
import re

import pytest

from sohotich.foundation.people.acting import acting
from sohotich.oversight.difficulties.services import Draft, difficulty_answer, difficulty_raise
from sohotich.oversight.reports.letters import letter_of
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.said import difficulties_of, staffing_of, text_of
from sohotich.oversight.reports.services import Said, report_confirm
from tests.oversight.test_report_screens import address, run
from tests.oversight.test_report_screens import text_of as words_of_page
from tests.oversight.test_reports import DAY, HERE, THERE, close, fact, seen
from tests.oversight.test_staffing_force import helper, machine
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
OWN = "Xã tập trung quét, mai nhập bù."
STALE = "Số liệu đã đổi sau khi sửa đoạn này"


def posted(client, **changed: str) -> dict[str, str]:
    """What the page would send now."""
    page = client.get(address("one")).content.decode()
    inputs = re.findall(r'<input type="(?:hidden|number)" name="(\w+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', page, re.S)
    values = {name: html.unescape(value) for name, value in [*inputs, *texts]}
    values.pop("csrfmiddlewaretoken", None)
    return values | changed


def paragraphs(letter) -> list[str]:
    return [block for block in letter.body if isinstance(block, str)]


def test_an_edited_text_goes_into_the_letter_and_says_when_it_is_stale(
    clock, people, client
) -> None:
    fact(HERE, 40, today=12)
    sign_in(client, people.commune)
    made = posted(client)["text"]
    assert "12 trường hợp được duyệt" in made
    assert client.post(address("write"), posted(client, people="8")).status_code == 204
    assert Report.objects.get().text == "", "as it is written from the figures"
    client.post(address("write"), posted(client, text=OWN))
    report = Report.objects.get()
    assert (report.text, report.text_from) == (OWN, made.replace("\r\n", "\n"))
    page = words_of_page(client.get(address("one")))
    assert STALE not in page
    assert "Đoạn viết từ số liệu Trong ngày có thêm 12" in page
    assert OWN not in text_of(seen(people.district)), "not yet the unit's word"
    fact(HERE, 43, today=15)
    page = words_of_page(client.get(address("one")))
    assert STALE in page
    client.post(address("write"), posted(client, remarks="Xin thêm một máy."))
    assert STALE in words_of_page(client.get(address("one"))), "nobody looked at the text"
    client.post(address("confirm"), posted(client))
    clock("17:00")
    close()
    found = seen(people.district)
    assert text_of(found) == (OWN,)
    assert OWN in paragraphs(letter_of(found))
    assert "15 trường hợp được duyệt" in found.report.text_made
    sign_in(client, people.district)
    page = words_of_page(client.get(address("one")))
    assert OWN in page
    assert STALE in page
    assert "Trong ngày có thêm 15" in page
    assert run("daily", "--date", "2025-01-07", "--as", "antap")["text"] == [OWN]


def test_written_anew_from_the_figures(clock, people, client) -> None:
    fact(HERE, 40, today=12)
    sign_in(client, people.commune)
    client.post(address("write"), posted(client, text=OWN))
    client.post(address("rewrite"))
    assert Report.objects.get().text == ""
    assert posted(client)["text"].startswith("Trong ngày có thêm 12")
    client.post(address("confirm"), posted(client, text=OWN))
    answer = client.post(address("rewrite"), follow=True)
    assert Report.objects.get().text == OWN, "a confirmed word changes by a confirmation alone"
    page = answer.content.decode()
    assert "Xác nhận lại để gửi." in page
    boxed = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', page, re.S)
    client.post(address("confirm"), posted(client, text=html.unescape(boxed.group(1))))
    assert Report.objects.get().text == ""
    sign_in(client, people.district)
    assert client.post(address("rewrite")).status_code == 403


def test_what_a_closed_report_said_is_read_and_not_written_anew(clock, people) -> None:
    fact(HERE, 40, today=12)
    clock("17:00")
    close()
    Report.objects.filter(unit_code=HERE).update(text_made="Như đã nói hôm đó.")
    assert text_of(seen(people.district)) == ("Như đã nói hôm đó.",)
    every = Report.objects.exclude(unit_code=HERE).values_list("text_made", flat=True)
    assert all(every), "of every unit, with or without books"


def test_people_and_machines_are_proposed_and_a_difference_is_shown(clock, people, client) -> None:
    fact(HERE, 40)
    for name in ("Lê Văn A", "Lê Văn B", "Lê Văn C"):
        helper(name)
    machine()
    machine(state="hong")
    sign_in(client, people.commune)
    sent = posted(client)
    assert {key: sent[key] for key in ("people", "shifts", "machines")} == {
        "people": "3", "shifts": "2", "machines": "1",
    }  # fmt: skip
    client.post(address("write"), sent)
    assert Report.objects.get().people is None, "nobody wrote it: it goes on moving"
    helper("Lê Văn D")
    assert posted(client)["people"] == "4"
    client.post(address("confirm"), posted(client, people="2"))
    report = Report.objects.get()
    assert (report.people, report.shifts, report.machines) == (2, 2, 1)
    page = words_of_page(client.get(address("one")))
    assert "Theo phân ca: 4" in page
    assert "1 máy quét hỏng" in page
    clock("18:00")
    close()
    assert staffing_of(seen(people.district)) == (
        "2 người có mặt, 2 ca, 1 máy quét chạy",
        "Theo phân ca và danh mục máy: 4 người, 2 ca làm, 32 giờ công, 1 máy quét chạy,"
        " 1 máy quét hỏng",
    )
    district = seen(people.district, "264")
    assert district.figures["force"] == {
        "people": 4, "shifts": 2, "hours": 32.0, "machines": 1, "machines_down": 1,
    }  # fmt: skip
    helper("Lê Văn E")
    changed = {(one.label, one.then, one.now) for one in seen(people.district, "264").differences}
    assert {("Người", 4, 5), ("Giờ công", 32.0, 40.0)} <= changed


def test_where_nobody_wrote_down_shifts_nothing_is_proposed(clock, people, client) -> None:
    sign_in(client, people.commune)
    assert "people" not in posted(client)
    assert staffing_of(seen(people.commune)) == ()


def test_open_difficulties_stand_in_the_report_as_they_stood(clock, people, client) -> None:
    with acting(people.commune):
        raised = difficulty_raise(
            actor=people.commune, draft=Draft("may_moc", "stopped", "Máy quét kẹt giấy")
        )
    said = Said(difficulties="Mất điện từ 14 giờ")
    with acting(people.commune):
        report_confirm(actor=people.commune, unit=HERE, day=DAY, said=said)
    line = "Máy móc, dừng việc: Máy quét kẹt giấy (nêu 15:00 07/01, chưa trả lời)"
    assert difficulties_of(seen(people.commune)) == ("Mất điện từ 14 giờ", line)
    clock("18:00")
    close()
    with acting(people.district):
        difficulty_answer(
            actor=people.district,
            key=raised.key,
            text="Mượn máy xã bên",
            seen=raised.events.count(),
        )
    found = seen(people.district)
    assert difficulties_of(found)[1] == line, "as it stood at the cut-off"
    sign_in(client, people.police)
    assert "Máy quét kẹt giấy" in words_of_page(client.get(address("one")))
    district = seen(people.district, "264")
    text = " ".join(paragraphs(letter_of(district)))
    assert "1 khó khăn của 1 đơn vị chưa đóng; 1 chưa được trả lời." in text
    assert "1 khó khăn của 1 đơn vị chưa đóng" in words_of_page(client.get(address("one", "264")))


def test_every_figure_that_moved_after_the_closing_is_shown_on_each_tier(
    clock, people, client
) -> None:
    fact(HERE, 40, today=12)
    fact(THERE, 10, today=3)
    clock("18:30")
    close()
    fact(HERE, 38, today=10)
    sign_in(client, people.province)
    for unit in (HERE, "264", "27"):
        page = words_of_page(client.get(address("one", unit)))
        total = (40, 38) if unit == HERE else (50, 48)
        today = (12, 10) if unit == HERE else (15, 13)
        assert f"Đã duyệt {total[0]} {total[1]}" in page, unit
        assert f"Đã duyệt, trong ngày {today[0]} {today[1]}" in page, unit
        assert f"Đã soát xét {total[0] + 5 * (1 if unit == HERE else 2)}" in page, unit
    told = run("daily", "--date", "2025-01-07", "--unit", "264", "--as", "so")
    moved = {(one["stage"], one["counts"]) for one in told["differences"] if not one["type"]}
    stages = ("approved", "reviewed", "agreed", "keyed", "scanned")
    assert moved == {(stage, counts) for stage in stages for counts in ("so_far", "today")}
