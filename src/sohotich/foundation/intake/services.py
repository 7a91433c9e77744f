"""Takes in one uploaded file: bounded, inspected, stored once, repeats told."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sohotich.engines.guard import FileFacts, Limits, Refused, inspect
from sohotich.foundation.database.errors import DiskFull, disk_full_told
from sohotich.foundation.database.home import Home
from sohotich.foundation.files import services as files
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.selectors import link_with
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number

KIND_NAMES = {
    "jpeg": "ảnh JPEG",
    "png": "ảnh PNG",
    "tiff": "ảnh TIFF",
    "heic": "ảnh HEIC",
    "pdf": "PDF",
    "xlsx": "bảng tính Excel (.xlsx)",
    "ods": "bảng tính .ods",
    "csv": "bảng CSV",
    "zip": "tệp nén ZIP",
}
_CHUNK = 1 << 20
_NAME_BYTES = 200


@dataclass(frozen=True)
class Received:
    """`duplicate`: this owner had the same content already; `link` is then the earlier one."""

    link: Link
    facts: FileFacts
    duplicate: bool


def receive(
    *,
    actor: Actor,
    unit: str,
    subject: str,
    subject_key: UUID,
    purpose: str,
    name: str,
    stream: BinaryIO,
    expected: Collection[str] = ("jpeg", "png", "tiff", "heic", "pdf"),
) -> Received:
    """Check and store one file; `expected` are kinds of `engines.guard`.

    Raises `engines.guard.Refused` for a file that may not come in and `DiskFull` when there is no
    room; either way nothing is kept. The caller has checked the actor's right.
    """
    with arrived(name, stream) as path:
        facts = check(path, expected)
        earlier = link_with(subject, subject_key, facts.sha256)
        if earlier is not None:
            return Received(earlier, facts, duplicate=True)
        link = files.store(
            actor=actor,
            source=path,
            unit=unit,
            subject=subject,
            subject_key=subject_key,
            purpose=purpose,
            name=path.name,
            media_type=facts.media_type,
        )
        return Received(link, facts, duplicate=False)


def check(path: Path, expected: Collection[str]) -> FileFacts:
    """The facts of a file of an expected kind within the province's limits, else `Refused`; so is
    HEIC where this machine cannot open it.
    """
    facts = inspect(path, limits())
    if facts.kind not in expected:
        wanted = ", ".join(KIND_NAMES[kind] for kind in expected)
        message = f"đây là {KIND_NAMES[facts.kind]}; ở đây chỉ nhận {wanted}"
        raise Refused("khong_dung_loai", message, path.name)
    if facts.kind == "heic":
        from sohotich.engines.imaging.heic import ensure_readable

        ensure_readable(path.name)
    return facts


def limits() -> Limits:
    """The guard's limits as the province has set them."""
    return Limits(
        bytes=number("upload.max_file_bytes"),
        pixels=number("upload.max_pixels"),
        pages=number("upload.max_pages"),
        zip_total=number("upload.max_unpacked_bytes"),
    )


@contextmanager
def arrived(name: str, stream: BinaryIO) -> Iterator[Path]:
    """The stream as a file of its own name for as long as the block runs."""
    home = Home.current()
    with disk_full_told(name):
        home.uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        ensure_room(home.uploads, name)
        folder = Path(tempfile.mkdtemp(dir=home.uploads))
    try:
        path = folder / _file_name(name)
        with disk_full_told(name), path.open("wb") as out:
            _copy_bounded(stream, out, name)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _file_name(name: str) -> str:
    # Of a path from another system only the last part; at most what a file system takes, which
    # counts bytes, and no name that means a folder.
    last = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")
    short = last.encode("utf-8", "replace")[-_NAME_BYTES:].decode("utf-8", "ignore")
    return short if short.strip(". ") else "tep"


def ensure_room(folder: Path, name: str) -> None:
    """DiskFull about `name` where the disk has less room than the province wants left free."""
    # Full to the last byte, the database itself would stop.
    if shutil.disk_usage(folder).free < number("upload.min_free_bytes"):
        raise DiskFull(
            "Ổ đĩa của máy chủ sắp đầy nên chưa nhận tệp.",
            where=name,
            mend="Báo người quản trị dọn ổ đĩa, rồi gửi lại.",
        )


def _copy_bounded(stream: BinaryIO, out: BinaryIO, name: str) -> None:
    left = number("upload.max_file_bytes")
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            message = "tệp vượt dung lượng được nhận. Chia nhỏ hoặc nén lại rồi gửi"
            raise Refused("qua_lon", message, name)
        out.write(chunk)


def forget_arrivals(older_than_seconds: float = 86_400) -> int:
    """Remove uploads that a killed process left on their way in; returns how many."""
    limit = time.time() - older_than_seconds
    stale = [p for p in Home.current().uploads.iterdir() if p.stat().st_mtime < limit]
    for path in stale:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(stale)
