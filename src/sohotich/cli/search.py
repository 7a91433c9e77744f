"""`sohotich search`: find people in the records, numbers and books, as the page does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import DONE, emit, json_option, refuse

if TYPE_CHECKING:
    from sohotich.register.search.hits import Hit
    from sohotich.register.search.services import Answer


@click.command(
    "search",
    help="Tìm người trong các bản ghi, số, sổ: tên có dấu hay không, ngày sinh, 41/1998.",
)
@click.argument("text", metavar="TEXT")
@click.option("--other", metavar="TÊN", default="", help="Tên người khác trong cùng hồ sơ.")
@click.option("--born", metavar="NGÀY", default="", help="Ngày sinh hoặc năm sinh.")
@click.option("--unit", metavar="MÃ", default="", help="Chỉ một đơn vị.")
@click.option("--type", "type_code", metavar="LOẠI", default="", help="Chỉ một loại việc, như KS.")
@database_options
@json_option
def command(
    text: str,
    other: str,
    born: str,
    unit: str,
    type_code: str,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    with attached(home, user) as actor:
        from sohotich.register.search.asked import read
        from sohotich.register.search.services import search

        words = sys.stdin.readline() if text == "-" else text
        asked = read(words, other=other, born=born, unit=unit, type_code=type_code.upper())
        found = search(actor=actor, asked=asked, shown_as="cli")
        if not found.enough:
            refuse(
                "Chưa đủ để tìm. Gõ ít nhất một chữ của tên có hai chữ cái, một ngày sinh đủ ngày "
                "tháng năm, một số như 41/1998 hoặc ký hiệu sổ."
            )
        result = _result(found)
    emit(result, as_json, lambda: _lines(result))
    return DONE


def _result(found: Answer) -> dict[str, Any]:
    return {
        "hits": [_hit(hit) for hit in found.hits],
        "books": [book.label for book in found.books],
        "more": found.more,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "entry": str(hit.entry.pk),
        "number": hit.entry.label,
        "book": hit.entry.book.label,
        "unit": hit.entry.unit_code,
        "type": hit.entry.book.type_code,
        "state": hit.entry.state,
        "registered": hit.day,
        "name": hit.name,
        "role": hit.role,
        "born": hit.born,
        "match": hit.kind.name.lower() if hit.kind is not None else "",
        "others": [{"role": role, "name": name} for role, name in hit.others],
    }


def _lines(result: dict[str, Any]) -> str:
    lines = [f"Sổ {label}" for label in result["books"]]
    for hit in result["hits"]:
        born = hit["born"].replace(".", "/")
        lines.append(f"{hit['number']:<12} {hit['book']:<20} {hit['name']} {born}".rstrip())
    if result["more"]:
        lines.append("Còn nữa: gõ thêm năm sinh, tên cha mẹ hoặc số để thu hẹp.")
    return "\n".join(lines or ["Không tìm thấy."])
