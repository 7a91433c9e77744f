"""The whole province at full size, and killed again and again on the way: no loss, no double."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import forget, place_of
from sohotich.foundation.database.server import EmbeddedServer, running_pid
from sohotich.sample.kept import Kept
from tests.cli.test_serving import ENV
from tests.cli.test_serving import pytestmark as embedded

# What one thread of two may take of the ten minutes; the database works beside it.
_SECONDS = 600
_FIRST_SIGHT = 20.0

pytestmark = [embedded, pytest.mark.soak, pytest.mark.timeout(7200)]


@pytest.fixture
def home(tmp_path: Path):
    home = Home(tmp_path / "home")
    done = command(home, "migrate")
    assert done.wait() == 0
    yield home
    if running_pid(place_of(home)) is not None:
        server = EmbeddedServer(home)
        server.attach()
        server.detach()
    forget(home)


def command(home: Home, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sohotich", *words, "--home", str(home.path)],
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def filled(home: Home, scale: str) -> dict[str, object]:
    process = command(home, "sample", "campaign", "--scale", scale, "--json")
    said, complained = process.communicate()
    assert process.returncode == 0, complained
    return json.loads(said)


def test_the_province_of_the_plan_in_ten_minutes(home: Home) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = filled(home, "1")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (made["communes"], made["books"], made["entries"]) == (121, 2_606, 327_822)
    assert made["findings"] == []
    assert len(made["by_day"]) == 9
    for stage in ("scanned", "keyed", "agreed", "reviewed", "approved", "exported", "accepted"):
        assert sum(day[stage] for day in made["by_day"]) == made["by_stage"][stage] > 0, stage
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < _SECONDS


def test_killed_again_and_again_it_comes_to_the_same(home: Home) -> None:
    chance, killed = random.Random(7), 0
    while not Kept.of(home).loaded and killed < 8:
        process = command(home, "sample", "campaign", "--scale", "0.03", "--json")
        try:
            process.communicate(timeout=_FIRST_SIGHT * chance.uniform(0.2, 1) + killed)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
        else:
            assert process.returncode == 0
    assert killed > 2
    made = filled(home, "0.03")
    assert (made["communes"], made["findings"]) == (4, [])
    again = filled(home, "0.03")
    assert again == made
