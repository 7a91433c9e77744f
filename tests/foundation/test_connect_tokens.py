"""Tokens of the API: who issues them, what may be put into one, shown once, taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sohotich.domain.workflow import TOKEN_RIGHTS
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.connect.identity import actor_of
from sohotich.foundation.connect.models import Token
from sohotich.foundation.connect.selectors import rights_given, tokens_visible
from sohotich.foundation.connect.services import token_issue, token_revoke
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people import accounts
from sohotich.foundation.people.actors import UnknownActor, actor_by_key
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 7)


@pytest.fixture
def officer(person):
    return person("hotich", "cong_chuc_ho_tich")


@pytest.fixture
def admin(person):
    return person("quantri", "quan_tri", unit="27")


def issue(actor, *rights: str, **changes):
    given = {"name": "Máy quét 1", "unit_code": "09508", "valid_to": TODAY, **changes}
    return token_issue(actor=actor, rights=rights, **given)


def signed_in(client, actor):
    client.force_login(User.objects.get(key=actor.key))
    return client


def test_a_token_acts_in_its_unit_with_its_rights_alone(officer) -> None:
    actor = actor_of(issue(officer, "scan.upload").token)
    assert actor.permissions == {"book.view", "scan.upload"}
    assert actor.units("scan.upload") == {"09508"}
    assert not actor.can("scan.upload", "09511")


def test_a_token_above_reaches_the_communes_below(admin) -> None:
    actor = actor_of(issue(admin, "package.make", unit_code="264").token)
    assert actor.can("package.make", "09508")
    assert not actor.can("package.make", "09115")


@pytest.mark.parametrize(
    ("role", "unit", "given"),
    [
        ("cong_chuc_ho_tich", "09508", set(TOKEN_RIGHTS)),
        # Gives every role, hence every right, though it sees no register itself.
        ("quan_tri", "27", set(TOKEN_RIGHTS)),
        ("so_tu_phap", "27", {"book.view", "package.make", "package.receive", "job.view"}),
        ("nguoi_quet", "09508", {"book.view", "scan.upload", "scan.confirm", "job.view"}),
    ],
)
def test_nobody_gives_what_is_not_theirs_to_give(person, role, unit, given) -> None:
    actor = person("nguoi", role, unit=unit)
    assert rights_given(actor, "09508") == given
    if role == "nguoi_quet":
        with pytest.raises(Forbidden):
            issue(actor, "scan.upload")


def test_a_right_that_is_no_tokens_is_refused(admin, officer) -> None:
    for right in ("people.manage", "book.approve", "keying.key", "x"):
        with pytest.raises(Forbidden):
            issue(admin, right)
    with pytest.raises(Forbidden):
        issue(officer, "scan.upload", unit_code="09511")
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": "  "}, "Tên"),
        ({"name": "x" * 81}, "Tên"),
        ({"valid_to": TODAY - timedelta(days=1)}, "Dùng đến hết ngày"),
        ({"valid_to": TODAY + timedelta(days=367)}, "Dùng đến hết ngày"),
    ],
)
def test_what_a_token_cannot_be_is_told_by_field(officer, changes, where) -> None:
    with pytest.raises(UserError) as told:
        issue(officer, **changes)
    assert told.value.where == where


def test_issuing_and_revoking_are_on_record_and_revoking_twice_changes_nothing(officer) -> None:
    token = issue(officer, "scan.upload").token
    with pytest.raises(UserError, match="lý do"):
        token_revoke(actor=officer, token=token, reason=" ")
    first = token_revoke(actor=officer, token=token, reason="Máy hỏng")
    again = token_revoke(actor=officer, token=token, reason="Lý do khác")
    assert (again.revoked_reason, again.revoked_at) == ("Máy hỏng", first.revoked_at)
    actions = AuditEntry.objects.filter(subject="token").values_list("action", flat=True)
    assert sorted(actions) == ["token.issue", "token.revoke"]


def _closed(officer, admin) -> None:
    accounts.set_active(actor=admin, user=User.objects.get(key=officer.key), active=False)


def _role_taken(officer, admin) -> None:
    accounts.grant_revoke(actor=admin, grant=Grant.objects.get(user_id=officer.key))


def _role_ended(officer, admin) -> None:
    Grant.objects.filter(user_id=officer.key).update(valid_to=TODAY - timedelta(days=1))


@pytest.mark.parametrize("ends", [_closed, _role_taken, _role_ended])
def test_a_token_does_not_outlive_its_issuer_s_right(officer, admin, client, ends) -> None:
    made = issue(officer, "scan.upload")
    bearer = {"Authorization": f"Bearer {made.secret}"}
    assert client.get("/api/v1/connect/token", headers=bearer).status_code == 200
    ends(officer, admin)
    told = client.get("/api/v1/connect/token", headers=bearer)
    assert (told.status_code, told.json()["code"]) == (401, "token_orphaned")
    with pytest.raises(UnknownActor):
        actor_by_key(made.token.key)
    listed = signed_in(client, admin).get(reverse("administration:tokens")).content.decode()
    assert "Người cấp thôi quyền" in listed


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_issues_one_token(officer) -> None:
    sent = {"once": "mot-lan", "name": "Máy", "unit": "09508", "valid_to": "2025-01-15"}

    def send(_: int) -> int:
        try:
            browser = signed_in(Client(), officer)
            return browser.post(reverse("administration:token-add"), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(8))) == [200, *[302] * 7]
    assert Token.objects.count() == 1


def test_another_commune_sees_no_token_and_takes_none_back(officer, person, client) -> None:
    token = issue(officer).token
    stranger = person("khac", "cong_chuc_ho_tich", unit="09511")
    assert not tokens_visible(stranger).exists()
    with pytest.raises(Forbidden):
        token_revoke(actor=stranger, token=token, reason="x")
    browser = signed_in(client, stranger)
    assert browser.get(reverse("administration:token", args=[token.key])).status_code == 404


def test_the_screens_issue_show_once_and_revoke(client, officer) -> None:
    browser = signed_in(client, officer)
    form = browser.get(reverse("administration:token-add"))
    assert "Gửi ảnh quét" in form.content.decode()
    once = form.context["form"].initial["once"]
    sent = {
        "once": once,
        "name": "Máy quét 2",
        "unit": "09508",
        "rights": ["scan.upload"],
        "valid_to": "2025-01-15",
    }
    shown = browser.post(reverse("administration:token-add"), sent)
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    again = browser.post(reverse("administration:token-add"), sent, follow=True)
    assert secret not in again.content.decode()
    token = Token.objects.get()
    page = browser.get(reverse("administration:token", args=[token.key])).content.decode()
    assert secret not in page
    assert "Chưa dùng" in page
    browser.post(
        reverse("administration:token-revoke", args=[token.key]), {"reason": "Trả máy"}, follow=True
    )
    token.refresh_from_db()
    assert token.revoked_reason == "Trả máy"
    assert "Đã thu hồi" in browser.get(reverse("administration:tokens")).content.decode()


def test_the_form_refuses_what_cannot_be(client, officer) -> None:
    browser = signed_in(client, officer)
    address = reverse("administration:token-add")
    sent = {"once": "1", "name": "Máy", "unit": "09508", "valid_to": "2024-01-01"}
    told = browser.post(address, sent)
    assert "Khóa dùng được từ hôm nay" in told.content.decode()
    assert browser.post(address, {**sent, "rights": ["book.approve"]}).status_code == 200
    assert browser.post(address, {**sent, "unit": "09511"}).status_code == 200
    assert not Token.objects.exists()


def test_the_docs_need_no_sign_in_and_hold_the_whole_contract(client) -> None:
    page = client.get(reverse("connect-docs"))
    contract = client.get(reverse("connect-contract")).json()
    assert page.status_code == 200
    text = page.content.decode()
    assert [path for path in contract["paths"] if path not in text] == []
    assert "idempotency_key_reused" in text
    assert "//cdn" not in text
