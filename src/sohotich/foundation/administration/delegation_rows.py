"""Delegations as rows of their list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.models import Delegation
from sohotich.foundation.people.units import unit_names


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """`state`: `coming`, `stands`, `ended` or `revoked`, as of the campaign's today."""

    delegation: Delegation
    unit: str
    state: str

    @property
    def badge(self) -> Badge:
        return Badge(*_BADGES[self.state])

    @property
    def open(self) -> bool:
        return self.state in ("coming", "stands")

    @property
    def ground(self) -> str:
        one = self.delegation
        return f"{one.ground_number} ngày {one.ground_date:%d/%m/%Y}"


_BADGES = {
    "coming": ("Chưa đến ngày", "quiet", "wait"),
    "stands": ("Đang ký thay", "done", "check"),
    "ended": ("Đã hết hạn", "quiet", "lock"),
    "revoked": ("Đã thu hồi", "quiet", "stop"),
}


def delegation_rows(found: Iterable[Delegation]) -> list[DelegationRow]:
    """Delegations with their unit and state in words."""
    rows = list(found)
    names = unit_names(one.unit_code for one in rows)
    return [
        DelegationRow(one, names.get(one.unit_code, one.unit_code), _state(one)) for one in rows
    ]


def _state(one: Delegation) -> str:
    today = campaign_today()
    if one.revoked_at is not None:
        return "revoked"
    if one.valid_to < today:
        return "ended"
    return "coming" if one.valid_from > today else "stands"


DELEGATIONS = ListDefinition(
    title="Ủy quyền ký thay",
    file_name="uy-quyen-ky-thay",
    search_words="Lọc theo người, đơn vị",
    empty_title="Chưa có ủy quyền nào",
    empty_words="Khi Chủ tịch đi vắng, ủy quyền để Phó Chủ tịch ký duyệt sổ.",
    columns=(
        Column(
            "nguoi",
            "Người ký thay",
            lambda row: row.delegation.deputy.full_name,
            link=lambda row: reverse("administration:delegation", args=[row.delegation.key]),
            kind="strong",
        ),
        Column("don-vi", "Đơn vị", lambda row: row.unit, sort=True),
        Column("tu", "Từ ngày", lambda row: row.delegation.valid_from, sort=True),
        Column("den", "Đến hết", lambda row: row.delegation.valid_to, sort=True),
        Column("can-cu", "Căn cứ", lambda row: row.ground),
        Column("giao", "Người giao", lambda row: row.delegation.given_by_name),
        Column("trang-thai", "Trạng thái", lambda row: row.badge, sort=True),
    ),
    chips=(
        Chip("dang", "Đang ký thay", lambda rows: [r for r in rows if r.state == "stands"]),
        Chip("da-qua", "Đã qua", lambda rows: [r for r in rows if not r.open]),
    ),
)
