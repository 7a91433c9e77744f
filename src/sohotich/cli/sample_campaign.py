"""`sohotich sample campaign`: a whole province in mid-campaign, and what it came to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import database_running, home_option, refuse_if_not_migrated, told
from sohotich.cli.campaign import moment_of
from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option, say
from sohotich.cli.progress import progress_bar

if TYPE_CHECKING:
    from sohotich.sample.load.province import Fault, Filled

_STAGES = (
    ("scanned", "quét"), ("keyed", "nhập 2 lần"), ("agreed", "thống nhất"),
    ("reviewed", "soát xét"), ("approved", "duyệt"), ("exported", "chuyển"),
    ("accepted", "tiếp nhận"), ("returned", "trả lại"),
)  # fmt: skip


@click.command("campaign")
@home_option
@click.option(
    "--scale",
    type=click.FloatRange(0.005, 1),
    default=1.0,
    show_default=True,
    help="Cỡ: 1 là cả tỉnh, 121 xã, 2.606 sổ, 327.822 trường hợp; dưới 1 là ngần ấy phần số xã.",
)
@click.option("--seed", default=1, show_default=True, help="Hạt giống: cùng số thì cùng tỉnh mẫu.")
@click.option(
    "--opens-at",
    default="2025-01-09T16:40+07:00",
    show_default=True,
    metavar="LÚC",
    help="Giờ của đợt khi dựng xong, trong các ngày 01–15/01/2025.",
)
@json_option
def campaign(home: Path | None, scale: float, seed: int, opens_at: str, as_json: bool) -> int:
    """Dựng cả tỉnh giữa đợt số hóa vào thư mục dữ liệu mới rồi tự kiểm tra. Dừng giữa chừng thì
    chạy lại: xã nào đã xong giữ nguyên. Các sổ này không có ảnh trang.
    """
    moment = moment_of(opens_at)
    with database_running(home) as found, told():
        from sohotich.sample.kept import Kept
        from sohotich.sample.load.province import figures_of, province_fill

        refuse_if_not_migrated()
        with progress_bar("Dựng tỉnh mẫu") as progress:
            filled = province_fill(
                kept=Kept.of(found), scale=scale, seed=seed, opens_at=moment, progress=progress
            )
        figures = figures_of(filled.units)
    result = {**_people(filled), **figures, "findings": [_finding(f) for f in filled.faults]}
    emit(result, as_json, lambda: _table(result))
    for fault in filled.faults:
        say(f"Chưa đúng: {fault.title}: {fault.count} chỗ ({', '.join(fault.examples)})")
    return FOUND_ERRORS if filled.faults else DONE


def _people(filled: Filled) -> dict[str, Any]:
    paces = Counter(holding.pace.key for holding in filled.holdings)
    return {
        "communes": len(filled.holdings),
        "by_pace": dict(sorted(paces.items())),
        "accounts": filled.accounts,
    }


def _finding(fault: Fault) -> dict[str, Any]:
    return {
        "check": fault.check,
        "severity": "error",
        "message": fault.title,
        "count": fault.count,
        "examples": list(fault.examples),
    }


def _table(result: dict[str, Any]) -> str:
    """The province in a few lines, then a line for each day."""
    stood = result["by_stage"]
    lines = [
        f"Tỉnh mẫu có {_dotted(result['communes'])} xã, {_dotted(result['books'])} sổ, "
        f"{_dotted(result['entries'])} số, {_dotted(result['accounts'])} tài khoản "
        "(mật khẩu của vài xã và các cơ quan trong demo.json của thư mục dữ liệu).",
        f"Phải làm {_dotted(stood['expected'])}; thiếu trong sổ {_dotted(stood['missing'])}, "
        f"bị hủy {_dotted(stood['cancelled'])}.",
        "",
        _row("", [label for _, label in _STAGES]),
    ]
    lines += [_row(_day(day["day"]), _figures(day)) for day in result["by_day"]]
    returned = sum(day["returned"] for day in result["by_day"])
    lines.append(_row("Tới nay", _figures({**stood, "returned": returned})))
    return "\n".join(lines)


def _figures(counted: dict[str, Any]) -> list[str]:
    return [_dotted(counted[stage]) for stage, _ in _STAGES]


def _row(first: str, cells: list[str]) -> str:
    return f"{first:<10}" + "".join(f"{cell:>12}" for cell in cells)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
