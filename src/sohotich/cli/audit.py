"""`sohotich audit`: the chain of the access log."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import SYSTEM, attached_or_system, database_options
from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option, refuse


@click.group("audit", help="Nhật ký truy cập: kiểm tra chuỗi niêm phong, ghi đầu chuỗi ra tệp.")
def command() -> None:
    pass


@command.command("verify")
@click.option(
    "--heads",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="So thêm với các đầu chuỗi đã giữ ở thư mục này.",
)
@database_options
@json_option
def verify(heads: Path | None, home: Path | None, user: str | None, as_json: bool) -> int:
    """Kiểm tra mọi mục và mọi niêm phong; nêu mục đầu tiên bị sửa, xóa hay chèn."""
    with attached_or_system(home, user, "audit.view") as actor:
        from sohotich.foundation.audit import services
        from sohotich.foundation.audit.heads import heads_folder, kept_heads
        from sohotich.foundation.audit.verifying import verify as verify_chain

        own = heads_folder()
        folders = [own] if own.is_dir() else []
        folders += [heads] if heads is not None else []
        kept = [one for folder in folders for one in kept_heads(folder)]
        verdict = verify_chain(kept)
        services.record(
            actor=actor,
            action="audit.verify",
            unit="",
            subject="audit",
            facts={"problems": len(verdict.problems), "heads": len(kept)},
        )
    result = {
        "ok": not verdict.problems,
        "entries": verdict.entries,
        "seals": verdict.seals,
        "waiting": verdict.waiting,
        "heads": len(kept),
        "head": _head(verdict.head) if verdict.head else None,
        "findings": [{"severity": "error", **asdict(one)} for one in verdict.problems],
    }
    emit(result, as_json, lambda: _verdict_lines(result))
    return FOUND_ERRORS if verdict.problems else DONE


@command.command("head")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    required=True,
    help="Thư mục ghi hai tệp: .json để máy so, .txt để in.",
)
@database_options
@json_option
def head(out: Path, home: Path | None, user: str | None, as_json: bool) -> int:
    """Niêm phong các mục đang chờ rồi ghi đầu chuỗi ra thư mục, để giữ ngoài máy chủ."""
    with attached_or_system(home, user, "audit.view"):
        from sohotich.foundation.audit.chain import seal_all
        from sohotich.foundation.audit.heads import export_head

        seal_all(maker=SYSTEM)
        exported = export_head(out)
        if exported is None:
            refuse("Nhật ký chưa có mục nào.")
    result = {**_head(exported.head), "files": [str(exported.data), str(exported.sheet)]}
    emit(result, as_json, lambda: "\n".join(result["files"]))
    return DONE


def _head(head: Any) -> dict[str, Any]:
    return {**asdict(head), "made_at": head.made_at.isoformat()}


def _verdict_lines(result: dict[str, Any]) -> str:
    lines = [f"✗ {finding['message']}" for finding in result["findings"]]
    if not lines:
        lines.append("Chuỗi niêm phong nguyên vẹn.")
    lines.append(
        f"{_dotted(result['seals'])} niêm phong, {_dotted(result['entries'])} mục đã niêm, "
        f"{_dotted(result['waiting'])} mục chờ niêm, so với {result['heads']} đầu chuỗi."
    )
    return "\n".join(lines)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
