"""Bringing a backup back into a home: first the files, then the database in one transaction."""

from __future__ import annotations

import base64
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from sohotich.foundation.administration.backup import dump
from sohotich.foundation.administration.backup.checking import digest_of
from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.administration.backup.making import Progress
from sohotich.foundation.administration.backup.space import ensure_room
from sohotich.foundation.administration.backup.store import (
    DATABASE,
    HOME,
    Backup,
    Store,
)
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.store import blob_path, put

# The names `making` writes, and no others: no folder within, nothing hidden, nothing above.
_KEPT = re.compile(r"(?:tls|audit-heads)/[A-Za-z0-9_][A-Za-z0-9._-]{0,100}")
_SECRET = re.compile(r"[!-~]{20,200}")


@dataclass(frozen=True)
class Target:
    """Where to: a home, and the owner's address of a database; `least_free` bytes stay free."""

    home: Home
    owner: str
    least_free: int


def restore(
    store: Store,
    backup: Backup,
    target: Target,
    *,
    replace: bool = False,
    known: frozenset[tuple[str, str]] | None = None,
    progress: Progress = lambda *_: None,
) -> None:
    """Bring the backup back. BackupError, with the target as it was, when anything is wrong.

    Refuses a database that holds tables unless `replace`. `known`: the migrations of this program;
    a backup with others is of a newer one. Contents that lie in the home already are not copied.
    """
    backup = store.vouched(backup)
    if not backup.good:
        raise BackupError(
            f"Bản sao lưu {backup.name} không lành: {backup.problems[0]}", mend="Chọn bản khác."
        )
    _ensure_known(backup, known)
    home_parts = _home_parts(store.read_all(backup.folder / HOME))
    ensure_free(target.owner, replace=replace)
    files = list(store.file_list(backup))
    missing = [one for one in files if not _lies(target.home, *one)]
    dump_size = backup.manifest["parts"][DATABASE]["bytes"]
    # Tables and indexes take several times the compressed dump.
    ensure_room(target.home.path, sum(n for _, n in missing) + 6 * dump_size, target.least_free)
    _bring_files(store, target.home, missing, progress)
    sums = {name: (one["rows"], one["sum"]) for name, one in backup.manifest["tables"].items()}
    with _plain_dump(store, backup, target.home) as path:
        progress(0, 1, "Phục hồi cơ sở dữ liệu")
        dump.restored(path, target.owner, sums, replace=replace)
    _bring_home(target.home, home_parts)
    progress(1, 1, "Xong")


def _ensure_known(backup: Backup, known: frozenset[tuple[str, str]] | None) -> None:
    there = {(app, name) for app, name in backup.manifest["migrations"]}
    if known is not None and there - known:
        raise BackupError(
            f"Bản sao lưu do sohotich {backup.manifest['program']} lập, mới hơn bản này.",
            mend="Cài bản đó hoặc mới hơn rồi phục hồi.",
        )


def ensure_free(address: str, *, replace: bool) -> None:
    """BackupError unless the database is empty (or may be replaced) and nobody else uses it."""
    with psycopg.connect(address) as connection:
        # Of another role's sessions the owner sees no kind; the server's own have no user.
        used = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usesysid IS NOT NULL"
        ).fetchone()
        if used and used[0]:
            raise BackupError(
                "Hệ thống đang dùng cơ sở dữ liệu này.", mend="Dừng `sohotich serve` rồi làm lại."
            )
        if dump.tables(connection) and not replace:
            raise BackupError(
                "Cơ sở dữ liệu đã có dữ liệu, không ghi đè.",
                mend="Phục hồi vào thư mục dữ liệu trống, hoặc thêm --replace để thay hết.",
            )


def _lies(home: Home, sha256: str, size: int) -> bool:
    try:
        return blob_path(sha256, home.files).stat().st_size == size
    except FileNotFoundError:
        return False


def _bring_files(
    store: Store, home: Home, missing: list[tuple[str, int]], progress: Progress
) -> None:
    total, done = sum(size for _, size in missing), 0
    for sha256, size in missing:
        progress(done, total, "Phục hồi tệp")
        stream = _Stream(store.read(store.blob(sha256)))
        blob = put(stream, home.files)  # type: ignore[arg-type]
        if blob.sha256 != sha256:
            if blob.new:
                blob_path(blob.sha256, home.files).unlink()
            raise BackupError("Nội dung tệp trong bản sao lưu sai.", where=f"{sha256[:12]}…")
        done += size


class _Stream:
    """Chunks as a file to read from, one chunk a time."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, size: int = -1) -> bytes:
        return next((chunk for chunk in self._chunks if chunk), b"")


@contextmanager
def _plain_dump(store: Store, backup: Backup, home: Home) -> Iterator[Path]:
    """The dump as a plain file, its digest checked; a decrypted copy goes when the block ends."""
    wanted = backup.manifest["parts"][DATABASE]["sha256"]
    path = backup.folder / DATABASE
    if store.key is None:
        if digest_of(store.read(path)) != wanted:
            raise BackupError("Tệp sao lưu của cơ sở dữ liệu bị hỏng.", where=backup.name)
        yield path
        return
    with tempfile.TemporaryDirectory(dir=home.run, prefix="restore-") as folder:
        plain = Path(folder) / DATABASE
        with plain.open("wb") as out:
            for chunk in store.read(path):
                out.write(chunk)
        yield plain


@dataclass(frozen=True)
class _HomeParts:
    secret_key: str
    files: dict[str, bytes]


def _home_parts(content: bytes) -> _HomeParts:
    """What a backup brings into the home. BackupError for anything a backup never holds: what is
    not encrypted could be anybody's writing, and a home holds files that programs obey.
    """
    try:
        kept = json.loads(content)
        files = {name: base64.b64decode(text) for name, text in kept["files"].items()}
        parts = _HomeParts(kept["secret_key"], files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("Phần thư mục dữ liệu của bản sao lưu bị hỏng.", where=HOME) from error
    strange = next((name for name in files if not _KEPT.fullmatch(name)), None)
    if strange is not None:
        raise BackupError("Bản sao lưu nêu một tệp không thuộc bản sao lưu.", where=strange)
    if not isinstance(parts.secret_key, str) or not _SECRET.fullmatch(parts.secret_key):
        raise BackupError("Khóa bí mật trong bản sao lưu không dùng được.", where=HOME)
    return parts


def _bring_home(home: Home, parts: _HomeParts) -> None:
    """The secret key, TLS files and heads of the old home; the database's passwords stay ours."""
    for name, content in parts.files.items():
        path = home.path / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(path, content)
    secrets = {**home.secrets(), "secret_key": parts.secret_key}
    _replace(home.secrets_file, json.dumps(secrets).encode())


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".restored-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).rename(path)
