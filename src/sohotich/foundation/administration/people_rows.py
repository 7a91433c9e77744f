"""People as rows of the list and of their own page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from sohotich.domain.text import unmarked_key
from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.units import unit_names


@dataclass(frozen=True, slots=True)
class GrantRow:
    grant: Grant
    role: str
    unit: str
    ended: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    user: User
    roles: str
    units: str
    ended: bool
    until: date | None

    @property
    def badge(self) -> Badge:
        if not self.user.is_active:
            return Badge("Đã khóa", "quiet", "lock")
        if self.ended:
            return Badge("Hết hạn", "quiet", "lock")
        if not self.roles:
            return Badge("Chưa có vai trò", "doubt", "alert")
        return Badge("Đang dùng", "done", "check")


def grant_rows(grants: Iterable[Grant]) -> list[GrantRow]:
    """Grants with the words of role and unit."""
    rows = list(grants)
    names = unit_names(grant.unit_code for grant in rows)
    today = campaign_today()
    return [
        GrantRow(
            grant,
            ROLES[grant.role].title if grant.role in ROLES else grant.role,
            names.get(grant.unit_code, grant.unit_code),
            bool(grant.valid_to and grant.valid_to < today),
        )
        for grant in rows
    ]


def person_rows(users: QuerySet[User]) -> list[PersonRow]:
    """People with their roles and units in words."""
    people = list(users.prefetch_related("grants"))
    rows = []
    names = unit_names(grant.unit_code for user in people for grant in user.grants.all())
    today = campaign_today()
    for user in people:
        held = [g for g in user.grants.all() if g.valid_to is None or g.valid_to >= today]
        roles = dict.fromkeys(ROLES[g.role].title for g in held if g.role in ROLES)
        units = dict.fromkeys(names.get(g.unit_code, g.unit_code) for g in held)
        ended = user.valid_to is not None and user.valid_to < today
        ends = [g.valid_to for g in held]
        until = max((day for day in ends if day), default=None) if all(ends) else None
        rows.append(PersonRow(user, ", ".join(roles), ", ".join(units), ended, until))
    return sorted(rows, key=lambda row: unmarked_key(row.user.full_name).split()[::-1])


PEOPLE = ListDefinition(
    title="Người dùng",
    file_name="nguoi-dung",
    search_words="Lọc theo tên, đơn vị, vai trò",
    empty_title="Chưa có người dùng",
    empty_words="Thêm người để giao việc.",
    columns=(
        Column(
            "ten",
            "Họ và tên",
            lambda row: row.user.full_name,
            link=lambda row: reverse("administration:person", args=[row.user.key]),
            kind="strong",
        ),
        Column("dang-nhap", "Tên đăng nhập", lambda row: row.user.username, sort=True),
        Column("vai-tro", "Vai trò", lambda row: row.roles, sort=True),
        Column("don-vi", "Đơn vị", lambda row: row.units, sort=True),
        Column("den", "Đến hết", lambda row: row.until, sort=True),
        Column("trang-thai", "Trạng thái", lambda row: row.badge, sort=True),
    ),
    chips=(
        Chip("dang-dung", "Đang dùng", lambda rows: [r for r in rows if r.user.is_active]),
        Chip("tam", "Có hạn", lambda rows: [r for r in rows if r.until]),
        Chip("da-khoa", "Đã khóa", lambda rows: [r for r in rows if not r.user.is_active]),
    ),
)
