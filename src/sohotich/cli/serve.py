"""`sohotich serve`: run the whole system on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from sohotich.cli.attach import home_option, told
from sohotich.cli.output import say


@click.command(
    help="Chạy hệ thống trên máy này: cơ sở dữ liệu, trang web, việc nền. Ctrl-C để dừng."
)
@home_option
@click.option("--lan", is_flag=True, help="Cho các máy trong mạng nội bộ dùng, qua HTTPS.")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng (8000; --lan: 8443).")
def command(home: Path | None, lan: bool, port: int | None) -> int:
    from sohotich.config import serving
    from sohotich.foundation.database.home import Home

    found = Home(home.expanduser().resolve()) if home else Home.current()
    with told():
        found.ensure()
        served = serving.on_network(found, port or 8443) if lan else serving.local(port or 8000)
        serving.serve(found, served, say=say, when_ready=lambda: announce(served))
    return 0


def announce(served) -> None:
    """Say where the system answers, and what network users need first."""
    say(f"Hệ thống chạy tại {served.address} — nhấn Ctrl-C để dừng.")
    if served.root is not None:
        say(f"Lần đầu trên mỗi máy: mở {served.address}/chung-thu/ và cài chứng thư gốc.")
        say(f"Dấu vân tay SHA-256 của chứng thư gốc: {served.root.fingerprint}")
