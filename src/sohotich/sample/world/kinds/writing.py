"""What the clerk's pen puts on the lines of such a form."""

from __future__ import annotations

import re

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind
from sohotich.sample.world.records import Entry

_PAPERS = {"1": "CMND", "2": "Hộ chiếu", "4": "CCCD"}
_DATE_PARTS = ("day", "month", "year")


def written_lines(entry: Entry) -> dict[str, str]:
    """Slot → text: dates with slashes, codes as words, the day of registration also in parts."""
    kind = record_type(entry.type_code)
    slots = {key: _written(kind.by_key[key], value) for key, value in entry.record.items()}
    slots["so"] = entry.record["so"].split("/")[0]
    parts = entry.record["ngayDangKy"].split(".")
    return slots | {
        f"ngayDangKy.{part}": text for part, text in zip(_DATE_PARTS, parts, strict=True)
    }


def _written(field: Field, value: str) -> str:
    if field.kind is Kind.DATE:
        return value.replace(".", "/")
    if field.kind is Kind.CODE and field.code_list and value:
        if field.code_list == "loaiGiayToTuyThan":
            return _PAPERS.get(value, value)
        return re.sub(r"\s*\([^)]*\)", "", code_list(field.code_list).label(value))
    return value


def noted_keys(entry: Entry) -> tuple[str, ...]:
    """Keys whose value stands among the notes: those of an event registered abroad."""
    kind = record_type(entry.type_code)
    return tuple(key for key in (kind.abroad.fields if kind.abroad else ()) if key in entry.record)
