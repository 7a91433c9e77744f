"""A package read by somebody who trusts nothing in it: every sum computed again."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sohotich.domain.record_types import record_type
from sohotich.domain.schema import RecordType
from sohotich.engines.exchange.content import ContentEntry, content_list
from sohotich.engines.exchange.pm158.manifest import ENDING, Manifest, read_manifest, row_digest
from sohotich.engines.exchange.pm158.model import PackageError, PackageFinding
from sohotich.engines.guard import Refused, inspect, sha256_of
from sohotich.engines.workbook import Sheet, WorkbookError, read

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)


def verify_package(folder: Path) -> list[PackageFinding]:
    """Check a package's folder against its manifest; no findings means that all of it is as made.

    Raises PackageError when there is no manifest to check against, or it lacks parts.
    """
    manifest = read_manifest(folder)
    try:
        return list(_verify(folder, manifest))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise PackageError(f"Kê khai trong {folder.name} thiếu phần bắt buộc: {error}.") from error


def _verify(folder: Path, manifest: Manifest) -> Iterator[PackageFinding]:
    yield from _verify_files(folder, manifest)
    workbook, archive = (folder / item["name"] for item in manifest["files"])
    if archive.exists():
        yield from _verify_archive(archive, manifest)
    if workbook.exists():
        yield from _verify_workbook(workbook, manifest)
    yield from _verify_counts(manifest)
    yield from _verify_content(manifest)


def _verify_files(folder: Path, manifest: Manifest) -> Iterator[PackageFinding]:
    listed = {item["name"]: item for item in manifest["files"]}
    present = {path.name for path in folder.iterdir()}
    for name in sorted(present - listed.keys()):
        if not name.endswith(ENDING):
            yield _wrong("P11", f"Tệp {name} không có trong kê khai.", name)
    for name, item in listed.items():
        if name not in present:
            yield _wrong("P10", f"Thiếu tệp {name}.", name)
        elif sha256_of(folder / name) != item["sha256"]:
            yield _wrong("P10", f"Tệp {name} khác mã kiểm tra trong kê khai.", name)


def _verify_archive(path: Path, manifest: Manifest) -> Iterator[PackageFinding]:
    expected = {entry["pdf"]["name"]: entry["pdf"] for entry in manifest["entries"]}
    if manifest["cover"]:
        expected[manifest["cover"]["name"]] = manifest["cover"]
    try:
        inspect(path)
        with zipfile.ZipFile(path) as archive:
            yield from _verify_members(archive, expected, path.name)
    except (Refused, *DAMAGED) as error:
        yield _wrong("P12", f"Tệp {path.name} hỏng hoặc không an toàn: {error}", path.name)


def _verify_members(
    archive: zipfile.ZipFile, expected: dict[str, dict[str, Any]], where: str
) -> Iterator[PackageFinding]:
    names = archive.namelist()
    if len(names) != len(set(names)):
        yield _wrong("P12", f"Tệp {where} có tên lặp lại.", where)
    for name in sorted(expected.keys() - set(names)):
        yield _wrong("P12", f"Tệp {where} thiếu {name}.", name)
    for name in names:
        if name not in expected:
            yield _wrong("P12", f"Tệp {where} có {name} ngoài kê khai.", name)
            continue
        data = archive.read(name)
        if hashlib.sha256(data).hexdigest() != expected[name]["sha256"]:
            yield _wrong("P12", f"{name} khác mã kiểm tra trong kê khai.", name)
        elif not data.startswith(b"%PDF-"):
            yield _wrong("Q17", f"{name} không phải PDF.", name)


def _verify_workbook(path: Path, manifest: Manifest) -> Iterator[PackageFinding]:
    kind = record_type(manifest["book"]["type"])
    try:
        sheet = read(path, kind)
    except (Refused, WorkbookError) as error:
        yield _wrong("P13", str(error), path.name)
        return
    if sheet.version != manifest["template"]:
        yield _wrong("P13", f"{path.name} theo mẫu {sheet.version}, khác kê khai.", path.name)
    if sheet.notes:
        yield _wrong("P13", f"{path.name} có ô không phải dạng chữ.", path.name)
    yield from _verify_rows(sheet, kind, manifest, path.name)


def _verify_rows(
    sheet: Sheet, kind: RecordType, manifest: Manifest, where: str
) -> Iterator[PackageFinding]:
    keys = [column.field.key for column in kind.columns(sheet.version) if column.field]
    rows = {row.number: row for row in sheet.rows}
    for number in sorted(rows.keys() - {entry["row"] for entry in manifest["entries"]}):
        yield _wrong("P13", f"{where}, hàng {number}: không có trong kê khai.", where)
    for entry in manifest["entries"]:
        row = rows.get(entry["row"])
        digest = row_digest(row.values, keys) if row else ""
        if digest != entry["row_sha256"]:
            message = f"{where}, hàng {entry['row']} (số {entry['number']}): khác kê khai."
            yield PackageFinding("P13", "error", message, entry["number"], entry["key"], where)


def _verify_counts(manifest: Manifest) -> Iterator[PackageFinding]:
    states = [entry["state"] for entry in manifest["absent"]]
    actual = {
        "entries": len(manifest["entries"]),
        "missing": states.count("missing"),
        "cancelled": states.count("cancelled"),
    }
    for name, count in actual.items():
        if manifest["counts"][name] != count:
            yield _wrong(
                "P14", f"Kê khai ghi {name} = {manifest['counts'][name]}, đếm được {count}."
            )


def _verify_content(manifest: Manifest) -> Iterator[PackageFinding]:
    """The content list made again from the manifest must be the one that was signed."""
    present = [
        ContentEntry(e["key"], e["number"], e["record_sha256"], e["pdf"]["sha256"])
        for e in manifest["entries"]
    ]
    absent = [ContentEntry(e["key"], e["number"], absent=e["state"]) for e in manifest["absent"]]
    approval = manifest["approval"]
    if approval is None:
        yield _wrong("P01", "Gói không có thông tin ký duyệt.")
    elif content_list([*present, *absent]).sha256 != approval["content_sha256"]:
        yield _wrong("P01", "Nội dung trong kê khai khác nội dung đã ký duyệt.")


def _wrong(rule: str, message: str, file: str = "") -> PackageFinding:
    return PackageFinding(rule, "error", message, file=file)
