"""The manifest: what is in the package and the sum of each part, as JSON that never differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sohotich.engines.exchange.content import record_digest
from sohotich.engines.exchange.pm158.model import (
    PackageEntry,
    PackageError,
    PackageFile,
    PackageInput,
)

FORMAT = "sohotich-package"
VERSION = 1
ENDING = ".manifest.json"

Manifest = dict[str, Any]


def build_manifest(
    package: PackageInput,
    files: Sequence[PackageFile],
    pdfs: Mapping[str, PackageFile],
    cover: PackageFile | None,
) -> Manifest:
    """Describe a package: `files` its workbook and ZIP, `pdfs` by entry key. No time of making."""
    book, signer = package.book, package.signer
    return {
        "format": FORMAT,
        "version": VERSION,
        "generator": f"sohotich {version('sohotich')}",
        "book": {
            "key": book.key,
            "label": book.label,
            "name": book.name.text(),
            "type": book.record_type.code,
        },
        "template": package.options.version,
        "counts": counts(package),
        "files": [_file(item) for item in files],
        "cover": _file(cover) if cover else None,
        "entries": [
            _entry(entry, row, pdfs[entry.key], package)
            for row, entry in enumerate(package.present, start=2)
        ],
        "absent": [
            {"key": e.key, "number": e.label, "state": e.state, "reason": e.reason}
            for e in package.lacking
        ],
        "approval": {
            "name": signer.name,
            "role": signer.role,
            "signed_at": signer.signed_at,
            "content_sha256": signer.content_sha256,
        }
        if signer
        else None,
    }


def counts(package: PackageInput) -> dict[str, int | None]:
    """Declared by the closing line (None: unknown), entries with a record, missing, cancelled."""
    return {
        "declared": package.book.declared,
        "entries": len(package.present),
        "missing": sum(entry.state == "missing" for entry in package.lacking),
        "cancelled": sum(entry.state == "cancelled" for entry in package.lacking),
    }


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written: UTF-8, one space of indent, keys in the order built."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """Read the one manifest of a package's folder; PackageError when lacking, damaged, not ours."""
    found = sorted(folder.glob(f"*{ENDING}"))
    if len(found) != 1:
        raise PackageError(
            f"Thư mục {folder.name} phải có đúng một tệp *{ENDING} (đang có {len(found)}). "
            "Sao chép lại cả thư mục gói."
        )
    try:
        manifest = json.loads(found[0].read_bytes())
    except (ValueError, OSError) as error:
        raise PackageError(f"Tệp {found[0].name} hỏng, không đọc được. Sao chép lại.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise PackageError(f"Tệp {found[0].name} không phải kê khai của gói số hóa.")
    if manifest.get("version") != VERSION:
        raise PackageError(f"Tệp {found[0].name} do phiên bản phần mềm khác tạo. Cập nhật để đọc.")
    return manifest


def row_digest(values: Mapping[str, str], keys: Sequence[str]) -> str:
    """The digest of a row as the workbook shows it: only the version's columns, no marks."""
    return record_digest({key: values.get(key, "") for key in keys}, {})


def _entry(
    entry: PackageEntry, row: int, pdf: PackageFile, package: PackageInput
) -> dict[str, Any]:
    columns = package.book.record_type.columns(package.options.version)
    keys = [column.field.key for column in columns if column.field]
    return {
        "key": entry.key,
        "number": entry.label,
        "row": row,
        "record_sha256": entry.record_sha256,
        "row_sha256": row_digest(entry.values, keys),
        "pdf": _file(pdf),
    }


def _file(item: PackageFile) -> dict[str, Any]:
    return {"name": item.name, "bytes": item.bytes, "sha256": item.sha256}
