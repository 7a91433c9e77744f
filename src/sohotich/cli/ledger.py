"""`sohotich ledger`: how far the work is, by the ledger of books and numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import DONE, emit, json_option

_WORDS = {
    "expected": "Số trường hợp",
    "scanned": "Đã quét",
    "keyed": "Đã nhập hai lần",
    "agreed": "Đã thống nhất",
    "reviewed": "Đã soát xét",
    "approved": "Đã duyệt",
    "exported": "Đã chuyển",
    "accepted": "Đã được tiếp nhận",
    "missing": "Thiếu trong sổ",
    "cancelled": "Số bị hủy",
}
_KINDS = {"no_entry": "không có trường hợp", "no_image": "chưa quét"}


@click.command(
    "ledger", help="Sổ cái tiến độ: đã quét, nhập, duyệt, chuyển bao nhiêu; số thiếu, số trùng."
)
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị dưới nó.")
@click.option("--book", "reference", metavar="BOOK", help="Chỉ một sổ (nhãn hoặc khóa).")
@database_options
@json_option
def command(
    unit: str | None, reference: str | None, home: Path | None, user: str | None, as_json: bool
) -> int:
    with attached(home, user) as actor:
        from sohotich.register.books.selectors import book_for
        from sohotich.register.ledger.selectors import counts, doubles, gaps

        book = book_for(actor=actor, reference=reference) if reference else None
        units = None if book is not None else _units(actor, unit)
        result: dict[str, Any] = {
            **counts(book=book, units=units).as_dict(),
            "gaps": gaps(book=book, units=units),
            "doubles": doubles(book=book, units=units),
        }
    emit(result, as_json, lambda: _lines(result))
    return DONE


def _units(actor: Any, unit: str | None) -> frozenset[str] | None:
    from sohotich.foundation.people.permissions import Forbidden
    from sohotich.foundation.people.units import reach_of

    own: frozenset[str] | None = actor.units("book.view")
    if own is not None and not own:
        raise Forbidden("Anh/chị không có quyền xem sổ ở đơn vị nào.")
    if unit is None:
        return own
    asked = reach_of(unit)
    if asked is None or own is None:
        return own if asked is None else asked
    if not asked & own:
        raise Forbidden(f"Anh/chị không có quyền xem sổ của đơn vị {unit}.")
    return asked & own


def _lines(result: dict[str, Any]) -> str:
    lines = [f"{word:<20} {_dotted(result[key]):>9}" for key, word in _WORDS.items()]
    lines += [
        f"Thiếu: {gap['book']} số {gap['number']}/{gap['year']} ({_KINDS[gap['kind']]})"
        for gap in result["gaps"]
    ]
    lines += [
        f"Trùng: {d['book']} số {d['number']}{d['suffix']}/{d['year']}: {d['times']} lần"
        for d in result["doubles"]
    ]
    return "\n".join(lines)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
