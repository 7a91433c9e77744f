"""`sohotich package`: the package of a signed book for the ministry's software."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import emit, exit_for, json_option, refuse


@click.command(
    "package",
    help="Lập gói chuyển của sổ BOOK (Excel, ZIP, bản kê) vào thư mục OUT. Lập lại cho ra đúng "
    "từng byte. Mã thoát 1 khi còn lỗi và gói chưa được lập.",
)
@click.argument("book", metavar="BOOK")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="OUT", help="Thư mục ra."
)
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra và nêu lỗi, không ghi gì.")
@database_options
@json_option
def command(
    book: str,
    out: Path | None,
    dry_run: bool,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    if out is None and not dry_run:
        refuse("Thiếu --out: thư mục để ghi gói.")
    with attached(home, user) as actor:
        result = _dry_run(actor, book) if out is None or dry_run else _make(actor, book, out)
    emit(result, as_json, lambda: _lines(result))
    return exit_for(result["findings"])


def _dry_run(actor: Any, reference: str) -> dict[str, Any]:
    from sohotich.pipeline.transfer.services import findings_as_dicts, package_dry_run
    from sohotich.register.books.selectors import book_for

    book = book_for(actor=actor, reference=reference, permission="package.make")
    looked = package_dry_run(actor=actor, book=book)
    return {
        "book": book.label,
        "stem": looked.stem,
        "dry_run": True,
        "files": [],
        "names": list(looked.names),
        "findings": findings_as_dicts(looked.findings),
    }


def _make(actor: Any, reference: str, out: Path) -> dict[str, Any]:
    from sohotich.pipeline.transfer.errors import TransferError
    from sohotich.pipeline.transfer.services import (
        findings_as_dicts,
        package_dry_run,
        package_make,
    )
    from sohotich.register.books.selectors import book_for

    book = book_for(actor=actor, reference=reference, permission="package.make")
    looked = package_dry_run(actor=actor, book=book)
    result: dict[str, Any] = {
        "book": book.label,
        "stem": looked.stem,
        "dry_run": False,
        "files": [],
        "findings": findings_as_dicts(looked.findings),
    }
    if looked.refused:
        return result
    try:
        package = package_make(actor=actor, book=book, out=out)
    except TransferError as error:
        refuse(str(error))
    result["files"] = [
        {key: item[key] for key in ("name", "sha256", "bytes")} for item in package.files
    ]
    result |= {"content_sha256": package.content_sha256, "counts": package.counts}
    return result


def _lines(result: dict[str, Any]) -> str:
    words = {"error": "Lỗi", "warning": "Cần xem", "info": "Ghi nhận"}
    lines = [
        f"{words[finding['severity']]} {finding['rule']}: {finding['message']}"
        for finding in result["findings"]
    ]
    lines += [f"{item['name']}  {item['bytes']} byte" for item in result["files"]]
    if result["dry_run"]:
        lines.append(f"Gói {result['stem']}: {len(result['names'])} trường hợp.")
    elif not result["files"]:
        lines.append(f"Gói {result['stem']} chưa được lập.")
    return "\n".join(lines)
