"""Signing in: by name and password, with limits that spare the rest of the commune."""

from __future__ import annotations

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from sohotich.foundation.administration.tries import count_try
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people import accounts
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies import services as policies

pytestmark = pytest.mark.django_db
INSTALLER = service_actor("installer")
OFFICE, ELSEWHERE = "10.9.8.7", "10.1.1.1"


@pytest.fixture
def lan(campaign):
    made = accounts.create_user(actor=INSTALLER, username="lan", full_name="Nguyễn Thị Lan")
    accounts.grant_role(actor=INSTALLER, user=made.user, role="nguoi_quet", unit_code="09508")
    return made


class CacheRow:
    """The counts as the cache keeps them."""

    @staticmethod
    def ends() -> list[float]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM expires) FROM database_cache")
            return [float(row[0]) for row in cursor.fetchall()]


def sign_in(username: str, password: str, address: str = OFFICE) -> Client | None:
    """The signed-in browser, or None."""
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": username, "password": password})
    return client if "_auth_user_id" in client.session else None


def test_the_right_password_opens_and_is_on_record(lan):
    assert sign_in("lan", lan.password)
    assert sign_in(" LAN ", lan.password)
    assert not sign_in("lan", "sai")
    assert AuditEntry.objects.filter(action="user.sign_in", actor_key=lan.user.key).count() == 2


def test_wrong_passwords_lock_that_person_at_that_address_only(lan, campaign):
    minh = accounts.create_user(actor=INSTALLER, username="minh", full_name="Minh")
    for _ in range(policies.number("sign_in.attempts_per_user")):
        assert not sign_in("lan", "sai")
    assert not sign_in("lan", lan.password), "the limit does not hold"
    assert sign_in("minh", minh.password), "a neighbour behind the same address is locked out"
    assert sign_in("lan", lan.password, ELSEWHERE), "locked out from afar"


def test_the_window_ends_after_its_own_time_and_not_sooner(lan):
    for _ in range(policies.number("sign_in.attempts_per_user")):
        assert not sign_in("lan", "sai")
    begun, window = time.time(), policies.number("sign_in.window_minutes") * 60
    (ends,) = CacheRow.ends()
    assert begun + window - 60 < ends <= begun + window + 1


def test_other_names_do_not_push_a_count_out(lan):
    for _ in range(policies.number("sign_in.attempts_per_user")):
        assert not sign_in("lan", "sai")
    for number in range(400):
        cache.set(f"khác{number}", 1, 900)
    assert not sign_in("lan", lan.password), "the count was forgotten"


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted(campaign):
    def count(_: int) -> int:
        try:
            return count_try("one-person", 900)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(count, range(12))) == list(range(1, 13))


def test_the_limit_is_the_province_s_and_success_forgets_the_errors(lan, campaign):
    policies.set_value(
        actor=INSTALLER,
        name="sign_in.attempts_per_user",
        value=3,
        from_date=date(2025, 1, 7),
        reason="x",
    )
    for _ in range(4):
        assert not sign_in("lan", "sai")
        assert not sign_in("lan", "sai")
        assert sign_in("lan", lan.password)


def test_guessing_the_password_where_it_is_changed_is_counted_as_well(lan):
    client, new = sign_in("lan", lan.password), "mot-mat-khau-moi-2025"
    assert client is not None

    def change(old: str) -> str:
        sent = {"oldpassword": old, "password1": new, "password2": new}
        return client.post(reverse("account_change_password"), sent).content.decode()

    for _ in range(policies.number("sign_in.attempts_per_user")):
        assert "Mật khẩu đang dùng không đúng" in change("sai")
    assert "quá nhiều lần" in change(lan.password)
    assert not User.objects.get(username="lan").check_password(new)


def test_nobody_signs_up(campaign):
    client = Client()
    client.post(reverse("account_signup"), {"username": "ai", "password1": "x" * 20})
    assert not User.objects.filter(username="ai").exists()


def test_a_closed_account_stays_out_and_is_put_out(lan):
    client = sign_in("lan", lan.password)
    accounts.set_active(actor=INSTALLER, user=lan.user, active=False)
    assert not sign_in("lan", lan.password)
    assert client.get(reverse("account_change_password")).status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old(lan):
    client = sign_in("lan", lan.password)
    assert client.get(reverse("account_change_password")).status_code == 200
    accounts.reset_password(actor=INSTALLER, user=lan.user)
    assert client.get(reverse("account_change_password")).status_code == 302


@pytest.mark.parametrize(
    ("ago", "stays"),
    [({"seen": 9 * 60}, True), ({"seen": 61 * 60}, False), ({"begun": 13 * 3600}, False)],
)
def test_an_idle_or_too_long_session_ends(lan, ago, stays):
    client = sign_in("lan", lan.password)
    session = client.session
    for name, seconds in ago.items():
        session[name] = int(time.time()) - seconds
    session.save()
    response = client.get(reverse("account_change_password"))
    assert (response.status_code == 200) is stays


@pytest.mark.parametrize(
    ("name", "keeps"),
    [
        ("account_change_password", True),
        ("administration:job-state", False),
        ("keying:renew", False),
        ("scanning:sheet_pages", False),
    ],
)
def test_what_a_page_asks_by_itself_keeps_no_session_awake(lan, name, keeps):
    client = sign_in("lan", lan.password)
    session = client.session
    session["seen"] = before = int(time.time()) - 9 * 60
    session.save()
    client.get(reverse(name, args=[] if keeps else [lan.user.key]))
    assert (client.session["seen"] > before) is keeps


def test_without_signing_in_a_page_leads_there_and_the_api_says_so():
    client = Client()
    page = client.get(reverse("account_change_password"))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("account_login"))
    part = client.get(reverse("account_change_password"), HTTP_HX_REQUEST="true")
    assert part["HX-Redirect"].startswith(reverse("account_login"))


def test_answers_carry_the_headers_and_signed_in_pages_stay_in_no_cache(lan):
    client = sign_in("lan", lan.password)
    answer = client.get(reverse("account_change_password"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_body_too_large_is_refused_before_it_is_read(lan):
    client = sign_in("lan", lan.password)
    assert client is not None
    answer = client.post(
        reverse("account_login"), b"", "application/json", CONTENT_LENGTH=str(10**12)
    )
    assert answer.status_code == 413


class Unread(io.RawIOBase):
    """A body that must not be asked for."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("/dang-nhap/", {}),
        ("/quan-tri/nguoi-dung/muon/", {}),
        ("/api/v1/connect/books", {}),
        ("/api/v1/connect/books", {"HTTP_AUTHORIZATION": "Bearer sht_" + "a" * 43}),
    ],
)
def test_an_upload_of_a_stranger_is_refused_before_it_is_read(campaign, address, header):
    sent = {
        "CONTENT_TYPE": "multipart/form-data; boundary=B",
        "CONTENT_LENGTH": "1500000",
        "wsgi.input": Unread(),
        **header,
    }
    answer = Client().generic("POST", address, **sent)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("page", "sent", "said"),
    [
        ("account_login", {"login": "lan", "password": "sai"}, "hoặc mật khẩu không đúng"),
        ("account_change_password", {"oldpassword": "sai"}, "Mật khẩu đang dùng không đúng"),
        ("account_change_password", {"password2": "khac-hai-muoi-chu-cai"}, "không giống nhau"),
        ("account_change_password", {"password1": "ngan", "password2": "ngan"}, "ít nhất"),
        ("account_reauthenticate", {"password": "sai"}, "Mật khẩu không đúng"),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(lan, page, sent, said):
    client = Client() if page == "account_login" else sign_in("lan", lan.password)
    new = "mot-mat-khau-moi-2025"
    whole = {"oldpassword": lan.password, "password1": new, "password2": new, **sent}
    text = client.post(reverse(page), whole).content.decode()
    assert said in text
    assert not re.search(r"\b(password|must|please|incorrect)\b [a-z]", text, re.I)
