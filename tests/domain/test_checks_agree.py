"""The browser's few rules say what the server's say, of thousands of generated records."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.rules import Context, check
from sohotich.domain.rules.at_once import AT_ONCE, checks_at_once
from sohotich.domain.rules.registry import RULES
from sohotich.domain.text import PartialDate, date_in_words

ROOT = Path(__file__).resolve().parents[2]
VITEST = ROOT / "node_modules/.bin/vitest"
EACH = 500
CONTEXT = Context(today=date(2025, 1, 7), parent_min_age=13, earliest_registration_year=1950)
MARKS = ("", "", "", "as_written", "blank_in_book", "unreadable")
# What the browser calls the marks of the register.
SHOWN = {"blank_in_book": "blank"}


def a_date(dice: random.Random) -> str:
    """A date as stored, now and then one that cannot be; near each other, so that they clash."""
    year = dice.choice((1849, 1944, 1949, 1985, 1997, 1998, 1998, 1999, 2024, 2025, 2101))
    month, day = dice.randint(1, 12), dice.randint(1, 31)
    if dice.random() < 0.05:
        return dice.choice(
            ("", "khoảng 1998", "30/2/1998", "31 - 4 - 1998", "5/13/1998", "1/1/5005")
        )
    shape = dice.random()
    if shape < 0.2:
        return f"{year}"
    return f"{month:02d}.{year}" if shape < 0.4 else f"{day:02d}.{month:02d}.{year}"


def in_words(dice: random.Random, value: str) -> str:
    """The words of this or of a neighbouring date, in one of the habits of the books."""
    try:
        words = date_in_words(PartialDate.from_text(value))
    except ValueError:
        return "Ngày không rõ"
    if dice.random() < 0.4:
        words = words.replace("tám", "bảy", 1)
    if dice.random() < 0.3:
        words = words.replace("nghìn", "ngàn").replace("linh", "lẻ")
    if dice.random() < 0.2:
        words = words.replace(" tháng", ", tháng").replace("tháng một ", "tháng giêng ")
    return words if dice.random() < 0.5 else words.lower().removeprefix("ngày ")


def a_record(kind, dice: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    told = checks_at_once(kind, CONTEXT)
    values = {key: a_date(dice) for key in told["dates"] if dice.random() < 0.7}
    for figures, words in told["worded"]:
        if dice.random() < 0.7:
            values[words] = in_words(dice, values.get(figures, ""))
    for key in told["required"]:
        if key not in told["dates"] and dice.random() < 0.8:
            values[key] = "1"
    values["so"] = dice.choice(("41/1998", "41/1999", "041", "7bis/1998"))
    keys = [*values, *told["required"]]
    marks = {key: mark for key in keys if (mark := dice.choice(MARKS)) and mark != "blank_in_book"}
    for key in told["required"]:
        if key not in values and dice.random() < 0.3:
            marks[key] = "blank_in_book"
    return values, marks


def said(kind, values, marks) -> list[list[str]]:
    """What the server's rules say, of those that the browser has too."""
    found = check(kind, values, marks, CONTEXT)
    return [[f.rule, f.field, f.severity, f.message] for f in found if f.rule in AT_ONCE]


@pytest.mark.skipif(not VITEST.exists(), reason="the front end is not installed")
def test_the_browser_says_the_same(tmp_path) -> None:
    dice, records, heard = random.Random(20250107), [], set()
    for kind in RECORD_TYPES:
        for _ in range(EACH):
            values, marks = a_record(kind, dice)
            expected = said(kind, values, marks)
            heard |= {rule for rule, *_ in expected}
            shown = {key: SHOWN.get(mark, mark) for key, mark in marks.items()}
            one = {"type": kind.code, "values": values, "marks": shown, "expected": expected}
            records.append(one)
    assert heard == set(AT_ONCE), "every rule has its cases"
    types = {
        kind.code: {
            "checks": checks_at_once(kind, CONTEXT),
            "labels": {field.key: field.label for field in kind.fields},
        }
        for kind in RECORD_TYPES
    }
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"types": types, "records": records}), encoding="utf-8")
    # The front end's own Node stands beside Python; the system's may be too old for it.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        [VITEST, "run", "--root", "frontend", "checks"],
        cwd=ROOT,
        env={**os.environ, "CHECKS_CASES": str(cases), "NO_COLOR": "1", "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_only_rules_that_exist_are_rendered() -> None:
    assert set(AT_ONCE) <= set(RULES)
    for kind in RECORD_TYPES:
        told = checks_at_once(kind, CONTEXT)
        known = {field.key for field in kind.fields}
        assert set(told["dates"]) | set(told["required"]) | set(told["births"]) <= known
        assert json.loads(json.dumps(told))["rules"].keys() <= set(AT_ONCE)
