"""`sohotich migrate`: bring the database up to this version."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sohotich.cli.attach import database_running, home_option, told
from sohotich.cli.output import emit, json_option, refuse


@click.command(help="Đưa cơ sở dữ liệu lên đúng bản này (chạy lại nhiều lần không hại).")
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> int:
    os.environ["SOHOTICH_AS_OWNER"] = "1"
    with database_running(home, make=True) as found:
        from sohotich.config.install import install
        from sohotich.foundation.database.connection import addresses
        from sohotich.foundation.people.models import Unit

        address = addresses(found)
        if not address.owner:
            refuse("Thiếu DATABASE_OWNER_URL: chỉ vai chủ được nâng cấp cơ sở dữ liệu.")
        with told():
            install(address.owner, address.application)
        units = Unit.objects.count()
    emit({"ok": True, "units": units}, as_json, lambda: "Cơ sở dữ liệu đã đúng bản này.")
    return 0
