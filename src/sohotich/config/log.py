"""Logs in the home, one file a day and kind of process, kept thirty days, without personal data.

An exception is logged by its type and its frames, never by its text: a database's message quotes
the very values that were refused.
"""

from __future__ import annotations

import logging
import os
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from sohotich.foundation.database.home import Home

_KEEP = timedelta(days=30)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainFormatter(logging.Formatter):
    """Time, level, logger, message; of an exception its type and where it happened."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        lines = [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([*lines, f"  {kind.__module__}.{kind.__qualname__}"])


class DailyFile(logging.Handler):
    """Appends to `<prefix>-<date>.log`; safe for several processes, which rotation is not."""

    def __init__(self, folder: Path, prefix: str) -> None:
        super().__init__()
        self._folder = folder
        self._prefix = prefix
        self._day = ""
        self._handle = -1

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = (self.format(record) + "\n").encode()
            os.write(self._open_today(), line)
        except OSError:
            # A full disk must not stop the work for want of a log line.
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: the default prints the record, message and all, to stderr."""

    def _open_today(self) -> int:
        day = datetime.now(UTC).date().isoformat()
        if day != self._day:
            if self._handle >= 0:
                os.close(self._handle)
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._folder / f"{self._prefix}-{day}.log"
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._day = day
            self._forget_old()
        return self._handle

    def _forget_old(self) -> None:
        oldest = (datetime.now(UTC) - _KEEP).timestamp()
        for path in self._folder.glob(f"{self._prefix}-*.log"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def logging_for(home: Home) -> dict[str, Any]:
    """Django's LOGGING: to the home's logs; a command tells what is serious on stderr too."""
    process = os.environ.get("SOHOTICH_PROCESS", "")
    handlers: dict[str, Any] = {}
    if not process:
        handlers["stderr"] = {
            "class": "logging.StreamHandler",
            "level": "ERROR",
            "formatter": "plain",
        }
    if home.exists():
        handlers["file"] = {
            "()": DailyFile,
            "folder": home.logs,
            "prefix": process or "command",
            "formatter": "plain",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": PlainFormatter,
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "INFO"},
        "loggers": {"django": {"handlers": [], "propagate": True, "level": "INFO"}},
    }
