"""The repairs of a file's text on the command line: options and preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sohotich.engines.workbook import CellRepair

_Command = Callable[..., Any]


def repair_options(command: _Command) -> _Command:
    """`--repair` confirms the repairs shown, `--encoding` names the encoding of the whole file."""
    command = click.option(
        "--encoding",
        type=click.Choice(["tcvn3", "vni", "viqr"]),
        help="Bảng mã cũ của tệp, khi phông chữ của ô không cho biết.",
    )(command)
    return click.option(
        "--repair",
        is_flag=True,
        help="Xác nhận các chỗ sửa chữ đã xem trước (bảng mã cũ, ký tự lạ).",
    )(command)


def repairs_as_dicts(repairs: Sequence[CellRepair], *, made: bool) -> list[dict[str, Any]]:
    """For `--json`; `made`: whether the repair is in what was checked or stored."""
    return [
        {
            "row": item.row,
            "column": item.column,
            "cell": item.cell,
            "before": item.before,
            "after": item.after,
            "kinds": list(item.kinds),
            "font": item.font,
            "confidence": item.confidence,
            "made": made and item.sure,
        }
        for item in repairs
    ]


def repairs_as_lines(repairs: Sequence[CellRepair], *, made: bool) -> list[str]:
    """The preview, one line per cell: address, before → after, why; and what to do next."""
    lines = [
        f"{item.cell}\t{_shown(item, made)}\t{item.before!r} → {item.after!r}\t{item.why}"
        for item in repairs
    ]
    waiting = sum(item.sure for item in repairs)
    if waiting and not made:
        lines.append(f"{waiting} ô chờ xác nhận: xem các dòng trên, rồi chạy lại với --repair.")
    return lines


def _shown(item: CellRepair, made: bool) -> str:
    if not item.sure:
        return "Chưa chắc"
    return "Đã sửa" if made else "Đề xuất sửa"
