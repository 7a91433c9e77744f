"""`sohotich report`: the report of a unit's day, as JSON or as a document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import DONE, emit, json_option, refuse

if TYPE_CHECKING:
    from sohotich.foundation.people.actors import Actor
    from sohotich.oversight.reports.selectors import DayReport

FORMATS = ("json", "docx", "pdf", "xlsx")


@click.group("report", help="Báo cáo của đợt số hóa.")
def command() -> None:
    pass


@command.command("daily", help="Báo cáo ngày của một đơn vị: số liệu (JSON) hoặc văn bản.")
@click.option("--date", "day", required=True, metavar="NGÀY", help="Ngày báo cáo, 2025-01-07.")
@click.option(
    "--unit", metavar="MÃ", help="Mã đơn vị; không ghi thì là đơn vị của người thực hiện."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="json",
    help="Dạng kết quả; không ghi thì là json.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TỆP",
    help="Ghi ra tệp này; docx, pdf, xlsx phải có.",
)
@database_options
@json_option
def daily(
    day: str,
    unit: str | None,
    kind: str,
    out: Path | None,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    if kind != "json" and out is None:
        refuse(f"Thiếu --out: nơi ghi tệp {kind}.")
    with attached(home, user) as actor:
        found = _found(actor, unit, _day(day))
        from sohotich.oversight.reports.told import report_told

        told = report_told(found)
        content = b"" if kind == "json" else _document(actor, found, kind)
    if out is None:
        emit(told, as_json, lambda: json.dumps(told, ensure_ascii=False, indent=2))
        return DONE
    content = content or json.dumps(told, ensure_ascii=False, indent=2).encode()
    try:
        out.write_bytes(content)
    except OSError as error:
        refuse(f"Không ghi được {out}: {error.strerror}. Chọn nơi khác bằng --out.")
    result = {"file": str(out), "bytes": len(content), "unit": told["unit"], "date": told["date"]}
    emit(result, as_json, lambda: f"Đã ghi {out}")
    return DONE


def _found(actor: Actor, unit: str | None, day: date) -> DayReport:
    from sohotich.oversight.reports.selectors import day_report, first_unit

    code = unit or first_unit(actor)
    if not code:
        refuse("Người thực hiện không có đơn vị để báo cáo. Ghi mã đơn vị bằng --unit.")
    found = day_report(actor=actor, unit=code, day=day)
    if found is None:
        refuse(
            f"Không có báo cáo của đơn vị {code} ngày {day:%d/%m/%Y}, hoặc không có quyền xem. "
            "Kiểm tra --unit, --date."
        )
    return found


def _document(actor: Actor, found: DayReport, kind: str) -> bytes:
    from sohotich.oversight.reports.documents import document_bytes
    from sohotich.oversight.reports.models import DocumentKind

    return document_bytes(actor=actor, found=found, kind=DocumentKind.DAILY, ending=kind)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"--date {text}: ngày ghi theo năm-tháng-ngày, ví dụ 2025-01-07.")
