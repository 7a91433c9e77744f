"""What a reader of handwriting is given and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable


class ReaderError(Exception):
    """A reader that cannot be asked or did not answer: its text, Vietnamese, names no person."""


class ReaderWrong(ReaderError):
    """An answer that breaks the contract."""


@dataclass(frozen=True)
class FieldPicture:
    """One field to be read: its key and kind (`domain.schema.Kind`), its label, its picture.

    `codes`: what may be answered where a list says so, else (). `jpeg` shows the field alone.
    """

    key: str
    kind: str
    label: str
    jpeg: bytes
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """A value as the register stores it (dates dd.mm.yyyy), and how sure the reader is, 0 to 1."""

    value: str
    confidence: float


@runtime_checkable
class Reader(Protocol):
    """A reader of handwriting. A plugin's entry point is a callable without arguments that makes
    one.

    `read` is asked about fields of one registration of `type_code` (KS, KH …). It answers
    {field: {"value": text, "confidence": 0 to 1}}, leaving out what it does not read; what it
    answers is checked before anybody sees it. It raises ReaderError, keeps nothing, and writes
    nothing of what it is shown to any log.
    """

    name: str

    def read(
        self, type_code: str, fields: Sequence[FieldPicture]
    ) -> Mapping[str, Mapping[str, Any]]:
        """Read each picture."""
        ...
