"""Who is judged: communes, districts, people who key, each with what the work says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.models import User
from sohotich.oversight.merit.criteria import Candidate
from sohotich.oversight.merit.measures import Keying, Measures, Works, days_between, measures
from sohotich.oversight.merit.rules import Rules, Subject
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.offices import Office, Offices, offices_on
from sohotich.oversight.reports.selectors import lateness

_LEVELS = {Subject.COMMUNE: Level.COMMUNE, Subject.DISTRICT: Level.DISTRICT}


def candidates(subject: Subject, first: date, last: date, rules: Rules) -> list[Candidate]:
    """Everybody of the kind over these days: units in force on the last one, people who keyed."""
    found = measures(first, last, rules)
    if subject is Subject.PERSON:
        return _people(found)
    return _units(found, offices_on(last), subject, first, last)


def _units(
    found: Measures, offices: Offices, subject: Subject, first: date, last: date
) -> list[Candidate]:
    units = offices.of(_LEVELS[subject])
    with as_service("facts", None):
        late = lateness([unit.code for unit in units], days_between(first, last))
    keying: dict[str, Keying] = defaultdict(Keying)
    for (commune, _), one in found.keying.items():
        keying[commune].add(one)
    share = _share_of_rest(first, last)
    return [
        _unit(unit, offices.communes(unit.code), found, keying, late[unit.code], share)
        for unit in units
    ]


def _unit(
    unit: Office,
    communes: Sequence[str],
    found: Measures,
    keying: dict[str, Keying],
    late: Sequence[tuple[date, State, int | None]],
    share: Fraction,
) -> Candidate:
    works, keyed = _summed(found.works[code] for code in communes), Keying()
    for code in communes:
        keyed.add(keying[code])
    states = [state for _, state, _ in late]
    return Candidate(
        key=unit.code,
        name=unit.name,
        unit=unit.code,
        load=works.expected,
        left=works.left,
        done=works.done,
        needed=works.left.whole * share,
        keyed=keyed.keyed,
        hours=keyed.hours,
        readings=keyed.readings,
        wrong=keyed.wrong,
        second=keyed.second,
        returned=works.returned,
        on_time=states.count(State.ON_TIME),
        late=states.count(State.LATE),
        silent=states.count(State.SILENT),
    )


def _summed(parts: Iterable[Works]) -> Works:
    whole = Works()
    for one in parts:
        whole.expected += one.expected
        whole.left += one.left
        whole.done += one.done
        whole.returned += one.returned
    return whole


def _share_of_rest(first: date, last: date) -> Fraction:
    """How much of what was left on the first day equal days ask for by the last one."""
    found = campaign()
    if found is None or last >= found.ends_on:
        return Fraction(1)
    return Fraction((last - first).days + 1, (found.ends_on - first).days + 1)


def _people(found: Measures) -> list[Candidate]:
    whole: dict[UUID, Keying] = defaultdict(Keying)
    home: dict[UUID, tuple[int, str]] = {}
    for (commune, who), one in found.keying.items():
        whole[who].add(one)
        # Somebody lent to several communes belongs where most was keyed.
        home[who] = max(home.get(who, (0, "")), (one.readings, commune))
    names = dict(User.objects.filter(key__in=list(whole)).values_list("key", "full_name"))
    return [
        Candidate(
            key=str(who),
            name=names[who],
            unit=home[who][1],
            load=one.readings,
            keyed=one.keyed,
            hours=one.hours,
            readings=one.readings,
            wrong=one.wrong,
            person=True,
        )
        for who, one in whole.items()
        if who in names
    ]
