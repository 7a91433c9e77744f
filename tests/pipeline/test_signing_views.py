"""Submitting and signing: what is missing and where, who may sign, the password, taking back."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.models import User
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.records.models import Record
from tests.pipeline import finished_book

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-cua-chu-tich"


def sign_in(client, actor) -> None:
    client.force_login(User.objects.get(key=actor.key))


@pytest.fixture
def chair(team, client):
    """The chair, signed in, with a title and a password the tests know."""
    user = User.objects.get(key=team.chair.key)
    user.title = "Chủ tịch UBND xã"
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    return team.chair


@pytest.fixture
def ready(team, make_book) -> Book:
    book = make_book(2)
    finished_book.ready(team, book)
    return book


@pytest.fixture
def submitted(team, ready) -> Book:
    from sohotich.pipeline.review.signing import book_submit

    return book_submit(actor=team.officer, book=ready)


@pytest.fixture
def sample(settings, monkeypatch):
    """`sample(0)` shows the signer so many records."""
    from sohotich.pipeline.review import signing_page

    return lambda count: monkeypatch.setattr(signing_page, "number", lambda name: count)


def sign(client, book, password: str = PASSWORD, content: str | None = None):
    """Sign what the page shows."""
    address = reverse("review:sign", args=[book.key])
    if content is None:
        page = client.get(address).content.decode()
        content = page.split('name="content_sha256" value="')[1][:64]
    sent = {"password": password, "content_sha256": content}
    return client.post(address, sent, follow=True)


def test_what_is_missing_is_named_with_its_way(team, client, make_book) -> None:
    sign_in(client, team.officer)
    book = make_book(3)
    finished_book.agree(team, book, noiDangKy="")
    entry = Entry.objects.get(book=book, number=1)
    page = client.get(reverse("review:submit", args=[book.key])).content.decode()
    assert "3 trường hợp chưa soát xét" in page
    assert reverse("review:book", args=[book.key]) in page, "the way to review"
    finished_book.review_all(team, book)
    page = client.get(reverse("review:submit", args=[book.key])).content.decode()
    assert "3 bản ghi còn lỗi" in page
    assert reverse("review:record", args=[entry.key]) in page
    assert "3 trường hợp chưa có PDF" in page
    assert reverse("scanning:book", args=[book.key]) in page
    assert "Trình Chủ tịch ký" not in page
    answer = client.post(reverse("review:submit", args=[book.key]), follow=True)
    assert "Sổ chưa đủ điều kiện" in answer.content.decode()
    assert Book.objects.get().submitted_at is None


def test_a_finished_book_is_submitted_and_taken_back(team, client, ready) -> None:
    sign_in(client, team.officer)
    address = reverse("review:submit", args=[ready.key])
    assert "Trình Chủ tịch ký 2 trường hợp" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "chờ Chủ tịch ký" in page
    record = Record.objects.first()
    fix = reverse("review:fix", args=[record.entry_id, "nksHoTen"])
    page = client.post(fix, {"value": "X", "reason": "sai"}, follow=True).content.decode()
    assert "Sổ đã trình ký" in page
    client.post(reverse("review:withdraw", args=[ready.key]))
    assert Book.objects.get().submitted_at is None


def test_the_chair_sees_what_waits(chair, client, submitted) -> None:
    page = client.get(reverse("review:approvals")).content.decode()
    assert "1 sổ đã trình" in page
    assert reverse("review:sign", args=[submitted.key]) in page


def test_the_page_holds_everything_one_signs_for(team, chair, client, submitted, sample) -> None:
    sample(1)
    page = client.get(reverse("review:sign", args=[submitted.key])).content.decode()
    assert "2 trường hợp đã số hóa, 0 số thiếu, 0 số bị hủy" in page
    assert "Keyer1" in page, "who keyed it"
    assert "nhập từ Excel 2" in page, "and how much"
    assert "Ký duyệt 2 trường hợp" in page
    assert page.count("<details name=") == 1
    assert page.count("/anh.jpg") == 1
    entry = Record.objects.get(entry_id=page.split("/anh.jpg")[0][-36:]).entry
    read = AuditEntry.objects.filter(action="record.read", purpose="sign", actor_key=chair.key)
    assert [row.subject_key for row in read] == [entry.key], "what was shown is in the log"
    again = client.get(reverse("review:sign", args=[submitted.key])).content.decode()
    assert str(entry.key) in again, "the sample is drawn by the content, not by luck"


def test_signing_freezes_the_content_that_was_shown(chair, client, submitted, sample) -> None:
    sample(0)
    page = sign(client, submitted).content.decode()
    assert f"Đã ký duyệt sổ {submitted.label}" in page
    approval = BookApproval.objects.get()
    assert approval.signer_title == "Chủ tịch UBND xã"
    assert set(Entry.objects.values_list("state", flat=True)) == {"approved"}
    groups = [approval.content_sha256[at : at + 8] for at in range(0, 64, 8)]
    assert "".join(f"<span>{group}</span> " for group in groups) in page
    assert "1 sổ đã trình" not in client.get(reverse("review:approvals")).content.decode()


def test_a_wrong_password_signs_nothing_and_cannot_be_guessed_on(
    chair, client, submitted, sample
) -> None:
    sample(0)
    page = sign(client, submitted, password="").content.decode()
    assert "Nhập mật khẩu của anh/chị" in page
    for _ in range(5):
        page = sign(client, submitted, password="sai").content.decode()
        assert "Mật khẩu không đúng" in page
    page = sign(client, submitted, password=PASSWORD).content.decode()
    assert "quá nhiều lần" in page, "even the right one waits now"
    assert not BookApproval.objects.exists()
    refused = AuditEntry.objects.filter(action="book.sign_refused", subject_key=submitted.key)
    assert refused.count() == 7, "the empty one and the one that had to wait as well"


def test_who_keyed_any_of_it_does_not_sign(team, client, person, submitted, sample) -> None:
    from sohotich.foundation.people.accounts import grant_role
    from sohotich.foundation.people.actors import service_actor

    sample(0)
    user = User.objects.get(key=team.first.key)
    grant_role(actor=service_actor("installer"), user=user, role="chu_tich", unit_code="09508")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    page = client.get(reverse("review:sign", args=[submitted.key])).content.decode()
    assert "nên không ký duyệt sổ này" in page
    assert 'name="password"' not in page
    page = sign(client, submitted, content="0" * 64).content.decode()
    assert "không ký duyệt sổ đó" in page
    assert not BookApproval.objects.exists()


def test_what_changed_since_it_was_shown_is_not_signed(chair, client, submitted, sample) -> None:
    sample(0)
    page = sign(client, submitted, content="0" * 64).content.decode()
    assert "Nội dung sổ vừa thay đổi" in page
    assert not BookApproval.objects.exists()


def test_a_book_that_nobody_submitted_is_not_signed(chair, client, ready, sample) -> None:
    sample(0)
    page = client.get(reverse("review:sign", args=[ready.key])).content.decode()
    assert "Sổ chưa được trình ký" in page
    assert 'name="password"' not in page
    sign(client, ready, content="0" * 64)
    assert not BookApproval.objects.exists()


def test_the_chair_gives_a_book_back_with_a_reason(chair, client, submitted) -> None:
    address = reverse("review:withdraw", args=[submitted.key])
    page = client.post(address, follow=True).content.decode()
    assert "Trả sổ lại cần có lý do" in page
    assert Book.objects.get().submitted_at is not None
    client.post(address, {"reason": "thiếu số 18"})
    assert Book.objects.get().submitted_at is None
    given = AuditEntry.objects.get(action="book.give_back")
    assert given.facts["reason"] == "thiếu số 18"


def pages_of_officer(team, client, book) -> dict[str, str]:
    sign_in(client, team.officer)
    entry = Entry.objects.filter(book=book).first()
    addresses = {
        "book": reverse("book", args=[book.key]),
        "submit": reverse("review:submit", args=[book.key]),
        "entry": reverse("entry", args=[entry.key]),
        "list": reverse("review:list"),
    }
    return {name: client.get(address).content.decode() for name, address in addresses.items()}


def test_the_reason_of_a_returned_book_reaches_the_officer(team, chair, client, submitted) -> None:
    client.post(reverse("review:withdraw", args=[submitted.key]), {"reason": "thiếu số 18"})
    pages = pages_of_officer(team, client, submitted)
    for name in ("book", "submit", "entry"):
        assert "trả lại sổ" in pages[name], name
        assert "“thiếu số 18”" in pages[name], name
    assert "Bị trả lại, chờ sửa" in pages["list"]
    client.post(reverse("review:submit", args=[submitted.key]))
    pages = pages_of_officer(team, client, submitted)
    assert "thiếu số 18" not in "".join(pages.values()), "answered by submitting again"


def test_the_reason_of_a_reopened_book_reaches_the_officer(team, chair, client, make_book) -> None:
    book = make_book(1)
    finished_book.signed(team, book)
    client.post(reverse("review:reopen", args=[book.key]), {"reason": "sai ngày sinh số 1"})
    pages = pages_of_officer(team, client, book)
    for name in ("book", "submit", "entry"):
        assert "mở lại sổ đã ký" in pages[name], name
        assert "“sai ngày sinh số 1”" in pages[name], name
    assert "Đã mở lại, chờ sửa" in pages["list"]


def test_who_takes_a_book_back_owes_no_reason(team, client, submitted) -> None:
    sign_in(client, team.officer)
    client.post(reverse("review:withdraw", args=[submitted.key]))
    assert Book.objects.get().given_back == ""


def test_what_cannot_be_compared_is_not_ticked(team, client, ready) -> None:
    sign_in(client, team.officer)
    address = reverse("review:submit", args=[ready.key])
    page = client.get(address).content.decode()
    assert "Sổ không khai số trường hợp" in page
    assert "Khớp số trường hợp" not in page
    Book.objects.update(declared_count=2)
    page = client.get(address).content.decode()
    assert "Khớp số trường hợp theo lời khóa sổ" in page
    assert "Sổ không khai" not in page


def test_an_unconfirmed_form_is_said_and_blocks_nothing(team, client, ready) -> None:
    from django.utils import timezone

    sign_in(client, team.officer)
    address = reverse("review:submit", args=[ready.key])
    page = client.get(address).content.decode()
    assert "Mẫu in chưa ai xác nhận" in page
    assert reverse("book_printed", args=[ready.key]) in page
    assert "Trình Chủ tịch ký 2 trường hợp" in page
    Book.objects.update(form_confirmed_at=timezone.now())
    assert "Mẫu in đã có người xác nhận" in client.get(address).content.decode()


def test_a_confirmation_is_no_correction(team, client, make_book) -> None:
    """F8 changes no value: figures, people and readings tell it apart."""
    from sohotich.pipeline.review.services import record_fix
    from sohotich.pipeline.review.signing import figures_of
    from sohotich.pipeline.review.signing_page import keyers_of

    book = make_book(1)
    finished_book.agree(team, book)
    record = Record.objects.get()
    same = record.values["nksHoTen"]
    for change in ((same, "as_written"), ("NGUYỄN VĂN KHÁC", "")):
        record_fix(
            actor=team.officer,
            entry=record.entry,
            changes={"nksHoTen": change},
            reason="Đối chiếu ảnh",
        )
    figures = figures_of(book)
    assert (figures["corrections"], figures["confirmations"]) == (1, 1)
    work = {keyer.name: keyer.work for keyer in keyers_of(book)}
    assert work["Officer"] == "sửa khi soát xét 1, xác nhận khi soát xét 1"
    sign_in(client, team.officer)
    page = client.get(reverse("entry", args=[record.entry_id])).content.decode()
    assert page.count("Xác nhận khi soát xét") == page.count("Sửa khi soát xét") == 1


def test_the_minutes_carry_the_sum_that_was_signed(team, client, make_book) -> None:
    book = make_book(1)
    sign_in(client, team.officer)
    address = reverse("review:minutes", args=[book.key])
    assert client.get(address).status_code == 404, "nothing signed, no minutes"
    approval = finished_book.signed(team, book)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    with PdfDocument(io.BytesIO(answer.content)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    flat = "".join(text.split())
    assert approval.content_sha256 in flat
    assert "Chair" in text


def test_a_signature_is_taken_back_openly_and_given_anew(
    team, chair, client, make_book, sample
) -> None:
    sample(0)
    book = make_book(1)
    finished_book.signed(team, book)
    address = reverse("review:reopen", args=[book.key])
    page = client.post(address, follow=True).content.decode()
    assert "cần có lý do" in page
    page = client.post(address, {"reason": "sai ngày sinh số 1"}, follow=True).content.decode()
    assert "Các lần ký trước, đã mở lại" in page
    assert "“sai ngày sinh số 1”" in page
    assert Entry.objects.get(book=book).state == "reviewed"
    old = client.get(reverse("review:minutes", args=[book.key]), {"lan": "1"})
    assert old.status_code == 200, "the paper of the old signature stays readable"
    sign_in(client, team.officer)
    client.post(reverse("review:submit", args=[book.key]))
    sign_in(client, chair)
    sign(client, Book.objects.get())
    assert BookApproval.objects.filter(revoked_at=None).get().version == 2


def test_from_another_commune_there_is_no_such_book(person, client, submitted) -> None:
    sign_in(client, person("stranger", "cong_chuc_ho_tich", "chu_tich", unit="09505"))
    for name in ("submit", "sign", "minutes"):
        assert client.get(reverse(f"review:{name}", args=[submitted.key])).status_code == 404
    for name in ("submit", "withdraw", "sign", "reopen"):
        assert client.post(reverse(f"review:{name}", args=[submitted.key])).status_code == 404
    assert Book.objects.get().submitted_at is not None
    assert submitted.label not in client.get(reverse("review:approvals")).content.decode()


def test_the_officer_does_not_sign_and_the_chair_does_not_submit(team, client, submitted) -> None:
    sign_in(client, team.officer)
    for name in ("approvals",):
        assert client.get(reverse(f"review:{name}")).status_code == 403
    assert client.post(reverse("review:sign", args=[submitted.key])).status_code == 403
    assert client.post(reverse("review:reopen", args=[submitted.key])).status_code == 403
    sign_in(client, team.chair)
    assert client.post(reverse("review:submit", args=[submitted.key])).status_code == 403
