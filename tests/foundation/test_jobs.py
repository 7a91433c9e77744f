"""Jobs end in exactly one way, run with their starter's rights, and outlive their worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from sohotich.engines.guard import Refused
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs import processes, running, selectors, services
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.registry import KINDS, job
from sohotich.foundation.people import accounts
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import Forbidden
from tests.foundation.process_functions import die, square


@pytest.fixture
def kind():
    """`kind(run)` declares a kind of job for one test."""
    names = []

    def declare(run):
        names.append(f"test.{uuid4()}")
        job(kind=names[-1], title="Việc thử", right="scan.upload")(run)
        return names[-1]

    yield declare
    for name in names:
        del KINDS[name]


def start(kind: str, actor=None, **args) -> Job:
    return services.start(
        actor=actor or service_actor("installer"),
        kind=kind,
        unit="09508",
        subject="book",
        subject_key=uuid4(),
        args=args,
    )


def ran(job: Job) -> Job:
    running.run(job.key)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_job_reports_and_ends_with_its_result(kind, person):
    seen = []

    def run(context, *, pages):
        for number in range(1, pages + 1):
            context.progress(number, pages, f"trang {number}")
        seen.append(context.actor.username)
        return {"pages": pages}

    lan = person("lan", "nguoi_quet")
    done = ran(start(kind(run), lan, pages=3))
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert done.result == {"pages": 3}
    assert seen == ["lan"]
    assert ProcrastinateJob.objects.count() == 1
    running.run(done.key)
    assert seen == ["lan"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UserError("Ảnh mờ.", where="a.jpg"), "a.jpg: Ảnh mờ."),
        (Refused("rong", "tệp rỗng", "b.jpg"), "b.jpg: tệp rỗng."),
        (Forbidden("Không được."), "Không được."),
    ],
)
def test_an_error_people_can_mend_ends_the_job_at_once(kind, error, message):
    def run(context):
        raise error

    failed = ran(start(kind(run)))
    assert (failed.state, failed.message, failed.attempts) == ("failed", message, 1)


@pytest.mark.django_db
def test_an_unforeseen_error_is_tried_again_and_tells_no_details(kind):
    def run(context):
        raise RuntimeError("Nguyễn Thị Lan 1975")

    failed = start(kind(run))
    for _ in range(2):
        assert ran(failed).state == "waiting"
    assert ran(failed).state == "failed"
    assert "Lan" not in failed.message


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_ends(kind):
    deadly = start(kind(lambda context: None))
    Job.objects.update(state="running", attempts=5)
    assert ran(deadly).state == "failed"


@pytest.mark.django_db
def test_a_job_stops_where_it_was_asked_to_and_can_be_retried(kind, person):
    lan, minh = person("lan", "nguoi_quet"), person("minh", "nguoi_nhap_lieu")
    steps = []

    def run(context):
        for number in range(5):
            context.progress(number, 5)
            steps.append(number)
            if number == 2:
                services.cancel(actor=lan, job=context.job)

    stopped = ran(start(kind(run), lan))
    assert (stopped.state, steps) == ("cancelled", [0, 1, 2])
    with pytest.raises(Forbidden):
        services.retry(actor=minh, job=stopped)
    services.retry(actor=lan, job=stopped)
    assert stopped.state == "waiting"
    with pytest.raises(UserError):
        services.retry(actor=lan, job=stopped)


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once(kind, person):
    lan = person("lan", "nguoi_quet")
    waiting = start(kind(lambda context: None), lan)
    services.cancel(actor=lan, job=waiting)
    assert ran(waiting).state == "cancelled"


@pytest.mark.django_db
def test_a_shutdown_puts_the_job_back(kind, monkeypatch):
    from sohotich.foundation.jobs.context import stopping

    interrupted = start(kind(lambda context: context.progress(1, 2)))
    stopping.set()
    try:
        assert (ran(interrupted).state, interrupted.attempts) == ("waiting", 0)
    finally:
        stopping.clear()
    assert ran(interrupted).state == "done"


@pytest.mark.django_db
def test_a_closed_account_runs_nothing(kind, person):
    lan = person("lan", "nguoi_quet")
    waiting = start(kind(lambda context: None), lan)
    accounts.set_active(
        actor=service_actor("installer"), user=User.objects.get(pk=lan.key), active=False
    )
    assert ran(waiting).state == "failed"


@pytest.mark.django_db
def test_people_see_their_own_jobs_and_those_of_their_unit(kind, person):
    lan, minh = person("lan", "nguoi_quet"), person("minh", "nguoi_nhap_lieu")
    other = person("hoa", "nguoi_quet", unit="09163")
    name = kind(lambda context: None)
    mine = start(name, lan)
    assert list(selectors.jobs_visible(lan)) == [mine]
    assert list(selectors.jobs_visible(minh)) == list(selectors.jobs_visible(other)) == []
    assert selectors.job_alive("book", mine.subject_key, name) == mine
    assert AuditEntry.objects.filter(action="job.start", actor_key=lan.key).exists()


@pytest.mark.django_db
def test_seeing_the_list_of_jobs_stops_and_restarts_none(kind, person, client):
    supporter = person("ho.tro", "ho_tro_ky_thuat", unit="27")
    lan, minh = person("lan", "nguoi_quet"), person("minh", "nguoi_quet")
    waiting = start(kind(lambda context: None), lan)
    assert waiting in selectors.jobs_visible(supporter)
    for manage in (services.cancel, services.retry):
        with pytest.raises(Forbidden):
            manage(actor=supporter, job=waiting)
    client.force_login(User.objects.get(key=supporter.key))
    page = client.get(reverse("administration:job", args=[waiting.key])).content.decode()
    assert reverse("administration:job-cancel", args=[waiting.key]) not in page
    services.cancel(actor=minh, job=waiting)
    assert waiting.state == "cancelled", "a colleague who does the same work may"


@pytest.mark.django_db(transaction=True)
def test_of_many_started_at_once_for_one_thing_one_stands(kind, person):
    lan, name, about = person("lan", "nguoi_quet"), kind(lambda context: None), uuid4()

    def press(_: int) -> object:
        try:
            with acting(lan):
                more = {"unit": "09508", "subject": "book", "subject_key": about}
                return services.start_alone(actor=lan, kind=name, **more).key
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(12)))) == 1
    assert Job.objects.filter(kind=name).count() == 1


def test_processes_give_every_result():
    assert sorted(processes.map_in_processes(square, range(20), workers=2)) == [
        n * n for n in range(20)
    ]


def test_a_killed_process_is_told_not_waited_for():
    with pytest.raises(UserError, match="bộ nhớ"):
        list(processes.map_in_processes(die, range(3), workers=1))


def test_processes_do_not_outlive_a_killed_worker():
    code = (
        "from sohotich.foundation.jobs.processes import map_in_processes as m\n"
        "from tests.foundation.process_functions import tell_and_sleep as f\n"
        "list(m(f, range(2), workers=2))"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    children = [int(worker.stdout.readline()) for _ in range(2)]
    worker.kill()
    worker.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end and any(map(runs, children)):
        time.sleep(0.1)
    assert not any(map(runs, children))
    worker.stdout.close()


def runs(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


WORKER = """
import django; django.setup()
import time
from django.db import connection
from sohotich.foundation.jobs import worker
from sohotich.foundation.jobs.registry import job
@job(kind="test.slow", title="Chậm", right="scan.upload")
def slow(context, *, steps):
    print("began", context.job.attempts, flush=True)
    for step in range(steps):
        time.sleep(0.1)
        context.progress(step + 1, steps)
worker._HEARTBEAT_SECONDS, worker._STALLED_SECONDS = 0.3, 1.2
worker.run_worker()
print("left", flush=True)
"""


def spawn() -> subprocess.Popen:
    from django.db import connection

    settings = connection.settings_dict
    address = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@"
        f"{settings['HOST'].replace('/', '%2F')}:{settings['PORT']}/{settings['NAME']}"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "sohotich.config.settings"}
    env |= {"DATABASE_URL": address}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], env=env, stdout=subprocess.PIPE, text=True
    )


def until(job: Job, state: str, seconds: float = 20) -> Job:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job.refresh_from_db()
        if job.state == state:
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job.state}, not {state}, after {seconds} s")


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_job_is_taken_up_again_soon(kind):
    name = kind(lambda context: None)
    slow = start(name, steps=15)
    Job.objects.update(kind="test.slow")
    first = spawn()
    until(slow, "running")
    first.kill()
    first.wait()
    killed = time.monotonic()
    second = spawn()
    try:
        assert until(slow, "done").attempts == 2
        assert time.monotonic() - killed < 10
    finally:
        second.send_signal(signal.SIGTERM)
        out, _ = second.communicate(timeout=20)
    assert out.splitlines() == ["began 2", "left"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_finish_puts_its_job_back_and_leaves(kind):
    slow = start(kind(lambda context: None), steps=600)
    Job.objects.update(kind="test.slow")
    worker = spawn()
    until(slow, "running")
    time.sleep(0.5)
    worker.send_signal(signal.SIGTERM)
    out, _ = worker.communicate(timeout=20)
    assert (worker.returncode, out.splitlines()[-1]) == (0, "left")
    slow.refresh_from_db()
    assert slow.state == "waiting"
    assert ProcrastinateJob.objects.filter(status="todo").exists()
