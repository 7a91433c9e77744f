"""Logs say where and what kind, never whose."""

from __future__ import annotations

import logging
import sys

from sohotich.config.gunicorn import _without_query
from sohotich.config.log import DailyFile, PlainFormatter


def test_an_exception_is_logged_without_its_text(tmp_path):
    handler = DailyFile(tmp_path / "logs", "web")
    handler.setFormatter(PlainFormatter("%(levelname)s %(message)s"))
    try:
        raise ValueError("Key (ho_ten)=(Nguyễn Thị Lan) already exists")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    handler.emit(record)
    (path,) = (tmp_path / "logs").iterdir()
    text = path.read_text()
    assert "Lan" not in text
    assert "builtins.ValueError" in text
    assert "test_log.py" in text
    assert path.stat().st_mode & 0o077 == 0


def test_a_full_disk_stops_no_work(monkeypatch, tmp_path, capsys):
    handler = DailyFile(tmp_path / "file-in-the-way" / "logs", "web")
    (tmp_path / "file-in-the-way").write_text("")
    handler.emit(logging.LogRecord("x", logging.ERROR, "", 1, "tên người", None, None))
    assert capsys.readouterr().err == ""


def test_search_words_in_addresses_are_cut_off():
    record = logging.LogRecord("x", 40, "", 1, "Error %s", ("/tim/?q=Nguyễn",), None)
    assert _without_query(record)
    assert record.getMessage() == "Error /tim/"
