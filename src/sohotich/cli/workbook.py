"""`sohotich workbook`: the ministry's Excel templates, made and checked without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.output import emit, exit_for, json_option, refuse, say

if TYPE_CHECKING:
    from sohotich.domain.rules import Context
    from sohotich.domain.schema import RecordType

type_option = click.option(
    "--type",
    "type_name",
    required=True,
    metavar="LOẠI",
    help="Loại sổ: tên (khai_sinh) hoặc mã (KS).",
)


@click.group(help="Bảng tính theo mẫu của phần mềm 158: tạo mẫu, kiểm tra.")
def command() -> None:
    pass


@command.command(help="Tạo mẫu trống OUT.xlsx: trang 1 đúng mẫu của Bộ, trang 2 giải thích.")
@type_option
@click.option(
    "--version", "version_code", metavar="BẢN", help="Bản mẫu: 2024-10 (mặc định) hoặc 60."
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def template(type_name: str, version_code: str | None, out: Path, as_json: bool) -> int:
    from sohotich.engines.workbook import WorkbookError, write_template

    record_type = find_type(type_name)
    try:
        version = record_type.version(version_code)
    except KeyError:
        known = ", ".join(item.code for item in record_type.versions)
        refuse(f"{record_type.name} không có bản mẫu “{version_code}”. Các bản: {known}.")
    try:
        write_template(record_type, version.code, out)
    except WorkbookError as error:
        refuse(str(error))
    columns = len(record_type.columns(version.code))
    result = {
        "file": str(out),
        "type": record_type.code,
        "version": version.code,
        "columns": columns,
    }
    emit(result, as_json, lambda: f"Đã tạo {out}: {record_type.name}, {version.title}.")
    return 0


@command.command(help="Kiểm tra FILE.xlsx đã điền theo mẫu: mọi quy tắc, từng ô.")
@type_option
@click.option(
    "--findings",
    "marked",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.xlsx",
    help="Ghi thêm bảng tính có tô màu và chú thích từng ô sai.",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def check(type_name: str, marked: Path | None, file: Path, as_json: bool) -> int:
    from dataclasses import asdict

    from sohotich.engines.guard import Refused
    from sohotich.engines.workbook import WorkbookError, check_sheet, read, write_findings

    record_type = find_type(type_name)
    try:
        sheet = read(file, record_type)
        found = check_sheet(sheet, record_type, today_context())
        if marked is not None:
            write_findings(sheet, record_type, found, marked)
            say(f"Đã ghi {marked}.")
    except (Refused, WorkbookError) as error:
        refuse(str(error))
    findings: list[Mapping[str, Any]] = [asdict(finding) for finding in found]
    result = {"rows": len(sheet.rows), "version": sheet.version, "findings": findings}
    emit(result, as_json, lambda: _as_lines(len(sheet.rows), findings))
    return exit_for(findings)


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


def _as_lines(rows: int, findings: Sequence[Mapping[str, Any]]) -> str:
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
