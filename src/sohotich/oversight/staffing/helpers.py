"""Mobilised helpers: written down one by one or by a sheet, and what is said of their shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.domain.text import clean
from sohotich.foundation.administration.lent import (
    SAME,
    LentOutcome,
    LentRow,
    lent_look,
    lent_store,
)
from sohotich.foundation.administration.lent_sheet import SheetFinding
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import NAME, ensure_short
from sohotich.foundation.people.accounts import Created
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.staffing.helper_sheet import HelperLine, read_helpers
from sohotich.oversight.staffing.kinds import TASK_ROLES
from sohotich.oversight.staffing.models import Helper


@dataclass(frozen=True)
class HelperSaid:
    """What is written down of a helper; `user` in place of a name for whoever has an account."""

    organisation: str
    task: str
    first_day: date
    last_day: date
    shift_codes: str
    place: str = ""
    full_name: str = ""
    user: User | None = None


def accounts_to_link(unit: str) -> QuerySet[User]:
    """Accounts that scan or key in the commune."""
    held = Grant.objects.filter(unit_code=unit, role__in=list(TASK_ROLES.values()))
    return User.objects.filter(key__in=held.values("user_id")).order_by("full_name")


@transaction.atomic
def helper_save(
    *, actor: Actor, unit: str, said: HelperSaid, helper: Helper | None = None
) -> Helper:
    """Write a helper down, or what changed about `helper`, who is of this unit."""
    ensure(actor, "staffing.edit", unit)
    _check(unit, said, helper)
    row = helper or Helper(unit_code=unit)
    assert row.unit_code == unit
    row.user = said.user
    row.full_name = "" if said.user else clean(said.full_name)
    row.organisation, row.place, row.task = said.organisation, clean(said.place), said.task
    row.first_day, row.last_day = said.first_day, said.last_day
    row.shift_codes = said.shift_codes
    row.save()
    record(
        actor=actor,
        action="helper.save",
        unit=unit,
        subject="helper",
        key=row.key,
        facts={"task": row.task, "new": helper is None, "account": said.user is not None},
    )
    return row


def _check(unit: str, said: HelperSaid, helper: Helper | None) -> None:
    if said.last_day < said.first_day:
        raise UserError(
            "Ngày kết thúc trước ngày bắt đầu.", where="Đến hết ngày", mend="Sửa lại ngày."
        )
    if said.user is None:
        if len(clean(said.full_name).split()) < 2:
            raise UserError(
                "Họ và tên phải có ít nhất hai chữ.",
                where="Họ và tên",
                mend="Ghi họ và tên, hoặc chọn tài khoản.",
            )
        ensure_short(clean(said.full_name), "Họ và tên", NAME)
        return
    if not accounts_to_link(unit).filter(pk=said.user.pk).exists():
        raise UserError(
            "Tài khoản này không làm ở đơn vị.", where="Tài khoản", mend="Chọn tài khoản khác."
        )
    others = Helper.objects.filter(unit_code=unit, user=said.user, task=said.task)
    if any(one.pk != (helper.pk if helper else None) for one in others):
        raise UserError(
            "Người này đã có trong danh sách.", where="Tài khoản", mend="Sửa dòng đã có."
        )


@transaction.atomic
def helper_remove(*, actor: Actor, helper: Helper) -> None:
    """Take somebody written down by mistake off the list, with what was said of their shifts; the
    account stays.
    """
    ensure(actor, "staffing.edit", helper.unit_code)
    record(
        actor=actor,
        action="helper.remove",
        unit=helper.unit_code,
        subject="helper",
        key=helper.key,
    )
    helper.delete()


SHIFTS = "shifts"
"""A line that changes nothing but the shifts, organisation or place."""


@dataclass(frozen=True)
class SheetRow:
    """A line of the sheet and what it does: new, period (other days), shifts, or same."""

    line: HelperLine
    state: str
    username: str


@dataclass(frozen=True)
class SheetOutcome:
    """What a sheet would do, or has done; `made`: new accounts with passwords known only here."""

    rows: tuple[SheetRow, ...]
    findings: tuple[SheetFinding, ...]
    made: tuple[Created, ...] = ()
    stored: bool = False

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)


@transaction.atomic
def helpers_import(*, actor: Actor, unit: str, path: Path, dry_run: bool) -> SheetOutcome:
    """Accounts and roster of a sheet's people, all of them or none; the same sheet again changes
    nothing. Raises WorkbookError and Refused for what is no such sheet.
    """
    ensure(actor, "staffing.edit", unit)
    ensure(actor, "people.manage", unit)
    place = unit_on(unit)
    if place is None:
        raise UserError("Đơn vị không còn hiệu lực.", where=unit)
    sheet = read_helpers(actor, place, path)
    looked = lent_look([line.lent for line in sheet.lines])
    known = _known(unit, looked)
    rows = tuple(
        SheetRow(line, _state(line, one, known), one.username)
        for line, one in zip(sheet.lines, looked, strict=True)
    )
    if dry_run or sheet.findings:
        return SheetOutcome(rows, sheet.findings)
    done = lent_store(actor=actor, lines=[line.lent for line in sheet.lines])
    _enrol(actor, unit, sheet.lines, done)
    return SheetOutcome(rows, (), done.made, stored=True)


def _known(unit: str, looked: tuple[LentRow, ...]) -> dict[tuple[UUID, str], Helper]:
    users = [one.user for one in looked if one.user is not None]
    rows = Helper.objects.filter(unit_code=unit, user__in=users)
    return {(row.user_id, row.task): row for row in rows if row.user_id is not None}


def _state(line: HelperLine, one: LentRow, known: dict[tuple[UUID, str], Helper]) -> str:
    if one.state != SAME or one.user is None:
        return one.state
    helper = known.get((one.user.key, line.task))
    return SAME if helper is not None and _as_line(helper, line) else SHIFTS


def _as_line(helper: Helper, line: HelperLine) -> bool:
    return (helper.shift_codes, helper.first_day, helper.last_day) == (
        line.shift_codes,
        line.lent.valid_from,
        line.lent.valid_to,
    )


def _enrol(actor: Actor, unit: str, lines: tuple[HelperLine, ...], done: LentOutcome) -> None:
    """The roster follows the sheet for every line that says something new."""
    accounts = {one.line.line: one.user for one in done.rows if one.user is not None}
    accounts |= {one.user.lent_line or "": one.user for one in done.made}
    known = {
        (row.user_id, row.task): row
        for row in Helper.objects.filter(unit_code=unit, user__in=accounts.values())
    }
    for line in lines:
        user = accounts[line.lent.line]
        helper = known.get((user.key, line.task))
        if helper is not None and _as_line(helper, line):
            continue
        said = HelperSaid(
            organisation=line.organisation,
            place=line.place,
            task=line.task,
            first_day=line.lent.valid_from,
            last_day=line.lent.valid_to,
            shift_codes=line.shift_codes,
            user=user,
        )
        helper_save(actor=actor, unit=unit, said=said, helper=helper)
