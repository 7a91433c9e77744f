"""Addresses of the boards: a unit, a day, and whatever a number of them counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from sohotich.foundation.people.actors import Actor
from sohotich.oversight.facts.tree import COMMUNE, Place


@dataclass(frozen=True)
class Looking:
    """Who looks, at which campaign day; `today` is the last one there is."""

    actor: Actor
    day: date
    today: date

    @property
    def back(self) -> bool:
        """Whether an earlier day is looked at."""
        return self.day != self.today

    def unit(self, code: str, day: date | None = None) -> str:
        """The board of a unit."""
        return f"{reverse('dashboards:unit', args=[code])}{self._words(day)}"

    def table(self, code: str, name: str, **asked: str) -> str:
        """A table of that board; `asked` as in `pages.lists`."""
        return f"{reverse('dashboards:table', args=[code, name])}{self._words(None, **asked)}"

    def people(self, code: str) -> str:
        return f"{reverse('dashboards:people', args=[code])}{self._words(None)}"

    def figure(self, place: Place, stage: str, book: str = "") -> str:
        """What a figure counts: the registrations, or the units below whose sum it is."""
        if place.level == COMMUNE and self.actor.can("book.view", place.code):
            address = reverse("facts:records", args=[place.code])
            return f"{address}{self._words(None, buoc=stage, so=book)}"
        return f"{reverse('facts:unit', args=[place.code])}{self._words(None)}"

    def forecast(self, code: str) -> str:
        """The reasons of a commune's forecast, "" where the right to it is missing."""
        seen = self.actor.can("forecast.view", code)
        return reverse("forecast:unit", args=[code]) if seen else ""

    def report(self, code: str, day: date) -> str:
        """A unit's report of a day, "" where the right to it is missing."""
        if not self.actor.can("report.view", code):
            return ""
        return reverse("reports:one", args=[code, day.isoformat()])

    def _words(self, day: date | None, **asked: str) -> str:
        shown = day or self.day
        said = {"ngay": shown.isoformat() if shown != self.today else "", **asked}
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else ""
