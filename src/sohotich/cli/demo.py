"""`sohotich demo`: the system with a province in mid-campaign."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sohotich.cli.attach import home_option, told
from sohotich.cli.output import say
from sohotich.cli.serve import announce

if TYPE_CHECKING:
    from sohotich.config.serving import Served
    from sohotich.sample.demo import Demo

_HEADINGS = ("Vai trò", "Đơn vị", "Tên đăng nhập", "Mật khẩu")


@click.command(
    help="Chạy thử với một tỉnh mẫu giữa đợt số hóa. Chạy lại thì giữ nguyên việc đã làm."
)
@home_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng."
)
@click.option("--reset", is_flag=True, help="Xóa dữ liệu thử và làm lại từ đầu.")
@click.option("--scale", type=click.FloatRange(0.01, 20), default=1.0, help="Cỡ của tỉnh mẫu.")
@click.option("--seed", type=int, default=1, help="Số gốc: cùng số thì cùng tỉnh mẫu.")
def command(home: Path | None, port: int, reset: bool, scale: float, seed: int) -> int:
    from sohotich.config import serving
    from sohotich.foundation.database.home import Home
    from sohotich.sample.demo import Demo

    found = Home(home.expanduser().resolve()) if home else Home.current()
    demo = Demo(found, scale=scale, seed=seed)
    served = serving.local(port)
    # Told to finish while filling, stop as on Ctrl-C: the database is closed in order.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with told():
        demo.prepare(reset=reset, say=say)
        try:
            serving.serve(
                found,
                served,
                say=say,
                when_migrated=lambda: demo.fill_first(say),
                when_ready=lambda: _ready(served, demo),
            )
        finally:
            demo.finish()
    return 0


def _ready(served: Served, demo: Demo) -> None:
    announce(served)
    say("Đăng nhập bằng một trong các tài khoản sau (mật khẩu riêng của thư mục dữ liệu này):")
    rows = [_HEADINGS, *((s.role, s.unit, s.username, s.password) for s in demo.sign_ins())]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        padded = [f"{text:<{width}}" for text, width in zip(row, widths, strict=False)]
        say("  " + "  ".join([*padded, row[3]]))
    demo.fill_rest(say)
