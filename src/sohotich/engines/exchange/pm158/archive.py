"""The flat ZIP of a book's PDFs: stored, sorted, without a clock; the same PDFs, the same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from sohotich.engines.exchange.pm158.model import PackageFile

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o100644 << 16
PIECE = 1 << 20


def write_zip(
    sources: Iterable[tuple[str, Path]],
    out: Path,
    packed: Callable[[PackageFile], None] = lambda _: None,
) -> list[PackageFile]:
    """Write (name in the ZIP, file) pairs in the order of names; gives what was written.

    `packed` hears of each file once it is in.

    PDFs of scans are compressed inside; packing them again costs time and saves nothing.
    """
    written = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, source in sorted(sources):
            written.append(_add(archive, name, source))
            packed(written[-1])
    return written


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> PackageFile:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system = UNIX
    info.external_attr = PLAIN_FILE
    info.file_size = source.stat().st_size
    digest = hashlib.sha256()
    size = 0
    with source.open("rb") as file, archive.open(info, "w") as member:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return PackageFile(name, size, digest.hexdigest())
