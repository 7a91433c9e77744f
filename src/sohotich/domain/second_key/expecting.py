"""The error and the cost to expect of a table before it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from sohotich.domain.second_key.assumptions import Assumptions, Keyer
from sohotich.domain.second_key.classes import CARRIED, NAME, PLACE
from sohotich.domain.second_key.table import Risk, Table
from sohotich.domain.second_key.treatment import Treatment


@dataclass(frozen=True)
class Expected:
    """`error`: share of fields wrong at the end; `keyings`: looks for each field, the first
    included (a settled dispute is one more); `treated`: shares of fields by treatment; `by_class`:
    the error of each class; `seconds`: of work on one registration.
    """

    error: float
    keyings: float
    treated: Mapping[Treatment, float]
    by_class: Mapping[str, float]
    seconds: float
    hours_a_day: float

    def person_days(self, registrations: int) -> float:
        """Days of one person's work on so many registrations."""
        return registrations * self.seconds / 3600 / self.hours_a_day


@dataclass(frozen=True)
class _Group:
    """Fields alike in everything the table sees: `weight` of them in one registration, a share
    `wrong` of them; a second keyer would have `second` wrong.
    """

    name: str
    weight: float
    wrong: float
    second: float
    treatment: Treatment


@dataclass(frozen=True)
class _End:
    """What comes of one field on average: share wrong, looks, disputes settled."""

    wrong: float
    looks: float
    settled: float


def expect(table: Table, given: Assumptions) -> Expected:
    """What the table would give, keyers being judged at their true error."""
    fields = sum(given.fields.values())
    treated = dict.fromkeys(Treatment, 0.0)
    by_class = dict.fromkeys(given.fields, 0.0)
    looks = seconds = 0.0
    for group in _groups(table, given):
        end = _end(group, given)
        treated[group.treatment] += group.weight / fields
        by_class[group.name] += group.weight * end.wrong
        looks += group.weight * end.looks
        seconds += group.weight * _seconds(group, end, given)
    error = sum(by_class.values()) / fields
    each = {name: wrong / given.fields[name] for name, wrong in by_class.items()}
    return Expected(error, looks / fields, treated, each, seconds, given.hours_a_day)


def _groups(table: Table, given: Assumptions) -> Iterator[_Group]:
    """Every combination of keyer, class, image, warning and aid; the drawn share of each apart."""
    mean = {name: _mean(given, name) for name in given.fields}
    usual = sum(share * given.harder[verdict] for verdict, share in given.verdicts.items())
    for keyer, name, verdict in product(given.keyers, given.fields, given.verdicts):
        harder = given.harder[verdict] / usual
        weight = given.fields[name] * keyer.share * given.verdicts[verdict]
        second = min(1.0, mean[name] * harder)
        for part, wrong, risk in _parts(keyer, name, verdict, harder, given):
            for share, treatment in (
                (table.share, Treatment.SECOND),
                (1 - table.share, table.treatment(risk)),
            ):
                yield _Group(name, weight * part * share, wrong, second, treatment)


def _mean(given: Assumptions, name: str) -> float:
    """The error of whoever comes second: any of the keyers."""
    work = sum(keyer.share for keyer in given.keyers)
    return sum(keyer.share * keyer.error.get(name, 0.0) for keyer in given.keyers) / work


def _parts(
    keyer: Keyer, name: str, verdict: str, harder: float, given: Assumptions
) -> Iterator[tuple[float, float, Risk]]:
    """(share, wrong of it, risk) by warning and aid."""
    error = keyer.error.get(name, 0.0)
    wrong = min(1.0, error * harder)
    offered = given.completed if name in (NAME, PLACE) else 0.0
    for warned, (aid, of_aid) in product(
        (True, False), (("completed", offered), ("typed", 1 - offered))
    ):
        seen = given.warned_wrong if warned else 1 - given.warned_wrong
        false = given.warned_right if warned else 1 - given.warned_right
        share = wrong * seen + (1 - wrong) * false
        if share * of_aid:
            risk = Risk(name, error, verdict, warned, CARRIED if name == CARRIED else aid)
            yield share * of_aid, wrong * seen / share, risk


def _end(group: _Group, given: Assumptions) -> _End:
    wrong, right = group.wrong, 1 - group.wrong
    if group.treatment is Treatment.ACCEPT:
        return _End(wrong, 1.0, 0.0)
    if group.treatment is Treatment.VERIFY:
        changed = wrong * (1 - given.overlooked) + right * given.hurt
        return _End(wrong * given.overlooked + changed * given.arbiter, 2 + changed, changed)
    both = wrong * group.second
    alike, neither = both * given.same, both * (1 - given.same)
    one = wrong + group.second - 2 * both
    settled = neither + one
    left = alike + neither * given.arbiter_neither + one * given.arbiter
    return _End(left, 2 + settled, settled)


def _seconds(group: _Group, end: _End, given: Assumptions) -> float:
    keyed = given.seconds_passed if group.name == CARRIED else given.seconds_keyed
    second = {
        Treatment.ACCEPT: 0.0,
        Treatment.VERIFY: given.seconds_looked,
        Treatment.SECOND: keyed,
    }
    return keyed + second[group.treatment] + end.settled * given.seconds_settled
