"""`sohotich worker`: do the background work."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sohotich.cli.attach import database_running, home_option


@click.command(
    help="Chạy việc nền (xử lý ảnh, lập gói). Ctrl-C để dừng; việc dở được làm tiếp sau."
)
@home_option
@click.option("--concurrency", type=click.IntRange(1, 32), default=2, help="Số việc chạy cùng lúc.")
def command(home: Path | None, concurrency: int) -> int:
    os.environ.setdefault("SOHOTICH_PROCESS", "worker")
    with database_running(home):
        from sohotich.config.housekeeping import CHORES
        from sohotich.foundation.jobs.worker import run_worker

        run_worker(concurrency=concurrency, chores=CHORES)
    return 0
