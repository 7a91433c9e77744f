"""An independent reader of a package: standard library, Poppler, PDFium; none of our code."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pypdfium2 import PdfDocument

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_sheet(content: bytes) -> tuple[list[list[str]], set[str]]:
    """Rows of the first sheet as text, and the kinds of its cells (`s` text, `n` number)."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows, kinds = [], set()
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_MAIN}c"):
            value = cell.find(f"{_MAIN}v")
            if value is None:
                continue
            kinds.add(cell.get("t", "n"))
            text = shared[int(value.text)] if cell.get("t") == "s" else str(value.text)
            cells[_column(str(cell.get("r")))] = text
        rows.append([cells.get(place, "") for place in range(max(cells, default=-1) + 1)])
    return rows, kinds


def _column(address: str) -> int:
    place = 0
    for letter in address.rstrip("0123456789"):
        place = place * 26 + ord(letter) - 64
    return place - 1


def verify(folder: Path, headers: list[str], most: int) -> list[dict[str, str]]:
    """Check every promise of the package in `folder`; gives its records by column name."""
    (manifest_file,) = folder.glob("*.manifest.json")
    (sheet_file,) = folder.glob("*.xlsx")
    (archive_file,) = folder.glob("*.zip")
    manifest: dict[str, Any] = json.loads(manifest_file.read_text(encoding="utf-8"))
    for told in manifest["files"]:
        content = (folder / told["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told["sha256"]
        assert len(content) == told["bytes"]
    rows, kinds = read_sheet(sheet_file.read_bytes())
    assert rows[0] == headers
    assert kinds == {"s"}, "every cell is text"
    names = [header.strip() for header in headers]
    records = [dict(zip(names, [*row, *[""] * len(names)], strict=False)) for row in rows[1:]]
    with zipfile.ZipFile(archive_file) as archive:
        assert archive.testzip() is None
        inside = set(archive.namelist())
        told = {entry["pdf"]["name"]: entry["pdf"] for entry in manifest["entries"]}
        assert {name for name in inside if not name.startswith("Cover.")} == set(told)
        for name, about in told.items():
            _verify_pdf(archive.read(name), about, most)
    assert {_named(name) for name in told} == {_written(record) for record in records}
    assert manifest["counts"]["entries"] == len(records) == len(told)
    return records


def _verify_pdf(content: bytes, about: dict[str, Any], most: int) -> None:
    assert hashlib.sha256(content).hexdigest() == about["sha256"]
    assert len(content) == about["bytes"] <= most
    with PdfDocument(content) as document:
        assert document[0].render(scale=0.5).to_pil().getextrema() != ((255, 255),) * 3
    drawn = subprocess.run(
        ["pdftoppm", "-r", "40", "-png", "-"], input=content, capture_output=True, check=True
    )
    assert drawn.stdout.startswith(b"\x89PNG")
    assert drawn.stderr == b""


def _named(name: str) -> tuple[str, str, int]:
    """`KS.1998.02.1998-05-07.041.pdf` → book number, registration date, number."""
    _, year, volume, day, number, _ = name.split(".")
    return f"{volume}/{year}", ".".join(reversed(day.split("-"))), int(number)


def _written(record: dict[str, str]) -> tuple[str, str, int]:
    return record["quyenSo"], record["ngayDangKy"], int(record["so"].split("/")[0])
