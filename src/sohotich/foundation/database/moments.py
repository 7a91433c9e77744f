"""Moments that know their clock, so that no page shows one on the other.

A plain `datetime` is a real moment; pages show it on the campaign's clock (`clock.shown`). The two
kinds here are shown as they stand, and a model's field says which one it holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models


class AsItStands(datetime):
    """An aware moment that pages do not shift."""

    @classmethod
    def of(cls, value: datetime) -> Self:
        """The same moment, marked."""
        return cls.combine(value.date(), value.timetz())


class CampaignTime(AsItStands):
    """A moment of the campaign's clock."""


class RealTime(AsItStands):
    """A moment of the machine's clock that stays so before readers: audit, law, sign-in."""


class _MarkedField(models.DateTimeField):  # type: ignore[type-arg]
    """A `timestamptz` whose values come out marked; to migrations it is a DateTimeField."""

    marked: ClassVar[type[AsItStands]]

    def from_db_value(self, value: datetime | None, *_: object) -> AsItStands | None:
        """The stored moment with its clock."""
        return None if value is None else self.marked.of(value)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As Django's own field: the column is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", list(args), kwargs


class CampaignTimeField(_MarkedField):
    marked = CampaignTime


class RealTimeField(_MarkedField):
    marked = RealTime
