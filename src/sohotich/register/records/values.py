"""Values and marks of one registration: what may stand in a field, and their digest; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from sohotich.domain.compare import MARK_LABELS, MARKS_THAT_ARE_VALUES
from sohotich.domain.record_types import record_type
from sohotich.domain.text import clean
from sohotich.register.records.errors import ReadingError

AIDS: Final = ("typed", "carried", "completed", "imported", "decided", "corrected")
# Far beyond any line of a register; keeps a runaway client out.
LONGEST: Final = 2000


def tidy(type_code: str, field: str, value: str, mark: str) -> tuple[str, str]:
    """The value as it is stored (NFC, single spaces) and its mark; ReadingError if impossible."""
    known = record_type(type_code).by_key
    if field not in known:
        raise ReadingError(f"Không có trường “{field}”.", where=field)
    label = known[field].label
    if mark and mark not in MARK_LABELS:
        raise ReadingError("Dấu của giá trị không hợp lệ.", where=label)
    value = clean(value)
    if len(value) > LONGEST:
        raise ReadingError(f"Giá trị dài quá {LONGEST} ký tự.", where=label)
    if mark in MARKS_THAT_ARE_VALUES and value:
        raise ReadingError(
            "Đã đánh dấu trống hoặc không đọc được thì không có giá trị.", where=label
        )
    return value, mark


def digest(
    type_code: str, version: str, values: Mapping[str, str], marks: Mapping[str, str]
) -> str:
    """SHA-256 of the record in canonical JSON (sorted keys, no spaces, NFC, UTF-8)."""
    content = {
        "type": type_code,
        "version": version,
        "values": {key: value for key, value in values.items() if value},
        "marks": {key: mark for key, mark in marks.items() if mark},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
