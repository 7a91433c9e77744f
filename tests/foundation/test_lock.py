"""The screen's lock, sessions elsewhere, the first password, opening after too many tries."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people import accounts
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.sessions import machine_words, session_end, sessions_of
from sohotich.foundation.policies import services as policies

INSTALLER = service_actor("installer")
LOCK, UNLOCK = "administration:lock", "administration:unlock"


@pytest.fixture
def lan(campaign):
    made = accounts.create_user(actor=INSTALLER, username="lan", full_name="Nguyễn Thị Lan")
    accounts.grant_role(
        actor=INSTALLER, user=made.user, role="cong_chuc_ho_tich", unit_code="09508"
    )
    return made


def sign_in(made, **extra) -> Client:
    client = Client(**extra)
    sent = {"login": made.user.username, "password": made.password}
    client.post(reverse("account_login"), sent)
    assert "_auth_user_id" in client.session
    return client


def open_with(client, password: str):
    sent = {"password": password}
    return client.post(reverse(UNLOCK), sent, content_type="application/json")


def test_a_locked_session_shows_and_takes_nothing_until_the_password(lan):
    client = sign_in(lan)
    assert client.post(reverse(LOCK)).status_code == 200
    page = client.get(reverse("books") + "?tim=an")
    assert page.status_code == 423
    assert 'name="following" value="/so/?tim=an"' in page.content.decode()
    assert 'class="menu"' not in page.content.decode()
    api = client.post(reverse("administration:attended"))
    assert (api.status_code, api.json()["error"]["code"]) == (423, "locked")
    part = client.get(reverse("books"), HTTP_HX_REQUEST="true")
    assert part.status_code == 423
    assert open_with(client, "sai").status_code == 400
    assert client.get(reverse("books")).status_code == 423
    assert open_with(client, lan.password).status_code == 200
    assert client.get(reverse("books")).status_code == 200


def test_a_form_sent_to_a_locked_session_is_not_taken(lan):
    client = sign_in(lan)
    client.post(reverse(LOCK))
    sent = client.post(reverse("book_new"), {"type_code": "KS"})
    assert sent.status_code == 423
    assert "chưa được lưu" in sent.content.decode()


def test_the_page_in_its_place_leads_back(lan):
    client = sign_in(lan)
    client.post(reverse(LOCK))
    address = reverse("administration:unlock-page")
    wrong = client.post(address, {"password": "sai", "following": "/so/"})
    assert wrong.status_code == 423
    assert "Mật khẩu không đúng" in wrong.content.decode()
    right = client.post(address, {"password": lan.password, "following": "/so/"})
    assert right["Location"] == "/so/"
    client.post(reverse(LOCK))
    away = {"password": lan.password, "following": "https://example.org/"}
    assert client.post(address, away)["Location"] == "/"


@pytest.mark.parametrize("following", ["abc", "home", "./so/", "//x.vn", "/\\x.vn", ""])
def test_an_address_that_is_no_path_of_ours_leads_to_the_first_page(lan, following):
    address = reverse("administration:unlock-page")
    client = sign_in(lan)
    sent = {"password": lan.password, "following": following}
    assert client.post(address, sent)["Location"] == "/"
    client.post(reverse(LOCK))
    assert client.post(address, sent)["Location"] == "/"


@pytest.mark.parametrize(("idle", "locked"), [(9 * 60, False), (11 * 60, True)])
def test_idleness_locks_the_session_itself(lan, idle, locked):
    client = sign_in(lan)
    session = client.session
    session["seen"] = int(time.time()) - idle
    session.save()
    assert (client.get(reverse("books")).status_code == 423) is locked


def test_the_page_says_when_somebody_sits_before_it(lan):
    client = sign_in(lan)
    session = client.session
    session["seen"] = before = int(time.time()) - 5 * 60
    session.save()
    assert client.post(reverse("administration:attended")).status_code == 200
    assert client.session["seen"] > before


def test_a_locked_person_may_sign_out_for_another(lan):
    client = sign_in(lan)
    client.post(reverse(LOCK))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
    assert client.post(reverse(UNLOCK)).status_code == 401


def test_guessing_at_the_lock_counts_with_signing_in(lan):
    client = sign_in(lan)
    client.post(reverse(LOCK))
    for _ in range(policies.number("sign_in.attempts_per_user")):
        open_with(client, "sai")
    told = open_with(client, lan.password).json()["error"]["message"]
    assert "quá nhiều lần" in told


def test_where_one_is_signed_in_is_listed_and_ended(lan):
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36"
    here, there = sign_in(lan), sign_in(lan, HTTP_USER_AGENT=agent, REMOTE_ADDR="10.2.3.4")
    page = here.get(reverse("administration:account")).content.decode()
    assert "Chrome trên Windows" in page
    assert "10.2.3.4" in page
    assert page.count("(máy này)") == 1
    assert here.session.session_key not in page
    name = re.search(r'name="session" value="(\w+)"', page)[1]
    here.post(reverse("administration:sign-out-elsewhere"), {"session": name})
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert not session_end(lan.user.key, name)


def test_everywhere_else_at_once(lan):
    here, *others = (sign_in(lan) for _ in range(3))
    here.post(reverse("administration:sign-out-elsewhere"))
    assert [other.get("/").status_code for other in others] == [302, 302]
    assert len(sessions_of(lan.user.key)) == 1


def test_nobody_ends_another_s_session(lan):
    minh = accounts.create_user(actor=INSTALLER, username="minh", full_name="Trần Minh")
    accounts.grant_role(actor=INSTALLER, user=minh.user, role="nguoi_quet", unit_code="09508")
    hers, his = sign_in(lan), sign_in(minh)
    (session,) = sessions_of(lan.user.key)
    his.post(reverse("administration:sign-out-elsewhere"), {"session": session.name})
    assert hers.get("/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge trên Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Chrome trên Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Firefox/133.0", "Firefox trên Linux"),
        ("curl/8", ""),
    ],
)
def test_a_machine_is_named_as_people_know_it(agent, words):
    assert machine_words(agent) == words


def change(client, old: str, new: str):
    sent = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), sent)


def test_a_password_from_paper_is_changed_first(campaign):
    made = accounts.create_user(
        actor=INSTALLER, username="tam", full_name="Nguyễn Văn Tâm", on_paper=True
    )
    accounts.grant_role(actor=INSTALLER, user=made.user, role="nguoi_nhap_lieu", unit_code="09508")
    client = sign_in(made)
    assert client.get("/")["Location"] == reverse("account_change_password")
    assert client.post(reverse("administration:attended")).status_code == 403
    page = client.get(reverse("account_change_password")).content.decode()
    assert "chỉ dùng một lần" in page
    other = sign_in(made)
    assert change(client, made.password, "mot-mat-khau-moi-2025").status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302, "the card's password still has a session"
    assert not User.objects.get(pk=made.user.pk).must_change_password


def test_the_same_password_again_is_no_change(campaign):
    made = accounts.create_user(
        actor=INSTALLER, username="tam", full_name="Nguyễn Văn Tâm", on_paper=True
    )
    accounts.grant_role(actor=INSTALLER, user=made.user, role="nguoi_nhap_lieu", unit_code="09508")
    client = sign_in(made)
    assert (
        "khác mật khẩu đang dùng" in change(client, made.password, made.password).content.decode()
    )
    assert User.objects.get(pk=made.user.pk).must_change_password


def test_closing_and_resetting_leave_no_session(lan):
    client = sign_in(lan)
    accounts.set_active(actor=INSTALLER, user=lan.user, active=False)
    assert sessions_of(lan.user.key) == []
    assert client.get("/").status_code == 302


def test_the_supporter_opens_the_way_again_and_learns_nothing(lan, person):
    for _ in range(policies.number("sign_in.attempts_per_user") + 1):
        Client().post(reverse("account_login"), {"login": "lan", "password": "sai"})
    supporter = Client()
    supporter.force_login(User.objects.get(key=person("hotro", "ho_tro_ky_thuat", unit="27").key))
    address = reverse("administration:unlock-sign-in")
    said = {
        name: supporter.post(address, {"username": name}, follow=True).content.decode()
        for name in ("LAN ", "khong-co-ai")
    }
    assert all("thử lại được ngay" in page for page in said.values())
    assert "Nguyễn Thị Lan" not in said["LAN "]
    assert sign_in(lan)
    assert AuditEntry.objects.filter(action="user.unlock").count() == 2
