"""Signing for the chair (KT. Chủ tịch): on what ground, in which days, what stands on paper."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import actor_for
from sohotich.foundation.people.delegations import delegation_give, delegation_revoke
from sohotich.foundation.people.models import Delegation, User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.review.minutes import approval_minutes
from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
from tests.pipeline import finished_book

pytestmark = pytest.mark.django_db
TERMS = {
    "unit_code": "09508",
    "valid_from": date(2025, 1, 7),
    "valid_to": date(2025, 1, 9),
    "ground_number": "12/QĐ-UBND",
    "ground_date": date(2025, 1, 6),
}


@pytest.fixture
def deputy(person) -> User:
    return User.objects.get(key=person("phochutich", "pho_chu_tich").key)


def give(team, deputy, **changes) -> Delegation:
    return delegation_give(actor=team.chair, deputy=deputy, **{**TERMS, **changes})


def signs(deputy) -> bool:
    return actor_for(deputy).can("book.approve", "09508")


def test_the_deputy_signs_within_the_days_only(team, deputy, monkeypatch) -> None:
    from sohotich.foundation.people import actors

    assert not signs(deputy)
    give(team, deputy)
    for day, may in ((6, False), (7, True), (9, True), (10, False)):
        monkeypatch.setattr(actors, "campaign_today", lambda day=day: date(2025, 1, day))
        assert signs(deputy) is may, day


def test_taken_back_it_ends_at_once_and_stays_on_record(team, deputy) -> None:
    given = give(team, deputy)
    with pytest.raises(UserError, match="lý do"):
        delegation_revoke(actor=team.chair, delegation=given, reason=" ")
    delegation_revoke(actor=team.chair, delegation=given, reason="Chủ tịch đã về")
    assert not signs(deputy)
    assert not actor_for(deputy).can("book.approve", "09511")
    assert Delegation.objects.get().revoked_reason == "Chủ tịch đã về"
    actions = AuditEntry.objects.filter(subject="delegation").values_list("action", flat=True)
    assert sorted(actions) == ["delegation.give", "delegation.revoke"]


def test_it_falls_with_the_deputy_s_own_role(team, deputy) -> None:
    give(team, deputy)
    deputy.grants.all().delete()
    assert not signs(deputy)


def test_the_same_again_changes_nothing_and_two_at_a_time_are_refused(team, deputy) -> None:
    assert give(team, deputy).pk == give(team, deputy).pk
    with pytest.raises(UserError, match="Đã có ủy quyền từ 07/01/2025 đến 09/01/2025"):
        give(team, deputy, valid_from=date(2025, 1, 9), valid_to=date(2025, 1, 12))
    assert give(team, deputy, valid_from=date(2025, 1, 10), valid_to=date(2025, 1, 12))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"ground_number": "  "}, "Số văn bản"),
        ({"valid_to": date(2025, 1, 6), "valid_from": date(2025, 1, 6)}, "Đến ngày"),
        ({"valid_to": date(2025, 1, 6)}, "Đến ngày"),
        ({"ground_date": date(2025, 1, 8)}, "Ngày văn bản"),
    ],
)
def test_what_is_wrong_is_named(team, deputy, changes, where) -> None:
    with pytest.raises(UserError) as told:
        give(team, deputy, **changes)
    assert told.value.where == where
    assert not Delegation.objects.exists()


def test_only_to_a_deputy_of_the_unit_and_only_by_its_chair(team, deputy, person) -> None:
    officer = User.objects.get(key=team.officer.key)
    with pytest.raises(UserError, match="không phải Phó Chủ tịch"):
        give(team, officer)
    abroad = User.objects.get(key=person("pho2", "pho_chu_tich", unit="09511").key)
    with pytest.raises(UserError, match="không phải Phó Chủ tịch"):
        give(team, abroad)
    for actor in (team.officer, actor_for(deputy), person("chu2", "chu_tich", unit="09511")):
        with pytest.raises(Forbidden):
            delegation_give(actor=actor, deputy=deputy, **TERMS)
    admin = person("quantri", "quan_tri", unit="27")
    assert delegation_give(actor=admin, deputy=deputy, **TERMS)


def sign(actor, book):
    content = signing_of(actor=actor, book=book).content
    return book_sign(actor=actor, book=book, content_sha256=content.sha256, signer_title="x")


def test_approval_and_minutes_read_for_the_chair(team, deputy, make_book) -> None:
    book = make_book(2)
    finished_book.ready(team, book)
    book_submit(actor=team.officer, book=book)
    with pytest.raises(Forbidden):
        sign(actor_for(deputy), book)
    give(team, deputy)
    actor = actor_for(deputy)
    approval = sign(actor, book)
    assert approval.signer_title == "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    assert "Ký thay Chủ tịch theo văn bản số 12/QĐ-UBND ngày 06/01/2025." in approval.statement
    pdf = PdfDocument(io.BytesIO(approval_minutes(actor=actor, approval=approval)))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    lines = [line.strip() for line in text.splitlines()]
    assert lines.index("PHÓ CHỦ TỊCH") == lines.index("KT. CHỦ TỊCH") + 1
    assert "12/QĐ-UBND" in text


def test_the_chair_signs_in_the_own_name(team, deputy, make_book) -> None:
    book = make_book(2)
    finished_book.ready(team, book)
    book_submit(actor=team.officer, book=book)
    give(team, deputy)
    approval = sign(team.chair, book)
    assert approval.signer_title == "x"
    assert "Ký thay" not in approval.statement


def test_the_pages_give_list_and_take_back(team, deputy, client) -> None:
    client.force_login(User.objects.get(key=team.chair.key))
    listed = reverse("administration:delegations")
    assert "Chưa có ủy quyền nào" in client.get(listed).content.decode()
    add = reverse("administration:delegation-add")
    sent = {
        "deputy": f"09508 {deputy.key}",
        "valid_from": "2025-01-07",
        "valid_to": "2025-01-06",
        "ground_number": "12/QĐ-UBND",
        "ground_date": "2025-01-06",
    }
    assert "trước ngày bắt đầu" in client.post(add, sent).content.decode()
    page = client.post(add, {**sent, "valid_to": "2025-01-09"}, follow=True).content.decode()
    assert "Đang ký thay" in page
    assert "12/QĐ-UBND ngày 06/01/2025" in page
    given = Delegation.objects.get()
    one = reverse("administration:delegation", args=[given.key])
    assert "Thu hồi" in client.get(one).content.decode()
    revoke = reverse("administration:delegation-revoke", args=[given.key])
    assert "lý do" in client.post(revoke, {"reason": ""}, follow=True).content.decode()
    assert "Đã thu hồi" in client.post(revoke, {"reason": "đã về"}, follow=True).content.decode()


def test_another_commune_s_delegation_is_not_there(team, deputy, person, client) -> None:
    given = give(team, deputy)
    stranger = person("chu2", "chu_tich", unit="09511")
    client.force_login(User.objects.get(key=stranger.key))
    assert "12/QĐ-UBND" not in client.get(reverse("administration:delegations")).content.decode()
    for name in ("delegation", "delegation-revoke"):
        address = reverse(f"administration:{name}", args=[given.key])
        assert client.post(address, {"reason": "x"}).status_code == 404
    assert (
        "Chưa có Phó Chủ tịch"
        in client.get(reverse("administration:delegation-add")).content.decode()
    )
    wrong = {"deputy": f"09508 {deputy.key}", "valid_from": "2025-01-10", "valid_to": "2025-01-11"}
    page = client.post(reverse("administration:delegation-add"), wrong)
    assert page.status_code == 200
    assert Delegation.objects.count() == 1
