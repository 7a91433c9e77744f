"""ZIP, and the ZIPs that are workbooks: names, declared sizes and overlaps, nothing unpacked."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape

END_RECORD, END_SIZE, MAX_COMMENT = b"PK\x05\x06", 22, 65_535
ENCRYPTED, UTF8_NAME = 0x1, 0x800
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".jar")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
KNOWN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def check(data: OpenedFile, limits: Limits) -> Shape:
    """A plain ZIP, an XLSX or an ODS; refuse bombs, escapes, passwords, archives in archives."""
    _check_count(data, limits)
    try:
        with zipfile.ZipFile(data.file) as archive:
            members = archive.infolist()
            _check_members(members, len(data), limits)
            return _shape(archive, members, limits)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise Bad("zip_hong") from None
    except RuntimeError:
        raise Bad("zip_mat_khau") from None


def _check_count(data: OpenedFile, limits: Limits) -> None:
    """The declared number of members, before the directory is read into memory."""
    at = data.rfind(END_RECORD, max(0, len(data) - END_SIZE - MAX_COMMENT))
    if at < 0 or at + END_SIZE > len(data):
        raise Bad("zip_hong")
    directory = int.from_bytes(data[at + 12 : at + 16], "little")
    count = max(int.from_bytes(data[at + 10 : at + 12], "little"), directory // 10_000)
    if count > limits.zip_members:
        raise Bad("zip_nhieu_tep", count=count, limit=limits.zip_members)


def _check_members(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(members) > limits.zip_members:
        raise Bad("zip_nhieu_tep", count=len(members), limit=limits.zip_members)
    for member in members:
        _check_name(member)
        if member.flag_bits & ENCRYPTED:
            raise Bad("zip_mat_khau")
        if member.compress_type not in KNOWN_METHODS:
            raise Bad("zip_hong")
    _check_twins(members)
    _check_sizes(members, size, limits)


def _check_twins(members: list[zipfile.ZipInfo]) -> None:
    """Readers differ in which of two members they take when asked for one of these names."""
    met: set[str] = set()
    for member in members:
        name = plain_name(member.filename)
        if name in met and not member.is_dir():
            raise Bad("zip_trung_ten", detail=member.filename[:60])
        met.add(name)


def plain_name(name: str) -> str:
    """A member's name as the most forgiving reader compares it: case, slashes, dots, marks."""
    parts = unicodedata.normalize("NFC", name).casefold().replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))


def _check_name(member: zipfile.ZipInfo) -> None:
    # orig_filename is the name before zipfile cut it at a NUL or took another from an extra field.
    if member.filename != member.orig_filename and "\0" not in member.orig_filename:
        raise Bad("zip_duong_dan", detail=member.filename[:60])
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    unsafe = name.startswith(("/", "\\")) or ".." in parts or "\0" in name or ":" in parts[0]
    if unsafe or is_link:
        raise Bad("zip_duong_dan", detail=name[:60].replace("\0", "␀"))


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Declared sizes, and members that share bytes: the trick of a bomb without nesting."""
    if sum(m.file_size for m in members) > limits.zip_total:
        raise Bad("zip_bung", detail="tổng dung lượng sau giải nén")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > limits.zip_ratio_floor and ratio > limits.zip_ratio:
            raise Bad("zip_bung", detail=f"tỷ lệ nén của {member.filename[:60]}")
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Bad("zip_bung", detail="các tệp chồng lên nhau")
        end = member.header_offset + 30 + member.compress_size
    if end > size:
        raise Bad("zip_hong")


def _shape(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> Shape:
    names = {m.filename for m in members}
    if "[Content_Types].xml" in names:
        return _workbook(names)
    if "mimetype" in names and _head(archive, "mimetype", 64).strip() == ODS_TYPE:
        return Shape("ods")
    if limits.nesting < 1:
        _check_nesting(archive, members)
    return Shape("zip", pages=sum(not m.is_dir() for m in members))


def _workbook(names: set[str]) -> Shape:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Bad("xlsx_co_macro")
    if "xl/workbook.xml" not in names:
        raise Bad("xlsx_hong")
    return Shape("xlsx")


def _check_nesting(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if member.filename.lower().endswith(ARCHIVES):
            raise Bad("zip_long_nhau", detail=member.filename[:60])


def _head(archive: zipfile.ZipFile, name: str, length: int) -> bytes:
    try:
        with archive.open(name) as file:
            return file.read(length)
    except zlib.error:
        raise Bad("zip_hong") from None
