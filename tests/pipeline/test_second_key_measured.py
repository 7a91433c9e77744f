"""What readings tell of keyers, for reckoning a table: measured where enough was looked at."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sohotich.cli import group
from sohotich.domain.second_key import NAMED, Table
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.acting import acting
from sohotich.foundation.policies.second_key import basis
from sohotich.pipeline.keying.queues import FIRST
from sohotich.register.accuracy.models import Source, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(team, make_book, with_images, tmp_path, key_entry):
    """Four registrations, three of them keyed once: two by the first keyer, one by the second."""
    found = make_book(4)
    with_images(found, tmp_path)
    for keyer in (team.first, team.first, team.second):
        key_entry(keyer, FIRST)
    return found


def looked(book, keyer, wrong: int, looks: int, source: Source = Source.SECOND_KEY) -> None:
    Tally.objects.create(
        key=new_key(), unit_code="09508", book=book, keyer=keyer.key, field_class="name",
        source=source, day=campaign_today(), looks=looks, errors=wrong,
    )  # fmt: skip


@pytest.fixture
def office(person):
    """Who decides for the province; an officer who may also key sees no blind reading."""
    return person("so.tu.phap", "so_tu_phap", unit="27")


def simulate(person, *words: str) -> dict:
    command = ["policy", "simulate", "keying.second_key_table", *words, "--json"]
    result = CliRunner().invoke(
        group, [*command, "--as", person.username], standalone_mode=False, catch_exceptions=False
    )
    return json.loads(result.stdout)


def test_who_was_looked_at_counts_as_found_and_the_rest_as_assumed(office, team, book) -> None:
    with acting(office):
        found = basis()
    assert (found.keyers, found.measured, found.registrations) == (2, 0, 4)
    assert "giả định" in found.words()
    before = simulate(office, "--table", "mot-lan")
    assert [row["name"] for row in before["tables"]] == ["đang áp dụng", "mot-lan"]
    assert Table.parse(before["tables"][0]["table"]) == Table.default()
    assert before["tables"][0]["keyings_per_field"] > 2
    looked(book, team.first, 60, 1000)
    looked(book, team.first, 900, 900, Source.REVIEW)
    looked(book, team.second, 5, 100)
    with acting(office):
        found = basis()
    assert (found.keyers, found.measured) == (2, 1)
    known, *assumed = found.assumptions.keyers
    assert known.share == pytest.approx(2 / 3)
    assert known.error["name"] == pytest.approx(0.06, rel=0.1)
    assert sum(keyer.share for keyer in assumed) == pytest.approx(1 / 3)
    assert "1/2 người nhập" in found.words()
    # A worse team makes the same table leave more.
    after = simulate(office, "--table", "mot-lan")
    assert after["basis"]["measured"] == 1
    assert after["tables"][1]["field_error"] > 1.5 * before["tables"][1]["field_error"]


def test_without_a_home_assumptions_serve_and_no_table_is_refused(tmp_path) -> None:
    def run(*words: str):
        command = ["policy", "simulate", *words, "--assumed", "--json"]
        return CliRunner().invoke(group, command, standalone_mode=False)

    said = json.loads(run("keying.second_key_table", "--registrations", "1000").stdout)
    assert [row["name"] for row in said["tables"]] == list(NAMED)
    assert said["registrations"] == 1000
    wrong = tmp_path / "bang.txt"
    wrong.write_text("họ tên | nhận", encoding="utf-8")
    refused = run("keying.second_key_table", "--table", str(wrong))
    assert refused.exception.code == 2
    assert "Dòng 1" in refused.stderr
    assert run("scan.dpi").exception.code == 2


def test_a_table_is_decided_from_its_file(office, campaign, tmp_path) -> None:
    path = tmp_path / "bang.txt"
    path.write_text(NAMED["loi-1"].table.text(), encoding="utf-8")

    def run(*words: str):
        command = ["policy", *words, "--as", office.username, "--json"]
        return CliRunner().invoke(group, command, standalone_mode=False)

    words = ("--from", str(campaign_today()), "--reason", "Công văn 12/STP")
    done = run("set", "keying.second_key_table", "--file", str(path), *words)
    assert Table.parse(json.loads(done.stdout)["value"]) == NAMED["loi-1"].table
    listed = {row["name"]: row for row in json.loads(run("list").stdout)["policies"]}
    assert listed["keying.second_key_table"]["from"] == str(campaign_today())
    assert listed["keying.second_key"]["value"] == "blind"
    assert run("set", "scan.dpi", "x", *words).exception.code == 2
    assert run("set", "scan.dpi", *words).exception.code == 2
