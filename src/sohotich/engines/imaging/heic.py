"""HEIC, the pictures of telephones: decoded by Debian's libheif in a process of its own.

Optional: nothing of it is shipped. Decoders of films have many faults, so the file is never shown
to one inside this process.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Final

import numpy as np

from sohotich.engines.guard import FileFacts, Refused
from sohotich.engines.imaging import heic_worker
from sohotich.engines.imaging.page import ImageError, Pixels

DEBIAN_PACKAGES: Final = "libheif1 (Debian 13: thêm libheif-plugin-libde265)"
_NOT_HERE: Final = (
    "máy chủ chưa cài phần đọc ảnh HEIC. Trên iPhone: Cài đặt, Camera, Định dạng, chọn Tương thích "
    "nhất; trên máy Samsung: tắt Ảnh hiệu suất cao; rồi chụp lại. Hoặc nhờ người quản trị cài gói "
    f"{DEBIAN_PACKAGES}"
)
_SECONDS: Final = 90
_CPU_SECONDS: Final = 60
# The interpreter and libheif, then the picture as coded, as YCbCr, and as RGB before and after it
# is turned.
_BASE_MEMORY, _MEMORY_PER_PIXEL = 700_000_000, 16
_HEAD: Final = 8
_found: list[bool] = []


def readable() -> bool:
    """Whether this machine can open HEIC; asked again until it can."""
    if not _found and _can_decode():
        _found.append(True)
    return bool(_found)


def _can_decode() -> bool:
    asked = subprocess.run(_command("check"), timeout=_SECONDS, check=False)  # noqa: S603 ours
    return asked.returncode == 0


def ensure_readable(name: str) -> None:
    """Refused about the file `name`, with what to set or install, where HEIC cannot be opened."""
    if not readable():
        raise Refused("chua_doc_heic", _NOT_HERE, name)


def decode_heic(path: Path, facts: FileFacts) -> Pixels:
    """Upright RGB pixels; the container's own turn is applied, EXIF (a copy of it) is not.

    Raises ImageError for a damaged picture or one that takes too long, Refused without libheif.
    """
    ensure_readable(path.name)
    pixels = (facts.width or 0) * (facts.height or 0)
    memory = _BASE_MEMORY + pixels * _MEMORY_PER_PIXEL + facts.bytes
    with path.open("rb") as file:
        command = _command(str(memory), str(_CPU_SECONDS))
        with subprocess.Popen(  # noqa: S603 ours
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env={}
        ) as process:
            timer = threading.Timer(_SECONDS, process.kill)
            timer.start()
            try:
                image = _read(process.stdout, pixels)
            finally:
                process.kill()
                timer.cancel()
    if image is None:
        raise ImageError(f"{path.name}: ảnh HEIC hỏng, không giải mã được. Chụp lại trang này.")
    return image


def _read(pipe: IO[bytes] | None, most: int) -> Pixels | None:
    """No more than the guard counted: the process is not believed."""
    assert pipe is not None
    head = pipe.read(_HEAD)
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
    if len(head) < _HEAD or not 0 < width * height <= most:
        return None
    body = pipe.read(width * height * 3)
    if len(body) < width * height * 3:
        return None
    return np.frombuffer(body, np.uint8).reshape(height, width, 3).copy()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-I", "-S", heic_worker.__file__, *words]
