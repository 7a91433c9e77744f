"""Backups: how this machine stands, the last ones, a new one now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.administration.backup.place import backup_folder, same_disk
from sohotich.foundation.administration.backup.standing import last_good, rooms
from sohotich.foundation.administration.jobs import BACKUP
from sohotich.foundation.administration.models import BackupRun
from sohotich.foundation.database.home import Home
from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import byte_size, duration
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.policies.services import number, value

_GOOD = Badge("Lành", "done", "check")
_BAD = Badge("Không lành", "doubt", "alert")
_FAILED = Badge("Không xong", "error", "error")


def _outcome(run: BackupRun) -> Badge:
    return _GOOD if run.good else _BAD if run.name else _FAILED


_LIST = ListDefinition(
    title="Các lượt sao lưu",
    file_name="sao-luu",
    search_words="Lọc lượt sao lưu",
    search=lambda runs, words: runs.filter(name__icontains=words),
    empty_title="Chưa có lượt sao lưu nào",
    empty_words="Lượt đầu chạy đêm nay, hoặc bấm “Sao lưu ngay”.",
    columns=(
        Column("luc", "Xong lúc", lambda run: run.ended_at, sort="ended_at"),
        Column("ten", "Bản", lambda run: run.name, kind="strong", sort="name"),
        Column("ket-qua", "Kết quả", _outcome),
        Column("tep", "Số tệp", lambda run: run.files, kind="number"),
        Column("ghi", "Ghi thêm", lambda run: byte_size(run.stored), kind="number"),
        Column("mat", "Mất", lambda run: duration((run.ended_at - run.started_at).total_seconds())),
        Column("nguoi", "Người làm", lambda run: run.by_name),
        Column("chu-thich", "Chú thích", lambda run: run.message),
    ),
    chips=(Chip("loi", "Không lành", lambda runs: runs.filter(good=False)),),
)


@requires("backup.make")
@require_GET
def backups(request: ActorRequest) -> HttpResponse:
    context = {**_standing(), **_job(_latest_job())}
    return list_response(
        request, "administration/backups.html", BackupRun.objects.all(), _LIST, context
    )


def _standing() -> dict[str, Any]:
    home = Home.current()
    return {
        "good": last_good(),
        "folder": backup_folder(home),
        "same_disk": same_disk(home),
        "rooms": rooms(home),
        "hour": value("backup.at"),
        "keep": number("backup.keep"),
    }


def _latest_job() -> Job | None:
    return Job.objects.filter(kind=BACKUP).order_by("-key").first()


def _job(job: Job | None) -> dict[str, Any]:
    if job is None or (job.ended and job.state != JobState.FAILED):
        return {"job": None}
    return {
        "job": job,
        "job_url": reverse("administration:job-state", args=[job.key]),
        "cancel_url": reverse("administration:job-cancel", args=[job.key]),
    }


@require_POST
@requires("backup.make")
def backup_now(request: ActorRequest) -> HttpResponse:
    start_alone(actor=request.actor, kind=BACKUP, unit="", subject="backup", subject_key=None)
    return redirect("administration:backups")
