"""Errors a person can cause or mend, told in Vietnamese; and the translation of a full disk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Literal

# What stands in the way: what was sent, how things stand, a signature, or room on the disk.
Obstacle = Literal["input", "state", "locked", "room"]

# Disk full and quota used up: the same remedy for the person.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class UserError(Exception):
    """Something the person at the screen can understand and mend.

    `message` says what happened, `where` names the file, row, cell or field, `mend` what to do.
    Views show it, the API answers 4xx with it (which, by `kind`), the command line ends with exit
    code 2.
    """

    kind: ClassVar[Obstacle] = "input"

    def __init__(self, message: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.mend}" if self.mend else ""
        return f"{place}{self.message}{remedy}"


class DiskFull(UserError):
    """The machine has no room left; nothing was stored."""

    kind = "room"


@contextmanager
def disk_full_told(what: str) -> Iterator[None]:
    """Turn an operating-system "no space left" inside the block into `DiskFull` about `what`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise DiskFull(
            "Ổ đĩa của máy chủ đã đầy, chưa lưu được gì.",
            where=what,
            mend="Báo người quản trị dọn ổ đĩa (xem `sohotich check`), rồi làm lại.",
        ) from error
