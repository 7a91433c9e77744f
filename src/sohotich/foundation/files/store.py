"""The store of blobs: each content once, under its SHA-256, written whole or not at all.

Knows paths and bytes only; units and rights are the links' business.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sohotich.foundation.database.errors import disk_full_told
from sohotich.foundation.database.home import Home

_CHUNK = 1 << 20
Source = bytes | Path | BinaryIO


@dataclass(frozen=True)
class Blob:
    """`new` is False when the same content lay there already."""

    sha256: str
    bytes: int
    new: bool


def blob_path(sha256: str, root: Path | None = None) -> Path:
    """Where content lies: `files/ab/cd/abcd…`; it need not exist."""
    folder = root or Home.current().files
    return folder / sha256[:2] / sha256[2:4] / sha256


def put(source: Source, root: Path | None = None) -> Blob:
    """Store content safely: written beside, flushed to the disk, renamed into place.

    `DiskFull` when there is no room; then nothing is left behind.
    """
    folder = root or Home.current().files
    with disk_full_told("Kho tệp"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder, prefix="incoming-")
        draft = Path(name)
        try:
            sha256, size = _copy(source, handle)
            return Blob(sha256, size, _settle(draft, blob_path(sha256, folder)))
        finally:
            draft.unlink(missing_ok=True)


def _copy(source: Source, handle: int) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with os.fdopen(handle, "wb") as out:
        for chunk in _chunks(source):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _chunks(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _chunks(file)
        return
    while chunk := source.read(_CHUNK):
        yield chunk


def _settle(draft: Path, target: Path) -> bool:
    """Put the draft in its place; False when the content is there already."""
    # A file whose length differs was cut off by a crash of the machine itself: replaced.
    if target.exists() and target.stat().st_size == draft.stat().st_size:
        return False
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(exist_ok=True, mode=0o700)
    draft.chmod(0o400)
    draft.rename(target)
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _sync_folder(folder)
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget_drafts(root: Path | None = None, older_than_seconds: float = 86_400) -> int:
    """Remove drafts that a killed process left; returns how many."""
    folder = root or Home.current().files
    limit = time.time() - older_than_seconds
    stale = [p for p in folder.glob("incoming-*") if p.stat().st_mtime < limit]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
