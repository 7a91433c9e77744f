"""`sohotich workbook`: the ministry's Excel templates, made, checked, and taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import BAD_INPUT, emit, exit_for, json_option, refuse, say
from sohotich.cli.progress import progress_bar
from sohotich.cli.repairs import repair_options, repairs_as_dicts, repairs_as_lines

if TYPE_CHECKING:
    from sohotich.domain.rules import Context
    from sohotich.domain.schema import RecordType
    from sohotich.domain.text import Encoding
    from sohotich.engines.workbook import CellFinding

type_option = click.option(
    "--type",
    "type_name",
    required=True,
    metavar="LOẠI",
    help="Loại sổ: tên (khai_sinh) hoặc mã (KS).",
)


@click.group(help="Bảng tính theo mẫu của phần mềm 158: tạo mẫu, kiểm tra, nhận vào.")
def command() -> None:
    pass


@command.command(help="Tạo mẫu trống OUT.xlsx: trang 1 đúng mẫu của Bộ, trang 2 giải thích.")
@type_option
@click.option(
    "--version",
    "version_code",
    metavar="BẢN",
    help="Bản mẫu; khai sinh: 2024-10 hoặc 60.",
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
        "standing": version.standing.value,
    }
    emit(result, as_json, lambda: f"Đã tạo {out}: {record_type.name}, {version.title}.")
    if version.standing.warning:
        say(version.standing.warning)
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
@repair_options
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def check(
    type_name: str,
    marked: Path | None,
    repair: bool,
    encoding: Encoding | None,
    file: Path,
    as_json: bool,
) -> int:
    from dataclasses import asdict

    from sohotich.engines.guard import Refused
    from sohotich.engines.workbook import (
        WorkbookError,
        check_and_repair,
        read,
        without_unfilled,
        write_findings,
    )

    record_type = find_type(type_name)
    try:
        done = check_and_repair(
            without_unfilled(read(file, record_type), record_type),
            record_type,
            today_context(),
            confirmed=repair,
            encoding=encoding,
        )
        if marked is not None:
            write_findings(done.sheet, record_type, done.findings, marked)
            say(f"Đã ghi {marked}.")
    except (Refused, WorkbookError) as error:
        refuse(str(error))
    sheet = done.sheet
    findings: list[Mapping[str, Any]] = [asdict(finding) for finding in done.findings]
    result = {
        "rows": len(sheet.rows),
        "version": sheet.version,
        "findings": findings,
        "repairs": repairs_as_dicts(done.repairs, made=repair),
    }
    preview = repairs_as_lines(done.repairs, made=repair)
    emit(result, as_json, lambda: "\n".join([*preview, _as_lines(len(sheet.rows), findings)]))
    return exit_for(findings)


@command.command(
    "import",
    help="Nhận các FILE.xlsx đã điền theo mẫu làm lần nhập một. Dòng sai bị từ chối, nêu từng ô; "
    "nhận lại cùng tệp không ghi thêm gì. Tệp không đúng mẫu được nêu tên, các tệp khác vẫn nhận. "
    "Mã thoát 1 khi có dòng bị từ chối, 2 khi có tệp không đúng mẫu.",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE.xlsx…",
    type=click.Path(dir_okay=False, path_type=Path),
)
@click.option("--type", "type_name", help="Loại sổ; không ghi thì theo --book, hoặc khai_sinh.")
@click.option("--book", "reference", metavar="BOOK", help="Sổ của các dòng (nhãn hoặc khóa).")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@repair_options
@database_options
@json_option
def import_(
    files: tuple[Path, ...],
    type_name: str | None,
    reference: str | None,
    dry_run: bool,
    repair: bool,
    encoding: Encoding | None,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    asked = find_type(type_name) if type_name else None
    with attached(home, user) as actor, progress_bar("Nhận bảng tính") as progress:
        from sohotich.pipeline.keying.imports import workbooks_import
        from sohotich.register.books.selectors import book_for

        book = (
            book_for(actor=actor, reference=reference, permission="keying.key")
            if reference
            else None
        )
        done = workbooks_import(
            actor=actor,
            paths=files,
            type_code=asked.code if asked else None,
            book=book,
            dry_run=dry_run,
            repair=repair,
            encoding=encoding,
            progress=progress,
        )
    refused = [(path, one.refused) for path, one in zip(files, done, strict=True) if one.refused]
    if len(refused) == len(files):
        refuse("\n".join(why for _, why in refused))
    findings = [
        {"file": path.name, **_finding(finding)}
        for path, one in zip(files, done, strict=True)
        for finding in one.findings
    ]
    result = {
        "rows": sum(one.rows for one in done),
        "stored": sum(one.stored for one in done),
        "rejected": sum(one.rejected for one in done),
        "files": [
            {
                "file": path.name,
                "rows": one.rows,
                "stored": one.stored,
                "rejected": one.rejected,
                "unchanged": one.unchanged,
            }
            for path, one in zip(files, done, strict=True)
        ],
        "refused": [{"file": path.name, "message": why} for path, why in refused],
        "findings": findings,
        "repairs": [
            {"file": path.name, **item}
            for path, one in zip(files, done, strict=True)
            for item in repairs_as_dicts(one.repairs, made=repair)
        ],
    }
    preview = [line for one in done for line in repairs_as_lines(one.repairs, made=repair)]
    emit(result, as_json, lambda: "\n".join([*preview, _imported(result, findings)]))
    for _, why in refused:
        say(why)
    return BAD_INPUT if refused else exit_for(findings)


def _finding(finding: CellFinding) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(finding)


def _imported(result: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> str:
    lines = [_as_lines(result["rows"], findings)]
    lines += [
        f"{one['file']}: nhận {one['stored']}, từ chối {one['rejected']}, đã có {one['unchanged']}."
        for one in result["files"]
    ]
    return "\n".join(lines)


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
