"""Who may do what, where, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sohotich.domain.workflow import SERVICES
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people import accounts
from sohotich.foundation.people.acting import speaker_of
from sohotich.foundation.people.actors import (
    UnknownActor,
    actor_by_key,
    actor_for,
    service_actor,
    service_key,
)
from sohotich.foundation.people.models import Grant, Unit, User
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.people.units import reach_of, unit_names, unit_on

pytestmark = pytest.mark.django_db
INSTALLER = service_actor("installer")


def test_the_units_of_the_lists_are_there(campaign):
    assert Unit.objects.filter(level="commune").count() > 121
    assert unit_on("27", date(2025, 1, 1)).level == "province"
    assert unit_on("27", date(2025, 7, 1)) is None
    assert unit_on("09175", date(2025, 1, 1)) is None
    assert unit_names(["09508"])["09508"].startswith("Xã ")


def test_a_commune_role_reaches_its_commune_only(person):
    lan = person("lan", "cong_chuc_ho_tich", unit="09508")
    assert lan.can("book.edit", "09508")
    assert not lan.can("book.edit", "09511")
    assert not lan.can("book.approve", "09508")
    assert lan.units("book.edit") == {"09508"}


def test_a_district_reaches_its_communes_and_the_province_all(person):
    phong = person("phong", "phong_tu_phap", unit="264")
    so = person("so", "so_tu_phap", unit="27")
    assert phong.can("book.view", "09508")
    assert not phong.can("book.view", "09163")
    assert so.units("book.view") is None
    assert reach_of("264") >= {"264", "09508"}


def test_a_role_is_granted_only_at_its_level(person, campaign):
    lan = User.objects.get(pk=person("lan").key)
    for role, unit, said in (
        ("chu_tich", "27", "không giao ở"),
        ("so_tu_phap", "09508", "không giao ở"),
        ("chu_tich", "99999", "Không có đơn vị này vào ngày"),
        ("giam_doc", "09508", "Không có vai trò này"),
    ):
        with pytest.raises(UserError, match=said):
            accounts.grant_role(actor=INSTALLER, user=lan, role=role, unit_code=unit)


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, True),
        (0, 0, True),
        (-3, -1, False),
        (1, None, False),
        (None, 0, True),
        (None, -1, False),
    ],
)
def test_a_grant_holds_between_its_campaign_dates(campaign, start, end, holds):
    today = date(2025, 1, 7)
    user = accounts.create_user(actor=INSTALLER, username="minh", full_name="Minh").user

    def day(offset):
        return None if offset is None else today + timedelta(days=offset)

    Grant.objects.create(
        user=user,
        role="nguoi_quet",
        unit_code="09508",
        valid_from=day(start),
        valid_to=day(end),
    )
    assert actor_for(user).can("scan.upload", "09508") is holds


def test_a_closed_account_acts_no_more(person):
    lan = person("lan", "nguoi_quet")
    user = User.objects.get(pk=lan.key)
    accounts.set_active(actor=INSTALLER, user=user, active=False)
    with pytest.raises(UnknownActor):
        actor_by_key(lan.key)


def test_services_act_by_their_own_rights():
    scheduler = service_actor("scheduler")
    assert scheduler.key == service_key("scheduler") == actor_by_key(scheduler.key).key
    assert not scheduler.can("book.view", "09508")


def test_only_managers_manage(person):
    lan = person("lan", "nguoi_quet")
    with pytest.raises(Forbidden):
        accounts.create_user(actor=lan, username="ai", full_name="Ai")
    with pytest.raises(Forbidden):
        accounts.grant_role(
            actor=lan, user=User.objects.get(pk=lan.key), role="chu_tich", unit_code="09508"
        )
    with pytest.raises(Forbidden, match="sửa thông tin sổ"):
        ensure(person("minh"), "book.edit", "09508")


@pytest.mark.parametrize("username", ["", "Lân", "a b", "../x", "-a", "x" * 80])
def test_a_bad_username_is_refused(campaign, username):
    with pytest.raises(UserError):
        accounts.create_user(actor=INSTALLER, username=username, full_name="Ai")


@pytest.mark.parametrize("username", [*SERVICES, "owner", "Worker ", "da-huy-abc"])
def test_a_name_of_the_system_is_nobodys(campaign, username):
    with pytest.raises(UserError, match="dành cho hệ thống"):
        accounts.create_user(actor=INSTALLER, username=username, full_name="Ai")


@pytest.mark.parametrize("field", ["full_name", "title"])
def test_a_name_without_end_is_refused(campaign, field):
    given = {"full_name": "Lan", field: "x" * 121}
    with pytest.raises(UserError, match="nhiều nhất là 120"):
        accounts.create_user(actor=INSTALLER, username="lan", **given)


def test_a_name_makes_nobody_a_service_to_the_database(person):
    """Accounts of before the names were kept for the system may still have one."""
    lan = person("lan", "nguoi_nhap_lieu")
    assert speaker_of(replace(lan, username="worker")).service == ""
    assert speaker_of(service_actor("worker")).service == "worker"


def test_the_same_username_twice_is_refused_and_leaves_no_trace(campaign):
    accounts.create_user(actor=INSTALLER, username="lan", full_name="Lan")
    before = AuditEntry.objects.count()
    with pytest.raises(UserError, match="đã có"):
        accounts.create_user(actor=INSTALLER, username=" LAN ", full_name="Lan")
    assert AuditEntry.objects.count() == before


def test_the_random_password_signs_in_and_is_stored_nowhere(campaign):
    made = accounts.create_user(actor=INSTALLER, username="lan", full_name="Lan")
    assert made.user.check_password(made.password)
    assert made.password not in str(AuditEntry.objects.values())
    fresh = accounts.reset_password(actor=INSTALLER, user=made.user)
    assert fresh != made.password
    assert not made.user.check_password(made.password)
