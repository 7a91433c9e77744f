"""What no page of ours sends: answered by a refusal in Vietnamese, never by an error of ours."""

from __future__ import annotations

import errno
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.models import User
from sohotich.register.books.draft import BookDraft, Run
from sohotich.register.images.models import Page
from sohotich.register.ledger.inventory import book_register
from sohotich.register.ledger.models import Entry

pytestmark = pytest.mark.django_db
BODIES = {
    "no object": b"[]",
    "not JSON": b"\xff\xfe{",
    "nested without end": b"[" * 100_000,
    "not a number": b'{"seq": NaN, "cuts": [{"box": [NaN, 0, 1, 1]}]}',
    "beyond all numbers": b'{"seq": 1e999}',
    "NUL": b'{"field": "nksHoTen", "value": "a\\u0000", "seq": 1}',
    "half a character": b'{"field": "nksHoTen", "value": "a\\ud800", "seq": 1}',
    "keys that are none": b'{"keys": 5, "have": 5, "numbers": 5, "seq": "x"}',
    "a number of 400 digits": json.dumps({"cuts": [{"box": [10**400, 0, 1, 1]}]}).encode(),
}


@pytest.fixture
def officer(person):
    return person("hotich", "cong_chuc_ho_tich")


@pytest.fixture
def book(officer):
    draft = BookDraft(
        unit_code="09508", type_code="KS", year_from=1998, volume=2, runs=(Run(1998, 1, 3),)
    )
    return book_register(actor=officer, draft=draft)


@pytest.fixture
def browser(officer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(key=officer.key))
    return client


@pytest.fixture
def reading(officer, book):
    from sohotich.register.records.services import reading_start

    entry = Entry.objects.filter(book=book).first()
    Entry.objects.filter(pk=entry.pk).update(state="scanned")
    entry.refresh_from_db()
    return reading_start(actor=officer, entry=entry, slot=1)


def jpeg(shade: int) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("L", (60, 80), shade).save(out, "JPEG")
    out.seek(0)
    return out


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_letter_that_makes_no_sense_is_refused(browser, book, reading, body):
    page = Page.objects.create(
        book=book,
        unit_code="09508",
        batch="a",
        batch_number=1,
        name="a",
        sort_name="a",
        link=_link(book),
        sha256="0" * 64,
        received_at=reading.started_at,
        received_by=reading.by,
        state="processed",
    )
    addresses = [
        reverse("keying:save", args=[reading.key]),
        reverse("keying:ahead"),
        reverse("keying:disputes-ahead"),
        reverse("scanning:page_save", args=[page.key]),
        reverse("scanning:page_accept", args=[page.key]),
        reverse("scanning:sheet_accept_sure", args=[book.key]),
    ]
    for address in addresses:
        answer = browser.post(address, body, content_type="application/json")
        assert answer.status_code < 500, address
    reading.refresh_from_db()
    assert reading.values == {}


def test_a_form_in_place_of_a_letter_is_refused(browser, reading):
    address = reverse("keying:save", args=[reading.key])
    for answer in (
        browser.post(address, {"field": "nksHoTen", "value": "An", "seq": "1"}),
        browser.post(address, {"file": jpeg(1)}),
    ):
        assert answer.status_code == 400
        assert "không đọc được yêu cầu" in answer.json()["error"]["message"]


def _link(book):
    from sohotich.foundation.files.models import Link

    return Link.objects.create(
        unit_code="09508",
        subject="book",
        subject_key=book.key,
        purpose="original",
        name="a.jpg",
        sha256="0" * 64,
        bytes=1,
        media_type="image/jpeg",
        created_by=book.created_by,
    )


@pytest.mark.parametrize("asked", ["don_vi", "tim", "loc", "xep", "trang", "dot", "lan", "so"])
@pytest.mark.parametrize("name", ["books", "book_labels", "administration:jobs", "home"])
def test_nul_in_an_address_is_refused(browser, name, asked):
    answer = browser.get(reverse(name), {asked: "a\0b"})
    assert answer.status_code == 400
    assert "ký tự không lưu được" in answer.content.decode()


def test_nul_in_a_form_is_refused(browser, book):
    entry = Entry.objects.filter(book=book).first()
    address = reverse("entry_act", args=[entry.key, "declare_missing"])
    answer = browser.post(address, {"reason": "mất\0"})
    assert answer.status_code == 400
    assert "ký tự không lưu được" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.state == "expected"


def test_a_grant_that_is_no_key_is_not_found(person):
    admin = person("quantri", "quan_tri", unit="27")
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(key=admin.key))
    address = reverse("administration:person-revoke", args=[admin.key])
    for grant in ("", "x", "zz-1"):
        assert client.post(address, {"grant": grant}).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "😀" * 80 + ".jpg",
        "ế" * 120 + ".jpg",
        "x" * 300 + ".jpg",
        "../../etc/passwd.jpg",
        "a\\..\\b.jpg",
        "...",
        "\u202egpj.exe.jpg",
        "<img src=x onerror=alert(1)>.jpg",
        "=cmd|calc.jpg",
    ],
)
def test_a_file_of_any_name_comes_in(browser, book, name, tmp_path):
    file = jpeg(sum(map(ord, name)) % 256)
    file.name = name
    answer = browser.post(reverse("scanning:upload", args=[book.key]), {"file": file})
    assert answer.status_code == 200, answer.content.decode()
    assert Page.objects.get(book=book).link.name.isprintable()


@pytest.mark.parametrize("name", ["scanning:upload", "books_import"])
def test_a_disk_that_fills_while_a_file_arrives_is_told(
    browser, book, name, monkeypatch, settings, tmp_path
):
    from django.core.files.uploadhandler import TemporaryFileUploadHandler

    def full(handler, data, start):
        handler.file.write(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    address = reverse(name, args=[book.key] if name == "scanning:upload" else [])
    answer = browser.post(address, {"file": jpeg(1)})
    assert answer.status_code == 507
    assert "Ổ đĩa của máy chủ đã đầy" in (
        answer.json()["error"]["message"] if "/api/" in address else answer.content.decode()
    )
    assert not Page.objects.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("declared_count", str(2**31)),
        ("page_count", str(2**31)),
        ("page_count", "9" * 400),
        ("runs", "1-" + "9" * 5_000),
        ("note", "x" * 2_001),
    ],
)
def test_a_number_or_text_beyond_measure_is_told_at_its_field(browser, field, value):
    sent = {
        "unit_code": "09508",
        "type_code": "KS",
        "years": "1999",
        "volume": "1",
        "paper": "A4",
        "layout": "one",
        "condition": "good",
        "runs": "1-3",
        "twin": "1",
        field: value,
    }
    answer = browser.post(reverse("book_new"), sent)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Entry.objects.exists()


def test_the_list_of_a_books_registrations_leaves_a_line(browser, book, officer):
    address = reverse("book_entries", args=[book.key])
    browser.get(address, {"xuat": "xlsx"})
    line = AuditEntry.objects.get(action="entries.read", actor_key=officer.key)
    assert (line.unit, line.subject_key, line.facts["as"]) == ("09508", book.key, "xlsx")
