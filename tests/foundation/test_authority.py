"""Who looks after whose account: the officer for those lent, the administrator for everybody."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people import accounts
from sohotich.foundation.people.actors import UnknownActor, actor_for, service_actor
from sohotich.foundation.people.authority import people_managed, roles_given
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.sessions import sessions_of

INSTALLER = service_actor("installer")


def user_of(actor) -> User:
    return User.objects.get(key=actor.key)


def names(actor) -> set[str]:
    return set(people_managed(actor).values_list("username", flat=True))


@pytest.fixture
def officer(person):
    return person("hotich", "cong_chuc_ho_tich")


def test_the_officer_looks_after_those_of_the_own_commune_only(officer, person):
    person("nhap", "nguoi_nhap_lieu")
    person("quet", "nguoi_quet")
    person("chutich", "chu_tich")
    person("khac", "nguoi_nhap_lieu", unit="09511")
    person("hai-vai", "nguoi_nhap_lieu", "chu_tich")
    person("khong-vai")
    assert names(officer) == {"nhap", "quet"}
    assert roles_given(officer) == ["nguoi_quet", "nguoi_nhap_lieu"]
    assert names(person("quantri", "quan_tri", unit="27")) >= {"khac", "chutich", "khong-vai"}
    assert names(person("ai", "chu_tich")) == set()


def test_a_role_elsewhere_still_to_come_takes_the_account_away(officer, person):
    keyer = user_of(person("nhap", "nguoi_nhap_lieu"))
    accounts.grant_role(
        actor=INSTALLER,
        user=keyer,
        role="phong_tu_phap",
        unit_code="264",
        valid_from=date(2025, 1, 12),
    )
    assert names(officer) == set()


@pytest.mark.parametrize(
    ("role", "unit"), [("chu_tich", "09508"), ("quan_tri", "27"), ("nguoi_quet", "09511")]
)
def test_nobody_gives_what_is_not_theirs_to_give(officer, person, role, unit):
    keyer = user_of(person("nhap", "nguoi_nhap_lieu"))
    with pytest.raises(Forbidden):
        accounts.grant_role(actor=officer, user=keyer, role=role, unit_code=unit)


def test_nobody_takes_over_a_higher_account(officer, person):
    chair = user_of(person("chutich", "chu_tich"))
    for act in (
        lambda: accounts.reset_password(actor=officer, user=chair),
        lambda: accounts.set_active(actor=officer, user=chair, active=False),
        lambda: accounts.grant_role(
            actor=officer, user=chair, role="nguoi_quet", unit_code="09508"
        ),
        lambda: accounts.grant_revoke(actor=officer, grant=chair.grants.get()),
    ):
        with pytest.raises(Forbidden):
            act()
    assert user_of(chair).is_active


def test_nobody_gives_themselves_a_role_or_a_password(person):
    admin = person("quantri", "quan_tri", unit="27")
    with pytest.raises(Forbidden):
        accounts.grant_role(actor=admin, user=user_of(admin), role="chu_tich", unit_code="09508")
    with pytest.raises(Forbidden):
        accounts.reset_password(actor=admin, user=user_of(admin))


def test_the_pages_show_each_their_own(officer, person, client):
    keyer, chair = person("nhap", "nguoi_nhap_lieu"), person("chutich", "chu_tich")
    client.force_login(user_of(officer))
    page = client.get(reverse("administration:people")).content.decode()
    assert "Nhap" in page
    assert "Chutich" not in page
    assert client.get(reverse("administration:person", args=[keyer.key])).status_code == 200
    for name in ("person", "person-password", "person-active", "person-second-step"):
        address = reverse(f"administration:{name}", args=[chair.key])
        assert client.post(address, {"active": "0"}).status_code == 404, name
    form = client.get(reverse("administration:people-add")).content.decode()
    assert 'value="nguoi_nhap_lieu"' in form
    assert 'value="chu_tich"' not in form
    assert 'value="09511"' not in form


def test_the_last_role_taken_back_ends_the_sessions(officer, person, client):
    keyer = user_of(person("nhap", "nguoi_nhap_lieu"))
    client.force_login(keyer)
    client.get("/")
    assert len(sessions_of(keyer.key)) == 1
    accounts.grant_revoke(actor=officer, grant=keyer.grants.get())
    assert sessions_of(keyer.key) == []
    assert client.get("/").status_code == 302


def test_a_temporary_account_ends_by_itself(person, client):
    lan = user_of(person("lan", "nguoi_nhap_lieu"))
    client.force_login(lan)
    assert client.get("/").status_code == 200
    lan.valid_to = date(2025, 1, 6)
    lan.save()
    refused = client.get("/")
    assert refused.status_code == 401
    assert "06/01/2025" in refused.content.decode()
    with pytest.raises(UnknownActor):
        actor_for(lan)
    client.force_login(lan)
    api = client.post(reverse("administration:attended"))
    assert (api.status_code, api.json()["error"]["code"]) == (401, "ended")
    assert accounts.accounts_close_ended() == 1
    assert accounts.accounts_close_ended() == 0
    assert not user_of(lan).is_active
    assert AuditEntry.objects.filter(action="user.close", subject_key=lan.key).count() == 1


def test_a_running_session_is_refused_once_its_role_ended(person, client):
    lan = user_of(person("lan", "nguoi_nhap_lieu"))
    client.force_login(lan)
    assert client.get("/").status_code == 200
    Grant.objects.filter(user=lan).update(valid_to=date(2025, 1, 6))
    page = client.get("/")
    assert page.status_code == 401
    assert "Vai trò của anh/chị đã hết sau ngày 06/01/2025" in page.content.decode()
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_a_second_role_keeps_the_session(person, client):
    lan = user_of(person("lan", "nguoi_nhap_lieu", "nguoi_quet"))
    client.force_login(lan)
    Grant.objects.filter(user=lan, role="nguoi_quet").update(valid_to=date(2025, 1, 6))
    assert client.get("/").status_code == 200
