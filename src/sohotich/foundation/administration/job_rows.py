"""Background work as rows of its list: what, about which book, how far, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.selectors import jobs_visible
from sohotich.foundation.jobs.subjects import subject_labels
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.actors import Actor

# Weeks of work; what is older nobody looks for here.
_LATEST = 1_000
_BADGES = {
    JobState.WAITING: ("quiet", "wait"),
    JobState.RUNNING: ("action", "jobs"),
    JobState.DONE: ("done", "check"),
    JobState.FAILED: ("error", "error"),
    JobState.CANCELLED: ("quiet", "stop"),
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """`about` is the subject's label, "" where the person may not see it or nobody names it."""

    job: Job
    about: str
    starter: str

    @property
    def badge(self) -> Badge:
        return job_badge(self.job)

    @property
    def progress(self) -> str:
        """`12 / 60`; "" for what is not counted."""
        if not self.job.total:
            return ""
        return f"{grouped(self.job.done)} / {grouped(self.job.total)}"


def job_badge(job: Job) -> Badge:
    """The state in word, shape and colour."""
    state = JobState(job.state)
    return Badge(str(state.label), *_BADGES[state])


def starter_of(actor: Actor, job: Job) -> str:
    """Who started it, for colleagues; whoever only keeps the machine learns no name."""
    knows = job.started_by == actor.key or any(
        map(actor.can_somewhere, ("book.view", "people.manage"))
    )
    return job.started_by_name if knows else ""


def job_rows(actor: Actor) -> list[JobRow]:
    """The latest jobs the actor may see, the newest first."""
    jobs = list(jobs_visible(actor)[:_LATEST])
    about = subject_labels(jobs)
    return [JobRow(job, about.get(job.key, ""), starter_of(actor, job)) for job in jobs]


JOBS = ListDefinition(
    title="Việc chạy nền",
    file_name="viec-chay-nen",
    search_words="Lọc theo việc, sổ, người",
    empty_title="Chưa có việc nào",
    empty_words="Việc xử lý ảnh và lập gói chuyển hiện ở đây khi có người bắt đầu.",
    columns=(
        Column(
            "viec",
            "Việc",
            lambda row: row.job.title,
            link=lambda row: reverse("administration:job", args=[row.job.key]),
        ),
        Column("so", "Sổ", lambda row: row.about, sort=True),
        Column("trang-thai", "Trạng thái", lambda row: row.badge),
        Column("tien-do", "Đã làm", lambda row: row.progress, kind="number"),
        Column("nguoi", "Người bắt đầu", lambda row: row.starter),
        Column("luc", "Lúc", lambda row: row.job.created_at, sort=True),
    ),
    chips=(
        Chip("dang", "Đang chạy", rows_where(lambda row: not row.job.ended)),
        Chip("loi", "Không xong", rows_where(lambda row: row.job.state == JobState.FAILED)),
    ),
)
