"""Workbooks from a browser: a book's template out, filled, sent, taken in, and what comes back."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.guard import Refused
from sohotich.engines.workbook import read, without_unfilled, write_records
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.errors import Cancelled
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.pipeline.keying import imports
from sohotich.pipeline.keying.queues import FIRST, synchronize
from sohotich.pipeline.workbooks import services
from sohotich.pipeline.workbooks.book_out import book_template, book_templates
from sohotich.pipeline.workbooks.models import FileState, Sending, SentFile
from sohotich.pipeline.workbooks.receiving import file_receive
from sohotich.pipeline.workbooks.selectors import findings_of, totals
from sohotich.pipeline.workbooks.services import Choices
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading
from tests.pipeline.conftest import VALUES
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(numbers, volume: int = 2, **changes: str) -> bytes:
    rows = [
        {**VALUES, "so": f"{n:02d}/1998", "quyenSo": f"{volume:02d}/1998", **changes}
        for n in numbers
    ]
    out = io.BytesIO()
    write_records(KHAI_SINH, "60", rows, out)
    return out.getvalue()


@pytest.fixture
def scanned(make_book):
    def make(last: int = 3, **changes: object):
        book = make_book(last, **changes)
        Entry.objects.filter(book=book).update(state="scanned")
        synchronize(FIRST, {book.unit_code})
        return book

    return make


@pytest.fixture
def sent(team):
    """`sent({"a.xlsx": bytes}, whole=True)`: a sending of the first keyer's, taken in."""

    def send(files: dict[str, bytes], sending=None, **chosen: object) -> Sending:
        with acting(team.first):
            sending = sending or services.sending_begin(actor=team.first)
            for name, content in files.items():
                file_receive(
                    actor=team.first, sending=sending, name=name, stream=io.BytesIO(content)
                )
            choices = Choices(**chosen)
            services.sending_start(actor=team.first, sending=sending, choices=choices)
            take_in(team.first, sending)
        return sending

    return send


def take_in(actor, sending, progress=lambda done, total, note: None) -> None:
    with acting(actor):
        sending.refresh_from_db()
        services.sending_take_in(actor=actor, sending=sending, progress=progress)
        Job.objects.update(state="done")


def test_a_book_goes_out_is_filled_in_and_comes_back_whole(team, scanned, sent) -> None:
    book = scanned(3)
    book.defaults = {"noiDangKy": VALUES["noiDangKy"], "nksDanToc": "Kinh"}
    book.save()
    out = io.BytesIO()
    with acting(team.first):
        assert book_template(actor=team.first, book=book, out=out) == 3
    page = openpyxl.load_workbook(out)
    sheet = page.worksheets[0]
    places = {str(cell.value).splitlines()[0].strip(): cell.column for cell in sheet[1]}
    assert sheet.cell(2, places["noiDangKy"]).value == VALUES["noiDangKy"]
    # Two of three rows filled in by hand, the third left as it came.
    for row in (2, 3):
        for key, value in VALUES.items():
            if key in places:
                sheet.cell(row, places[key]).value = value
    back = io.BytesIO()
    page.save(back)
    sending = sent({"so.xlsx": back.getvalue()})
    file = sending.files.get()
    assert (file.stored, file.rejected, file.unfilled) == (2, 0, 1), file.findings
    assert file.books[0]["label"] == book.label
    assert (file.books[0]["taken"], file.books[0]["waiting"]) == (2, 1)
    again = io.BytesIO()
    with acting(team.first):
        assert book_template(actor=team.first, book=book, out=again) == 1
    assert AuditEntry.objects.filter(action="workbook.template").count() == 2


def test_templates_of_many_books_come_in_one_archive(team, scanned) -> None:
    books = [scanned(2, volume=volume) for volume in (2, 3)]
    out = io.BytesIO()
    with acting(team.first):
        assert book_templates(actor=team.first, books=books, out=out) == 4
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["09508-KS.1998.02.xlsx", "09508-KS.1998.03.xlsx"]


def test_wrong_rows_come_back_marked_and_alone_and_go_in_once_mended(
    team, scanned, sent, client, tmp_path
) -> None:
    book = scanned(3)
    content = filled((1, 2), ngayDangKy="07.05.1998")
    wrong = openpyxl.load_workbook(io.BytesIO(content))
    sheet = wrong.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "nksGioiTinh")
    sheet.cell(3, column).value = "7"
    bad = io.BytesIO()
    wrong.save(bad)
    sending = sent({"năm 1998/cuốn 2.xlsx": bad.getvalue()})
    file = sending.files.get()
    assert (file.stored, file.rejected) == (1, 1)
    assert [one.row for one in findings_of(file) if one.severity == "error"] == [3]
    sign_in(client, team.first)
    answer = client.get(reverse("workbooks:marked", args=[file.key]))
    copy = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert copy.worksheets[0].cell(3, column).fill.fgColor.rgb[-6:] == "F6C7C3"
    answer = client.get(reverse("workbooks:returned", args=[file.key]))
    path = tmp_path / "tra-lai.xlsx"
    path.write_bytes(answer.content)
    (row,) = without_unfilled(read(path, KHAI_SINH), KHAI_SINH).rows
    assert row.values["so"] == "02/1998"
    mended = openpyxl.load_workbook(path)
    mended.worksheets[0].cell(2, column).value = "1"
    mended.save(path)
    archive = client.get(reverse("workbooks:returned-zip", args=[sending.key])).content
    assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == ["cuốn 2.tra-lai.xlsx"]
    sent({"tra-lai.xlsx": path.read_bytes()}, sending=sending)
    assert Reading.objects.filter(book=book, state="complete").count() == 2
    assert AuditEntry.objects.filter(action="workbook.read").count() == 3


def test_a_book_with_a_wrong_row_is_held_back_whole_where_that_was_chosen(
    team, scanned, sent
) -> None:
    scanned(2), scanned(2, volume=3)
    wrong, right = filled((1, 9)), filled((1, 2), volume=3)
    sending = sent({"a.xlsx": wrong, "b.xlsx": right}, whole=True)
    told = {f.name: (f.stored, f.rejected, f.held_back) for f in sending.files.all()}
    assert told == {"a.xlsx": (0, 1, 1), "b.xlsx": (2, 0, 0)}
    assert Entry.objects.filter(state="keyed_once").count() == 2


def test_ones_own_row_is_replaced_until_somebody_goes_on_from_it(team, scanned, sent) -> None:
    from sohotich.pipeline.keying.services import next_entry

    book = scanned(2)
    sending = sent({"a.xlsx": filled((1, 2))})
    sent({"b.xlsx": filled((1,), trangSo="9")}, sending=sending)
    file = sending.files.get(name="b.xlsx")
    assert (file.stored, file.replaced, file.rejected) == (1, 1, 0)
    live = Reading.objects.filter(entry__number=1, book=book).exclude(state="superseded")
    assert [row.values["trangSo"] for row in live] == ["9"]
    assert LedgerEvent.objects.filter(book=book, action="key_first").count() == 2
    told = AuditEntry.objects.filter(action="reading.import").order_by("number").last()
    assert told.facts == {"readings": 1, "slot": 1, "replaced": 1}
    with acting(team.second):
        work = next_entry(actor=team.second)
    number = work.entry.number
    sent({"c.xlsx": filled((number,), trangSo="12")}, sending=sending)
    file = sending.files.get(name="c.xlsx")
    assert (file.stored, file.rejected) == (0, 1)
    (why,) = [one.message for one in findings_of(file) if one.severity == "error"]
    assert "đã có người làm tiếp" in why


@pytest.mark.parametrize("rows_at_once", [1, 100], ids=["apart", "together"])
def test_rows_that_differ_within_one_sending_are_not_chosen_between(
    team, scanned, sent, monkeypatch, rows_at_once
) -> None:
    monkeypatch.setattr(imports, "_ROWS_AT_ONCE", rows_at_once)
    book = scanned(2)
    pages = {f"{page}.xlsx": filled((1,), trangSo=page) for page in ("1", "2")}
    sending = sent(pages)
    told = sorted((file.stored, file.replaced, file.rejected) for file in sending.files.all())
    assert told == [(0, 0, 1), (1, 0, 0)]
    refused = next(file for file in sending.files.all() if file.rejected)
    (why,) = [one.message for one in findings_of(refused) if one.severity == "error"]
    assert "hai dòng khác nhau" in why
    assert Reading.objects.filter(book=book).count() == 1


def test_an_archive_brings_each_workbook_once_and_names_what_is_none(team, scanned, sent) -> None:
    scanned(2), scanned(2, volume=3)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xã/a.xlsx", filled((1, 2)))
        archive.writestr("xã/b.xlsx", filled((1, 2), volume=3))
        archive.writestr("xã/trùng.xlsx", filled((1, 2)))
        archive.writestr("xã/ghi chú.txt", b"khong phai bang tinh")
        archive.writestr("__MACOSX/xã/._a.xlsx", b"x")
    sending = sent({"tất cả.zip": packed.getvalue()})
    states = {f.name: (f.state, f.stored) for f in sending.files.all()}
    assert states == {
        "xã/a.xlsx": (FileState.DONE, 2),
        "xã/b.xlsx": (FileState.DONE, 2),
        "xã/ghi chú.txt": (FileState.REFUSED, 0),
    }
    assert totals(sending).stored == 4


def test_files_beyond_the_policy_and_of_other_kinds_are_refused(team, person, monkeypatch) -> None:
    monkeypatch.setattr("sohotich.pipeline.workbooks.receiving.number", lambda name: 1)
    with acting(team.first):
        sending = services.sending_begin(actor=team.first)

        def take(content: bytes) -> None:
            file_receive(actor=team.first, sending=sending, name="a", stream=io.BytesIO(content))

        take(filled((1,)))
        with pytest.raises(UserError, match="nhiều nhất 1"):
            take(filled((2,)))
        with pytest.raises(Refused):
            take(b"%PDF-1.4 khong phai bang tinh")


def test_cut_off_it_goes_on_with_what_is_left_and_counts_nothing_twice(
    team, scanned, sent, monkeypatch
) -> None:
    monkeypatch.setattr(imports, "_ROWS_AT_ONCE", 2)
    monkeypatch.setattr(imports, "map_in_processes", lambda fn, items, *_, **__: map(fn, items))
    for volume in (2, 3, 4):
        scanned(2, volume=volume)
    with acting(team.first):
        sending = services.sending_begin(actor=team.first)
        for volume in (2, 3, 4):
            file_receive(
                actor=team.first,
                sending=sending,
                name=f"{volume}.xlsx",
                stream=io.BytesIO(filled((1, 2), volume)),
            )

    def stops(done: int, total: int, note: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(team.first, sending, stops)
    assert totals(sending).waiting == 2
    heard: list[tuple[int, int]] = []
    take_in(team.first, sending, lambda done, total, note: heard.append((done, total)))
    counts = totals(sending)
    assert (counts.waiting, counts.stored, counts.unchanged) == (0, 6, 0)
    assert heard[0] == (1, 3)
    assert heard[-1] == (3, 3)
    assert Reading.objects.count() == 6


def test_the_pages_from_empty_to_result(team, scanned, client) -> None:
    scanned(2)
    sign_in(client, team.first)
    assert "Chưa gửi bảng tính nào" in client.get(reverse("workbooks:list")).content.decode()
    page = client.post(reverse("workbooks:begin"), follow=True)
    (sending,) = Sending.objects.all()
    assert "Thả bảng tính vào đây" in page.content.decode()
    upload = reverse("workbooks:upload", args=[sending.key])
    for expected in ("đã nhận", "đã có trong lượt này"):
        file = SimpleUploadedFile("so.xlsx", filled((1, 9)), XLSX)
        answer = client.post(upload, {"file": file})
        assert answer.json()["message"] == expected
    assert client.post(upload, {}).status_code == 400
    address = reverse("workbooks:sending", args=[sending.key])
    assert "Nhận vào 1 bảng tính" in client.get(address).content.decode()
    client.post(reverse("workbooks:start", args=[sending.key]), {"take": "dong"})
    (job,) = Job.objects.filter(kind=services.KIND)
    assert job.subject_key == sending.key
    take_in(team.first, sending)
    page = client.get(address).content.decode()
    for words in ("Có dòng sai", "Tệp đánh dấu", "Dòng trả lại", "Tải các dòng trả lại"):
        assert words in page
    listed = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}?xuat=xlsx").content))
    assert listed.worksheets[0]["A2"].value == "so.xlsx"
    address = reverse("workbooks:start", args=[sending.key])
    again = client.post(address, {"take": "quyen"}, follow=True)
    assert "Chưa có bảng tính nào chờ nhận" in again.content.decode()
    client.post(reverse("workbooks:remove", args=[sending.key]))
    assert not SentFile.objects.exists()
    assert Reading.objects.count() == 1
    page = client.get(reverse("workbooks:templates")).content.decode()
    assert "KS.1998.02" in page
    assert client.get(reverse("workbooks:templates-zip")).content[:2] == b"PK"


def test_books_with_nothing_left_to_key_offer_no_template(team, scanned, client) -> None:
    scanned(3)
    done = scanned(2, volume=3)
    Entry.objects.filter(book=done).update(state="signed")
    sign_in(client, team.first)
    address = reverse("workbooks:templates")
    page = client.get(address).content.decode()
    assert "KS.1998.02" in page
    assert "KS.1998.03" not in page
    listed = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}?xuat=xlsx").content))
    rows = list(listed.worksheets[0].values)
    assert rows[1][rows[0].index("Chưa nhập")] == 3
    archive = client.get(reverse("workbooks:templates-zip")).content
    assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == ["09508-KS.1998.02.xlsx"]


def test_nobody_else_finds_a_sending(team, scanned, sent, client) -> None:
    scanned(1)
    sending = sent({"a.xlsx": filled((1, 9))})
    file = sending.files.get()
    sign_in(client, team.officer)
    for name, key in (
        ("sending", sending.key), ("returned-zip", sending.key),
        ("marked", file.key), ("returned", file.key),
    ):  # fmt: skip
        assert client.get(reverse(f"workbooks:{name}", args=[key])).status_code == 404
    with acting(team.officer):
        assert not SentFile.objects.exists()


def test_old_sendings_are_forgotten_and_what_they_brought_stays(
    team, scanned, sent, monkeypatch
) -> None:
    scanned(1)
    sent({"a.xlsx": filled((1,))})
    monkeypatch.setattr(services, "number", lambda name: -1)
    with acting(service_actor("scheduler")):
        assert services.sendings_forget() >= 1
    assert not Sending.objects.exists()
    assert Reading.objects.count() == 1
