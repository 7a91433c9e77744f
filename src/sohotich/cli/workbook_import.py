"""`sohotich workbook import`: filled templates as first readings, from files and folders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import BAD_INPUT, emit, exit_for, json_option, refuse, say
from sohotich.cli.progress import progress_bar
from sohotich.cli.repairs import repair_options, repairs_as_dicts, repairs_as_lines
from sohotich.cli.workbook_words import find_type, findings_as_lines

if TYPE_CHECKING:
    from sohotich.domain.text import Encoding
    from sohotich.pipeline.keying.imports import FileImported

# What a program leaves beside a workbook that it has open.
_LEFTOVER = "~$"


@click.command(
    "import",
    help="Nhận các FILE.xlsx đã điền theo mẫu, hoặc cả thư mục DIR, làm lần nhập một. Dòng sai bị "
    "từ chối, nêu từng ô; nhận lại cùng tệp không ghi thêm gì. Tệp không đúng mẫu được nêu tên, "
    "các tệp khác vẫn nhận. Mã thoát 1 khi có dòng bị từ chối, 2 khi có tệp không đúng mẫu.",
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE.xlsx|DIR…", type=click.Path(path_type=Path)
)
@click.option(
    "--type", "type_name", help="Loại sổ; không ghi thì theo --book, hoặc theo tên cột từng tệp."
)
@click.option("--book", "reference", metavar="BOOK", help="Sổ của các dòng (nhãn hoặc khóa).")
@click.option(
    "--whole", is_flag=True, help="Quyển có dòng sai trong tệp thì chưa nhận dòng nào của quyển đó."
)
@click.option(
    "--results",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Ghi vào DIR bảng kết quả, bản đánh dấu của từng tệp sai và các dòng bị trả lại.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@repair_options
@database_options
@json_option
def import_(
    files: tuple[Path, ...],
    type_name: str | None,
    reference: str | None,
    whole: bool,
    results: Path | None,
    dry_run: bool,
    repair: bool,
    encoding: Encoding | None,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    asked = find_type(type_name) if type_name else None
    paths = _laid_open(files)
    with attached(home, user) as actor:
        from sohotich.pipeline.keying.imports import workbooks_import
        from sohotich.register.books.selectors import book_for

        book = (
            book_for(actor=actor, reference=reference, permission="keying.key")
            if reference
            else None
        )
        with progress_bar("Nhận bảng tính") as progress:
            done = workbooks_import(
                actor=actor,
                paths=paths,
                type_code=asked.code if asked else None,
                book=book,
                dry_run=dry_run,
                whole=whole,
                repair=repair,
                encoding=encoding,
                progress=progress,
            )
        if results is not None:
            _write_results(results, paths, done)
    return _tell(paths, done, repair, as_json)


def _laid_open(files: Sequence[Path]) -> list[Path]:
    """Every workbook named, and every one in a folder named and those inside it, in their order."""
    found: list[Path] = []
    for path in files:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(path.rglob("*.xlsx"))
        found += [one for one in inside if not one.name.startswith((_LEFTOVER, "."))]
    if not found:
        refuse("Không có tệp .xlsx nào trong thư mục này.")
    return found


def _write_results(folder: Path, paths: Sequence[Path], done: Sequence[FileImported]) -> None:
    from sohotich.pipeline.workbooks.results import results_write

    with progress_bar("Ghi kết quả") as progress:
        out = results_write(folder=folder, paths=paths, answers=done, progress=progress)
    say(f"Đã ghi {out}.")


def _tell(paths: Sequence[Path], done: Sequence[FileImported], repair: bool, as_json: bool) -> int:
    told = list(zip(paths, done, strict=True))
    refused = [(path, one.refused) for path, one in told if one.refused]
    if len(refused) == len(paths):
        refuse("\n".join(why for _, why in refused))
    findings: list[dict[str, Any]] = [
        {"file": path.name, **asdict(finding)} for path, one in told for finding in one.findings
    ]
    result = {
        "rows": sum(one.rows for one in done),
        "stored": sum(one.stored for one in done),
        "rejected": sum(one.rejected for one in done),
        "files": [_file(path, one) for path, one in told],
        "refused": [{"file": path.name, "message": why} for path, why in refused],
        "findings": findings,
        "repairs": [
            {"file": path.name, **item}
            for path, one in told
            for item in repairs_as_dicts(one.repairs, made=repair)
        ],
    }
    preview = [line for one in done for line in repairs_as_lines(one.repairs, made=repair)]
    emit(result, as_json, lambda: "\n".join([*preview, _imported(result, findings)]))
    for _, why in refused:
        say(why)
    return BAD_INPUT if refused else exit_for(findings)


def _file(path: Path, one: FileImported) -> dict[str, Any]:
    return {
        "file": path.name,
        "type": one.type_code,
        "rows": one.rows,
        "stored": one.stored,
        "replaced": one.replaced,
        "rejected": one.rejected,
        "unchanged": one.unchanged,
        "held_back": one.held_back,
        "unfilled": one.unfilled,
        "books": [
            {"book": book.label, "taken": book.taken, "waiting": book.waiting} for book in one.books
        ],
    }


def _imported(result: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> str:
    lines = [findings_as_lines(result["rows"], findings)]
    lines += [
        f"{one['file']}: nhận {one['stored']}{_anew(one)}, từ chối {one['rejected']}, "
        f"đã có {one['unchanged']}{_left(one)}."
        for one in result["files"]
    ]
    return "\n".join(lines)


def _anew(one: Mapping[str, Any]) -> str:
    return f" ({one['replaced']} thay dòng cũ)" if one["replaced"] else ""


def _left(one: Mapping[str, Any]) -> str:
    said = [
        f"{one['held_back']} chờ sửa cả quyển" if one["held_back"] else "",
        f"{one['unfilled']} chưa điền" if one["unfilled"] else "",
    ]
    said += [
        f"sổ {book['book']} còn {book['waiting']} số có ảnh chưa có dòng"
        for book in one["books"]
        if book["waiting"]
    ]
    return "".join(f", {words}" for words in said if words)
