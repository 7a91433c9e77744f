"""`sohotich workbook`: the ministry's Excel templates, made, checked, and taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import emit, exit_for, json_option, refuse, say
from sohotich.cli.progress import progress_bar
from sohotich.cli.repairs import repair_options, repairs_as_dicts, repairs_as_lines
from sohotich.cli.workbook_import import import_
from sohotich.cli.workbook_words import find_type, findings_as_lines, today_context

if TYPE_CHECKING:
    from sohotich.domain.text import Encoding

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


command.add_command(import_)


@command.command(
    help="Tạo mẫu OUT.xlsx: trống theo --type; hoặc theo sổ với --book, --unit: có sẵn các số chưa "
    "ai nhập và giá trị điền sẵn. Nhiều sổ: OUT.zip."
)
@click.option("--type", "type_name", metavar="LOẠI", help="Loại sổ: tên (khai_sinh) hoặc mã (KS).")
@click.option(
    "--version",
    "version_code",
    metavar="BẢN",
    help="Bản mẫu; khai sinh: 2024-10 hoặc 60.",
)
@click.option("--book", "books", multiple=True, metavar="BOOK", help="Sổ (nhãn hoặc khóa).")
@click.option("--unit", metavar="XÃ", help="Mọi sổ của đơn vị này (mã), thành OUT.zip.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@database_options
@json_option
def template(
    type_name: str | None,
    version_code: str | None,
    books: tuple[str, ...],
    unit: str | None,
    out: Path,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    if books or unit:
        return _of_books(books, unit, version_code or "", out, home, user, as_json)
    if type_name is None:
        refuse("Thiếu loại sổ. Thêm --type LOẠI, hoặc --book SỔ.")
    return _empty(type_name, version_code, out, as_json)


def _empty(type_name: str, version_code: str | None, out: Path, as_json: bool) -> int:
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


def _of_books(
    labels: Sequence[str],
    unit: str | None,
    version: str,
    out: Path,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    from io import BytesIO

    page = BytesIO()
    with attached(home, user) as actor:
        from sohotich.pipeline.workbooks.book_out import book_template, book_templates
        from sohotich.register.books.selectors import book_for, books_visible

        right = "keying.key"
        books = [book_for(actor=actor, reference=one, permission=right) for one in labels]
        if unit:
            books += list(books_visible(actor, permission=right, unit=unit))
        if not books:
            refuse("Không có sổ nào.")
        if len(books) > 1 or unit:
            if out.suffix.lower() != ".zip":
                refuse(f"{len(books)} sổ cần tệp nén: đặt tên tệp ra là .zip.")
            with progress_bar("Tạo mẫu") as progress:
                count = book_templates(
                    actor=actor, books=books, out=page, version=version, progress=progress
                )
        else:
            count = book_template(actor=actor, book=books[0], out=page, version=version)
    _written(page.getvalue(), out)
    result = {"file": str(out), "books": len(books), "numbers": count}
    emit(result, as_json, lambda: f"Đã tạo {out}: {len(books)} sổ, {count} số chưa ai nhập.")
    return 0


def _written(content: bytes, out: Path) -> None:
    from sohotich.engines.workbook import WorkbookError
    from sohotich.engines.workbook.writing import save

    try:
        save(content, out)
    except WorkbookError as error:
        refuse(str(error))


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
    emit(
        result, as_json, lambda: "\n".join([*preview, findings_as_lines(len(sheet.rows), findings)])
    )
    return exit_for(findings)
