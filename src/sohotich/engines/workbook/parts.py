"""The parts of a workbook as the reader of its cells will find them, each unpacked in full."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_CHUNK = 1 << 20


def whole_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Name and content of every member; zipfile.BadZipFile where one unpacks to another size than
    it declares: the guard judged the declared sizes, and the reader unpacks whatever is there.
    """
    for member in archive.infolist():
        yield member.filename, _unpacked(archive, member)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # zipfile stops at the declared size; one byte more shows whether more follows.
    longer = copy.copy(member)
    longer.file_size += 1
    with archive.open(longer) as file:
        body = b"".join(iter(lambda: file.read(_CHUNK), b""))
    if len(body) != member.file_size:
        raise zipfile.BadZipFile(member.filename)
    return body


def sheet_name(archive: zipfile.ZipFile, index: int) -> str:
    """The member that holds the index-th sheet, found as the reader finds it: whatever the case of
    its letters. KeyError when there is none.
    """
    book = ElementTree.fromstring(archive.read(_member(archive, "xl/workbook.xml")))  # noqa: S314
    sheets = book.findall(f".//{MAIN}sheet") or book.findall(f".//{STRICT}sheet")
    wanted = [sheets[index].get(name) for name in RELATION_IDS]
    links = archive.read(_member(archive, "xl/_rels/workbook.xml.rels"))
    relations = ElementTree.fromstring(links)  # noqa: S314 guard ran
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    target = next(targets[name] for name in wanted if name in targets)
    return _member(archive, target[1:] if target.startswith("/") else f"xl/{target}")


def sheet_part(archive: zipfile.ZipFile, index: int) -> bytes:
    """The XML of the index-th sheet."""
    return archive.read(sheet_name(archive, index))


def _member(archive: zipfile.ZipFile, name: str) -> str:
    wanted = name.lower()
    for held in archive.namelist():
        if held.replace("\\", "/").lower() == wanted:
            return held
    raise KeyError(name)
