"""`sohotich sample campaign`: a province from the command line, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_serving import pytestmark as embedded
from tests.cli.test_serving import run

pytestmark = embedded
SMALLEST = ("sample", "campaign", "--scale", "0.005")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("province") / "home"
    assert run("migrate", "--home", made).returncode == 0
    return made


def test_a_commune_of_the_province_is_made_checked_and_counted(home) -> None:
    late = run(*SMALLEST, "--opens-at", "2025-02-01T08:00+07:00", "--home", home)
    assert late.returncode == 2, late.stderr
    assert "15/01/2025" in late.stderr

    answer = run(*SMALLEST, "--home", home, "--json")
    assert answer.returncode == 0, answer.stderr
    made = json.loads(answer.stdout)
    assert (made["communes"], made["books"], made["entries"]) == (1, 13, 1_639)
    assert made["findings"] == []
    assert made["by_stage"]["scanned"] > made["by_stage"]["keyed"] > 0
    assert [day["day"] for day in made["by_day"]] == [f"2025-01-0{n}" for n in range(1, 10)]

    told = run(*SMALLEST, "--home", home)
    assert "1.639 số" in told.stdout
    assert "09/01/2025" in told.stdout
    other = run(*SMALLEST, "--seed", "2", "--home", home)
    assert other.returncode == 2
    assert "--seed 1 --scale 0.005" in other.stderr
