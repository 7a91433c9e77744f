"""What the ministry's files look like beyond their columns: sheet names, properties."""

from __future__ import annotations

from datetime import datetime

from sohotich.domain.schema import RecordType

# The official file of 2024 names its sheets so; earlier packages name the sheet by the type.
OFFICIAL_SHEETS = {"2024-10": "DL Import"}
GUIDANCE_SHEET = "Ghi chu"
LISTS_SHEET = "Danh muc"
FINDINGS_SHEET = "Kết quả kiểm tra"

# Excel's own format "Text" (@): what is typed stays as typed.
TEXT_FORMAT = 49

# Files of the same content must be the same bytes: no clock.
CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 stored without a zone


def sheet_name(record_type: RecordType, version: str) -> str:
    """The name of the data sheet in a template of that version."""
    return OFFICIAL_SHEETS.get(version, record_type.code)


def sheet_names(*record_types: RecordType) -> set[str]:
    """The names under which a data sheet of the types is known, whatever the version."""
    return {*OFFICIAL_SHEETS.values(), *(kind.code for kind in record_types)}
