"""The inventory's pages: list, new book, list taken in, page of a book, papers."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdfium2 import PdfDocument

from sohotich.domain.workflow.stages import count_stages
from sohotich.foundation.database.clock import now
from sohotich.register.books.lists import HEADINGS
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import LedgerCounts
from sohotich.web.book_forms import DefaultsForm
from sohotich.web.book_offices import offer_offices
from sohotich.web.book_page import next_step

pytestmark = pytest.mark.django_db
FORM = {
    "unit_code": "09508",
    "type_code": "KS",
    "years": "1998",
    "volume": "2",
    "twin": "1",
    "runs": "1-12",
    "declared_count": "12",
    "page_count": "6",
    "paper": "A4",
    "layout": "two",
    "rows": "1",
    "condition": "good",
    "opened_on": "03/01/1998",
    "closed_on": "",
    "place": "Tủ 1",
    "note": "",
}


@pytest.fixture
def officer(person, client):
    actor = person("huong", "cong_chuc_ho_tich")
    sign_in(client, actor)
    return actor


def sign_in(client, actor) -> None:
    from sohotich.foundation.people.models import User

    client.force_login(User.objects.get(key=actor.key))


@pytest.fixture
def book(officer, client) -> Book:
    assert client.post(reverse("book_new"), FORM).status_code == 302
    return Book.objects.get()


def test_a_new_book_opens_its_numbers_and_leads_to_its_page(officer, client) -> None:
    answer = client.post(reverse("book_new"), FORM, follow=True)
    book = Book.objects.get()
    assert (book.label, book.opened_on) == ("09508/KS.1998.02", "03.01.1998")
    assert Entry.objects.filter(book=book, state="expected").count() == 12
    page = answer.content.decode()
    assert "quyển 02/1998" in page
    assert page.count('class="box tone-') >= 12


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("years", "98", "Không hiểu “98”"),
        ("runs", "một đến mười", "Không hiểu “một đến mười”"),
        ("runs", "1999: 1-5", "Năm 1999 không thuộc sổ này"),
        ("volume", "0", "volume_error"),
        ("opened_on", "35/13/1998", "Ngày ghi như"),
        ("unit_code", "09511", "09511"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_stored(officer, client, field, value, said) -> None:
    answer = client.post(reverse("book_new"), {**FORM, field: value})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Book.objects.exists()


def test_every_wrong_field_is_told_at_once_at_its_place_with_what_to_do(officer, client) -> None:
    wrong = {
        "unit_code": ("", "Chọn đơn vị giữ sổ."),
        "years": ("98", "Không hiểu “98”. Ghi 1998 hoặc 1998-2000."),
        "volume": ("hai", "Ghi bằng chữ số, ví dụ 2."),
        "twin": ("0", "Ghi số từ 1 trở lên."),
        "runs": ("từ 1", "Không hiểu “từ 1”. Ghi như 1998: 1-120; 1999: 1-80."),
        "opened_on": ("35/13/1998", "Ngày ghi như 01/01/1998"),
    }
    sent = {**FORM, **{name: value for name, (value, _) in wrong.items()}}
    form = client.post(reverse("book_new"), sent).context["form"]
    assert set(form.errors) == set(wrong)
    for name, (_, said) in wrong.items():
        assert said in form.errors[name][0]


def test_what_speaks_against_the_whole_is_told_field_by_field(officer, client) -> None:
    sent = {**FORM, "rows": "99", "layout": "rows", "runs": "1999: 1-5", "years": "1800"}
    form = client.post(reverse("book_new"), sent).context["form"]
    assert set(form.errors) == {"years", "rows", "runs"}


def test_more_numbers_than_a_book_holds_are_refused_at_the_run(officer, client) -> None:
    form = client.post(reverse("book_new"), {**FORM, "runs": "1-99999"}).context["form"]
    assert "nhiều nhất" in form.errors["runs"][0]
    assert not Book.objects.exists()


def test_a_number_that_cannot_be_is_refused_at_its_field(book, client) -> None:
    sent = {"year": "1997", "number": "13", "suffix": ""}
    form = client.post(reverse("book_number", args=[book.key]), sent).context["form"]
    assert "không thuộc sổ này" in form.errors["number"][0]


def test_the_same_book_twice_is_refused_at_its_number(book, client) -> None:
    answer = client.post(reverse("book_new"), FORM)
    assert "đã có" in answer.content.decode()
    assert Book.objects.count() == 1


def test_editing_keeps_identity_and_opens_new_numbers(book, client) -> None:
    answer = client.post(
        reverse("book_edit", args=[book.key]), {**FORM, "volume": "9", "runs": "1-14"}
    )
    assert answer.status_code == 302, answer.content.decode()
    book.refresh_from_db()
    assert (book.volume, Entry.objects.filter(book=book).count()) == (2, 14)


def list_file(rows: str) -> SimpleUploadedFile:
    header = ",".join(heading.title for heading in HEADINGS if heading.key in _USED)
    return SimpleUploadedFile("so.csv", f"{header}\n{rows}".encode())


_USED = ("loai", "nam", "quyen", "so")


def test_a_list_is_looked_through_then_stored(officer, client) -> None:
    rows = "KS,1996,1,1-20\nKS,1997,1,1-30\n"
    url = reverse("books_import")
    look = client.post(url, {"unit_code": "09508", "file": list_file(rows), "look": ""})
    assert "2 sổ mới với 50 số" in look.content.decode()
    assert not Book.objects.exists()
    client.post(url, {"unit_code": "09508", "file": list_file(rows), "store": ""})
    client.post(url, {"unit_code": "09508", "file": list_file(rows), "store": ""})
    assert (Book.objects.count(), Entry.objects.count()) == (2, 50)


def test_an_error_in_a_list_names_its_cell_and_keeps_all_out(officer, client) -> None:
    rows = "KS,1996,1,1-20\nKS,19X7,1,1-30\n"
    answer = client.post(
        reverse("books_import"), {"unit_code": "09508", "file": list_file(rows), "store": ""}
    )
    page = answer.content.decode()
    assert "B3" in page
    assert "19X7" in page
    assert not Book.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest"])
def test_a_file_that_is_no_list_is_refused_by_name(officer, client, content) -> None:
    upload = SimpleUploadedFile("anh.xlsx", content or b" ")
    answer = client.post(reverse("books_import"), {"unit_code": "09508", "file": upload})
    assert answer.status_code == 400
    assert "anh.xlsx" in answer.content.decode()


def test_the_template_of_the_list_can_be_filled_and_taken_in(officer, client) -> None:
    answer = client.get(reverse("books_template"))
    assert answer.content[:2] == b"PK"


def test_the_list_filters_without_marks_and_exports(book, client) -> None:
    assert book.label in client.get(reverse("books"), {"tim": "ks.1998"}).content.decode()
    assert book.label not in client.get(reverse("books"), {"tim": "2005"}).content.decode()
    assert client.get(reverse("books"), {"xuat": "xlsx"}).content[:2] == b"PK"


def test_papers_carry_the_book_and_no_person(book, client) -> None:
    for name in ("book_label", "book_cover"):
        answer = client.get(reverse(name, args=[book.key]))
        assert answer["Content-Type"] == "application/pdf"
        page = PdfDocument(BytesIO(answer.content))[0]
        assert "KS.1998.02" in page.get_textpage().get_text_range()


def test_a_number_outside_of_the_run(book, client) -> None:
    client.post(
        reverse("book_number", args=[book.key]), {"year": 1998, "number": 5, "suffix": "bis"}
    )
    assert Entry.objects.filter(book=book, number=5, suffix="bis").exists()


def test_defaults_are_kept_for_keying(book, client) -> None:
    client.post(
        reverse("book_defaults", args=[book.key]),
        {"noiDangKy": "ubnd Xã Mỹ Hương", "nksDanToc": ""},
    )
    book.refresh_from_db()
    assert book.defaults == {"noiDangKy": "ubnd Xã Mỹ Hương"}


def test_a_number_is_declared_missing_with_a_reason_and_restored(book, client) -> None:
    entry = Entry.objects.get(book=book, number=8)
    url = reverse("entry_act", args=[entry.key, "declare_missing"])
    assert client.post(url, {"reason": " "}).status_code == 400
    client.post(url, {"reason": "Sổ giấy nhảy từ 7 sang 9"})
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("missing", "Sổ giấy nhảy từ 7 sang 9")
    client.post(reverse("entry_act", args=[entry.key, "restore"]), {"reason": "-"})
    entry.refresh_from_db()
    assert entry.state == "expected"


@pytest.mark.parametrize("name", ["book", "book_edit", "book_entries", "book_label", "book_cover"])
def test_another_communes_officer_sees_nothing_of_it(book, client, person, name) -> None:
    sign_in(client, person("khac", "cong_chuc_ho_tich", unit="09511"))
    assert client.get(reverse(name, args=[book.key])).status_code in (403, 404)


def test_another_communes_officer_does_not_find_it_in_the_list(book, client, person) -> None:
    sign_in(client, person("khac", "cong_chuc_ho_tich", unit="09511"))
    assert book.label not in client.get(reverse("books")).content.decode()


def test_keyers_have_no_books_to_browse(book, client, person) -> None:
    sign_in(client, person("minh", "nguoi_nhap_lieu"))
    assert client.get(reverse("books")).status_code == 403
    entry = Entry.objects.filter(book=book).first()
    assert client.get(reverse("entry", args=[entry.key])).status_code == 403


def test_home_counts_what_waits_and_offers_one_button_first(book, client) -> None:
    page = client.get(reverse("home")).content.decode()
    assert "Trường hợp chưa có ảnh" in page
    assert "KS.1998.02 (12)" in page
    assert page.count("btn-primary") == 1


def test_home_starts_its_first_work_by_enter(book, client) -> None:
    page = client.get(reverse("home")).content.decode()
    assert page.count("data-primary") == 1
    assert page.index("data-primary") < page.index("Trang ảnh chờ xác nhận")


@pytest.mark.parametrize(
    ("state", "submitted", "words"),
    [
        ("reviewed", False, "Trình ký"),
        ("reviewed", True, None),
        ("approved", False, "Lập gói chuyển"),
        ("exported", False, None),
    ],
)
def test_the_next_step_of_a_reviewed_book(officer, book, state, submitted, words) -> None:
    """A signed book is not offered for submission again: what is approved counts as reviewed."""
    book.submitted_at = now() if submitted else None
    by_state = {state: 12}
    found = next_step(officer, book, LedgerCounts(by_state, count_stages(by_state)))
    assert (found and found[0]) == words


def test_a_list_in_an_old_encoding_is_shown_and_taken_in_when_confirmed(officer, client) -> None:
    header = "Lo¹i sæ,N¨m,QuyÓn sè,D·y sè ®¨ng ký,N¬i ®Ó"

    def sent(**more: str):
        rows = "KÕt h«n,1996,1,1-20,Tñ hå s¬ hé tÞch\n"
        file = SimpleUploadedFile("so.csv", f"{header}\n{rows}".encode())
        data = {"unit_code": "09508", "file": file, **more}
        return client.post(reverse("books_import"), data).content.decode()

    page = sent(store="")
    assert "Tủ hồ sơ hộ tịch" in page
    assert "Tñ hå s¬ hé tÞch" in page
    assert not Book.objects.exists()
    sent(store="", repair="on")
    book = Book.objects.get()
    assert (book.type_code, book.place) == ("KH", "Tủ hồ sơ hộ tịch")


def test_the_place_of_registration_is_proposed_as_it_was_called_then(officer, client) -> None:
    """09508 was Mỹ Hương in Gia Lương: no source here names it, so nothing is filled in."""
    client.post(reverse("book_new"), {**FORM, "years": "1998", "volume": "7"})
    url = reverse("book_defaults", args=[Book.objects.get(volume=7).key])
    page = client.get(url).content.decode()
    assert '<option value="ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh">' in page
    assert "chưa có nguồn" in page
    assert 'value="ubnd Xã Mỹ Hương' not in page.split("<datalist")[0]


def test_the_only_name_that_sources_give_is_filled_in_for_confirming(officer) -> None:
    """NĐ 68/1999: until then Tam Sơn lay in Tiên Sơn."""
    book = Book(unit_code="09370", type_code="KS", year_from=1998, year_to=1998)
    form = DefaultsForm(book=book)
    (row,) = offer_offices(form, book)
    assert form.initial["noiDangKy"] == row.name
    assert row.name == "ubnd Xã Tam Sơn, huyện Tiên Sơn, tỉnh Bắc Ninh"
    kept = Book(
        unit_code="09370", type_code="KS", year_from=1998, year_to=1999, defaults={"noiDangKy": "x"}
    )
    form = DefaultsForm(book=kept)
    assert len(offer_offices(form, kept)) == 2
    assert form.initial["noiDangKy"] == "x"


def test_the_printed_form_is_asked_for_before_keying(officer, book, client) -> None:
    scanned = LedgerCounts({"scanned": 12}, count_stages({"scanned": 12}))
    found = next_step(officer, book, scanned)
    assert found == ("Xác nhận mẫu in", reverse("book_printed", args=[book.key]))
    keyed = LedgerCounts({"keyed_once": 12}, count_stages({"keyed_once": 12}))
    assert next_step(officer, book, keyed)[0] != "Xác nhận mẫu in", "keying goes on"
    addresses = [reverse("book", args=[book.key]), reverse("scanning:book", args=[book.key])]
    for address in addresses:
        assert "Mẫu in của sổ chưa ai xác nhận" in client.get(address).content.decode()
    book.form_confirmed_at = now()
    book.save()
    assert next_step(officer, book, scanned)[0] != "Xác nhận mẫu in"
    for address in addresses:
        assert "chưa ai xác nhận" not in client.get(address).content.decode()
