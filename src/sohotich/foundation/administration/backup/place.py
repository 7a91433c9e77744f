"""Where this machine keeps its backups, and with which key: set by its operator, not on screens.

SOHOTICH_BACKUP_FOLDER (else `backups/` in the home) and SOHOTICH_BACKUP_KEY, a key file.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.database.home import Home

_SHORTEST = 16


def backup_folder(home: Home) -> Path:
    """The folder of this machine's backups; it need not exist."""
    named = os.environ.get("SOHOTICH_BACKUP_FOLDER", "")
    return Path(named).expanduser() if named else home.path / "backups"


def same_disk(home: Home) -> bool:
    """Whether the backups would be lost with the disk that holds the files."""
    folder = backup_folder(home)
    there = next(p for p in (folder, *folder.parents) if p.exists())
    return there.stat().st_dev == home.files.stat().st_dev


def backup_words(key_file: Path | None = None) -> str | None:
    """The words of the key file given, or of SOHOTICH_BACKUP_KEY; None: not encrypted."""
    named = os.environ.get("SOHOTICH_BACKUP_KEY", "")
    path = key_file or (Path(named).expanduser() if named else None)
    if path is None:
        return None
    try:
        words = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError("Không đọc được tệp khóa.", where=str(path)) from error
    if len(words) < _SHORTEST:
        raise BackupError(
            f"Khóa ngắn hơn {_SHORTEST} ký tự.",
            where=str(path),
            mend="Tạo tệp khóa mới: sohotich backup key TỆP",
        )
    return words


def key_write(path: Path) -> None:
    """Make a new key file, for its owner alone. BackupError when the file is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError("Không tạo được tệp khóa ở đây.", where=str(path)) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
