"""Signing in, accounts with cards, policies, jobs: through the pages."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from sohotich.domain.policies import POLICIES
from sohotich.domain.workflow import ROLES
from sohotich.foundation.administration.forms import unit_choices
from sohotich.foundation.administration.usernames import username_for
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.pages.day_field import DayField
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.policies.models import PolicyOverride
from sohotich.foundation.policies.services import value


@pytest.mark.parametrize(
    ("name", "taken", "username"),
    [
        ("Nguyễn Thị Lan", (), "lan.nt"),
        ("Nguyễn Thị Lan", ("lan.nt",), "lan.nt2"),
        ("Đỗ Ước", (), "uoc.d"),
        ("Ý", (), "y.nd"),
        ("…", (), "nguoi"),
        # A name of the system itself is nobody's.
        ("Worker", (), "worker2"),
        ("Scheduler", ("scheduler2",), "scheduler3"),
    ],
)
def test_user_names_come_from_names(name, taken, username):
    assert username_for(name, lambda one: one in taken) == username


@pytest.fixture
def as_role(client, person):
    def enter(role: str, unit: str = "09508"):
        actor = person(f"nguoi.{role.replace('_', '.')}", role, unit=unit)
        client.force_login(User.objects.get(key=actor.key))
        return actor

    return enter


def add(client, names: str, once: str = "a") -> object:
    page = {"names": names, "role": "nguoi_nhap_lieu", "unit": "09508", "once": once}
    return client.post(reverse("administration:people-add"), page)


def test_signing_in_needs_the_right_password(client, person):
    user = User.objects.get(key=person("lan", "nguoi_quet").key)
    user.set_password("dung-mat-khau-1234")
    user.save()
    address = reverse("account_login")
    wrong = client.post(address, {"login": "lan", "password": "sai"})
    assert wrong.status_code == 200
    assert 'role="alert"' in wrong.content.decode()
    right = client.post(address, {"login": "LAN ", "password": "dung-mat-khau-1234"})
    assert right.status_code == 302


@pytest.mark.django_db
def test_the_sign_in_page_stands_alone(client):
    page = client.get(reverse("account_login")).content.decode()
    assert "Đăng nhập" in page
    assert 'class="menu"' not in page


def test_people_are_made_with_cards_shown_once(client, as_role):
    as_role("quan_tri", "27")
    page = add(client, "Nguyễn Thị Lan\n\nTrần Văn Bình").content.decode()
    passwords = re.findall(r'class="password">([^<]+)<', page)
    assert len(set(passwords)) == 2
    assert User.objects.get(username="lan.nt").check_password(passwords[0])
    assert Grant.objects.filter(user__username="binh.tv", role="nguoi_nhap_lieu").count() == 1
    again = add(client, "Nguyễn Thị Lan\n\nTrần Văn Bình")
    assert again.status_code == 302
    assert User.objects.filter(username__startswith="lan.nt").count() == 1


def test_all_of_the_people_are_made_or_none(client, as_role):
    as_role("quan_tri", "27")
    wrong = {"names": "Nguyễn Thị Lan\nTrần Văn Bình", "role": "so_tu_phap", "unit": "09508"}
    wrong["once"] = "a"
    page = client.post(reverse("administration:people-add"), wrong).content.decode()
    assert "không giao ở" in page
    assert not User.objects.filter(username="lan.nt").exists()


@pytest.mark.parametrize("name", ["people", "people-add", "policies"])
def test_who_has_no_right_is_refused(client, as_role, name):
    as_role("nguoi_nhap_lieu")
    response = client.get(reverse(f"administration:{name}"))
    assert response.status_code == 403
    assert "không có quyền" in response.content.decode()


def test_a_role_is_given_and_taken_back(client, as_role, person):
    as_role("quan_tri", "27")
    lan = person("lan")
    address = reverse("administration:person-grant", args=[lan.key])
    client.post(address, {"role": "nguoi_quet", "unit": "09508", "valid_to": "2025-01-15"})
    grant = Grant.objects.get(user_id=lan.key)
    page = client.get(reverse("administration:person", args=[lan.key])).content.decode()
    assert "15/01/2025" in page
    client.post(reverse("administration:person-revoke", args=[lan.key]), {"grant": grant.key})
    assert not Grant.objects.filter(user_id=lan.key).exists()


def test_an_account_is_closed_but_not_ones_own(client, as_role, person):
    me = as_role("quan_tri", "27")
    lan = person("lan")
    client.post(reverse("administration:person-active", args=[lan.key]), {"active": "0"})
    assert not User.objects.get(key=lan.key).is_active
    mine = client.post(reverse("administration:person-active", args=[me.key]), {"active": "0"})
    assert mine.status_code == 403
    assert User.objects.get(key=me.key).is_active


def test_a_reset_password_is_shown_once(client, as_role, person):
    as_role("quan_tri", "27")
    lan = person("lan")
    page = client.post(reverse("administration:person-password", args=[lan.key])).content.decode()
    (password,) = re.findall(r'class="password">([^<]+)<', page)
    assert User.objects.get(key=lan.key).check_password(password)


def test_a_policy_is_decided_with_its_reason(client, as_role):
    as_role("so_tu_phap", "27")
    address = reverse("administration:policy", args=["keying.claim_minutes"])
    client.post(address, {"value": "45", "from_date": "2025-01-07", "reason": "Công văn 12/STP"})
    assert value("keying.claim_minutes") == 45
    page = client.get(address).content.decode()
    assert "Công văn 12/STP" in page
    past = client.post(address, {"value": "50", "from_date": "2025-01-01", "reason": "x"})
    assert "đã qua" in past.content.decode()
    wild = client.post(address, {"value": "999999", "from_date": "2025-01-08", "reason": "x"})
    assert 'role="alert"' in wild.content.decode()
    assert value("keying.claim_minutes") == 45


def test_roles_are_ticked_and_nonsense_never_turns_the_second_step_off(client, as_role):
    as_role("so_tu_phap", "27")
    address = reverse("administration:policy", args=["people.totp_roles"])
    page = client.get(address).content.decode()
    assert "Chủ tịch UBND cấp xã" in page
    assert 'type="checkbox"' in page
    said = {"from_date": "2025-01-07", "reason": "Công văn 3/STP"}
    refused = client.post(address, {**said, "value": ["Chủ tịch = có"]})
    assert refused.status_code == 200
    assert not PolicyOverride.objects.exists()
    client.post(address, {**said, "value": ["chu_tich", "quan_tri"]})
    asked = PolicyOverride.objects.get().value
    assert {role for role, word in asked.items() if word == "có"} == {"chu_tich", "quan_tri"}


@pytest.mark.parametrize("typed", ["07/01/2025", "7/1/2025", "07.01.2025", "2025-01-07"])
def test_days_are_read_as_written_here(typed):
    field = DayField(label="Từ ngày")
    assert field.clean(typed) == date(2025, 1, 7)
    assert field.widget.format_value(date(2025, 1, 7)) == "07/01/2025"
    with pytest.raises(ValidationError, match="07/01/2025"):
        field.clean("01/31/2025")


def test_a_line_without_its_sign_is_told(client, as_role):
    as_role("so_tu_phap", "27")
    address = reverse("administration:policy", args=["naming.district_abbreviations"])
    said = {"value": "264 = hlt\nhtd", "from_date": "2025-01-07", "reason": "x"}
    assert "Dòng “htd” thiếu dấu bằng" in client.post(address, said).content.decode()


def test_a_decision_that_is_no_value_any_more_leaves_the_default(db):
    row = {"from_date": date(2025, 1, 1), "reason": "x", "decided_by": uuid4()}
    PolicyOverride.objects.create(name="people.totp_roles", value={"sếp": "có"}, **row)
    assert set(value("people.totp_roles")) == set(ROLES)


def test_units_offered_are_those_of_the_campaigns_province_from_the_top_down(campaign):
    names = unit_choices(service_actor("installer"), "people.manage")
    assert names[0][0] == "27"
    assert {len(code) for code, _ in names[1:9]} == {3}
    assert not any("Bắc Giang" in name for _, name in names)


@pytest.mark.parametrize("kind", sorted({policy.kind for policy in POLICIES.values()}))
def test_every_kind_of_policy_has_a_page_and_a_form(client, as_role, kind):
    as_role("so_tu_phap", "27")
    policy = next(policy for policy in POLICIES.values() if policy.kind is kind)
    page = client.get(reverse("administration:policy", args=[policy.name])).content.decode()
    assert policy.title in page
    for words in policy.choices.values():
        assert words in page
    assert 'name="value"' in page


def test_the_policies_are_listed_whole(client, as_role):
    as_role("so_tu_phap", "27")
    page = client.get(reverse("administration:policies")).content.decode()
    assert f"trong {len(POLICIES)} dòng" in page


def test_who_may_only_see_policies_gets_no_form(client, as_role):
    as_role("chu_tich")
    address = reverse("administration:policy", args=["scan.max_bytes"])
    assert "Quyết định giá trị mới" not in client.get(address).content.decode()
    assert client.post(address, {"value": "1"}).status_code == 403


def test_a_job_is_followed_by_who_started_it_only(client, as_role, person):
    me = as_role("nguoi_quet")
    job = Job.objects.create(
        kind="x", title="Xử lý ảnh", subject="book", unit_code="09508", state="running",
        done=3, total=9, started_by=me.key, started_by_name=me.name,
    )  # fmt: skip
    state = client.get(reverse("administration:job-state", args=[job.key])).json()
    assert (state["state"], state["done"], state["total"]) == ("running", 3, 9)
    assert "Xử lý ảnh" in client.get(reverse("administration:jobs")).content.decode()
    assert "Xử lý ảnh" in client.get(reverse("administration:job", args=[job.key])).content.decode()
    stranger = person("xa.khac", "nguoi_nhap_lieu", unit="09514")
    client.force_login(User.objects.get(key=stranger.key))
    assert client.get(reverse("administration:job-state", args=[job.key])).status_code == 404


def test_ones_own_account_names_roles(client, as_role):
    as_role("cong_chuc_ho_tich")
    page = client.get(reverse("administration:account")).content.decode()
    assert "Công chức Tư pháp – Hộ tịch" in page
    assert "Đổi mật khẩu" in page
    assert client.get(reverse("account_change_password")).status_code == 200


@pytest.mark.django_db
def test_the_list_of_people_is_one_entry_without_the_words(person, client):
    from sohotich.foundation.audit.models import AuditEntry
    from sohotich.foundation.audit.services import fingerprint
    from sohotich.foundation.people.models import User

    actor = person("quan.tri", "quan_tri", unit="27")
    client.force_login(User.objects.get(pk=actor.key))
    client.get("/quan-tri/nguoi-dung/", {"tim": "Nguyễn Lan"})
    entry = AuditEntry.objects.get(action="people.read")
    assert (entry.actor_key, entry.facts["found"]) == (actor.key, 1)
    assert entry.facts["words"] == fingerprint("nguyen lan")
    assert "Lan" not in str(entry.facts)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_makes_one_account(person):
    admin = person("quantri", "quan_tri", unit="27")

    def send(_: int) -> int:
        try:
            browser = Client()
            browser.force_login(User.objects.get(key=admin.key))
            return add(browser, "Trần Đua Nhau", "mot-lan").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(8))) == [200, *[302] * 7]
    assert User.objects.filter(full_name="Trần Đua Nhau").count() == 1
