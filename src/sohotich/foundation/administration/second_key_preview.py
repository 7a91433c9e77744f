"""What tables of second keyings would leave and cost, beside the form that decides one."""

from __future__ import annotations

from typing import Any, Final

from sohotich.domain.second_key import NAMED, TREATMENTS, Simulated, Table, simulate
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.policies.second_key import POLICY, basis, in_force

# The page's address names the table to begin with; the form's second button asks for figures.
BEGIN_WITH: Final = "bang"
ASKED: Final = "tinh_thu"
_NOW, _NEW = "Đang áp dụng", "Bảng vừa soạn"


def begins_with(name: str, asked: str | None) -> str | None:
    """The text of the named table somebody wants to begin with, for this policy alone."""
    named = NAMED.get(asked or "")
    return named.table.text() if named is not None and name == POLICY else None


def preview(name: str, new: str | None = None) -> dict[str, Any] | None:
    """Figures of the table in force, of `new` (a table's text) and of the named ones; None for a
    policy that is no such table.
    """
    if name != POLICY:
        return None
    tables = {_NOW: in_force()}
    if new is not None:
        tables[_NEW] = Table.parse(new)
    named = {one.title: (key, one.table) for key, one in NAMED.items()}
    tables |= {title: table for title, (_, table) in named.items()}
    on = basis()
    rows = [_cells(row, named.get(row.name, ("", None))[0]) for row in simulate(tables, on)]
    return {
        "rows": rows,
        "treatments": [_capital(words) for words in TREATMENTS.values()],
        "words": on.words(),
        "registrations": grouped(on.registrations),
        "new": new is not None,
    }


def _cells(row: Simulated, key: str) -> dict[str, Any]:
    return {
        "name": _capital(row.name),
        "key": key,
        "error": _decimal(100 * row.expected.error, 3),
        "keyings": _decimal(row.expected.keyings, 2),
        "days": grouped(round(row.days)),
        "treated": [
            (_capital(TREATMENTS[kind]), _decimal(100 * share, 0))
            for kind, share in row.expected.treated.items()
        ],
    }


def decision_lines(text: str) -> dict[str, list[Any]]:
    """A table's text for reading: its settings, the names of its columns, its rows."""
    lines = text.splitlines()
    heads, *rows = ([cell.strip() for cell in line.split("|")] for line in lines if "|" in line)
    return {
        "settings": [_capital(line) for line in lines if "|" not in line],
        "heads": [_capital(head) for head in heads],
        "rows": [list(zip(map(_capital, heads), row, strict=True)) for row in rows],
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
