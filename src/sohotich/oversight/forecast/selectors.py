"""The forecasts of the communes somebody may see, out of the facts and the ledger's events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.foundation.database.clock import campaign, campaign_now, campaign_today, shown
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.units import reach_of, units_in_force
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.oversight.facts.standings import Standing, standings
from sohotich.oversight.forecast.history import FLOW, History
from sohotich.oversight.forecast.hours import day_share
from sohotich.oversight.forecast.model import Forecast
from sohotich.oversight.forecast.pace import weekend_share
from sohotich.oversight.forecast.people import People, hours_of_work, people_by_unit
from sohotich.oversight.forecast.types import TypeForecast, by_type
from sohotich.oversight.forecast.whatif import Change, Rules, Unit, forecast_with

PERMISSION = "forecast.view"


@dataclass(frozen=True)
class Row:
    """One commune: `history` of all its types together, `types` one by one."""

    unit: Unit
    name: str
    forecast: Forecast
    types: Mapping[str, History]

    def by_type(self) -> list[TypeForecast]:
        return by_type(self.forecast, self.types)


@dataclass(frozen=True)
class Board:
    """Every commune asked for, by code; `rules` as they are now; None campaign: no rows."""

    rows: tuple[Row, ...]
    rules: Rules
    starts_on: date
    today: date

    @property
    def units(self) -> list[Unit]:
        return [row.unit for row in self.rows]

    def row(self, code: str) -> Row | None:
        return next((row for row in self.rows if row.unit.code == code), None)


def board(actor: Actor, *, unit: str | None = None) -> Board | None:
    """The forecasts of the actor's communes, or of those below `unit`; None before a campaign.

    Forbidden where the actor may see none of them. A campaign that is over is forecast from its
    last day.
    """
    found, days = campaign(), campaign_days()
    communes = _communes(actor, unit)
    return _board(communes, found, days) if found is not None and days else None


def board_on(day: date) -> Board | None:
    """Every commune's forecast as of the end of a campaign day, of today as of now; None before a
    campaign. Asks nobody's right: for figures that are kept, and given out by unit.
    """
    found, days = campaign(), [one for one in campaign_days() if one <= day]
    with as_service("facts", None):
        return _board(_all_communes(), found, days) if found is not None and days else None


def _board(communes: Sequence[_Commune], found: Campaign, days: list[date]) -> Board:
    codes = [one.code for one in communes]
    known = _until(standings(codes, ("expected", *FLOW)), len(days))
    people = people_by_unit(codes, days)
    share = _share_of_today(days[-1])
    histories = {
        code: _history(_summed(types), days, people[code], share) for code, types in known.items()
    }
    rules = Rules(found.ends_on, weekend=weekend_share(histories.values()))
    rows = [
        _row(one.code, one.parent_code, one.name, known, histories, people, days, share, rules)
        for one in communes
        if one.code in known
    ]
    return Board(tuple(rows), rules, found.starts_on, days[-1])


def _until(
    known: Mapping[str, Mapping[str, Standing]], days: int
) -> dict[str, dict[str, Standing]]:
    return {
        unit: {
            code: {stage: line[:days] for stage, line in standing.items()}
            for code, standing in types.items()
        }
        for unit, types in known.items()
    }


@dataclass(frozen=True)
class _Commune:
    code: str
    name: str
    parent_code: str


def _communes(actor: Actor, unit: str | None) -> list[_Commune]:
    own = actor.units(PERMISSION)
    reach = reach_of(unit) if unit else None
    found = [
        one
        for one in _all_communes()
        if (own is None or one.code in own) and (reach is None or one.code in reach)
    ]
    if not found:
        raise Forbidden("Anh/chị không có quyền xem dự báo của đơn vị này.")
    return found


def _all_communes() -> list[_Commune]:
    return [
        _Commune(one.code, one.name, one.parent_code)
        for one in units_in_force()
        if one.level == "commune"
    ]


def _share_of_today(last: date) -> float:
    if last < campaign_today():
        return 1.0
    return day_share(shown(campaign_now()).time(), hours_of_work(last))


def _summed(types: Mapping[str, Standing]) -> Standing:
    lines = list(types.values())
    return {
        stage: [sum(day) for day in zip(*(one[stage] for one in lines), strict=True)]
        for stage in lines[0]
    }


def _history(standing: Standing, days: Sequence[date], people: People, share: float) -> History:
    return History(
        expected=standing["expected"][-1],
        starts_on=days[0],
        done={stage: tuple(standing[stage]) for stage in FLOW},
        keyers=people.keyers,
        scanners=people.scanners,
        day_share=share,
    )


def _row(
    code: str,
    district: str,
    name: str,
    known: Mapping[str, Mapping[str, Standing]],
    histories: Mapping[str, History],
    people: Mapping[str, People],
    days: Sequence[date],
    share: float,
    rules: Rules,
) -> Row:
    unit = Unit(code, district, histories[code])
    types = {
        type_code: _history(standing, days, people[code], share)
        for type_code, standing in known[code].items()
        if standing["expected"][-1]
    }
    return Row(unit, name, forecast_with(unit, Change(), rules), types)
