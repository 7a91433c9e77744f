"""The one door: choose the check by magic bytes, run it, digest the file."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable
from pathlib import Path

from sohotich.engines.guard import archives, heif, jpeg, pdf, png, tables, tiff
from sohotich.engines.guard.facts import Bad, FileFacts, Limits, OpenedFile, Refused, Shape

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "csv": "text/csv",
}

Check = Callable[[OpenedFile, Limits], Shape]

# The first bytes that name a format, in order of trial.
MAGIC: tuple[tuple[bytes, Check], ...] = (
    (b"\xff\xd8\xff", jpeg.check),
    (b"\x89PNG\r\n\x1a\n", png.check),
    (b"II*\x00", tiff.check),
    (b"MM\x00*", tiff.check),
    (b"%PDF-", pdf.check),
    (b"PK\x03\x04", archives.check),
    (b"PK\x05\x06", archives.check),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", tables.check_compound),
)
PDF_HEADER_WINDOW = 1024  # readers accept a PDF header this far in; so must the guard


def inspect(path: Path, limits: Limits | None = None) -> FileFacts:
    """Say what the file at `path` truly is, or raise `Refused` with a reason for people.

    Memory stays small whatever the file claims: headers and structure are walked in a map of
    the file, compressed parts are inflated only up to the limits and thrown away.
    """
    path, limits = Path(path), limits or Limits()
    try:
        return _inspect(path, limits)
    except Bad as bad:
        raise bad.refusal(path.name) from None
    except OSError:
        raise Bad("khong_co_tep").refusal(path.name) from None


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _inspect(path: Path, limits: Limits) -> FileFacts:
    if not path.is_file():
        # A pipe or a device would keep us waiting for ever.
        raise Bad("khong_co_tep")
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size == 0:
            raise Bad("rong")
        if size > limits.bytes:
            raise Bad("qua_lon", bytes=size, limit=limits.bytes)
        with OpenedFile(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            data.file = file
            shape = _check_for(data)(data, limits)
    return FileFacts(
        kind=shape.kind,
        media_type=MEDIA_TYPES[shape.kind],
        bytes=size,
        sha256=sha256_of(path),
        pages=shape.pages,
        width=shape.width,
        height=shape.height,
    )


def _check_for(data: OpenedFile) -> Check:
    head = data[:PDF_HEADER_WINDOW]
    for magic, check in MAGIC:
        if head.startswith(magic):
            return check
    if heif.is_heif(head):
        return heif.check
    if b"%PDF-" in head:
        return pdf.check
    return tables.check_text


__all__ = ["Refused", "inspect", "sha256_of"]
