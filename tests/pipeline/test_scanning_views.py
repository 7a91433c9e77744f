"""The scanning screens by their addresses: rights, refusals, the way from upload to accepted."""

from __future__ import annotations

import io
import json
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.jobs import running
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.models import User
from sohotich.foundation.worklists.services import claim_next, offer
from sohotich.register.images.models import EntryImage, Page
from sohotich.register.ledger.models import Entry
from tests.pipeline.drawing import draw_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def go(actor):
        client.force_login(User.objects.get(key=actor.key))
        return client

    return go


@pytest.fixture
def upload(client, tmp_path):
    """`upload(book, "trang 1.jpg", seed=1, entries=2)`: the answer to one drawn file."""

    def send(book, name, *, seed=1, entries=2, content=None):
        if content is None:
            content = draw_page(tmp_path / name, seed=seed, entries=entries).read_bytes()
        address = reverse("scanning:upload", args=[book.key]) + "?dot=mot"
        return client.post(address, {"file": SimpleUploadedFile(name, content)})

    return send


def run_jobs() -> None:
    for job in Job.objects.filter(state="waiting").order_by("key"):
        running.run(job.key)
        job.refresh_from_db()
        assert job.state == "done", job.message


@pytest.fixture
def processed(team, make_book, sign_in, upload, in_process):
    """`processed(pages=2)`: a book whose pages, of two parts each, have been analysed."""

    def make(pages: int = 2, **book_changes):
        book = make_book(book_changes.pop("last", 2 * pages), layout="two", **book_changes)
        sign_in(team.scanner)
        for number in range(1, pages + 1):
            assert upload(book, f"trang {number}.jpg", seed=number).status_code == 200
        run_jobs()
        return book

    return make


def pages_of(book) -> list[Page]:
    return list(Page.objects.filter(book=book).order_by("order"))


def post(client, name, key, **body):
    return client.post(
        reverse(f"scanning:{name}", args=[key]), json.dumps(body), content_type="application/json"
    )


def shown(client, book) -> list[dict]:
    return client.get(reverse("scanning:sheet_pages", args=[book.key])).json()["pages"]


def marks(client, book) -> str:
    return client.get(reverse("scanning:sheet_pages", args=[book.key])).json()["marks"]


def numbers(pages: list[dict]) -> list[list[str]]:
    return [[cut["number"] for cut in page["cuts"]] for page in pages]


def test_from_upload_to_accepted(team, make_book, sign_in, upload, in_process) -> None:
    client = sign_in(team.scanner)
    book = make_book(4, layout="two")
    page = reverse("scanning:book", args=[book.key])
    assert "Chưa có trang ảnh nào" in client.get(page).content.decode()

    # Sent out of order: a later number first.
    for name, seed in (("trang 10.jpg", 10), ("trang 2.jpg", 2)):
        answer = upload(book, name, seed=seed).json()
        assert (answer["pages"], answer["duplicate"], answer["message"]) == (1, False, "đã nhận")
    assert Job.objects.filter(kind="scan.process", state="waiting").count() == 1
    run_jobs()
    assert [found.name for found in pages_of(book)] == ["trang 2.jpg", "trang 10.jpg"]
    text = client.get(page).content.decode()
    assert "Xác nhận 2 trang" in text

    sheet = client.get(reverse("scanning:sheet", args=[book.key]))
    assert sheet.status_code == 200
    assert AuditEntry.objects.filter(action="sheet.read", subject_key=book.key).count() == 1
    pages = shown(client, book)
    assert numbers(pages) == [["1", "2"], ["3", "4"]]
    for drawn in pages:
        seen = [cut["number"] for cut in drawn["cuts"]]
        answer = post(client, "page_accept", drawn["key"], numbers=seen)
        assert answer.status_code == 200, answer.content
        assert answer.json()["pages"][0]["state"] == "accepted"
    run_jobs()
    assert {e.state for e in Entry.objects.filter(book=book)} == {"scanned"}
    assert EntryImage.objects.filter(book=book, current=True, state="made").count() == 4

    entry = Entry.objects.get(book=book, number=3)
    pdf = client.get(reverse("scanning:entry_pdf", args=[entry.key]))
    content = b"".join(pdf.streaming_content)
    assert content.startswith(b"%PDF")
    assert len(content) <= 100_000
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("inline")
    assert pdf["Cache-Control"] == "private, no-store"
    for name in ("entry_view", "entry_result"):
        picture = client.get(reverse(f"scanning:{name}", args=[entry.key]))
        assert picture["Content-Type"] == "image/jpeg"
    assert AuditEntry.objects.filter(action="file.read", subject_key=entry.key).count() >= 3


def test_a_repeat_is_told_and_not_doubled(team, make_book, sign_in, upload) -> None:
    sign_in(team.scanner)
    book = make_book(4)
    upload(book, "a.jpg", seed=3)
    answer = upload(book, "b.jpg", seed=3).json()
    assert answer["duplicate"] is True
    assert "đã có từ trước (ảnh a.jpg)" in answer["message"]
    assert len(pages_of(book)) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("so.docx", b"PK\x03\x04 nothing", "so.docx"),
        ("anh.jpg", b"\xff\xd8\xff\xe0 cut off", "anh.jpg"),
        ("trong.jpg", b"", "trong.jpg"),
        ("chu.txt", "xin chào".encode(), "chu.txt"),
    ],
)
def test_a_bad_file_is_refused_by_name(
    team, make_book, sign_in, upload, name, content, said
) -> None:
    sign_in(team.scanner)
    book = make_book(4)
    answer = upload(book, name, content=content)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["message"]
    assert said in json.dumps(error, ensure_ascii=False) or not content
    assert not pages_of(book)


def test_no_file_at_all_is_a_plain_error(team, make_book, sign_in) -> None:
    client = sign_in(team.scanner)
    answer = client.post(reverse("scanning:upload", args=[make_book(2).key]))
    assert answer.status_code == 400
    assert answer.json()["error"]["mend"]


def test_many_pages_in_one_file(team, make_book, sign_in, upload, tmp_path) -> None:
    sign_in(team.scanner)
    book = make_book(4)
    images = [
        Image.open(draw_page(tmp_path / f"{n}.png", seed=n, entries=2)).convert("RGB")
        for n in (1, 2)
    ]
    stream = io.BytesIO()
    images[0].save(stream, "TIFF", save_all=True, append_images=images[1:])
    answer = upload(book, "quyen.tif", content=stream.getvalue()).json()
    assert (answer["pages"], answer["message"]) == (2, "đã nhận 2 trang")
    assert [page.frame for page in pages_of(book)] == [1, 2]


ADDRESSES = (
    ("book", "book"),
    ("sheet", "book"),
    ("doubts", "book"),
    ("sheet_pages", "book"),
    ("page", "page"),
    ("page_before", "page"),
    ("page_image", "page"),
    ("page_original", "page"),
    ("doubt", "entry"),
    ("entry_view", "entry"),
    ("entry_pdf", "entry"),
    ("entry_result", "entry"),
)
CHANGES = (
    ("upload", "book"),
    ("process", "book"),
    ("sheet_accept_sure", "book"),
    ("page_upload", "page"),
    ("page_keep", "page"),
    ("page_save", "page"),
    ("page_accept", "page"),
    ("page_rescan", "page"),
    ("page_repeat", "page"),
    ("doubt_clear", "entry"),
    ("doubt_rescan", "entry"),
)


@pytest.fixture
def accepted(team, processed, client):
    """A book of one page with two accepted registrations, their PDFs made."""
    book = processed(1)
    (page,) = pages_of(book)
    post(client, "page_accept", page.key)
    run_jobs()
    entry = Entry.objects.get(book=book, number=1)
    return {"book": book, "page": page, "entry": entry}


def test_another_commune_finds_nothing(person, sign_in, accepted) -> None:
    client = sign_in(person("stranger", "cong_chuc_ho_tich", unit="09511"))
    for name, thing in ADDRESSES:
        answer = client.get(reverse(f"scanning:{name}", args=[accepted[thing].key]))
        assert answer.status_code == 404, name
    for name, thing in CHANGES:
        assert post(client, name, accepted[thing].key).status_code == 404, name
    assert accepted["book"].label not in client.get(reverse("scanning:list")).content.decode()


def test_what_is_not_there_is_not_found(team, sign_in) -> None:
    client = sign_in(team.scanner)
    for name, _ in ADDRESSES:
        assert client.get(reverse(f"scanning:{name}", args=[uuid4()])).status_code == 404, name


def test_rights_decide(team, sign_in, accepted, client) -> None:
    book, page, entry = accepted["book"], accepted["page"], accepted["entry"]
    client.logout()
    assert client.get(reverse("scanning:book", args=[book.key])).status_code == 302
    assert post(client, "page_save", page.key).status_code == 401
    # The chair looks at images and changes nothing.
    sign_in(team.chair)
    assert client.get(reverse("scanning:page_image", args=[page.key])).status_code == 200
    assert client.get(reverse("scanning:sheet", args=[book.key])).status_code == 403
    assert post(client, "page_save", page.key).status_code == 403
    # A keyer sees the registration in hand, and no other.
    sign_in(team.first)
    view = reverse("scanning:entry_view", args=[entry.key])
    assert client.get(view).status_code == 404
    offer(queue="keying.first", subject_key=entry.key, unit=entry.unit_code)
    assert claim_next(actor=team.first, queue="keying.first", minutes=30) is not None
    assert client.get(view).status_code == 200
    assert client.get(reverse("scanning:page_image", args=[page.key])).status_code == 403


def strip_of(book, strip: int = 0) -> str:
    return reverse("scanning:sheet_strip", args=[book.key, strip])


def test_many_stamps_come_as_one_picture_and_are_asked_for_again(sign_in, team, accepted) -> None:
    client = sign_in(team.scanner)
    answer = client.get(strip_of(accepted["book"]))
    assert len(answer.content) < 60_000
    drawn = Image.open(io.BytesIO(answer.content)).convert("L")
    place = drawn.width // 6, drawn.height // 4
    first, second = (drawn.crop((n * place[0], 0, (n + 1) * place[0], place[1])) for n in (0, 1))
    assert first.getextrema()[0] < 128, "a page with writing"
    assert second.getextrema()[0] > 200, "no second page"
    assert answer["Cache-Control"] == "private, no-cache"
    again = client.get(strip_of(accepted["book"]), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(strip_of(accepted["book"], 1)).status_code == 404


def test_a_strip_is_for_who_confirms_in_the_unit(sign_in, team, person, accepted) -> None:
    address = strip_of(accepted["book"])
    client = sign_in(team.chair)
    assert client.get(address).status_code == 403
    client = sign_in(person("stranger", "cong_chuc_ho_tich", unit="09511"))
    assert client.get(address).status_code == 404


def test_stamps_leave_one_line_for_a_sheet_opened_or_not(team, sign_in, accepted) -> None:
    book = accepted["book"]
    lines = AuditEntry.objects.filter(action="sheet.read", subject_key=book.key)
    client = sign_in(team.officer)
    for _ in range(2):
        assert client.get(strip_of(book)).status_code == 200
    assert lines.filter(actor_key=team.officer.key).count() == 1
    client = sign_in(team.scanner)
    client.get(reverse("scanning:sheet", args=[book.key]))
    client.get(strip_of(book))
    assert lines.filter(actor_key=team.scanner.key).count() == 1


def test_a_page_is_shown_as_it_came(team, sign_in, accepted) -> None:
    client = sign_in(team.scanner)
    answer = client.get(reverse("scanning:page_before", args=[accepted["page"].key]))
    assert Image.open(io.BytesIO(answer.content)).width <= 900
    assert answer["Cache-Control"] == "private, no-store"
    read = AuditEntry.objects.filter(
        action="file.read", subject_key=accepted["page"].link.subject_key
    )
    assert read.exists()


def test_only_what_changed_is_answered(processed, client) -> None:
    """Also what somebody else changed meanwhile, and all of it to whoever knows another book."""
    book = processed(3, last=12)
    first, _, third = shown(client, book)
    seen = marks(client, book)
    ask = partial(post, client, "sheet_pages", book.key)
    assert ask(seen=seen).json() == {"pages": [], "marks": seen}
    post(client, "page_rescan", third["key"])
    told = ask(seen=seen).json()
    assert [page["key"] for page in told["pages"]] == [third["key"]]
    assert ask(seen=told["marks"]).json()["pages"] == []
    accepted = post(client, "page_accept", first["key"], seen=seen).json()["pages"]
    assert [page["key"] for page in accepted] == [first["key"], third["key"]]
    again = post(client, "page_accept", first["key"], seen=marks(client, book)).json()["pages"]
    assert [page["key"] for page in again] == [first["key"]], "the page it is about, changed or not"
    for unknown in ("", "0" * 8, "x" * 9_000):
        assert len(ask(seen=unknown).json()["pages"]) == 3


def test_numbers_run_on_and_can_be_held(processed, client) -> None:
    book = processed(3, last=12)
    first, second, third = shown(client, book)
    cuts = [{**second["cuts"][0], "number": "7", "pinned": True}, second["cuts"][1]]
    seen = marks(client, book)
    body = {"cuts": cuts, "layout": "two", "seen": seen}
    answer = post(client, "page_save", second["key"], **body).json()["pages"]
    # The first page too: its numbers do not lead to the one that was named.
    assert [page["key"] for page in answer] == [first["key"], second["key"], third["key"]]
    assert numbers(answer) == [["1", "2"], ["7", "8"], ["9", "10"]]

    cuts = [{**first["cuts"][0], "number": "2", "pinned": True}, first["cuts"][1]]
    post(client, "page_save", first["key"], cuts=cuts, layout="two", hold_next=True)
    assert numbers(shown(client, book)) == [["2", "3"], ["7", "8"], ["9", "10"]]


def test_a_number_the_book_lacks_is_named(processed, client) -> None:
    book = processed(1, last=2)
    (page,) = shown(client, book)
    cuts = [{**page["cuts"][0], "number": "99", "pinned": True}, page["cuts"][1]]
    answer = post(client, "page_save", page["key"], cuts=cuts)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["message"] == "Sổ này không có số 99."
    assert error["where"] == "Trang 1"
    assert numbers(shown(client, book)) == [["1", "2"]]


def test_bis_and_a_registration_over_two_pages(team, processed, client) -> None:
    from sohotich.register.ledger.entries import entry_add

    book = processed(2, last=4)
    entry_add(actor=team.officer, book=book, year=1998, number=2, suffix="bis")
    first, second = shown(client, book)
    assert numbers([first, second]) == [["1", "2"], ["2bis", "3"]]
    cuts = [{**second["cuts"][0], "joins": True}, second["cuts"][1]]
    post(client, "page_save", second["key"], cuts=cuts)
    assert numbers(shown(client, book)) == [["1", "2"], ["2", "2bis"]]
    for page in shown(client, book):
        assert post(client, "page_accept", page["key"]).status_code == 200
    run_jobs()
    two = Entry.objects.get(book=book, number=2, suffix="")
    over_two = EntryImage.objects.get(entry=two, current=True)
    assert [region["order"] for region in over_two.regions] == [1, 2]


def test_splitting_blank_rescan_and_taking_back(processed, client) -> None:
    book = processed(2, last=6)
    first, _ = shown(client, book)
    thirds = [{"box": [0, n / 3, 1, 1 / 3], "number": ""} for n in range(3)]
    post(client, "page_save", first["key"], cuts=thirds, layout="rows")
    assert numbers(shown(client, book)) == [["1", "2", "3"], ["4", "5"]]
    post(client, "page_save", first["key"], state="blank")
    assert shown(client, book)[0]["state"] == "blank"
    post(client, "page_rescan", first["key"])
    assert shown(client, book)[0]["state"] == "rescan"
    restored = post(
        client, "page_save", first["key"], cuts=first["cuts"], layout="two", state="processed"
    )
    assert restored.json()["pages"][0]["cuts"] == [
        {name: value for name, value in cut.items() if name != "doubt"} for cut in first["cuts"]
    ]


def test_the_way_on_from_the_sheet_is_for_who_may_go_it(team, sign_in, accepted) -> None:
    def ways(actor) -> list[str]:
        client = sign_in(actor)
        page = client.get(reverse("scanning:sheet", args=[accepted["book"].key]))
        return [words for words, _ in page.context["next_steps"]]

    assert ways(team.scanner) == ["Về sổ"]
    assert ways(team.officer) == ["Sang nhập liệu", "Về sổ"]


def test_an_accepted_page_is_opened_again(accepted, client) -> None:
    page = accepted["page"]
    # A change drawn before somebody accepted the page comes too late.
    late = post(client, "page_save", page.key, cuts=[{"box": [0, 0, 1, 1], "number": ""}])
    assert late.status_code == 400
    assert "đã được xác nhận" in late.json()["error"]["message"]
    answer = post(client, "page_save", page.key, state="processed")
    assert answer.json()["pages"][0]["state"] == "processed"
    page.refresh_from_db()
    assert page.accepted_at is None


def test_numbers_not_seen_are_not_accepted(processed, client) -> None:
    book = processed(1)
    (page,) = shown(client, book)
    answer = post(client, "page_accept", page["key"], numbers=["5", "6"])
    assert answer.status_code == 400
    assert "vừa thay đổi" in answer.json()["error"]["message"]


def test_only_certain_pages_that_were_shown_are_accepted(processed, client) -> None:
    book = processed(3)
    Page.objects.filter(book=book).update(confidence=1.0)
    for page in pages_of(book):
        page.cuts = [{**cut, "confidence": 1.0} for cut in page.cuts]
        page.save()
    pages = shown(client, book)
    keys = [pages[0]["key"], pages[2]["key"]]
    seen = marks(client, book)
    answer = post(client, "sheet_accept_sure", book.key, keys=keys, seen=seen)
    assert sorted(page["key"] for page in answer.json()["pages"]) == sorted(keys)
    assert [page["state"] for page in shown(client, book)] == ["accepted", "processed", "accepted"]


def test_the_lines_of_a_page_are_repeated(processed, client) -> None:
    book = processed(3, last=12)
    first = shown(client, book)[0]
    cuts = [
        {**first["cuts"][0], "box": [0, 0, 1, 0.4]},
        {**first["cuts"][1], "box": [0, 0.4, 1, 0.6]},
    ]
    post(client, "page_save", first["key"], cuts=cuts, layout="two")
    post(client, "page_repeat", first["key"])
    assert [page["cuts"][1]["box"] for page in shown(client, book)] == [[0, 0.4, 1, 0.6]] * 3
    # Another count: the machine cuts the others anew.
    thirds = [{"box": [0, n / 3, 1, 1 / 3], "number": ""} for n in range(3)]
    post(client, "page_save", first["key"], cuts=thirds, layout="rows")
    post(client, "page_repeat", first["key"])
    assert [page["state"] for page in shown(client, book)] == ["processed", "new", "new"]
    run_jobs()
    assert [len(page["cuts"]) for page in shown(client, book)] == [3, 3, 3]


@pytest.mark.parametrize(
    "body",
    ["{", "[]", '{"cuts": [{"box": "x"}]}', '{"cuts": [{"box": [0, 0, 1]}]}', '{"state": "done"}'],
)
def test_what_is_no_change_is_refused(processed, client, body) -> None:
    (page,) = pages_of(processed(1))
    address = reverse("scanning:page_save", args=[page.key])
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_a_page_scanned_again_takes_its_place(processed, client, tmp_path) -> None:
    book = processed(2)
    page = pages_of(book)[0]
    post(client, "page_rescan", page.key)
    text = client.get(reverse("scanning:page", args=[page.key])).content.decode()
    assert "Quét lại trang này" in text
    new = draw_page(tmp_path / "moi.jpg", seed=77, entries=2).read_bytes()
    answer = client.post(
        reverse("scanning:page_upload", args=[page.key]),
        {"file": SimpleUploadedFile("moi.jpg", new)},
    )
    assert answer.status_code == 200
    run_jobs()
    page.refresh_from_db()
    assert (page.state, page.order, len(page.former)) == ("processed", 1, 1)
    assert numbers(shown(client, book)) == [["1", "2"], ["3", "4"]]


def test_a_page_to_rescan_may_be_kept(processed, client) -> None:
    page = pages_of(processed(1))[0]
    post(client, "page_rescan", page.key)
    client.post(reverse("scanning:page_keep", args=[page.key]))
    page.refresh_from_db()
    assert page.state == "processed"


def test_doubtful_pdfs_are_looked_at_one_by_one(accepted, client) -> None:
    book = accepted["book"]
    EntryImage.objects.filter(book=book).update(verdict="look", reason="Mất nét mảnh")
    text = client.get(reverse("scanning:book", args=[book.key])).content.decode()
    assert "PDF cần xem" in text
    assert "Mất nét mảnh" in text
    doubts = reverse("scanning:doubts", args=[book.key])
    first, second = Entry.objects.filter(book=book).order_by("number")
    assert client.get(doubts).url == reverse("scanning:doubt", args=[first.key])
    client.post(reverse("scanning:doubt_clear", args=[first.key]))
    assert client.get(doubts).url == reverse("scanning:doubt", args=[second.key])
    assert "PDF sẽ chuyển đi" in client.get(client.get(doubts).url).content.decode()
    rescan = reverse("scanning:doubt_rescan", args=[second.key])
    assert client.post(rescan, {"reason": "x" * 251}).status_code == 400
    client.post(rescan)
    assert pages_of(book)[0].state == "rescan"
    assert "Không còn PDF nào cần xem" in client.get(doubts).content.decode()


def test_the_list_counts_what_waits(team, processed, client, sign_in, person) -> None:
    book = processed(2, last=5)
    text = client.get(reverse("scanning:list")).content.decode()
    assert book.label in text
    assert "PDF cần xem" in text
    excel = client.get(reverse("scanning:list") + "?xuat=xlsx")
    assert excel["Content-Disposition"].endswith('.xlsx"')
    from sohotich.pipeline.scanning.screens import book_scans, pages_waiting

    (scan,) = book_scans([book])
    assert (scan.pages.to_confirm, scan.without_image, scan.doubtful) == (2, 5, 0)
    assert pages_waiting(team.scanner) == 2
    assert pages_waiting(person("stranger", "nguoi_quet", unit="09511")) == 0


def test_nothing_to_scan_says_what_would_fill_it(team, sign_in) -> None:
    text = sign_in(team.scanner).get(reverse("scanning:list")).content.decode()
    assert "Chưa có sổ để quét" in text
