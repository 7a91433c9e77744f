"""Killed at any moment and begun again: nothing lost, nothing double, every ledger adds up."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.conftest import VALUES, make_book, team  # noqa: F401
from tests.pipeline.drawing import draw_folder

STEPS = ["attach_image", "key_first", "key_second_same", "review", "approve", "export"]


def environment() -> dict[str, str]:
    from django.db import connection

    settings = connection.settings_dict
    host = str(settings["HOST"]).replace("/", "%2F")
    address = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{host}:{settings['PORT']}"
        f"/{settings['NAME']}"
    )
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sohotich.config.settings",
        "DATABASE_URL": address,
        "PGAPPNAME": "killed-walk",
    }


def run_killed(
    book: object,
    folder: Path,
    out: Path,
    *,
    kills: int,
    longest: float,
    script: str = "tests.kill.walk",
) -> int:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            script,
            str(book.key),
            str(folder),
            str(out),
            str(kills),
            str(longest),
            "7",
            json.dumps(VALUES),
        ],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(json.loads(done.stdout.splitlines()[-1])["killed"])


def check_everything(book: object, pages: int, out: Path) -> None:
    from sohotich.engines.exchange.pm158 import verify_package
    from sohotich.foundation.files.models import Link
    from sohotich.foundation.files.store import blob_path
    from sohotich.foundation.worklists.models import WorkItem
    from sohotich.pipeline.transfer.models import Package
    from sohotich.register.images.models import EntryImage, Page
    from sohotich.register.ledger.models import BookApproval, Entry, LedgerEvent
    from sohotich.register.ledger.selectors import counts
    from sohotich.register.records.models import Reading, Record

    order = list(Page.objects.filter(book=book).order_by("order").values_list("order", "name"))
    assert order == [(n, f"trang {n}.jpg") for n in range(1, pages + 1)]
    for entry in Entry.objects.filter(book=book):
        events = LedgerEvent.objects.filter(entry=entry).order_by("at", "key")
        assert [event.action for event in events] == STEPS, entry.label
        readings = Reading.objects.filter(entry=entry)
        assert sorted((r.slot, r.state) for r in readings) == [(1, "complete"), (2, "complete")]
        assert len({reading.by for reading in readings}) == 2
        assert all(r.values["nksHoTen"] == VALUES["nksHoTen"] for r in readings)
        image = EntryImage.objects.get(entry=entry)
        assert image.current
        assert image.regions[0]["page"] == str(Page.objects.get(book=book, order=entry.number).key)
    assert Record.objects.filter(book=book).count() == pages
    assert counts(book=book)["exported"] == counts(book=book)["expected"] == pages
    assert (BookApproval.objects.count(), Package.objects.count()) == (1, 1)
    assert not WorkItem.objects.exists()
    for link in Link.objects.all():
        content = blob_path(link.sha256).read_bytes()
        assert hashlib.sha256(content).hexdigest() == link.sha256
    by_purpose = list(Link.objects.order_by().values_list("purpose", flat=True))
    assert {p: by_purpose.count(p) for p in set(by_purpose)} == {
        "original": pages,
        "thumb": pages,
        "pdf": pages,
        "view": pages,
        "package": 3,
    }
    package = Package.objects.get()
    assert [path.name for path in out.iterdir()] == [package.stem]
    assert verify_package(out / package.stem) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_twenty_kills(make_book, tmp_path) -> None:  # noqa: F811
    book = make_book(18)
    folder, out = draw_folder(tmp_path / "scans", 18), tmp_path / "out"
    assert run_killed(book, folder, out, kills=20, longest=1.2) == 20
    check_everything(book, 18, out)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_kills_to_the_very_end(make_book, tmp_path) -> None:  # noqa: F811
    """Killed as long as it takes: a short book, so that signing and packing are hit as well."""
    book = make_book(2)
    folder, out = draw_folder(tmp_path / "scans", 2), tmp_path / "out"
    assert run_killed(book, folder, out, kills=40, longest=0.6) > 3
    check_everything(book, 2, out)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(3600)
def test_two_hundred_kills(make_book, tmp_path) -> None:  # noqa: F811
    book = make_book(120)
    folder, out = draw_folder(tmp_path / "scans", 120), tmp_path / "out"
    assert run_killed(book, folder, out, kills=200, longest=1.2) == 200
    check_everything(book, 120, out)
