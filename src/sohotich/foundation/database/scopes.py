"""Whose rows are whose: what a model declares, and the condition in SQL that follows from it.

A model says `scope = Scope(InUnits(BOOK_VIEW) | Claimed("entry"))`, or `scope = Open("why")` where
everybody may read it. `walls` puts the conditions into the database. Each condition is asked of one
row and knows nothing but the row, the settings of `speaking`, and rows that it names; what does
not depend on the row stands in a subquery, which PostgreSQL answers once for the whole statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import models

from sohotich.foundation.database.speaking import ACTOR, EVERYWHERE, SERVICE, setting

_ACTOR: Final = f"(SELECT nullif(current_setting('{ACTOR}', true), '')::uuid)"


class Condition:
    """Something that holds of a row or not."""

    def sql(self, row: type[models.Model]) -> str:
        """The condition in terms of the columns of `row`'s table."""
        raise NotImplementedError

    def __or__(self, other: Condition) -> Condition:
        return _Joined("OR", (self, other))

    def __and__(self, other: Condition) -> Condition:
        return _Joined("AND", (self, other))

    def __invert__(self) -> Condition:
        return _Not(self)


@dataclass(frozen=True)
class Scope:
    """`see`: the rows one reads, changes and removes; `add`: those one may write (None: `see`)."""

    see: Condition
    add: Condition | None = None


@dataclass(frozen=True)
class Open:
    """A table without a wall, and why that harms nobody."""

    reason: str


@dataclass(frozen=True)
class Claims:
    """Declared by the one model that says who has what in hand, and until when (real time)."""

    subject: str
    holder: str
    until: str


@dataclass(frozen=True)
class InUnits(Condition):
    """The row's unit is one that the speaker's `right` reaches."""

    right: str
    field: str = "unit_code"

    def sql(self, row: type[models.Model]) -> str:
        reach = f"(SELECT nullif(current_setting('{setting(self.right)}', true), '')::text[])"
        everywhere = f"(SELECT '{EVERYWHERE}' = ANY ({reach}::text[]))"
        return f"{everywhere} OR {_column(row, self.field)} = ANY ({reach}::text[])"


@dataclass(frozen=True)
class AnyInUnits(Condition):
    """Of the row's list of units, at least one is one that the speaker's `right` reaches."""

    right: str
    field: str

    def sql(self, row: type[models.Model]) -> str:
        reach = f"(SELECT nullif(current_setting('{setting(self.right)}', true), '')::text[])"
        everywhere = f"(SELECT '{EVERYWHERE}' = ANY ({reach}::text[]))"
        return f"{everywhere} OR {_column(row, self.field)} && {reach}::text[]"


@dataclass(frozen=True)
class Own(Condition):
    """The field holds the speaker's key."""

    field: str

    def sql(self, row: type[models.Model]) -> str:
        return f"{_column(row, self.field)} = {_ACTOR}"


@dataclass(frozen=True)
class Service(Condition):
    """One of these service identities speaks."""

    names: tuple[str, ...]

    def sql(self, row: type[models.Model]) -> str:
        names = ", ".join(_quoted(name) for name in self.names)
        return f"(SELECT current_setting('{SERVICE}', true)) IN ({names})"


@dataclass(frozen=True)
class Claimed(Condition):
    """The speaker has what the field names in hand now, by the model that declares `claims`."""

    field: str

    def sql(self, row: type[models.Model]) -> str:
        worklist, claims = _claims()
        subject = _column(worklist, claims.subject)
        mine = f"{_column(worklist, claims.holder)} = {_ACTOR}"
        lasting = f"{_column(worklist, claims.until)} > now()"
        # As one list, not row by row: counting a province must not ask for each entry.
        held = f"array_agg({subject}) FROM {_table(worklist)} WHERE {mine} AND {lasting}"
        return f"{_column(row, self.field)} = ANY ((SELECT {held})::uuid[])"


@dataclass(frozen=True)
class OneOf(Condition):
    """The field holds one of these values."""

    field: str
    values: tuple[str, ...]

    def sql(self, row: type[models.Model]) -> str:
        values = ", ".join(_quoted(value) for value in self.values)
        return f"{_column(row, self.field)} IN ({values})"


@dataclass(frozen=True)
class Related(Condition):
    """The row that a foreign key names is one the speaker sees, and `condition` holds of it."""

    field: str
    condition: Condition | None = None

    def sql(self, row: type[models.Model]) -> str:
        other = row._meta.get_field(self.field).related_model
        assert isinstance(other, type), self.field
        same = f"{_column(other, other._meta.pk.attname)} = {_column(row, self.field)}"
        more = f" AND ({self.condition.sql(other)})" if self.condition else ""
        return f"EXISTS (SELECT 1 FROM {_table(other)} WHERE {same}{more})"  # noqa: S608


@dataclass(frozen=True)
class Anybody(Condition):
    """Holds always: for what everybody may write and only some may read."""

    def sql(self, row: type[models.Model]) -> str:
        return "true"


@dataclass(frozen=True)
class _Joined(Condition):
    word: str
    parts: tuple[Condition, ...]

    def sql(self, row: type[models.Model]) -> str:
        return f" {self.word} ".join(f"({part.sql(row)})" for part in self.parts)


@dataclass(frozen=True)
class _Not(Condition):
    part: Condition

    def sql(self, row: type[models.Model]) -> str:
        return f"NOT ({self.part.sql(row)})"


def _table(row: type[models.Model]) -> str:
    return f'"{row._meta.db_table}"'


def _column(row: type[models.Model], field: str) -> str:
    found = row._meta.get_field(field)
    assert isinstance(found, models.Field), field
    return f'{_table(row)}."{found.column}"'


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _claims() -> tuple[type[models.Model], Claims]:
    from django.apps import apps

    for model in apps.get_models():
        claims = getattr(model, "claims", None)
        if isinstance(claims, Claims):
            return model, claims
    raise LookupError("no model declares claims")
