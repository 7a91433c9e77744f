"""`sohotich campaign`: the days of the campaign, its clock, the province it belongs to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import database_running, home_option, refuse_if_not_migrated, told
from sohotich.cli.output import DONE, emit, json_option, refuse


@click.group("campaign", help="Đợt số hóa: ngày đầu, ngày cuối, tỉnh, đồng hồ.")
def command() -> None:
    pass


@command.command("show", help="Xem đợt số hóa đang đặt.")
@home_option
@json_option
def show(home: Path | None, as_json: bool) -> int:
    with database_running(home), told():
        refuse_if_not_migrated()
        from sohotich.foundation.database.clock import campaign

        found = campaign()
        if found is None:
            refuse("Chưa đặt đợt số hóa. Đặt bằng `sohotich campaign set`.")
        result = _facts(found)
    emit(result, as_json, lambda: _line(result))
    return DONE


@command.command(
    "set", help="Đặt đợt số hóa. Ai mở được thư mục dữ liệu thì đặt được; ngày ghi 2025-01-31."
)
@click.option("--name", required=True, help="Tên đợt, ví dụ “Đợt 01/2025”.")
@click.option("--from", "starts_on", required=True, metavar="NGÀY", help="Ngày đầu.")
@click.option("--to", "ends_on", required=True, metavar="NGÀY", help="Ngày cuối.")
@click.option("--root-unit", required=True, metavar="MÃ", help="Mã tỉnh, ví dụ 27.")
@click.option(
    "--opens-at",
    metavar="LÚC",
    help="Giờ của đợt lúc này, ví dụ 2025-01-07T15:00+07:00; không ghi thì là giờ thật.",
)
@home_option
@json_option
def set_campaign(
    name: str,
    starts_on: str,
    ends_on: str,
    root_unit: str,
    opens_at: str | None,
    home: Path | None,
    as_json: bool,
) -> int:
    first, last = _day(starts_on, "--from"), _day(ends_on, "--to")
    if last < first:
        refuse("Ngày cuối (--to) trước ngày đầu (--from).")
    moment = moment_of(opens_at) if opens_at else None
    with database_running(home), told():
        refuse_if_not_migrated()
        from sohotich.foundation.database.clock import campaign_set
        from sohotich.foundation.people.units import unit_on

        unit = unit_on(root_unit, first)
        if unit is None or unit.level != "province":
            refuse(f"Không có tỉnh nào mang mã “{root_unit}” vào ngày {first:%d/%m/%Y}.")
        found = campaign_set(
            name=name, starts_on=first, ends_on=last, root_unit=root_unit, opens_at=moment
        )
        result = _facts(found)
    emit(result, as_json, lambda: _line(result))
    return DONE


def _facts(found: Any) -> dict[str, Any]:
    return {
        "name": found.name,
        "from": found.starts_on.isoformat(),
        "to": found.ends_on.isoformat(),
        "root_unit": found.root_unit,
        "offset_seconds": int(found.offset.total_seconds()),
    }


def _line(result: dict[str, Any]) -> str:
    days = " – ".join(f"{date.fromisoformat(result[key]):%d/%m/%Y}" for key in ("from", "to"))
    return f"{result['name']}: {days}, tỉnh {result['root_unit']}"


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{option} {text}: ngày ghi theo năm-tháng-ngày, ví dụ 2025-01-15.")


def moment_of(text: str) -> datetime:
    """The moment that `--opens-at` names; a refusal for one that is none or has no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        refuse(f"--opens-at {text}: ghi như 2025-01-07T15:00+07:00.")
    if found.tzinfo is None:
        refuse(f"--opens-at {text}: thiếu múi giờ, ghi như 2025-01-07T15:00+07:00.")
    return found
