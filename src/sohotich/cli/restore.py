"""`sohotich restore`: bring a backup back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import SYSTEM, database_running, home_option, told
from sohotich.cli.backup import key_option
from sohotich.cli.output import emit, json_option, refuse
from sohotich.cli.progress import progress_bar

if TYPE_CHECKING:
    from sohotich.foundation.administration.backup.store import Backup
    from sohotich.foundation.database.connection import Addresses
    from sohotich.foundation.database.home import Home


@click.command(
    "restore",
    help="Phục hồi bản sao lưu ở thư mục IN vào thư mục dữ liệu (--home), trống hoặc mới. Hệ thống "
    "phải đang dừng. Sai ở đâu thì cơ sở dữ liệu giữ nguyên như trước.",
)
@click.argument("source", metavar="IN", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="Bản cần phục hồi; bản lành mới nhất nếu không nêu.")
@key_option
@click.option("--replace", is_flag=True, help="Thay hết dữ liệu đang có bằng bản sao lưu.")
@home_option
@json_option
def command(
    source: Path,
    name: str | None,
    key_file: Path | None,
    replace: bool,
    home: Path | None,
    as_json: bool,
) -> int:
    os.environ["SOHOTICH_AS_OWNER"] = "1"
    with told():
        from sohotich.foundation.administration.backup.place import backup_words
        from sohotich.foundation.administration.backup.store import chosen, store_at

        store = store_at(source, backup_words(key_file))
        backup = chosen(store, name)
    with database_running(home, make=True) as found, told(), progress_bar("Phục hồi") as show:
        from sohotich.foundation.database.connection import addresses

        address = addresses(found)
        if not address.owner:
            refuse("Thiếu DATABASE_OWNER_URL: chỉ vai chủ phục hồi được cơ sở dữ liệu.")
        _restore(store, backup, found, address, replace=replace, show=show)
    result = _result(backup)
    emit(result, as_json, lambda: f"Đã phục hồi bản {backup.name}: {result['files']} tệp.")
    return 0


def _restore(
    store: Any, backup: Backup, home: Home, address: Addresses, *, replace: bool, show: Any
) -> None:
    from django.db.migrations.loader import MigrationLoader

    from sohotich.config.install import install
    from sohotich.domain.policies import default
    from sohotich.foundation.administration.backup.restoring import Target, restore
    from sohotich.foundation.audit.services import record
    from sohotich.foundation.people.actors import service_actor

    least = default("backup.min_free_bytes")
    assert isinstance(least, int)
    known = frozenset(MigrationLoader(None).disk_migrations or {})
    target = Target(home, address.owner, least)
    restore(store, backup, target, replace=replace, known=known, progress=show)
    # The backup may be of an older program: brought up to this one, rights given anew.
    install(address.owner, address.application)
    record(
        actor=service_actor(SYSTEM),
        action="backup.restore",
        unit="",
        subject="backup",
        facts={"name": backup.name},
    )


def _result(backup: Backup) -> dict[str, Any]:
    tables = backup.manifest["tables"]
    return {
        "name": backup.name,
        "made_at": backup.manifest["made_at"],
        "tables": len(tables),
        "rows": sum(table["rows"] for table in tables.values()),
        "files": backup.manifest["files"]["count"],
        "bytes": backup.manifest["files"]["bytes"],
    }
