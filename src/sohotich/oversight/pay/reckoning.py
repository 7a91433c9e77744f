"""A sheet's people and doubts put together from the count: repeatable, nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sohotich.domain.text import name_sort_key
from sohotich.domain.workflow import ROLES
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.models import Grant, User
from sohotich.oversight.pay.counting import SERVICE, Worked, fields_of, worked
from sohotich.oversight.pay.doubting import Found, found_in
from sohotich.oversight.pay.norms import Line, Reckoned, Rule, Terms, reckon

# Whoever holds no other role than these was taken in for the campaign.
_LENT_ROLES: Final = frozenset({"nguoi_quet", "nguoi_nhap_lieu"})


@dataclass(frozen=True)
class PersonPay:
    """One person's line, with the rule it was reckoned by and what explains it."""

    key: UUID
    name: str
    rule: Rule
    reckoned: Reckoned
    told: Mapping[str, int]


@dataclass(frozen=True)
class DoubtPay:
    """A doubt, and what the readings behind it cost."""

    found: Found
    amount: int


@dataclass(frozen=True)
class SheetPay:
    """Everything a sheet says before anybody has decided about doubts."""

    people: tuple[PersonPay, ...]
    doubts: tuple[DoubtPay, ...]

    @property
    def amount(self) -> int:
        return sum(person.reckoned.amount for person in self.people)


def sheet_pay(
    *,
    given: Mapping[str, Any],
    known: Mapping[str, Any],
    terms: Terms,
    rules: Mapping[UUID, Rule],
) -> SheetPay:
    """The pay for what `given` (as `counting.asked` makes it) counts.

    `rules`: who is paid otherwise than their roles say.
    """
    people = people_pay(given, terms, rules)
    rule_of = {person.key: person.rule for person in people}
    doubts = (
        DoubtPay(doubt, _cost(doubt, given, terms, rule_of[doubt.person]))
        for doubt in found_in(given, known)
    )
    # Nobody has to decide about readings that are not paid anyway.
    return SheetPay(people, tuple(doubt for doubt in doubts if doubt.amount))


def people_pay(
    given: Mapping[str, Any], terms: Terms, rules: Mapping[UUID, Rule]
) -> tuple[PersonPay, ...]:
    """Everybody who did something of what `given` counts, by name."""
    found = worked(given)
    usual = usual_rules(found)
    people = (_person(key, one, terms, rules.get(key, usual[key])) for key, one in found.items())
    return tuple(sorted(people, key=lambda person: (name_sort_key(person.name), person.key)))


def _person(key: UUID, one: Worked, terms: Terms, rule: Rule) -> PersonPay:
    name = one.name or User.objects.values_list("full_name", flat=True).get(key=key)
    return PersonPay(key, name, rule, reckon(one.counted, terms, rule, one.images), one.told)


def _cost(doubt: Found, given: Mapping[str, Any], terms: Terms, rule: Rule) -> int:
    only = {**given, "by": doubt.person, "only": list(doubt.readings)}
    with as_service(SERVICE, frozenset(given["units"])):
        fields = fields_of(only).get(doubt.person, [])
    return reckon(fields, terms, rule).amount


def usual_rules(keys: Mapping[UUID, object]) -> dict[UUID, Rule]:
    """By rate those taken in for the campaign; by the officers' rule who holds an office."""
    held: dict[UUID, set[str]] = {key: set() for key in keys}
    for user, role in Grant.objects.filter(user_id__in=list(keys)).values_list("user_id", "role"):
        held[user].add(role)
    return {
        key: Rule.OFFICER if roles & (set(ROLES) - _LENT_ROLES) else Rule.HIRED
        for key, roles in held.items()
    }


def items_of(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """Lines as a sheet stores them."""
    return [
        {
            "work": line.work,
            "quantity": line.quantity,
            "price": f"{line.price.normalize():f}",
            "amount": line.amount,
        }
        for line in lines
    ]
