"""The task force of a commune: who is in it, written down and let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When

from sohotich.domain.text import clean
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import NAME, ensure_short
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.oversight.staffing.composition import Seat, composition
from sohotich.oversight.staffing.kinds import TeamRole
from sohotich.oversight.staffing.models import TeamContact, TeamMember

_RANKS = [When(role=role, then=Value(rank)) for rank, role in enumerate(TeamRole.values)]


@dataclass(frozen=True)
class MemberSaid:
    """What is written down of a member; `phone` is kept apart and stays in the commune."""

    full_name: str
    organisation: str
    role: str
    post: str = ""
    phone: str = ""
    decision_number: str = ""
    decision_date: date | None = None


def team_of(unit: str) -> QuerySet[TeamMember]:
    """Who is in the task force now, the lead first."""
    rows = TeamMember.objects.filter(unit_code=unit, left_on=None)
    rank = Case(*_RANKS, default=Value(9), output_field=IntegerField())
    return rows.order_by(rank, "key")


def team_problems(units: Collection[str]) -> dict[str, list[str]]:
    """Commune → what its task force lacks by the plan."""
    seats: dict[str, list[Seat]] = {unit: [] for unit in units}
    rows = TeamMember.objects.filter(unit_code__in=list(units), left_on=None)
    for unit, role, organisation, number, day in rows.values_list(
        "unit_code", "role", "organisation", "decision_number", "decision_date"
    ):
        seats[unit].append(Seat(role, organisation, bool(number and day)))
    return {unit: composition(found) for unit, found in seats.items()}


@transaction.atomic
def member_save(
    *, actor: Actor, unit: str, said: MemberSaid, member: TeamMember | None = None
) -> TeamMember:
    """Write a member down, or what changed about `member`, who is of this unit."""
    ensure(actor, "staffing.edit", unit)
    name = clean(said.full_name)
    if len(name.split()) < 2:
        raise UserError(
            "Họ và tên phải có ít nhất hai chữ.", where="Họ và tên", mend="Ghi đủ họ và tên."
        )
    ensure_short(name, "Họ và tên", NAME)
    row = member or TeamMember(unit_code=unit)
    assert row.unit_code == unit
    row.full_name, row.post = name, clean(said.post)
    row.organisation, row.role = said.organisation, said.role
    row.decision_number, row.decision_date = clean(said.decision_number), said.decision_date
    row.save()
    _phone(row, clean(said.phone))
    record(
        actor=actor,
        action="team.save",
        unit=unit,
        subject="team_member",
        key=row.key,
        facts={"role": row.role, "new": member is None},
    )
    return row


def _phone(member: TeamMember, phone: str) -> None:
    if phone:
        TeamContact.objects.update_or_create(
            member=member, defaults={"unit_code": member.unit_code, "phone": phone}
        )
    else:
        TeamContact.objects.filter(member=member).delete()


@transaction.atomic
def member_leave(*, actor: Actor, member: TeamMember) -> None:
    """The member is out of the task force from today; the row stays with its last day."""
    ensure(actor, "staffing.edit", member.unit_code)
    member.left_on = campaign_today()
    member.save(update_fields=["left_on"])
    TeamContact.objects.filter(member=member).delete()
    record(
        actor=actor,
        action="team.leave",
        unit=member.unit_code,
        subject="team_member",
        key=member.key,
    )


def phones_of(members: Sequence[TeamMember]) -> dict[TeamMember, str]:
    """The telephones the speaker may see."""
    rows = TeamContact.objects.filter(member__in=members).select_related("member")
    return {row.member: row.phone for row in rows}
