"""Gunicorn's configuration: a few processes with threads, no log that could hold a name."""

from __future__ import annotations

import logging
import os
import ssl
from typing import Any

from gunicorn import glogging

from sohotich.config.log import DailyFile, PlainFormatter
from sohotich.foundation.database.home import Home

bind = os.environ.get("SOHOTICH_BIND", "127.0.0.1:8000")
wsgi_app = "sohotich.config.wsgi:application"
worker_class = "gthread"
workers = min(4, len(os.sched_getaffinity(0)))
threads = 8
timeout = 120
graceful_timeout = 20
keepalive = 5
# A worker's heartbeat file on a slow disk would look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
# Addresses carry search words: no access log.
accesslog = None
control_socket_disable = True
certfile = os.environ.get("SOHOTICH_TLS_CERT") if os.environ.get("SOHOTICH_TLS") == "1" else None
keyfile = os.environ.get("SOHOTICH_TLS_KEY") if certfile else None


class Logger(glogging.Logger):  # type: ignore[misc]
    """To the home's logs, queries cut off."""

    def setup(self, cfg: Any) -> None:
        handler = DailyFile(Home.current().logs, "gunicorn")
        handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s [%(process)d] %(message)s"))
        handler.addFilter(_without_query)
        self.error_log.handlers = [handler]
        self.error_log.setLevel(logging.INFO)
        self.error_log.propagate = False
        self.access_log.handlers = []


def _without_query(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(a.split("?")[0] if isinstance(a, str) else a for a in record.args)
    return True


logger_class = Logger


def ssl_context(config: Any, default: Any) -> ssl.SSLContext:
    """TLS 1.2 and later."""
    context: ssl.SSLContext = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
