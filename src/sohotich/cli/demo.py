"""`sohotich demo`: the system with a province in mid-campaign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sohotich.cli.attach import home_option, told
from sohotich.cli.output import say
from sohotich.cli.serve import announce

if TYPE_CHECKING:
    from sohotich.config.serving import Served
    from sohotich.sample.demo import Demo


@click.command(
    help="Chạy thử với một tỉnh mẫu giữa đợt số hóa. Chạy lại thì giữ nguyên việc đã làm."
)
@home_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng."
)
@click.option("--reset", is_flag=True, help="Xóa dữ liệu thử và làm lại từ đầu.")
@click.option("--scale", type=click.FloatRange(0.01, 10), default=1.0, help="Cỡ của tỉnh mẫu.")
@click.option("--seed", type=int, default=7, help="Số gốc để làm lại đúng dữ liệu ấy.")
def command(home: Path | None, port: int, reset: bool, scale: float, seed: int) -> int:
    from sohotich.config import serving
    from sohotich.foundation.database.home import Home
    from sohotich.sample.demo import Demo

    found = Home(home.expanduser().resolve()) if home else Home.current()
    demo = Demo(found, scale=scale, seed=seed)
    served = serving.local(port)
    with told():
        demo.prepare(reset=reset, say=say)
        serving.serve(
            found,
            served,
            say=say,
            when_migrated=lambda: demo.load(say),
            when_ready=lambda: _announce(served, demo),
        )
    return 0


def _announce(served: Served, demo: Demo) -> None:
    announce(served)
    say("Đăng nhập thử (mật khẩu riêng của thư mục dữ liệu này):")
    rows = demo.sign_ins()
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    for role, unit, username, password in rows:
        say(f"  {role:<{widths[0]}}  {unit:<{widths[1]}}  {username:<{widths[2]}}  {password}")
