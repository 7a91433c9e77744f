"""Which lines stood on the register's page in each era, and how sure that is.

Read from `forms/<type>.json`: pages before 2016 were not seen, so a book keeps its own profile
which an officer confirms on a real page; this is where such a profile starts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sohotich.domain.record_types.book_form import BookForm, Place
from sohotich.domain.record_types.register_types import record_type
from sohotich.domain.schema import RecordType

CERTAINTIES: dict[str, str] = {
    "Y": "printed",
    "?+": "likely",
    "?": "unsure",
    "?-": "unlikely",
    "N": "not_printed",
    "G": "notes",  # never a line of its own: only from notes in the margin
    "D": "derived",  # from the cover, a rule or another field
}
# A line that most pages have must not hide: who keys the first registration would leave it out.
_SHOWN = {"printed", "likely"}
_FOLDED = {"unsure"}
# Southern registers: met only as extracts, never by the date of a book of this province.
_NOT_BY_DATE = {"S"}


@dataclass(frozen=True, slots=True)
class Era:
    """A time in which one form was in use. `since`/`until` None: an open end, days included."""

    code: str
    since: date | None
    until: date | None
    approximate: bool
    basis: str
    symbol: str
    confidence: str

    def holds(self, on: date) -> bool:
        return (self.since or on) <= on <= (self.until or on)


def form_for(type_code: str, on: date | None) -> BookForm:
    """The form in use on that day; None gives one that shows the core and folds the rest.

    So does a day of which no register of this type is known. KeyError for a type that cannot be
    keyed.
    """
    kind = record_type(type_code)
    if on is not None:
        for era in eras_of(kind.code):
            if era.code not in _NOT_BY_DATE and era.holds(on):
                return form_of_era(kind.code, era.code)
    return _unknown_era(kind, known=on is None)


@cache
def eras_of(type_code: str) -> tuple[Era, ...]:
    """The eras of which a form of this type is known, the oldest first."""
    return tuple(
        Era(
            era["id"],
            date.fromisoformat(era["from"]) if era["from"] else None,
            date.fromisoformat(era["to"]) if era["to"] else None,
            era["approximate"],
            era["basis"],
            era["symbol"] or "",
            era["confidence"],
        )
        for era in _data(record_type(type_code))["eras"]
    )


@cache
def form_of_era(type_code: str, era_id: str) -> BookForm:
    """The form of an era by its name: E0 … E8, or S for southern registers.

    ValueError for an era of which this type has no form.
    """
    kind = record_type(type_code)
    data = _data(kind)
    position = [era["id"] for era in data["eras"]].index(era_id)
    certainty = {key: CERTAINTIES[row.split()[position]] for key, row in data["fields"].items()}
    return _form(kind, data["eras"][position], certainty)


def _data(kind: RecordType) -> dict[str, Any]:
    return _read(kind.file_name)


@cache
def _read(file_name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "forms" / f"{file_name}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _unknown_era(kind: RecordType, *, known: bool) -> BookForm:
    era: dict[str, Any] = {
        "id": None,
        "basis": "" if known else "Chưa biết có sổ riêng của loại này vào thời gian đó",
        "symbol": None,
        "approximate": True,
        "confidence": "none",
        "page_known": False,
        "unkeyed": [],
    }
    return _form(kind, era, {field.key: "unsure" for field in kind.fields})


def _form(kind: RecordType, era: Mapping[str, Any], certainty: dict[str, str]) -> BookForm:
    data = _data(kind)
    sections = _section_order(kind, era.get("order", ()))
    keys = [field.key for section in sections for field in kind.fields_in(section)]
    place = {key: _place(kind, key, certainty[key]) for key in keys}
    shown, folded, hidden = (
        tuple(key for key in keys if place[key] == wanted)
        for wanted in ("shown", "folded", "hidden")
    )
    return BookForm(
        era=era["id"],
        basis=era["basis"],
        symbol=era["symbol"] or "",
        approximate=era["approximate"],
        confidence=era["confidence"],
        page_known=era["page_known"],
        sections=sections,
        shown=shown,
        folded=folded,
        hidden=hidden,
        certainty=certainty,
        unkeyed=tuple(era["unkeyed"]),
        notes=kind.notes,
        core=frozenset(data["core"]),
        explained=frozenset(data["explained"]),
    )


def _place(kind: RecordType, key: str, certainty: str) -> Place:
    if certainty in _SHOWN or key in kind.core:
        return "shown"
    return "folded" if certainty in _FOLDED else "hidden"


def _section_order(kind: RecordType, order: tuple[str, ...]) -> tuple[str, ...]:
    """The type's sections; those of `order` in its sequence, in the places they have together."""
    turns = iter(order)
    return tuple(
        next(turns) if section.code in order else section.code for section in kind.sections
    )
