"""What kinds of errors are made of: pick a filled field of a kind, put another value in it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable

from sohotich.domain.schema import Kind, RecordType
from sohotich.sample.world.registers.faults import Change, Rows, Spoilt

Edit = Callable[[str, random.Random], str]
Fits = Callable[[str], bool]


def in_field(kinds: Iterable[Kind], edit: Edit, fits: Fits = bool) -> Change:
    """`edit` in one filled field of these kinds whose value fits; never the registration day."""
    wanted = frozenset(kinds)

    def change(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
        values = rows[at].values
        keys = [
            field.key
            for field in kind.fields
            if field.kind in wanted
            and field.key != "ngayDangKy"
            and fits(values.get(field.key, ""))
        ]
        if not keys:
            return None
        key = chance.choice(keys)
        return Spoilt(key, {key: edit(values[key], chance)})

    return change


def in_key(key: str, edit: Edit) -> Change:
    """`edit` in that field, if the type has it and it is filled."""

    def change(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
        value = rows[at].values.get(key)
        return Spoilt(key, {key: edit(value, chance)}) if value else None

    return change


def in_office(edit: Edit) -> Change:
    """`edit` in the place of registration, whatever the type calls it."""

    def change(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
        value = rows[at].values.get(kind.office)
        return Spoilt(kind.office, {kind.office: edit(value, chance)}) if value else None

    return change


def always(*values: str) -> Edit:
    """One of these, whatever stood there."""
    return lambda _, chance: chance.choice(values)


def year_of(value: str | None) -> int:
    """The year of a stored date; 0 without one."""
    return int(value[-4:]) if value else 0


def with_year(value: str, year: int) -> str:
    return f"{value[:-4]}{year:04d}"


def bare(text: str) -> str:
    """Without any mark, capitals kept."""
    letters = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def one_mark_less(value: str, chance: random.Random) -> str:
    """`Mỹ Hương` → `Mỹ Hưong`: one letter of the last name without its mark."""
    head, comma, tail = value.partition(",")
    places = [i for i, letter in enumerate(head) if i > 4 and bare(letter) != letter]
    if not places:
        return value
    at = chance.choice(places)
    return f"{head[:at]}{bare(head[at])}{head[at + 1 :]}{comma}{tail}"
