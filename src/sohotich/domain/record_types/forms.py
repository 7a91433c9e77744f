"""Which lines stood on the register's page in each era, and how sure that is.

Read from `forms/<type>.json`: pages before 2016 were not seen, so a book keeps its own profile
which a supervisor may change; this is where such a profile starts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

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
_MOTHER_FIRST = {"E7", "E8"}


@dataclass(frozen=True, slots=True)
class BookForm:
    """A form: keys shown, folded under "thêm dòng", and hidden behind "thêm trường".

    The three lists part all fields of the type, each in the order of the page; core fields are
    always shown. `certainty`: key -> printed, likely, unsure, unlikely, not_printed, notes,
    derived. `approximate`: the era's limits are a guess. `unkeyed`: printed items without a field
    of their own, which go into the notes. `era` is None where the day is not known.
    """

    era: str | None
    basis: str
    approximate: bool
    confidence: str
    sections: tuple[str, ...]
    shown: tuple[str, ...]
    folded: tuple[str, ...]
    hidden: tuple[str, ...]
    certainty: Mapping[str, str]
    unkeyed: tuple[str, ...]


def form_for(type_code: str, on: date | None) -> BookForm:
    """The form in use on that day; None gives one that shows the core and folds the rest.

    KeyError for a type that cannot be keyed.
    """
    kind = record_type(type_code)
    if on is None:
        return _unknown_era(kind)
    for era in _data(kind)["eras"]:
        if era["id"] not in _NOT_BY_DATE and _within(era, on):
            return form_of_era(kind.code, era["id"])
    raise AssertionError("the eras leave no gap")


@cache
def form_of_era(type_code: str, era_id: str) -> BookForm:
    """The form of an era by its name: E0 … E8, or S for southern registers."""
    kind = record_type(type_code)
    data = _data(kind)
    position = [era["id"] for era in data["eras"]].index(era_id)
    era = data["eras"][position]
    certainty = {key: CERTAINTIES[row.split()[position]] for key, row in data["fields"].items()}
    return _form(kind, era, certainty)


def _data(kind: RecordType) -> dict[str, Any]:
    return _read(kind.file_name)


@cache
def _read(file_name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "forms" / f"{file_name}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _within(era: Mapping[str, Any], on: date) -> bool:
    day = on.isoformat()
    return (era["from"] or day) <= day <= (era["to"] or day)


def _unknown_era(kind: RecordType) -> BookForm:
    era: dict[str, Any] = {
        "id": None,
        "basis": "",
        "approximate": True,
        "confidence": "none",
        "unkeyed": [],
    }
    return _form(kind, era, {field.key: "unsure" for field in kind.fields})


def _form(kind: RecordType, era: Mapping[str, Any], certainty: dict[str, str]) -> BookForm:
    sections = _section_order(kind, era["id"])
    keys = [field.key for section in sections for field in kind.fields_in(section)]
    place = {key: _place(kind, key, certainty[key]) for key in keys}
    shown, folded, hidden = (
        tuple(key for key in keys if place[key] == wanted)
        for wanted in ("shown", "folded", "hidden")
    )
    return BookForm(
        era["id"],
        era["basis"],
        era["approximate"],
        era["confidence"],
        sections,
        shown,
        folded,
        hidden,
        certainty,
        tuple(era["unkeyed"]),
    )


def _place(kind: RecordType, key: str, certainty: str) -> str:
    if certainty in _SHOWN or key in kind.core:
        return "shown"
    return "folded" if certainty in _FOLDED else "hidden"


def _section_order(kind: RecordType, era: str | None) -> tuple[str, ...]:
    codes = [section.code for section in kind.sections]
    if era in _MOTHER_FIRST and {"cha", "me"} <= set(codes):
        father, mother = codes.index("cha"), codes.index("me")
        codes[father], codes[mother] = "me", "cha"
    return tuple(codes)
