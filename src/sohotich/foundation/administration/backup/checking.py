"""Reading a backup through: is every byte there that a restore will need."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.administration.backup.making import Progress
from sohotich.foundation.administration.backup.store import Backup, Store

_MOST_PROBLEMS = 50


def check(store: Store, backup: Backup, progress: Progress = lambda *_: None) -> list[str]:
    """What is wrong with it, at most fifty things; empty when it can be restored.

    Reads, decrypts and digests everything: as slow as the disk.
    """
    problems = list(backup.problems)
    if not backup.manifest:
        return problems
    for name, part in backup.manifest["parts"].items():
        problem = _wrong(store, backup.folder / name, part["sha256"])
        if problem:
            problems.append(f"{name}: {problem}")
    if problems:
        return problems
    total, done = backup.manifest["files"]["bytes"], 0
    for sha256, size in store.file_list(backup):
        progress(done, total, "Kiểm tra tệp")
        done += size
        problem = _wrong(store, store.blob(sha256), sha256)
        if problem and len(problems) < _MOST_PROBLEMS:
            problems.append(f"Tệp {sha256[:12]}…: {problem}")
    progress(total, total, "Kiểm tra tệp")
    return problems


def _wrong(store: Store, path: Path, sha256: str) -> str:
    try:
        found = digest_of(store.read(path))
    except BackupError as error:
        return error.message
    return "" if found == sha256 else "Nội dung sai."


def digest_of(chunks: Iterable[bytes]) -> str:
    """SHA-256 of content."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
