"""Accounts for the people of a sheet: all of them or none, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sohotich.domain.text.figures import grouped
from sohotich.domain.workflow import ROLES
from sohotich.foundation.administration.lent_sheet import LentLine, SheetFinding, read_lent
from sohotich.foundation.administration.usernames import username_for
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people import accounts
from sohotich.foundation.people.accounts import Created
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden

NEW, SAME, PERIOD = "new", "same", "period"
# Each password takes a good part of a second to seal, and somebody waits for all of them.
MOST_NEW = 200


@dataclass(frozen=True)
class LentRow:
    """One line and what it does: a new account, other days for one there is, or nothing."""

    line: LentLine
    state: str
    user: User | None

    @property
    def username(self) -> str:
        return self.user.username if self.user is not None else ""

    @property
    def role_title(self) -> str:
        return ROLES[self.line.role].title


@dataclass(frozen=True)
class LentOutcome:
    """What a sheet would do, or has done; `made` holds the new accounts with their passwords."""

    rows: tuple[LentRow, ...]
    findings: tuple[SheetFinding, ...]
    made: tuple[Created, ...] = ()
    stored: bool = False

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)


@transaction.atomic
def lent_import(*, actor: Actor, path: Path, dry_run: bool) -> LentOutcome:
    """Make an account for every line of the sheet that has none yet; other days are taken over.

    Nothing is stored while any cell is wrong. The same sheet again changes nothing: a person is
    known by name, unit, role and note. Raises WorkbookError and Refused for what is no such sheet.
    """
    if not actor.can_somewhere("people.manage"):
        raise Forbidden
    sheet = read_lent(actor, path)
    if dry_run or sheet.findings:
        return LentOutcome(lent_look(sheet.lines), sheet.findings)
    return lent_store(actor=actor, lines=sheet.lines)


def lent_look(lines: Sequence[LentLine]) -> tuple[LentRow, ...]:
    """What storing these lines would do; within a transaction, the accounts there are stay so.

    UserError for more new accounts than one request can make.
    """
    keys = [line.line for line in lines]
    known = {
        user.lent_line: user for user in User.objects.select_for_update().filter(lent_line__in=keys)
    }
    rows = tuple(_row(line, known.get(line.line)) for line in lines)
    new = sum(row.state == NEW for row in rows)
    if new > MOST_NEW:
        raise UserError(
            f"Bảng có {grouped(new)} người mới, nhiều nhất {MOST_NEW} một lần.",
            mend="Chia thành nhiều bảng rồi gửi lần lượt.",
        )
    return rows


@transaction.atomic
def lent_store(*, actor: Actor, lines: Sequence[LentLine]) -> LentOutcome:
    """Make the accounts of lines that were checked, and take over other days."""
    rows = lent_look(lines)
    made = []
    for row in rows:
        if row.user is None:
            made.append(_make(actor, row.line))
        elif row.state == PERIOD:
            _move(actor, row.user, row.line)
    record(
        actor=actor,
        action="user.lent_import",
        unit="",
        subject="user",
        facts={"made": len(made), "rows": len(rows)},
    )
    return LentOutcome(rows, (), tuple(made), True)


def _row(line: LentLine, user: User | None) -> LentRow:
    if user is None:
        return LentRow(line, NEW, None)
    same = Grant.objects.filter(
        user=user,
        role=line.role,
        unit_code=line.unit.code,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    ).exists()
    return LentRow(line, SAME if same else PERIOD, user)


def _make(actor: Actor, line: LentLine) -> Created:
    username = username_for(line.full_name, lambda one: User.objects.filter(username=one).exists())
    created = accounts.create_user(
        actor=actor,
        username=username,
        full_name=line.full_name,
        on_paper=True,
        valid_to=line.valid_to,
        lent_line=line.line,
    )
    _grant(actor, created.user, line)
    return created


def _move(actor: Actor, user: User, line: LentLine) -> None:
    """Other days for somebody known: the account, closed at its old end or not, lasts as said."""
    for grant in Grant.objects.filter(user=user, role=line.role, unit_code=line.unit.code):
        accounts.grant_revoke(actor=actor, grant=grant)
    _grant(actor, user, line)
    user.valid_to, user.is_active = line.valid_to, True
    user.save(update_fields=["valid_to", "is_active"])
    facts = {"valid_to": str(line.valid_to)}
    record(actor=actor, action="user.move_end", unit="", subject="user", key=user.key, facts=facts)


def _grant(actor: Actor, user: User, line: LentLine) -> None:
    accounts.grant_role(
        actor=actor,
        user=user,
        role=line.role,
        unit_code=line.unit.code,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )
