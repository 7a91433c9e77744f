"""`sohotich policy`: what the province decided, deciding anew, and what a table would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import DONE, emit, json_option, refuse

if TYPE_CHECKING:
    from sohotich.domain.second_key import Basis, Simulated, Table
    from sohotich.foundation.people.actors import Actor
    from sohotich.foundation.policies.selectors import PolicyRow

_SIMULATED = ("keying.second_key", "keying.second_key_table")
_HEADS = ("Bảng", "lỗi còn lại", "lượt/trường", "ngày công", "nhận", "người khác xem", "nhập lại")


@click.group("policy", help="Quy định của tỉnh: xem, quyết định, tính thử.")
def command() -> None:
    pass


@command.command("list", help="Mọi quy định, giá trị đang áp dụng và từ ngày nào.")
@database_options
@json_option
def list_(home: Path | None, user: str | None, as_json: bool) -> int:
    with attached(home, user) as actor:
        _ensure(actor, "policy.view")
        from sohotich.foundation.database.clock import campaign_today
        from sohotich.foundation.policies.selectors import policies

        today = campaign_today()
        result = {"policies": [_policy(row, today) for row in policies(today)]}
    emit(result, as_json, lambda: "\n".join(map(_policy_line, result["policies"])))
    return DONE


@command.command("set", help="Quyết định giá trị mới của một quy định, từ một ngày.")
@click.argument("name", metavar="NAME")
@click.argument("value", metavar="VALUE", required=False)
@click.option(
    "--file", "path", type=click.Path(path_type=Path), metavar="FILE", help="Lấy giá trị trong tệp."
)
@click.option("--from", "since", required=True, metavar="NGÀY", help="Ngày áp dụng, 2025-01-07.")
@click.option("--reason", required=True, metavar="CĂN_CỨ", help="Văn bản hoặc lý do.")
@database_options
@json_option
def set_(
    name: str,
    value: str | None,
    path: Path | None,
    since: str,
    reason: str,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    if (value is None) == (path is None):
        refuse("Ghi giá trị ngay sau tên quy định, hoặc chỉ tệp bằng --file; không cả hai.")
    text = value if path is None else _read(path)
    day = _day(since)
    with attached(home, user) as actor:
        from sohotich.foundation.policies.services import set_value

        made = set_value(actor=actor, name=name, value=text, from_date=day, reason=reason)
        result = {"name": name, "value": made.value, "from": str(made.from_date)}
    emit(result, as_json, lambda: f"Đã ghi quyết định: {name}, áp dụng từ {day:%d/%m/%Y}.")
    return DONE


@command.command(
    "simulate",
    help="Tính thử một bảng quyết định nhập lần hai: lỗi còn lại, số lượt nhập, ngày công.",
)
@click.argument("name", metavar="NAME")
@click.option(
    "--table", "tables", multiple=True, metavar="BẢNG",
    help="Tệp có bảng, hoặc tên một bảng sẵn có; ghi nhiều lần để so sánh.",
)  # fmt: skip
@click.option("--registrations", type=click.IntRange(min=1), metavar="N", help="Số trường hợp.")
@click.option("--assumed", is_flag=True, help="Chỉ theo giả định, không cần cơ sở dữ liệu.")
@database_options
@json_option
def simulate(
    name: str,
    tables: Sequence[str],
    registrations: int | None,
    assumed: bool,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    if name not in _SIMULATED:
        refuse(f"Không tính thử được “{name}”. Chỉ tính được: {', '.join(_SIMULATED)}.")
    asked = {table: _table(table) for table in tables}
    if assumed:
        result = _simulated(asked, registrations)
    else:
        result = _in_home(asked, registrations, home, user)
    emit(result, as_json, lambda: _lines(result))
    return DONE


def _in_home(
    asked: Mapping[str, Table], registrations: int | None, home: Path | None, user: str | None
) -> dict[str, Any]:
    with attached(home, user) as actor:
        _ensure(actor, "policy.view")
        from sohotich.domain.second_key import NAMED
        from sohotich.foundation.policies.second_key import basis, in_force

        named = {name: one.table for name, one in NAMED.items()}
        return _simulated({"đang áp dụng": in_force(), **(asked or named)}, registrations, basis())


def _simulated(
    asked: Mapping[str, Table], registrations: int | None, on: Basis | None = None
) -> dict[str, Any]:
    from dataclasses import replace

    from sohotich.domain.second_key import NAMED, Basis, simulate

    on = on or Basis()
    if registrations:
        on = replace(on, registrations=registrations)
    tables = asked or {name: named.table for name, named in NAMED.items()}
    return {
        "registrations": on.registrations,
        "basis": {"keyers": on.keyers, "measured": on.measured, "words": on.words()},
        "tables": [_figures(row) for row in simulate(tables, on)],
    }


def _figures(row: Simulated) -> dict[str, Any]:
    said = row.expected
    return {
        "name": row.name,
        "field_error": round(said.error, 6),
        "keyings_per_field": round(said.keyings, 4),
        "person_days": round(row.days),
        "treated": {str(kind): round(share, 4) for kind, share in said.treated.items()},
        "error_by_class": {name: round(error, 6) for name, error in said.by_class.items()},
        "table": row.table.text(),
    }


def _table(asked: str) -> Table:
    """A file's table or a named one; ends the command where it is neither."""
    from sohotich.domain.second_key import NAMED, Table, TableError

    if asked in NAMED:
        return NAMED[asked].table
    path = Path(asked)
    if not path.is_file():
        refuse(f"Không có tệp “{asked}”, cũng không có bảng tên đó. Có: {', '.join(NAMED)}.")
    try:
        return Table.parse(_read(path))
    except TableError as error:
        refuse(f"{asked}: {error}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        refuse(f"Không đọc được tệp {path}. Tệp phải là chữ UTF-8.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"--from: “{text}” không phải ngày dạng 2025-01-07.")


def _ensure(actor: Actor, permission: str) -> None:
    from sohotich.foundation.people.permissions import Forbidden

    if not actor.can_somewhere(permission):
        raise Forbidden("Anh/chị không có quyền xem quy định của tỉnh.")


def _policy(row: PolicyRow, today: date) -> dict[str, Any]:
    since = next((o.from_date for o in row.history if o.from_date <= today), None)
    return {
        "name": row.policy.name,
        "title": row.policy.title,
        "value": row.value,
        "unit": row.policy.unit,
        "from": None if since is None else str(since),
    }


def _policy_line(row: Mapping[str, Any]) -> str:
    value = row["value"]
    text = "; ".join(f"{k} = {v}" for k, v in value.items()) if isinstance(value, dict) else value
    return f"{row['name']}: {str(text).replace(chr(10), ' / ')} {row['unit']}".rstrip()


def _lines(result: Mapping[str, Any]) -> str:
    rows = [_HEADS, *map(_cells, result["tables"])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    count = f"{_number(result['registrations'])} trường hợp."
    return "\n".join([f"{count} {result['basis']['words']}", "", *table])


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    treated = (f"{_number(100 * share)} %" for share in row["treated"].values())
    return (
        row["name"],
        f"{_number(100 * row['field_error'], 3)} %",
        _number(row["keyings_per_field"], 2),
        _number(row["person_days"]),
        *treated,
    )


def _number(value: float, digits: int = 0) -> str:
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))
