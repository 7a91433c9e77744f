"""Review's pages: who comes in, marking, correcting with a reason, sending and taking back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.models import User
from sohotich.foundation.worklists.models import WorkItem
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.finished_book import agree, picture

pytestmark = pytest.mark.django_db
# As the office was called in 1998; under its present name the registration asks to be looked at.
OFFICE = "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"


def sign_in(client, actor) -> None:
    client.force_login(User.objects.get(key=actor.key))


@pytest.fixture
def agreed(team, make_book):
    """`agreed(2)`: a book of which so many records are settled, without images."""

    def make(last: int = 2, **changes: str):
        book = make_book(last)
        agree(team, book, **changes)
        return book

    return make


@pytest.fixture
def book(agreed):
    return agreed()


@pytest.fixture
def officer(team, client):
    sign_in(client, team.officer)
    return team.officer


def entry_of(book, number: int) -> Entry:
    return Entry.objects.select_related("book").get(book=book, number=number)


def page_of(client, entry: Entry) -> str:
    answer = client.get(reverse("review:record", args=[entry.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def mark(client, entry: Entry, digest: str = ""):
    digest = digest or Record.objects.get(entry=entry).digest
    return client.post(reverse("review:mark", args=[entry.key]), {"digest": digest}, follow=True)


def test_start_leads_to_the_first_record_and_the_last_mark_to_the_papers(
    officer, client, book
) -> None:
    first, second = entry_of(book, 1), entry_of(book, 2)
    answer = client.post(reverse("review:start"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("review:record", args=[first.key])
    assert mark(client, first).request["PATH_INFO"] == reverse("review:record", args=[second.key])
    answer = mark(client, second)
    assert answer.request["PATH_INFO"] == reverse("review:submit", args=[book.key])
    states = set(Entry.objects.filter(book=book).values_list("state", flat=True))
    assert states == {"reviewed"}
    assert client.post(reverse("review:start")).url == reverse("review:list")


@pytest.mark.parametrize("name", ["start", "book"])
def test_looking_at_an_address_claims_nothing(officer, client, book, name) -> None:
    address = reverse(f"review:{name}", args=[book.key] if name == "book" else [])
    assert client.get(address).url == reverse("review:list")
    assert not WorkItem.objects.filter(claimed_by=officer.key).exists()
    assert client.post(address).url == reverse("review:record", args=[entry_of(book, 1).key])
    assert WorkItem.objects.filter(claimed_by=officer.key).count() == 1


def test_ones_own_correction_is_left_to_a_colleague(officer, client, team, book) -> None:
    entry = entry_of(book, 1)
    change = {"value": "LÊ THỊ ĐÀO", "mark": "", "reason": "Nhập sai so với sổ"}
    address = reverse("review:fix", args=[entry.key, "meHoTen"])
    page = client.post(address, change, follow=True).content.decode()
    assert "người khác soát" in page
    assert "Đúng, sang số sau" not in page
    assert "người khác soát" in mark(client, entry).content.decode()
    assert entry_of(book, 1).state == "agreed"
    assert mark(client, entry_of(book, 2)).request["PATH_INFO"] == reverse("review:list")
    page = client.get(reverse("review:list")).content.decode()
    assert "1 trường hợp anh/chị đã nhập" in page
    assert "Soát tiếp" not in page
    sign_in(client, team.colleague)
    assert mark(client, entry).request["PATH_INFO"] == reverse("review:submit", args=[book.key])


def test_the_list_counts_what_waits(officer, client, book) -> None:
    page = client.get(reverse("review:list")).content.decode()
    assert "Soát tiếp 2 trường hợp" in page
    assert reverse("review:book", args=[book.key]) in page
    assert '<span class="count">2</span>' in page, "the menu counts too"


def test_an_empty_list_says_what_would_fill_it(officer, client) -> None:
    page = client.get(reverse("review:list")).content.decode()
    assert "Chưa có quyển sổ nào" in page
    assert "Soát tiếp" not in page


def test_the_record_stands_in_the_books_order_and_reading_it_is_audited(
    officer, client, book
) -> None:
    entry = entry_of(book, 1)
    page = page_of(client, entry)
    assert "NGUYỄN VĂN AN" in page
    assert "07/05/1998" in page, "dates with slashes"
    assert page.index("Việc đăng ký") < page.index("Người được khai sinh") < page.index("Ghi chú")
    read = AuditEntry.objects.filter(action="record.read", subject_key=entry.key, purpose="review")
    assert read.filter(actor_key=officer.key).exists()


def test_doubts_stand_at_their_field_with_the_answer_a_person_may_give(
    officer, client, agreed
) -> None:
    book = agreed(1, meNgaySinh="01.01.1995", noiDangKy="")
    page = page_of(client, entry_of(book, 1))
    mother = page[page.index('data-field="meNgaySinh"') :]
    assert 'data-answer="F8"' in mother[: mother.index("data-field", 20)]
    place = page[page.index('data-field="noiDangKy"') :]
    place = place[: place.index("data-field", 20)]
    assert 'data-answer="F2"' in place
    assert "error" in place
    assert "Vẫn ghi là đúng?" in page, "an error is asked about before the record is marked"


def test_vouching_for_a_value_silences_its_rule(officer, client, agreed) -> None:
    entry = entry_of(agreed(1, meNgaySinh="01.01.1995", noiDangKy=OFFICE), 1)
    sent = {"value": "01.01.1995", "mark": "as_written", "reason": "Đối chiếu ảnh"}
    client.post(reverse("review:fix", args=[entry.key, "meNgaySinh"]), sent)
    assert Record.objects.get(entry=entry).marks == {"meNgaySinh": "as_written"}
    assert "data-answer" not in page_of(client, entry)


def test_where_two_readings_differed_the_reviewer_sees_both(
    team, officer, client, make_book, key_entry
) -> None:
    from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
    from sohotich.register.ledger.services import move_all

    book = make_book(1)
    move_all(actor=team.scanner, book=book, action="attach_image")
    key_entry(team.first, nksHoTen="NGUYỄN VĂN AN")
    key_entry(team.second, nksHoTen="NGUYỄN VĂN ÂN")
    entry = next_dispute(actor=team.officer)
    dispute_choose(actor=team.officer, entry=entry, field="nksHoTen", choice="b")
    dispute_settle(actor=team.officer, entry=entry)
    page = page_of(client, entry)
    assert "Hai lần nhập khác nhau" in page
    assert "“NGUYỄN VĂN AN” và “NGUYỄN VĂN ÂN”" in page


def test_a_record_that_changed_meanwhile_is_not_marked(officer, client, book) -> None:
    entry = entry_of(book, 1)
    answer = mark(client, entry, "0" * 64)
    assert "Bản ghi vừa thay đổi" in answer.content.decode()
    assert entry_of(book, 1).state == "agreed"


def test_the_form_of_a_field_offers_what_it_takes(officer, client, book) -> None:
    entry = entry_of(book, 1)
    listed = client.get(reverse("review:fix", args=[entry.key, "nksDanToc"])).content.decode()
    assert '<option value="Kinh" selected>' in listed
    dated = client.get(reverse("review:fix", args=[entry.key, "nksNgaySinh"])).content.decode()
    assert 'value="01/05/1998"' in dated
    assert client.get(reverse("review:fix", args=[entry.key, "matKhau"])).status_code == 404


def test_a_correction_keeps_its_reason_and_what_it_replaced(officer, client, book) -> None:
    entry = entry_of(book, 1)
    address = reverse("review:fix", args=[entry.key, "nksHoTen"])
    sent = {"value": "NGUYỄN VĂN ANH", "mark": "", "reason": "Nhập sai so với sổ"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "NGUYỄN VĂN ANH" in page
    assert "trước đó “NGUYỄN VĂN AN”. Lý do: Nhập sai so với sổ" in page
    correction = Reading.objects.get(entry=entry, kind="correction")
    assert (correction.by, correction.reason) == (officer.key, "Nhập sai so với sổ")


WRONG = (
    ({"value": "NGUYỄN VĂN ANH"}, "Sửa bản ghi cần có lý do"),
    ({"value": VALUES["nksHoTen"], "reason": "xem lại"}, "Không có trường nào thay đổi"),
    ({"value": "x", "mark": "bia_dat", "reason": "xem lại"}, "Dấu của giá trị không hợp lệ"),
    ({"value": "x" * 3000, "reason": "xem lại"}, "dài quá"),
)


def test_a_correction_that_cannot_be_is_told_at_the_record(officer, client, book) -> None:
    entry = entry_of(book, 1)
    address = reverse("review:fix", args=[entry.key, "nksHoTen"])
    for sent, said in WRONG:
        page = client.post(address, sent, follow=True).content.decode()
        assert said in page
    assert Record.objects.get(entry=entry).values["nksHoTen"] == VALUES["nksHoTen"]


def test_a_blank_field_takes_no_value_with_it(officer, client, book) -> None:
    entry = entry_of(book, 1)
    sent = {"value": "Kinh", "mark": "blank_in_book", "reason": "sổ không ghi"}
    client.post(reverse("review:fix", args=[entry.key, "chaDanToc"]), sent)
    record = Record.objects.get(entry=entry)
    assert "chaDanToc" not in record.values
    assert record.marks["chaDanToc"] == "blank_in_book"


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [("to_keying", "scanned", "nhập lại"), ("to_scanning", "expected", "quét lại")],
)
def test_sending_back_needs_a_reason_and_goes_on_with_the_next(
    officer, client, book, name, state, said
) -> None:
    first, second = entry_of(book, 1), entry_of(book, 2)
    address = reverse(f"review:{name}", args=[first.key])
    page = client.post(address, {"reason": "  "}, follow=True).content.decode()
    assert "cần có lý do" in page
    assert entry_of(book, 1).state == "agreed"
    answer = client.post(address, {"reason": "mờ nửa dưới"}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("review:record", args=[second.key])
    assert f"Đã trả số 1/1998 để {said}" in answer.content.decode()
    row = entry_of(book, 1)
    assert (row.state, row.reason, row.returned) == (state, "mờ nửa dưới", True)


def test_the_last_mark_is_taken_back(officer, client, book) -> None:
    first = entry_of(book, 1)
    page = mark(client, first).content.decode()
    assert "Lấy lại số 1/1998" in page
    answer = client.post(reverse("review:undo", args=[first.key]), follow=True)
    assert answer.request["PATH_INFO"] == reverse("review:record", args=[first.key])
    assert entry_of(book, 1).state == "agreed"
    assert "Lấy lại" not in answer.content.decode()


def test_a_record_at_another_station_is_shown_on_its_own_page(officer, client, make_book) -> None:
    entry = entry_of(make_book(1), 1)
    answer = client.get(reverse("review:record", args=[entry.key]))
    assert answer.url == reverse("entry", args=[entry.key])


ADDRESSES = (
    ("get", "record"),
    ("post", "mark"),
    ("post", "undo"),
    ("post", "to_keying"),
    ("post", "to_scanning"),
    ("post", "image_fine"),
)


def test_another_commune_is_told_there_is_no_such_record(person, client, book) -> None:
    sign_in(client, person("stranger", "cong_chuc_ho_tich", unit="09505"))
    entry = entry_of(book, 1)
    for method, name in ADDRESSES:
        address = reverse(f"review:{name}", args=[entry.key])
        answer = getattr(client, method)(address, {"reason": "x"})
        assert answer.status_code == 404, name
        assert VALUES["nksHoTen"] not in answer.content.decode()
    assert entry_of(book, 1).state == "agreed"


def test_who_does_not_review_comes_to_none_of_it(team, client, book) -> None:
    key = entry_of(book, 1).key
    for actor in (team.first, team.scanner, team.chair):
        sign_in(client, actor)
        for name in ("start", "list"):
            assert client.get(reverse(f"review:{name}")).status_code == 403
        assert client.get(reverse("review:record", args=[key])).status_code == 403
        assert client.post(reverse("review:mark", args=[key])).status_code == 403


def test_a_doubtful_picture_is_found_legible(team, officer, client, book) -> None:
    from sohotich.register.images.selectors import image_of

    picture(team, book, verdict="look")
    entry = entry_of(book, 1)
    page = page_of(client, entry)
    assert "Ảnh có đọc được không?" in page
    assert reverse("scanning:entry_view", args=[entry.key]) in page
    client.post(reverse("review:image_fine", args=[entry.key]))
    assert image_of(entry).usable
    assert "Ảnh có đọc được không?" not in page_of(client, entry)


@pytest.mark.parametrize("sent", ["to_keying", "to_scanning"])
def test_what_was_settled_is_blind_once_sent_back(sent, officer, client, book) -> None:
    entry = entry_of(book, 1)
    page, part = (
        reverse("entry", args=[entry.key]),
        reverse("review:fix", args=[entry.key, "nksHoTen"]),
    )
    listed = reverse("book_entries", args=[book.key])
    assert VALUES["nksHoTen"] in client.get(page).content.decode()
    client.post(reverse(f"review:{sent}", args=[entry.key]), {"reason": "đọc sai"})
    text = client.get(page).content.decode()
    assert VALUES["nksHoTen"] not in text
    assert "Keyer1" not in text, "a keyer is named before the record is settled anew"
    assert client.get(part).status_code == 404
    assert client.get(listed).content.decode().count("07/05/1998") == 1
