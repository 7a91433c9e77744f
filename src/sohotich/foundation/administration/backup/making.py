"""Making one backup: the database at one moment, then the files it names, then the name of it all.

The database comes first: contents are only ever added to the store of files, so every file that
the snapshot names is there when it is copied afterwards.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sohotich.foundation.administration.backup import dump
from sohotich.foundation.administration.backup.envelope import stored_size
from sohotich.foundation.administration.backup.pruning import prune
from sohotich.foundation.administration.backup.space import ensure_room
from sohotich.foundation.administration.backup.store import (
    DATABASE,
    FILES,
    FORMAT,
    HOME,
    MANIFEST,
    Backup,
    Store,
    Written,
    file_chunks,
    manifest_digest,
    writing,
)
from sohotich.foundation.database.errors import disk_full_told
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.store import blob_path

Progress = Callable[[int, int, str], None]
"""(bytes done, bytes in all, what is being done); may raise to stop."""

_MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Wish:
    """What to back up, and how much must stay free on the disk of the backups.

    `keep`: how many good backups stay, None keeps all.
    """

    home: Home
    address: str
    least_free: int
    keep: int | None = None


@dataclass(frozen=True)
class Made:
    """`removed` names the backups that went because newer ones are enough."""

    backup: Backup
    removed: tuple[str, ...]


def make(store: Store, wish: Wish, progress: Progress = lambda *_: None) -> Made:
    """Make a backup and let go of those too old. Killed at any moment, no half one is listed.

    BackupError when another is being made, room is short, or the role does not see every row. A
    stored file that is missing or damaged does not stop it: the backup is made, with problems.
    """
    with writing(store), dump.snapshot(wish.address) as moment:
        draft = Path(tempfile.mkdtemp(dir=store.folder, prefix=".making-"))
        try:
            manifest = _filled(store, draft, wish, moment, progress)
            name = _name(store)
            manifest["name"] = name
            _write_manifest(draft, manifest, store.seal(name, manifest))
            # Contents were renamed into place one by one; now all of that is on the disk.
            os.sync()
            draft.rename(store.folder / name)
            os.sync()
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        made = next(one for one in store.backups() if one.name == name)
        removed = prune(store, wish.keep) if wish.keep and made.good else ()
    return Made(made, removed)


def _filled(
    store: Store, draft: Path, wish: Wish, moment: dump.Snapshot, progress: Progress
) -> dict[str, Any]:
    rows = moment.connection
    files = [
        (str(sha256), int(size))
        for sha256, size in rows.execute(
            "SELECT sha256, max(bytes) FROM files_link GROUP BY sha256 ORDER BY sha256"
        )
    ]
    wanted = [one for one in files if not _stored(store, *one)]
    (database_size,) = rows.execute("SELECT pg_database_size(current_database())").fetchone() or (
        0,
    )
    new = sum(stored_size(size, store.key) for _, size in wanted)
    ensure_room(store.folder, new + int(database_size), wish.least_free)
    total = int(database_size) + new
    progress(0, total, "Sao lưu cơ sở dữ liệu")
    parts = {DATABASE: _dump(store, draft, moment, progress, total)}
    sums = {table: dump.table_sum(rows, table) for table in dump.tables(rows)}
    problems = _copy(store, wish.home, wanted, _From(int(database_size), total, progress))
    listed = "".join(f"{sha256} {size}\n" for sha256, size in files).encode()
    parts[FILES] = store.write(draft / FILES, [gzip.compress(listed, mtime=0)])
    parts[HOME] = store.write(draft / HOME, [_home_parts(wish.home)])
    return {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(),
        "program": version("sohotich"),
        "server": rows.info.server_version,
        "encrypted": store.key is not None,
        "parts": {name: vars(part) for name, part in parts.items()},
        "tables": {name: {"rows": count, "sum": total} for name, (count, total) in sums.items()},
        "files": {
            "count": len(files),
            "bytes": sum(size for _, size in files),
            "new": len(wanted),
            "new_bytes": sum(size for _, size in wanted),
        },
        "migrations": [
            list(row)
            for row in rows.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        ],
        "audit_head": _audit_head(rows),
        "problems": problems,
    }


def _dump(
    store: Store, draft: Path, moment: dump.Snapshot, progress: Progress, total: int
) -> Written:
    def told() -> Iterator[bytes]:
        done = 0
        for chunk in dump.dumped(moment):
            done += len(chunk)
            progress(min(done, total), total, "Sao lưu cơ sở dữ liệu")
            yield chunk

    return store.write(draft / DATABASE, told())


def _stored(store: Store, sha256: str, size: int) -> bool:
    try:
        return store.blob(sha256).stat().st_size == stored_size(size, store.key)
    except FileNotFoundError:
        return False


@dataclass(frozen=True)
class _From:
    done: int
    total: int
    progress: Progress


def _copy(store: Store, home: Home, wanted: list[tuple[str, int]], tell: _From) -> list[str]:
    """Copy contents not yet in the store; returns what is wrong with the home's own."""
    problems: list[str] = []
    done = tell.done
    for sha256, size in wanted:
        tell.progress(min(done, tell.total), tell.total, "Chép tệp")
        target = store.blob(sha256)
        try:
            written = store.write(target, file_chunks(blob_path(sha256, home.files)))
        except FileNotFoundError:
            problems.append(f"Kho tệp thiếu {sha256[:12]}….")
        else:
            if written.sha256 != sha256:
                target.unlink()
                problems.append(f"Tệp {sha256[:12]}… trong kho bị hỏng.")
        done += stored_size(size, store.key)
    if len(problems) > _MOST_PROBLEMS:
        rest = len(problems) - _MOST_PROBLEMS
        problems = [*problems[:_MOST_PROBLEMS], f"Và {rest} tệp khác."]
    return problems


def _home_parts(home: Home) -> bytes:
    """What else a new home needs to go on as the old one: the secret key, TLS files, heads."""
    folders = (home.tls, home.path / "audit-heads")
    files = [p for folder in folders if folder.is_dir() for p in folder.rglob("*") if p.is_file()]
    return json.dumps(
        {
            "secret_key": home.secrets()["secret_key"],
            "files": {
                str(path.relative_to(home.path)): base64.b64encode(path.read_bytes()).decode()
                for path in sorted(files)
            },
        }
    ).encode()


def _audit_head(rows: dump.Rows) -> dict[str, Any] | None:
    row = rows.execute(
        "SELECT number, digest FROM audit_auditseal ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return {"seal": row[0], "digest": row[1]} if row else None


def _name(store: Store) -> str:
    moment = f"{datetime.now().astimezone():%Y-%m-%d_%H%M%S}"
    taken = {path.name for path in store.folder.iterdir()}
    return next(
        name for name in (moment, *(f"{moment}-{n}" for n in range(2, 1000))) if name not in taken
    )


def _write_manifest(draft: Path, manifest: dict[str, Any], seal: str | None) -> None:
    whole = {**manifest, "digest": manifest_digest(manifest), "seal": seal}
    with disk_full_told(str(draft)), (draft / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(whole, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
