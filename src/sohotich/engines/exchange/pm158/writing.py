"""A package put in its folder: whole or not there, whatever happens in between.

Everything is written into a hidden folder beside the final one, flushed to the disk, and becomes
the package by one rename. A killed run leaves only that hidden folder, which the next run removes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sohotich.engines.exchange.pm158.archive import write_zip
from sohotich.engines.exchange.pm158.checking import check_package
from sohotich.engines.exchange.pm158.manifest import ENDING, build_manifest, counts, manifest_bytes
from sohotich.engines.exchange.pm158.model import (
    PackageError,
    PackageFile,
    PackageInput,
    PackageResult,
)
from sohotich.engines.exchange.pm158.names import cover_name
from sohotich.engines.exchange.pm158.steps import Report, Steps, unheard
from sohotich.engines.guard import sha256_of
from sohotich.engines.workbook import WorkbookError, write_records


def write_package(package: PackageInput, out_dir: Path, report: Report = unheard) -> PackageResult:
    """Write the package of a book into `out_dir/<stem>/` and give what stands there.

    `report` hears of each entry checked and each PDF packed; what it raises ends the run, and
    nothing of it is left. The same input gives the same bytes; an equal package is left alone, an
    older one replaced. Raises PackageError (with findings) when `check_package` finds an error, and
    when the disk is full or cannot be written: then nothing of this run is left.
    """
    steps = Steps(package, report)
    findings = tuple(check_package(package, steps.checked))
    if any(finding.severity == "error" for finding in findings):
        raise PackageError("Gói chưa tạo được: còn lỗi phải xử lý trước.", findings)
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with _alone_in(out_dir):
            return _publish(package, out_dir, steps)
    except WorkbookError as error:
        raise PackageError(str(error)) from error
    except OSError as error:
        raise PackageError(_why(error, out_dir)) from error


def _publish(package: PackageInput, out_dir: Path, steps: Steps) -> PackageResult:
    stem = package.book.stem
    final = out_dir / stem
    _tidy(out_dir, stem, final)
    fresh = Path(tempfile.mkdtemp(prefix=f".{stem}.new-", dir=out_dir))
    try:
        files = _write_files(package, fresh, steps)
        if _holds(final, files):
            shutil.rmtree(fresh)
        else:
            _replace(fresh, final)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return PackageResult(final, tuple(files), counts(package))


def _write_files(package: PackageInput, folder: Path, steps: Steps) -> list[PackageFile]:
    stem, options = package.book.stem, package.options
    workbook, archive = folder / f"{stem}.xlsx", folder / f"{stem}.zip"
    rows = [entry.values for entry in package.present]
    write_records(package.book.record_type, options.version, rows, workbook)
    written = {item.name: item for item in write_zip(_sources(package), archive, steps.packed)}
    pdfs = {entry.key: written[entry.pdf_name] for entry in package.present}
    _refuse_changed(package, pdfs)
    cover = written[cover_name(package.book)] if package.cover else None
    files = [_described(workbook), _described(archive)]
    manifest = folder / f"{stem}{ENDING}"
    manifest.write_bytes(manifest_bytes(build_manifest(package, files, pdfs, cover)))
    files.append(_described(manifest))
    folder.chmod(0o755)
    for item in files:
        _flush(folder / item.name)
    _flush(folder)
    return files


def _sources(package: PackageInput) -> Iterator[tuple[str, Path]]:
    for entry in package.present:
        assert entry.pdf is not None, "checked before"
        yield entry.pdf_name, entry.pdf
    if package.cover is not None:
        yield cover_name(package.book), package.cover


def _refuse_changed(package: PackageInput, pdfs: dict[str, PackageFile]) -> None:
    """Nobody may swap a file between the check and the copy."""
    for entry in package.present:
        if pdfs[entry.key].sha256 != entry.actual_pdf_sha256:
            raise PackageError(f"Tệp PDF của số {entry.label} bị thay đổi khi đang đóng gói.")


def _replace(fresh: Path, final: Path) -> None:
    """Put the new folder in the old one's place; killed in between, `_tidy` brings the old back."""
    old = final.with_name(f".{final.name}.old")
    if final.exists():
        final.rename(old)
    fresh.rename(final)
    _flush(final.parent)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(out_dir: Path, stem: str, final: Path) -> None:
    """Clear what a killed run left: nobody else writes here while we hold the folder."""
    old = final.with_name(f".{stem}.old")
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in (*out_dir.glob(f".{stem}.new-*"), old):
        shutil.rmtree(leftover, ignore_errors=True)


def _holds(final: Path, files: list[PackageFile]) -> bool:
    if not final.is_dir() or {path.name for path in final.iterdir()} != {f.name for f in files}:
        return False
    return all(sha256_of(final / item.name) == item.sha256 for item in files)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _described(path: Path) -> PackageFile:
    return PackageFile(path.name, path.stat().st_size, sha256_of(path))


def _why(error: OSError, out_dir: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"Ổ đĩa chứa {out_dir} đã đầy, gói chưa được tạo. Giải phóng chỗ trống rồi làm lại."
    return f"Không ghi được vào {out_dir} ({error.strerror}). Kiểm tra thư mục và quyền ghi."
