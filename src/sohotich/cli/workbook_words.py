"""What the commands on workbooks share: the record type asked for, findings as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sohotich.cli.output import refuse

if TYPE_CHECKING:
    from sohotich.domain.rules import Context
    from sohotich.domain.schema import RecordType


def find_type(name: str) -> RecordType:
    """The record type of that file name or code; ends the command when there is none."""
    from sohotich.domain.record_types import RECORD_TYPES, record_type

    try:
        return record_type(name)
    except KeyError:
        known = ", ".join(f"{item.file_name} ({item.code})" for item in RECORD_TYPES)
        refuse(f"Không có loại sổ “{name}”. Các loại: {known}.")


def today_context() -> Context:
    """The rules' context with today's date in Việt Nam, against dates in the future."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sohotich.domain.rules import Context

    return Context(today=datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date())


def findings_as_lines(rows: int, findings: Sequence[Mapping[str, Any]]) -> str:
    """The findings a line each, and their number."""
    words = {"error": "Lỗi", "warning": "Cần xem", "info": "Ghi nhận"}
    lines = [
        f"{item['cell'] or 'hàng ' + str(item['row'])}\t{item['rule']}\t"
        f"{words.get(item['severity'], item['severity'])}\t{item['message']}"
        + (f" Đề xuất: {item['proposal']}" if item["proposal"] else "")
        for item in findings
    ]
    errors = sum(item["severity"] == "error" for item in findings)
    lines.append(f"{rows} hàng, {errors} lỗi, {len(findings) - errors} điều cần xem.")
    return "\n".join(lines)
