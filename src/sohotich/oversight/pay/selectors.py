"""Reading costs and pay: units as rows, a unit's sheets, one's own work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import reach_of, unit_names
from sohotich.oversight.pay.counting import SERVICE, asked
from sohotich.oversight.pay.estimate import Estimate, estimates
from sohotich.oversight.pay.models import PayLine, PaySheet, PayTally, SheetState
from sohotich.oversight.pay.norms import Rule
from sohotich.oversight.pay.reckoning import PersonPay, people_pay
from sohotich.oversight.pay.sheets import VIEW
from sohotich.oversight.pay.terms import decided, terms_of
from sohotich.register.books.models import Book
from sohotich.register.records.models import Reading


@dataclass(frozen=True)
class UnitCost:
    """A commune: what it will cost, what its finished work would (None: never reckoned), and what
    its final sheets pay. Amounts in đồng.
    """

    code: str
    name: str
    low: int
    middle: int
    high: int
    expected: int
    tally: PayTally | None
    paid: int
    draft: bool


def communes_of(actor: Actor) -> list[str]:
    """Communes with books where the actor sees the pay."""
    reach = actor.units(VIEW)
    with as_service(SERVICE, reach):
        return sorted(Book.objects.order_by().values_list("unit_code", flat=True).distinct())


def communes_under(actor: Actor, unit: str) -> list[str]:
    """Those of them that belong to a unit, or ever did."""
    reach = reach_of(unit)
    return [code for code in communes_of(actor) if reach is None or code in reach]


def roots_of(actor: Actor) -> list[str]:
    """Units in which the actor holds the right by a role of their own."""
    return sorted({held.unit_code for held in actor.grants if VIEW in held.permissions})


def unit_costs(codes: Collection[str]) -> list[UnitCost]:
    """The communes as rows, by code."""
    by_unit: dict[str, list[Estimate]] = defaultdict(list)
    for one in estimates(codes, decided()):
        by_unit[one.unit].append(one)
    names = unit_names(codes)
    tallies = {tally.unit_code: tally for tally in PayTally.objects.filter(unit_code__in=codes)}
    paid: dict[str, int] = defaultdict(int)
    drafts: set[str] = set()
    for sheet in PaySheet.objects.filter(unit_code__in=codes).only("unit_code", "state", "amount"):
        if sheet.state == SheetState.FINAL:
            paid[sheet.unit_code] += sheet.amount
        elif sheet.state == SheetState.DRAFT:
            drafts.add(sheet.unit_code)
    return [
        UnitCost(
            code,
            names.get(code, code),
            sum(one.low for one in by_unit[code]),
            sum(one.middle for one in by_unit[code]),
            sum(one.high for one in by_unit[code]),
            sum(one.expected for one in by_unit[code]),
            tallies.get(code),
            paid[code],
            code in drafts,
        )
        for code in sorted(codes)
    ]


def sheets_of(unit: str) -> list[PaySheet]:
    """A commune's sheets, the newest first, without their contents."""
    return list(PaySheet.objects.filter(unit_code=unit).defer("content", "terms"))


def sheet_seen(actor: Actor, key: UUID) -> PaySheet | None:
    """The sheet, if the actor sees the pay of its unit."""
    sheet = PaySheet.objects.select_related("replaces").filter(key=key).first()
    return sheet if sheet is not None and actor.can(VIEW, sheet.unit_code) else None


@dataclass(frozen=True)
class OwnWork:
    """One's own finished work that no final sheet pays, by the policies of today; lines that do."""

    unpaid: PersonPay | None
    waiting: int
    lines: list[PayLine]
    terms: Any


def own_work(actor: Actor) -> OwnWork:
    """What the actor read wherever that was; nobody else's work."""
    units = set(Reading.objects.filter(by=actor.key).values_list("unit_code", flat=True))
    known = decided()
    terms = terms_of(known)
    found: tuple[PersonPay, ...] = ()
    if units:
        given = asked(units, campaign_today(), known, by=actor.key, which="not_final")
        found = people_pay(given, terms, {})
    mine = next((one for one in found if one.key == actor.key), None)
    return OwnWork(
        mine,
        _waiting(actor.key, mine),
        list(PayLine.objects.filter(person=actor.key, final=True).order_by("-to_day")),
        terms,
    )


def _waiting(person: UUID, mine: PersonPay | None) -> int:
    """Finished readings that do not count yet: the other reading, or a decision, is missing."""
    done = Reading.objects.filter(by=person, slot__gt=0, state="complete").count()
    paid = PayLine.objects.filter(person=person, final=True).values_list("told", flat=True)
    counted = sum(_readings(told) for told in paid) + (_readings(mine.told) if mine else 0)
    return max(done - counted, 0)


def _readings(told: Mapping[str, int]) -> int:
    return told.get("first", 0) + told.get("second", 0)


def rules_shown() -> list[tuple[str, str]]:
    """The choices of how somebody is paid, as the form shows them."""
    from sohotich.oversight.pay.content import RULES

    return [(rule.value, RULES[rule]) for rule in Rule]
