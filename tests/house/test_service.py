"""What stands in deploy/ for a server: the command as the service's user, in its surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sohotich.cli import main

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "sohotich.sh"
SETTINGS = """\
# the database
DATABASE_URL=postgresql://app:p&ss@127.0.0.1/sohotich?sslmode=prefer&connect_timeout=3
SOHOTICH_HOSTS="so.xa.local 10.1.2.3"

; $(touch broken)
SOHOTICH_PROXIES=1"""


def test_the_command_reads_the_settings_as_systemd_does(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text(SETTINGS, encoding="utf-8")
    becoming = tmp_path / "setpriv"
    becoming.write_text('#!/bin/sh\nenv\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    becoming.chmod(0o755)
    given = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "SOHOTICH_SETTINGS": str(tmp_path / "settings"),
    }
    done = subprocess.run(
        ["sh", SCRIPT, "check", "--json", "a b"],
        cwd=tmp_path,
        env=given,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    said = done.stdout.splitlines()
    assert (
        "DATABASE_URL=postgresql://app:p&ss@127.0.0.1/sohotich?sslmode=prefer&connect_timeout=3"
        in said
    )
    assert {
        "SOHOTICH_HOSTS=so.xa.local 10.1.2.3",
        "SOHOTICH_PROXIES=1",
        "SOHOTICH_HOME=/srv/sohotich",
        "sohotich",
    } <= set(said)
    assert said[-4:] == ["/opt/sohotich/bin/sohotich", "check", "--json", "a b"]
    assert not (tmp_path / "broken").exists()


@pytest.mark.parametrize("gone", [False, True])
def test_a_folder_closed_to_us_is_left(gone, tmp_path, monkeypatch) -> None:
    """`sudo -u sohotich` below root's folder: processes of ours could not begin there."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    if gone:
        here.rmdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != here)
    monkeypatch.setattr(sys, "argv", ["sohotich", "--version"])
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, Path.cwd()) == (0, Path("/"))


def test_an_open_folder_stays(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["sohotich", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert Path.cwd() == tmp_path
