"""Tokens of the API as rows of their list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from sohotich.domain.workflow import TOKEN_RIGHTS
from sohotich.foundation.connect.identity import issuer_stands
from sohotich.foundation.connect.models import Token
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.units import unit_names


@dataclass(frozen=True, slots=True)
class TokenRow:
    """`state` as of the campaign's today: `stands`, `ended`, `orphaned` (its issuer may issue no
    more) or `revoked`.
    """

    token: Token
    unit: str
    state: str

    @property
    def badge(self) -> Badge:
        return Badge(*_BADGES[self.state])

    @property
    def rights(self) -> list[str]:
        return [TOKEN_RIGHTS[right] for right in self.token.rights if right in TOKEN_RIGHTS]


_BADGES = {
    "stands": ("Đang dùng", "done", "check"),
    "ended": ("Đã hết hạn", "quiet", "lock"),
    "orphaned": ("Người cấp thôi quyền", "quiet", "lock"),
    "revoked": ("Đã thu hồi", "quiet", "stop"),
}


def token_rows(found: Iterable[Token]) -> list[TokenRow]:
    """Tokens with their unit and state in words."""
    rows = list(found)
    names = unit_names(one.unit_code for one in rows)
    return [TokenRow(one, names.get(one.unit_code, one.unit_code), _state(one)) for one in rows]


def _state(one: Token) -> str:
    if one.revoked_at is not None:
        return "revoked"
    if one.valid_to < campaign_today():
        return "ended"
    return "stands" if issuer_stands(one) else "orphaned"


TOKENS = ListDefinition(
    title="Khóa kết nối",
    file_name="khoa-ket-noi",
    search_words="Lọc theo tên, đơn vị",
    empty_title="Chưa có khóa kết nối",
    empty_words="Cấp khóa cho máy quét hoặc phần mềm cần gửi ảnh, lấy gói tự động.",
    columns=(
        Column(
            "ten",
            "Tên",
            lambda row: row.token.name,
            link=lambda row: reverse("administration:token", args=[row.token.key]),
            kind="strong",
        ),
        Column("don-vi", "Đơn vị", lambda row: row.unit, sort=True),
        Column("dau", "Bắt đầu bằng", lambda row: f"{row.token.hint}…"),
        Column("den", "Đến hết", lambda row: row.token.valid_to, sort=True),
        Column("dung", "Dùng lần cuối", lambda row: row.token.last_used_at, sort=True),
        Column("cap", "Người cấp", lambda row: row.token.issued_by_name),
        Column("trang-thai", "Trạng thái", lambda row: row.badge, sort=True),
    ),
    chips=(
        Chip("dang", "Đang dùng", lambda rows: [r for r in rows if r.state == "stands"]),
        Chip("da-qua", "Hết dùng", lambda rows: [r for r in rows if r.state != "stands"]),
    ),
)
