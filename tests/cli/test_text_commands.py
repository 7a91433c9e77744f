"""`sohotich date`, `name key`, `filename`: their JSON and their refusals."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner, Result

from sohotich.cli import date, filename, name

BUILD = ("build", "--type", "KS", "--year", "1998", "--volume", "2", "--number", "41")


def run(command: click.Command, *args: str) -> Result:
    return CliRunner().invoke(command, args, standalone_mode=False)


def answer(command: click.Command, *args: str) -> dict[str, object]:
    result = run(command, *args, "--json")
    assert result.return_value == 0, result.output
    return json.loads(result.stdout)


def test_date() -> None:
    assert answer(date.command, "27/8/81", "--year-hint", "1998") == {
        "value": "27.08.1981",
        "precision": "day",
        "words": "Ngày hai mươi bảy tháng tám năm một nghìn chín trăm tám mươi mốt",
        "confidence": 0.9,
    }


def test_date_for_people() -> None:
    shown = run(date.command, "tháng 8 năm 1981").stdout
    assert shown.splitlines()[:2] == ["08.1981", "Tháng tám năm một nghìn chín trăm tám mươi mốt"]


def test_name_key() -> None:
    assert answer(name.command, "key", "Nguyễn Thị Hoà") == {
        "nfc": "Nguyễn Thị Hoà",
        "written_key": "nguyễn thị hòa",
        "unmarked_key": "nguyen thi hoa",
        "sort_key": "nguye{n3thi5hoa1",
    }


@pytest.mark.parametrize(
    ("options", "built"),
    [
        (("--date", "1998-05-07"), "KS.1998.02.1998-05-07.041.pdf"),
        (("--date", "07.05.1998"), "KS.1998.02.1998-05-07.041.pdf"),
        (("--date", "1998-05"), "KS.1998.02.1998-05-00.041.pdf"),
        (("--suffix", "bis"), "KS.1998.02.0000-00-00.041bis.pdf"),
        (("--repeat", "2"), "KS.1998.02.0000-00-00.041~2.pdf"),
        (
            ("--year-to", "2000", "--number-year", "1999", "--twin", "2"),
            "KS.1998-2000.02~2.0000-00-00.041-1999.pdf",
        ),
        (("--type", "khai_sinh"), "KS.1998.02.0000-00-00.041.pdf"),
    ],
)
def test_filename_build(options: tuple[str, ...], built: str) -> None:
    assert answer(filename.command, *BUILD, *options) == {"name": built}


def test_filename_parse() -> None:
    assert answer(filename.command, "parse", "KS.1998.02~2.1998-05-00.041bis~2.pdf") == {
        "type": "KS",
        "year": 1998,
        "year_to": None,
        "volume": 2,
        "twin": 2,
        "date": "1998-05",
        "number": 41,
        "suffix": "bis",
        "number_year": 1998,
        "repeat": 2,
    }


@pytest.mark.parametrize(
    ("command", "args", "said"),
    [
        (date.command, ("30/2/1981",), "Không có ngày 30 tháng 2 năm 1981"),
        (date.command, ("không rõ",), "không rõ"),
        (name.command, ("key", "  "), "đang trống"),
        (filename.command, (*BUILD, "--date", "31/2/1998"), "--date “31/2/1998”"),
        (filename.command, (*BUILD, "--date", "7/5/98"), "bốn chữ số"),
        (filename.command, (*BUILD, "--suffix", "!"), "Phần sau số"),
        (filename.command, (*BUILD, "--type", "sổ lạ"), "--type “sổ lạ”"),
        (filename.command, ("parse", "KS.2017.01.2017-02-03.null.pdf"), "null"),
    ],
)
def test_bad_input(command: click.Command, args: tuple[str, ...], said: str) -> None:
    result = run(command, *args, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_the_program_itself() -> None:
    command = [sys.executable, "-m", "sohotich", "date", "1981", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["value"] == "1981"
    refused = subprocess.run([*command[:-2], "13/13/1990"], capture_output=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, b"")


def test_starts_without_the_web_framework() -> None:
    program = (
        "import sys, sohotich.cli as c; "
        "c.group.main(['name', 'key', 'Hoà', '--json'], standalone_mode=False); "
        "assert not {'django', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
