"""Heads of the chain, written down outside the database once a day, for a drawer and for a check.

`HOME/audit-heads/2025-01-07.json` for machines, `.txt` beside it to print, sign and keep.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from sohotich.foundation.audit.chain import Head, head
from sohotich.foundation.audit.verifying import KeptHead
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home

_GROUP = 8


@dataclass(frozen=True)
class Exported:
    """`data` and `sheet` are the two files of one head."""

    head: Head
    data: Path
    sheet: Path


def heads_folder() -> Path:
    """Where the daily heads of this home lie; it need not exist."""
    return Home.current().path / "audit-heads"


def head_of_day() -> Exported | None:
    """Write today's head (real time) unless it is there; None when nothing was to be done."""
    folder = heads_folder()
    if (folder / f"{timezone.localtime(now()):%Y-%m-%d}.json").exists():
        return None
    return export_head(folder)


def export_head(folder: Path) -> Exported | None:
    """Write the head as two files named by the day; None before the first seal.

    A head written earlier on the same day stays: this one takes the time into its name.
    """
    found = head()
    if found is None:
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = timezone.localtime(now())
    name = f"{here:%Y-%m-%d}"
    if (folder / f"{name}.json").exists():
        name = f"{here:%Y-%m-%d-%H%M%S}"
    data = {
        "seal": found.seal,
        "digest": found.digest,
        "made_at": found.made_at.isoformat(),
        "entries": found.entries,
        "written_at": here.isoformat(),
    }
    sheet, file = folder / f"{name}.txt", folder / f"{name}.json"
    _write(sheet, head_words(found))
    _write(file, json.dumps(data, indent=1) + "\n")
    return Exported(found, file, sheet)


def head_words(found: Head) -> str:
    """The head as a sheet to print: the digest in groups that a person can compare."""
    groups = digest_groups(found.digest).split()
    entries = f"{found.entries:,}".replace(",", ".")
    made = timezone.localtime(found.made_at)
    return (
        "NHẬT KÝ TRUY CẬP: ĐẦU CHUỖI NIÊM PHONG\n\n"
        f"Niêm phong số:  {found.seal}\n"
        f"Lập lúc:        {made:%H:%M:%S %d/%m/%Y}\n"
        f"Số mục đã niêm: {entries}\n"
        f"SHA-256:        {' '.join(groups[:4])}\n"
        f"                {' '.join(groups[4:])}\n\n"
        "Giữ tờ này ngoài máy chủ. Kiểm tra: sohotich audit verify --heads THƯ_MỤC\n"
    )


def digest_groups(digest: str) -> str:
    """A digest in groups of eight, as people compare them."""
    return " ".join(digest[i : i + _GROUP] for i in range(0, len(digest), _GROUP))


def kept_heads(folder: Path) -> list[KeptHead]:
    """The heads in a folder's `.json` files. UserError for a folder or file that holds none."""
    if not folder.is_dir():
        raise UserError(
            "Không có thư mục này.", where=str(folder), mend="Chỉ thư mục chứa các đầu chuỗi."
        )
    return [_kept(path) for path in sorted(folder.glob("*.json"))]


def _kept(path: Path) -> KeptHead:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return KeptHead(int(data["seal"]), str(data["digest"]), path.name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            "Tệp này không phải đầu chuỗi niêm phong.",
            where=str(path),
            mend="Bỏ tệp ra khỏi thư mục, hoặc lấy lại bản đã lưu.",
        ) from error


def _write(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".head-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).rename(path)
