"""Killed at any moment, a backup is whole or not there, a restore done or not begun."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from sohotich.foundation.administration.backup.checking import check
from sohotich.foundation.administration.backup.store import Store, store_at
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.services import store as store_file
from sohotich.foundation.people.actors import service_actor
from tests.foundation.test_backup import (  # noqa: F401
    WORDS,
    contents,
    empty_database,
    seen_by_all,
    sums,
    wish,
    work,
)

_LONGEST = 0.8


def filled(count: int) -> None:
    for number in range(count):
        store_file(
            actor=service_actor("installer"),
            source=f"trang {number} ".encode() * 4000,
            unit="09508",
            subject="book",
            subject_key=uuid4(),
            purpose="page",
            name=f"trang {number}.jpg",
            media_type="image/jpeg",
        )


def killed(chance: random.Random, *words: str | Path) -> bool:
    """Begin, and kill at a random moment of the act itself; whether it was still running."""
    command = [sys.executable, "-m", "tests.kill.backing_up", *map(str, words)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n", process.communicate()[1].decode()[-2000:]
    time.sleep(chance.random() * _LONGEST)
    process.kill()
    process.communicate()
    return process.returncode < 0


def whole(store: Store) -> int:
    """How many backups are listed; every one of them must be good to the last byte."""
    found = store.backups()
    assert [check(store, one) for one in found] == [[]] * len(found)
    return len(found)


def drill(home: Home, tmp_path: Path, target: str, *, kills: int, files: int) -> None:
    filled(files)
    chance = random.Random(7)
    folder, address = tmp_path / "backups", wish(home).address
    store = store_at(folder, WORDS, make=True)
    died = 0
    for _ in range(kills):
        died += killed(chance, "make", folder, home.path, address)
        assert whole(store) <= 3
    assert died > 0
    subprocess.run(
        [sys.executable, "-m", "tests.kill.backing_up", "make", folder, home.path, address],
        check=True,
    )
    assert whole(store) >= 1
    before = sums(address)
    new = Home(tmp_path / "new").ensure()
    for _ in range(kills):
        killed(chance, "restore", folder, new.path, target)
        time.sleep(0.3)
        there = sums(seen_by_all(target))
        assert there in ({}, before)
        if there:
            break
    else:
        words = [sys.executable, "-m", "tests.kill.backing_up", "restore", folder, new.path, target]
        subprocess.run(words, check=True)
    assert sums(seen_by_all(target)) == before
    assert contents(new) == contents(home)


def test_a_few_kills(work, tmp_path, empty_database) -> None:  # noqa: F811
    drill(work, tmp_path, empty_database, kills=4, files=40)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_many_kills(work, tmp_path, empty_database) -> None:  # noqa: F811
    drill(work, tmp_path, empty_database, kills=60, files=1500)
