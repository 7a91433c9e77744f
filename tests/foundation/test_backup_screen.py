"""Backups on the administrator's screen, by the clock, and the warnings before it hurts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sohotich.foundation.administration.backup import dump, schedule, standing
from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.administration.backup.place import backup_folder
from sohotich.foundation.administration.backup.schedule import backup_when_due, due_at
from sohotich.foundation.administration.backup.store import listed
from sohotich.foundation.administration.models import BackupRun
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.home import Home
from sohotich.foundation.jobs import running
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import number
from tests.foundation.test_backup import wish, work  # noqa: F401

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = "administration:backups"


@pytest.fixture
def administrator(person, client):
    actor = person("quan.tri", "quan_tri", unit="27")
    client.force_login(User.objects.get(pk=actor.key))
    return actor


def gone_by(hours: int, good: bool = True) -> BackupRun:
    ended = datetime.now(UTC) - timedelta(hours=hours)
    return BackupRun.objects.create(
        started_at=ended - timedelta(minutes=2),
        ended_at=ended,
        folder="/mnt",
        name="2025-01-06_013000" if good else "",
        good=good,
        message="" if good else "Ổ đĩa đầy.",
        by=service_actor("scheduler").key,
        by_name="Hệ thống",
    )


@pytest.mark.django_db
def test_the_page(administrator, client: Client) -> None:
    gone_by(3)
    gone_by(1, good=False)
    shown = client.get(reverse(PAGE)).content.decode()
    for words in ("2025-01-06_013000", "Lành", "Không xong", "Ổ đĩa đầy.", "Sao lưu ngay"):
        assert words in shown
    assert "cùng ổ đĩa" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["ho_tro_ky_thuat", "so_tu_phap"])
def test_others_stay_out(role, person, client: Client) -> None:
    actor = person("ai.do", role, unit="27")
    client.force_login(User.objects.get(pk=actor.key))
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse("administration:backup-now")).status_code == 403
    assert not Job.objects.exists()


def test_a_backup_by_the_button(administrator, work, client, monkeypatch) -> None:  # noqa: F811
    address = wish(work).address
    monkeypatch.setattr(dump, "backup_address", lambda home: address)
    for _ in range(2):
        assert client.post(reverse("administration:backup-now")).status_code == 302
    (job,) = Job.objects.filter(kind="backup.make")
    assert "data-job" in client.get(reverse(PAGE)).content.decode()
    running.run(job.key)
    job.refresh_from_db()
    assert (job.state, job.result["good"]) == ("done", True)
    (made,) = listed(backup_folder(Home.current()))
    run = BackupRun.objects.get()
    assert (run.name, run.good, run.by, run.files) == (made.name, True, administrator.key, 3)
    actions = AuditEntry.objects.filter(subject="backup").values_list("action", flat=True)
    assert list(actions) == ["job.start", "backup.start", "backup.make"]


def test_one_that_fails_is_on_record(administrator, work, client, monkeypatch) -> None:  # noqa: F811
    def refuse(home: Home) -> str:
        raise BackupError("Thiếu vai.")

    monkeypatch.setattr(dump, "backup_address", refuse)
    client.post(reverse("administration:backup-now"))
    running.run(Job.objects.get(kind="backup.make").key)
    assert BackupRun.objects.get().message == "Thiếu vai."
    assert "Thiếu vai." in client.get(reverse(PAGE)).content.decode()


@pytest.mark.parametrize(
    ("here", "due"),
    [
        (datetime(2025, 1, 7, 1, 29, tzinfo=HERE), None),
        (datetime(2025, 1, 7, 1, 30, tzinfo=HERE), datetime(2025, 1, 7, 1, 30, tzinfo=HERE)),
        (datetime(2025, 1, 7, 23, 0, tzinfo=HERE), datetime(2025, 1, 7, 1, 30, tzinfo=HERE)),
    ],
)
def test_when_it_is_due(here, due) -> None:
    assert due_at(here, "01:30") == due


@pytest.mark.django_db
def test_once_a_day(person, monkeypatch) -> None:
    person("quan.tri", "quan_tri", unit="27")
    noon = datetime.now(HERE).replace(hour=12) + timedelta(days=1)
    monkeypatch.setattr(schedule, "now", lambda: noon.astimezone(UTC))
    first = backup_when_due()
    assert first is not None
    Job.objects.filter(pk=first.pk).update(created_at=noon - timedelta(hours=1))
    assert backup_when_due() is None
    monkeypatch.setattr(schedule, "now", lambda: noon.astimezone(UTC) + timedelta(days=1))
    assert backup_when_due() is not None


@pytest.mark.django_db
def test_a_new_installation_waits_for_the_next_day(person) -> None:
    person("quan.tri", "quan_tri", unit="27")
    User.objects.update(created_at=datetime.now(UTC) + timedelta(days=1))
    assert backup_when_due() is None


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "warned"), [(None, True), (37, True), (35, False)])
def test_an_old_backup_is_told_on_every_page(hours, warned, administrator, client) -> None:
    User.objects.update(created_at=datetime.now(UTC) - timedelta(days=9))
    if hours is not None:
        gone_by(hours)
    gone_by(1, good=False)
    shown = client.get(reverse("home")).content.decode()
    assert ("ản sao lưu lành" in shown) is warned


@pytest.mark.django_db
def test_others_are_not_bothered(person, client) -> None:
    actor = person("lan", "cong_chuc_ho_tich")
    User.objects.update(created_at=datetime.now(UTC) - timedelta(days=9))
    client.force_login(User.objects.get(pk=actor.key))
    assert "sao lưu lành" not in client.get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_a_disk_nearly_full_is_told(administrator, client, monkeypatch) -> None:
    thresholds = {"disk.warn_free_bytes": 10**18}
    monkeypatch.setattr(standing, "number", lambda name: thresholds.get(name) or number(name))
    shown = client.get(reverse("home")).content.decode()
    assert "chỉ còn trống" in shown
