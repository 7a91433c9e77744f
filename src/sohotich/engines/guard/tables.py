"""Tables that are not ZIPs: CSV text, and the old compound files that pretend to be .xlsx."""

from __future__ import annotations

import codecs

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape

SAMPLE = 1 << 16
DELIMITERS = ",;\t|"
# Stream names inside a compound file, as UTF-16: a password-protected .xlsx holds these two.
ENCRYPTED_PARTS = tuple(n.encode("utf-16-le") for n in ("EncryptedPackage", "EncryptionInfo"))
OLD_EXCEL_PARTS = tuple(n.encode("utf-16-le") for n in ("Workbook", "Book"))


def check_compound(data: OpenedFile, limits: Limits) -> Shape:
    """A compound file is never taken; say which of the usual three it is."""
    if any(data.find(part) >= 0 for part in ENCRYPTED_PARTS):
        raise Bad("xlsx_mat_khau")
    if any(data.find(part) >= 0 for part in OLD_EXCEL_PARTS):
        raise Bad("xls_cu")
    raise Bad("khong_nhan_dang")


def check_text(data: OpenedFile, limits: Limits) -> Shape:
    """CSV: Unicode text without control characters whose first line has a delimiter."""
    text = _decoded(data[:SAMPLE])
    if text is None or any(ord(c) < 32 and c not in "\t\r\n" for c in text):
        raise Bad("khong_nhan_dang")
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    looks_like_markup = first.lstrip()[:1] in ("<", "{", "%")
    if looks_like_markup or not any(d in first for d in DELIMITERS):
        raise Bad("khong_nhan_dang")
    return Shape("csv")


def _decoded(head: bytes) -> str | None:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8")()
    try:
        return decoder.decode(head)  # not final: the sample may end inside a character
    except UnicodeDecodeError:
        return None
