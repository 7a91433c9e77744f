"""`sohotich forecast`: when each commune will be done, from when to when, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import DONE, emit, json_option, refuse

if TYPE_CHECKING:
    from sohotich.oversight.forecast.selectors import Board, Row


@click.command(
    "forecast",
    help="Dự báo ngày xong của từng xã: còn lại, nhịp làm, nhịp cần, khoảng ngày, vì sao.",
)
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị dưới nó.")
@database_options
@json_option
def command(unit: str | None, home: Path | None, user: str | None, as_json: bool) -> int:
    with attached(home, user) as actor:
        from sohotich.oversight.forecast.selectors import board

        found = board(actor, unit=unit)
        if found is None:
            refuse("Chưa đến ngày đầu của đợt số hóa. Đặt đợt bằng lệnh: sohotich campaign set")
        result = _result(found)
    emit(result, as_json, lambda: _lines(result))
    return DONE


def _result(found: Board) -> dict[str, Any]:
    from sohotich.oversight.forecast.verdicts import TITLES, lateness, verdict

    ends_on = found.rules.ends_on
    rows = sorted(found.rows, key=lambda row: lateness(row.forecast))
    kinds = [verdict(row.forecast, ends_on).kind for row in rows]
    return {
        "today": found.today,
        "ends_on": ends_on,
        "counts": {kind: kinds.count(kind) for kind in TITLES},
        "units": [_unit(row, kind) for row, kind in zip(rows, kinds, strict=True)],
    }


def _unit(row: Row, kind: str) -> dict[str, Any]:
    from sohotich.oversight.forecast.reasons import reasons

    one = row.forecast
    return {
        "unit": row.unit.code,
        "name": row.name,
        "expected": one.history.expected,
        "remaining": one.history.remaining,
        "pace": round(one.pace, 1),
        "holds": one.holds,
        "needed": None if one.needed is None else round(one.needed, 1),
        "outcome": one.outcome.value,
        "verdict": kind,
        **_dates(one.finish, one.early, one.late),
        "reasons": list(reasons(one)),
        "types": [
            {
                "type": part.type_code,
                "expected": part.expected,
                "remaining": part.remaining,
                **_dates(part.finish, part.early, part.late),
            }
            for part in row.by_type()
        ],
    }


def _dates(finish: date | None, early: date | None, late: date | None) -> dict[str, date | None]:
    return {"finish": finish, "early": early, "late": late}


def _lines(result: dict[str, Any]) -> str:
    from sohotich.oversight.forecast.verdicts import TITLES

    counts = result["counts"]
    told = ", ".join(f"{TITLES[kind].lower()} {count}" for kind, count in counts.items() if count)
    lines = [f"Hạn {result['ends_on']:%d/%m/%Y}: {told or 'chưa có xã nào khai sổ'}."]
    for one in result["units"]:
        lines.append(f"{one['unit']} {one['name']}: {_when(one)}")
        lines += [f"    {reason}" for reason in one["reasons"]]
    return "\n".join(lines)


def _when(one: dict[str, Any]) -> str:
    from sohotich.oversight.forecast.verdicts import TITLES

    if one["finish"] is None or one["outcome"] == "done":
        return TITLES[one["verdict"]].lower()
    return (
        f"xong {one['finish']:%d/%m/%Y}"
        f" (từ {one['early']:%d/%m} đến {one['late']:%d/%m/%Y}), {TITLES[one['verdict']].lower()}"
    )
