"""`sohotich book`: the inventory of books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import emit, exit_for, json_option, refuse
from sohotich.cli.repairs import repair_options, repairs_as_dicts, repairs_as_lines

if TYPE_CHECKING:
    from sohotich.domain.text import Encoding


@click.group("book", help="Danh mục sổ hộ tịch.")
def command() -> None:
    pass


@command.command(
    "import",
    help="Nhập danh sách sổ từ LIST (.xlsx, .ods, .csv): mọi sổ hoặc không sổ nào. Nhập lại cùng "
    "danh sách không tạo thêm gì. Mã thoát 1 khi danh sách có lỗi.",
)
@click.argument("path", metavar="LIST", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--unit", default="", metavar="MÃ", help="Mã đơn vị cho các dòng không ghi đơn vị.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@repair_options
@database_options
@json_option
def import_(
    path: Path,
    unit: str,
    dry_run: bool,
    repair: bool,
    encoding: Encoding | None,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    from sohotich.engines.workbook import WorkbookError

    with attached(home, user) as actor:
        from sohotich.register.ledger.inventory import books_import

        try:
            done = books_import(
                actor=actor,
                path=path,
                unit_code=unit,
                dry_run=dry_run,
                repair=repair,
                encoding=encoding,
            )
        except WorkbookError as error:
            refuse(str(error))
    findings = [finding.as_dict() for finding in done.findings]
    result = {
        "rows": done.rows,
        "created": len(done.created),
        "existing": done.existing,
        "entries": done.entries,
        "stored": done.stored,
        "findings": findings,
        "repairs": repairs_as_dicts(done.repairs, made=repair),
    }
    preview = repairs_as_lines(done.repairs, made=repair)
    emit(result, as_json, lambda: "\n".join([*preview, _lines(result)]))
    return exit_for(findings)


def _lines(result: dict[str, Any]) -> str:
    lines = [
        f"Dòng {f['row']} {f['cell']}: {f['message']}".replace("  ", " ")
        for f in result["findings"]
    ]
    verb = "Đã ghi" if result["stored"] else "Chưa ghi gì;"
    lines.append(
        f"{verb} {result['created']} sổ mới, {result['entries']} trường hợp; "
        f"{result['existing']} sổ đã có từ trước."
    )
    return "\n".join(lines)
