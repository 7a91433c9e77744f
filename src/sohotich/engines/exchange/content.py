"""The sum that binds a signature to one state of a book's content.

At approval the list of entries is frozen as text, one line per entry: key, number, SHA-256 of the
record, SHA-256 of the PDF. The SHA-256 of that text is what the chair signs for; the package
repeats it, and anybody can compute it again from the manifest.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIRST_LINE = "sohotich-content 1"
NONE = "-"


@dataclass(frozen=True, slots=True)
class ContentEntry:
    """One line of the list. An entry the book lacks has no digests but `absent`: its state."""

    key: str
    number: str
    record_sha256: str = ""
    pdf_sha256: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class ContentList:
    """The canonical text and its SHA-256 (64 hexadecimal digits)."""

    text: str
    sha256: str


def record_digest(values: Mapping[str, str], marks: Mapping[str, str]) -> str:
    """SHA-256 of a record: its values and its marks (blank in the book, illegible) by field key.

    Empty values and marks count as absent, letters in NFC, keys in order: what is the same record
    has the same digest, however it was stored.
    """
    kept = {"marks": _filled(marks), "values": _filled(values)}
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def content_list(entries: Iterable[ContentEntry]) -> ContentList:
    """Freeze a book's entries, whatever order they come in."""
    lines = sorted(_line(entry) for entry in entries)
    text = "\n".join([FIRST_LINE, *lines, ""])
    return ContentList(text, hashlib.sha256(text.encode()).hexdigest())


def _line(entry: ContentEntry) -> str:
    record = entry.absent or entry.record_sha256 or NONE
    return "\t".join((entry.key, entry.number, record, entry.pdf_sha256 or NONE))


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: unicodedata.normalize("NFC", text) for key, text in texts.items() if text}
