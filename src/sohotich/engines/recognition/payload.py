"""The text inside the QR codes that we print: which book a sheet belongs to, nothing about people.

    SOHOTICH:1:BOOK:<32 hex digits>:<check>            cover sheet or label of a book
    SOHOTICH:1:BUNDLE:<32 hex digits>:<number>:<check> separator before the number-th bundle of it

Only characters of QR's alphanumeric mode are used: the code gets smaller, its modules bigger, and
a phone reads it from further away. The check is the CRC-32 of everything before it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

PREFIX = "SOHOTICH"
VERSION = "1"

Kind = Literal["book", "bundle"]


class PayloadError(ValueError):
    """A code of ours that cannot be used: damaged, or printed by a later release."""


@dataclass(frozen=True)
class SheetCode:
    """What one printed sheet says about the pages that follow it."""

    kind: Kind
    book: UUID
    number: int | None = None


def build(code: SheetCode) -> str:
    """Give the text to draw for `code`; a bundle needs its number, from 1."""
    parts = [PREFIX, VERSION, code.kind.upper(), code.book.hex.upper()]
    if code.kind == "bundle":
        if code.number is None or code.number < 1:
            raise PayloadError("Tờ phân tập phải có số thứ tự từ 1 trở lên.")
        parts.append(str(code.number))
    text = ":".join(parts)
    return f"{text}:{_check(text)}"


def parse(text: str) -> SheetCode | None:
    """Read a code's text; None when it is not one of ours, PayloadError when ours but unusable.

    A foreign code (the one on an identity card holds personal data) is told apart by its prefix
    alone, and its text appears in no message.
    """
    text = text.strip().upper()
    if not text.startswith(f"{PREFIX}:"):
        return None
    body, _, check = text.rpartition(":")
    if check != _check(body):
        raise PayloadError("Mã QR của tờ bìa bị hỏng (sai mã kiểm tra). Hãy in lại tờ này.")
    version, kind, *rest = body.split(":")[1:]
    if version != VERSION:
        raise PayloadError("Mã QR được in từ phiên bản phần mềm khác. Hãy in lại tờ bìa của sổ.")
    return _sheet(kind, rest)


def _sheet(kind: str, rest: list[str]) -> SheetCode:
    try:
        if kind == "BOOK" and len(rest) == 1:
            return SheetCode("book", UUID(hex=rest[0]))
        if kind == "BUNDLE" and len(rest) == 2:
            return SheetCode("bundle", UUID(hex=rest[0]), int(rest[1]))
    except ValueError:
        pass
    raise PayloadError("Mã QR không đúng khuôn dạng của tờ bìa. Hãy in lại tờ này.")


def _check(text: str) -> str:
    return f"{zlib.crc32(text.encode('ascii', 'replace')):08X}"
