"""Making a package in the background: how far it is, and stopping it."""

from __future__ import annotations

import pytest

from sohotich.foundation.jobs import running
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.models import Job
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.services import package_start
from sohotich.register.ledger.selectors import counts
from tests.pipeline.finished_book import signed

pytestmark = pytest.mark.django_db
NUMBERS = 3
STEPS = 2 * NUMBERS + 1


@pytest.fixture
def book(team, make_book):
    book = make_book(NUMBERS)
    signed(team, book)
    return book


@pytest.fixture
def told(monkeypatch) -> list[tuple[int, int, str]]:
    """Every report of the job, in its order."""
    heard: list[tuple[int, int, str]] = []
    report = JobContext.progress

    def progress(self: JobContext, done: int, total: int, note: str = "") -> None:
        heard.append((done, total, note))
        report(self, done, total, note)

    monkeypatch.setattr(JobContext, "progress", progress)
    return heard


def test_each_entry_checked_and_packed_is_a_step_with_its_bytes(team, book, told) -> None:
    job = package_start(actor=team.officer, book=book)
    running.run(job.key)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", STEPS, STEPS)
    assert [(done, total) for done, total, _ in told] == [(n, STEPS) for n in range(1, STEPS)]
    notes = [note for _, _, note in told]
    assert notes[0] == "kiểm tra từng trường hợp"
    assert notes[NUMBERS].startswith("đóng tệp PDF · ")
    assert "KB" in notes[-1]


def test_stopped_in_the_middle_nothing_of_it_is_kept(team, book, told, monkeypatch) -> None:
    job = package_start(actor=team.officer, book=book)
    report = JobContext.progress

    def progress(self: JobContext, done: int, total: int, note: str = "") -> None:
        if done == NUMBERS + 1:
            Job.objects.filter(pk=job.pk).update(cancel_asked=True)
        report(self, done, total, note)

    monkeypatch.setattr(JobContext, "progress", progress)
    running.run(job.key)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert told[-1][0] == NUMBERS + 1
    assert not Package.objects.exists()
    assert counts(book=book)["exported"] == 0
