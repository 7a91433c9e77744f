"""An empty installation gets its campaign and first accounts from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_serving import pytestmark as embedded
from tests.cli.test_serving import run

pytestmark = embedded
DAYS = ("--from", "2025-01-01", "--to", "2025-01-15", "--opens-at", "2025-01-07T15:00+07:00")
CAMPAIGN = ("--name", "Đợt thử", "--root-unit", "27", *DAYS)
ADMINISTRATOR = ("quan.tri", "--name", "Trần Thử", "--role", "quan_tri", "--unit", "27")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("first") / "home"
    assert run("migrate", "--home", made).returncode == 0
    return made


def test_first_steps(home) -> None:
    early = run("account", "create", *ADMINISTRATOR, "--home", home)
    assert early.returncode == 2
    assert "campaign set" in early.stderr
    assert run("campaign", "show", "--home", home).returncode == 2
    campaign = run("campaign", "set", *CAMPAIGN, "--home", home, "--json")
    assert json.loads(campaign.stdout)["root_unit"] == "27"
    made = run("account", "create", *ADMINISTRATOR, "--home", home, "--json")
    first = json.loads(made.stdout)
    assert first["username"] == "quan.tri"
    again = run("account", "create", *ADMINISTRATOR, "--home", home)
    assert (again.returncode, "đã có" in again.stderr) == (2, True)
    reset = run("account", "password", "quan.tri", "--home", home, "--json")
    assert json.loads(reset.stdout)["password"] != first["password"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "01/01/2025"), "2025-01-15"),
        (("--to", "2024-12-01"), "trước ngày đầu"),
        (("--root-unit", "99"), "99"),
        (("--opens-at", "2025-01-07T15:00"), "múi giờ"),
    ],
)
def test_a_wrong_campaign_is_refused(home, words, said) -> None:
    answer = run("campaign", "set", *CAMPAIGN, *words, "--home", home)
    assert answer.returncode == 2
    assert said in answer.stderr


def test_a_role_of_another_level_is_refused_and_no_account_stays(home) -> None:
    run("campaign", "set", *CAMPAIGN, "--home", home)
    wrong = ("le.thi", "--name", "Lê Thử", "--role", "chu_tich", "--unit", "27")
    answer = run("account", "create", *wrong, "--home", home)
    assert answer.returncode == 2
    right = ("le.thi", "--name", "Lê Thử", "--role", "chu_tich", "--unit", "09508")
    assert run("account", "create", *right, "--home", home).returncode == 0
