"""Room on the disks, seen before it hurts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sohotich.foundation.administration.backup.errors import BackupError


@dataclass(frozen=True)
class Room:
    """The disk that holds a folder: bytes free and in all, and whether that is too little."""

    folder: Path
    free: int
    total: int
    short: bool


def room(folder: Path, least: int) -> Room:
    """The room of the disk on which a folder lies or would lie; `least` bytes must stay free."""
    there = next(p for p in (folder, *folder.parents) if p.exists())
    usage = shutil.disk_usage(there)
    return Room(folder, usage.free, usage.total, usage.free < least)


def ensure_room(folder: Path, needed: int, least: int) -> None:
    """BackupError unless `needed` bytes fit and `least` stay free after them."""
    found = room(folder, least)
    if found.free < needed + least:
        raise BackupError(
            f"Ổ đĩa còn {_gigabytes(found.free)}, cần {_gigabytes(needed)} và phải chừa "
            f"{_gigabytes(least)}.",
            where=str(folder),
            mend="Dọn hoặc thêm ổ đĩa, hoặc giảm số bản sao lưu giữ lại.",
        )


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB".replace(".", ",")
