"""`sohotich backup`: database and files together, into a folder of backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import attached_or_system, database_options, told
from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option
from sohotich.cli.progress import progress_bar

_MEGABYTE = 1_000_000


class _MakeByDefault(click.Group):
    """`backup OUT` means `backup make OUT`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = bool(args) and (args[0] in self.commands or args[0].startswith("-"))
        return super().resolve_command(ctx, args if known else ["make", *args])


@click.group(
    "backup",
    cls=_MakeByDefault,
    help="Sao lưu cơ sở dữ liệu và tệp; liệt kê, kiểm tra bản sao lưu. `backup OUT` là "
    "`backup make OUT`.",
)
def command() -> None:
    pass


key_option = click.option(
    "--key-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Tệp khóa của kho mã hóa (SOHOTICH_BACKUP_KEY).",
)
_folder = click.argument("out", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))


@command.command("make")
@_folder
@key_option
@click.option(
    "--keep", type=click.IntRange(1), metavar="N", help="Số bản lành giữ lại (theo quy định)."
)
@database_options
@json_option
def make(
    out: Path,
    key_file: Path | None,
    keep: int | None,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    """Sao lưu vào thư mục OUT; chỉ chép tệp chưa có. Mã thoát 1 khi kho tệp có tệp thiếu, hỏng."""
    with attached_or_system(home, user, "backup.make") as actor, progress_bar("Sao lưu") as show:
        from sohotich.foundation.administration.backup.place import backup_words
        from sohotich.foundation.administration.backup.services import Where, backup_make

        made = backup_make(
            actor=actor,
            where=Where(out.expanduser().resolve(), backup_words(key_file)),
            keep=keep,
            progress=_in_megabytes(show),
        )
    result = {**_row(made.backup), "removed": list(made.removed)}
    emit(result, as_json, lambda: _line(result))
    return DONE if made.backup.good else FOUND_ERRORS


@command.command("list")
@_folder
@json_option
def list_(out: Path, as_json: bool) -> int:
    """Liệt kê các bản sao lưu ở OUT, mới nhất trước. Không cần khóa."""
    with told():
        from sohotich.foundation.administration.backup.store import listed

        rows = [_row(one) for one in listed(out)]
    emit({"backups": rows}, as_json, lambda: "\n".join(map(_line, rows)) or "Chưa có bản nào.")
    return DONE


_SOUND = "Đọc hết, không có gì sai."
_PLAIN = "Bản không mã hóa: lượt đọc này thấy chỗ hỏng, không thấy chỗ có người cố ý sửa."


@command.command("verify")
@_folder
@click.option("--name", metavar="NAME", help="Bản cần kiểm tra; bản lành mới nhất nếu không nêu.")
@key_option
@json_option
def verify(out: Path, name: str | None, key_file: Path | None, as_json: bool) -> int:
    """Đọc hết một bản sao lưu, giải mã, so tổng kiểm từng tệp. Mã thoát 1 khi có gì sai."""
    with told(), progress_bar("Kiểm tra") as show:
        from sohotich.foundation.administration.backup.checking import check
        from sohotich.foundation.administration.backup.place import backup_words
        from sohotich.foundation.administration.backup.store import chosen, store_at

        store = store_at(out, backup_words(key_file))
        backup = chosen(store, name)
        problems = check(store, backup, _in_megabytes(show))
    findings = [{"severity": "error", "message": problem} for problem in problems]
    result = {**_row(backup), "ok": not problems, "findings": findings}
    lines = [f"✗ {problem}" for problem in problems] or [_SOUND, *([] if store.key else [_PLAIN])]
    emit(result, as_json, lambda: "\n".join([_line(result), *lines]))
    return FOUND_ERRORS if problems else DONE


@command.command("key")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def key(file: Path, as_json: bool) -> int:
    """Tạo tệp khóa mới để mã hóa bản sao lưu. Giữ tệp này ngoài máy chủ: mất khóa là mất bản."""
    with told():
        from sohotich.foundation.administration.backup.place import key_write

        key_write(file)
    emit({"file": str(file)}, as_json, lambda: f"Đã tạo {file}. Chép ra nơi khác mà giữ.")
    return DONE


def _in_megabytes(show: Any) -> Any:
    return lambda done, total, note: show(done // _MEGABYTE, max(total // _MEGABYTE, 1), note)


def _row(backup: Any) -> dict[str, Any]:
    about = backup.manifest
    row: dict[str, Any] = {"name": backup.name, "good": backup.good}
    row["problems"] = list(backup.problems)
    if about:
        row |= {
            "made_at": about["made_at"],
            "encrypted": about["encrypted"],
            "tables": len(about["tables"]),
            "rows": sum(table["rows"] for table in about["tables"].values()),
            "files": about["files"]["count"],
            "bytes": about["files"]["bytes"],
            "new": about["files"]["new"],
            "database_sha256": about["parts"]["database.dump"]["sha256"],
        }
    return row


def _line(row: dict[str, Any]) -> str:
    state = "lành" if row["good"] else f"KHÔNG LÀNH: {row['problems'][0]}"
    if "files" not in row:
        return f"{row['name']}  {state}"
    counts = f"{_dotted(row['rows'])} dòng, {_dotted(row['files'])} tệp ({_dotted(row['new'])} mới)"
    return f"{row['name']}  {counts}  {state}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
