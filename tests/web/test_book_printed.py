"""The page on which an officer confirms which lines a book prints, and what keying makes of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.domain.record_types import RECORD_TYPES, form_for
from sohotich.register.books.draft import BookDraft
from sohotich.register.books.errors import BookError
from sohotich.register.books.selectors import form_of
from sohotich.register.books.services import book_create, book_form_confirm
from sohotich.register.records.checking import findings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(person, client):
    from sohotich.foundation.people.models import User

    actor = person("huong", "cong_chuc_ho_tich")
    client.force_login(User.objects.get(key=actor.key))
    return actor


def a_book(officer, code: str, year: int):
    return book_create(actor=officer, draft=BookDraft("09508", code, year, 1))


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_the_page_proposes_every_line_of_every_type(officer, client, kind) -> None:
    book = a_book(officer, kind.code, 2017)
    page = client.get(reverse("book_printed", args=[book.key])).content.decode()
    assert all(f'id="id_{field.key}"' in page for field in kind.fields)
    assert "Chưa ai đối chiếu" in page
    shown = client.get(reverse("book", args=[book.key])).content.decode()
    assert ("Mẫu dự kiến" in shown) == bool(kind.template_standing.warning)


def _places(form) -> dict[str, str]:
    return {key: form.place_of(key) for key in form.certainty}


def test_what_the_officer_confirms_is_keyed(officer, client) -> None:
    book = a_book(officer, "KH", 2008)
    form = form_of(book, 2008)
    assert not form.confirmed
    said = {**_places(form), "trangSo": "shown", "chongDanToc": "hidden"}
    answer = client.post(reverse("book_printed", args=[book.key]), {"era": "", **said})
    assert answer.status_code == 302
    book.refresh_from_db()
    assert book.form_overrides == {"trangSo": "shown", "chongDanToc": "hidden"}
    confirmed = form_of(book, 2008)
    assert confirmed.confirmed
    assert "trangSo" in confirmed.counted
    assert "chongDanToc" in confirmed.hidden
    page = client.get(reverse("book_printed", args=[book.key])).content.decode()
    assert "Đã có người xác nhận" in page


def test_the_rules_ask_for_the_lines_that_were_confirmed(officer) -> None:
    book = a_book(officer, "KS", 1998)
    lines = {"nksGioiTinh": "shown"}
    book_form_confirm(actor=officer, book=book, era="", places=_places(form_of(book, 1998)) | lines)
    book.refresh_from_db()

    def asked(form) -> bool:
        found = findings_of("KS", {"ngayDangKy": "07.05.1998"}, {}, form)
        return ("Q01-printed", "nksGioiTinh") in {(one.rule, one.field) for one in found}

    assert not asked(None)
    assert not asked(form_for("KS", None))
    assert asked(form_of(book, 1998))


def test_another_era_may_be_chosen_and_is_kept_when_the_book_is_edited(officer, client) -> None:
    book = a_book(officer, "KT", 2006)
    places = _places(form_for("KT", None))
    address = f"{reverse('book_printed', args=[book.key])}?thoi_ky=E5"
    assert "158/2005" in client.get(address).content.decode()
    book_form_confirm(actor=officer, book=book, era="E5", places=places)
    from sohotich.register.books.selectors import draft_of
    from sohotich.register.books.services import book_update

    book_update(actor=officer, book=book, draft=draft_of(book))
    book.refresh_from_db()
    assert (book.form_era, form_of(book, 2006).era) == ("E5", "E5")


@pytest.mark.parametrize(
    ("era", "places", "where"),
    [
        ("E0", {}, "Thời kỳ"),  # no register of recognition of its own is known of that time
        ("", {"cmHoTen": "hidden"}, "cmHoTen"),
        ("", {"nksHoTen": "shown"}, "nksHoTen"),
    ],
)
def test_what_no_form_can_have_is_refused(officer, era, places, where) -> None:
    book = a_book(officer, "CMC", 2008)
    with pytest.raises(BookError) as caught:
        book_form_confirm(actor=officer, book=book, era=era, places=places)
    assert caught.value.where == where
    book.refresh_from_db()
    assert book.form_confirmed_at is None


@pytest.mark.parametrize(("code", "type_words"), [("GCKS", "KS"), ("GSGH", "GH")])
def test_a_register_without_a_type_is_told_its_type(officer, code, type_words) -> None:
    with pytest.raises(BookError, match=type_words):
        a_book(officer, code, 2017)


def test_a_scanner_may_not_confirm_a_form(officer, client, person) -> None:
    from sohotich.foundation.people.models import User

    book = a_book(officer, "KS", 2017)
    client.force_login(User.objects.get(key=person("quet", "nguoi_quet").key))
    assert client.get(reverse("book_printed", args=[book.key])).status_code in (403, 404)
