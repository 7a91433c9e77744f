"""What people keyed as lists: everybody of a commune, one person day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sohotich.domain.text.figures import share
from sohotich.foundation.pages.lists import Column, ListDefinition
from sohotich.oversight.dashboards.keying_pace import Pace
from sohotich.oversight.dashboards.places import Looking
from sohotich.oversight.dashboards.readers import Read, Reader


@dataclass(frozen=True)
class DayRead:
    """A day of one person."""

    day: date
    read: Read
    pace: Pace


def people_list(looking: Looking, unit: str, name: str) -> ListDefinition:
    """Rows are `Reader`."""

    def address(one: Reader) -> str:
        base = reverse("dashboards:person", args=[unit, one.key])
        words = f"?{urlencode({'ngay': looking.day.isoformat()})}" if looking.back else ""
        return f"{base}{words}"

    return ListDefinition(
        (
            Column("nguoi", "Người nhập", lambda r: r.name, address, "strong", True),
            Column("trong-ngay", "Lượt trong ngày", lambda r: r.today, kind="number", sort=True),
            Column("luot", "Lượt nhập", lambda r: r.read.records, kind="number", sort=True),
            *_fields(lambda r: r.read),
        ),
        f"nguoi-nhap-{unit}-{looking.day.isoformat()}",
        title=f"Người nhập của {name} đến hết ngày {looking.day:%d/%m/%Y}",
        search_words="Lọc theo tên",
        empty_title="Chưa ai nhập",
        empty_words="Có dòng khi người của xã nhập xong trường hợp đầu tiên.",
    )


def _fields(of: Callable[[Any], Read]) -> tuple[Column, ...]:
    return (
        Column("truong", "Trường đã nhập", lambda r: of(r).fields, kind="number", sort=True),
        Column("doi-chieu", "Đã đối chiếu", lambda r: of(r).checked, kind="number", sort=True),
        Column("sai", "Trường sai", lambda r: of(r).errors, kind="number", sort=True),
        Column(
            "ty-le", "Tỷ lệ sai", lambda r: share(of(r).errors, of(r).checked, 2), kind="number"
        ),
    )


def _known(figure: int | None) -> int | str:
    return "–" if figure is None else figure


BY_DAY = ListDefinition(
    (
        Column("ngay", "Ngày", lambda d: d.day, kind="strong", sort=True),
        Column("luot", "Lượt nhập", lambda d: d.read.records, kind="number", sort=True),
        Column("gio", "Mỗi giờ", lambda d: _known(d.pace.per_hour), kind="number"),
        Column("go", "Lần gõ mỗi lượt", lambda d: _known(d.pace.per_record), kind="number"),
        *_fields(lambda d: d.read),
    ),
    "ket-qua-nhap",
    title="Kết quả nhập từng ngày",
    search_words="Lọc theo ngày",
    empty_title="Chưa có lượt nhập nào",
    empty_words="Mỗi ngày có việc là một dòng, sau khi nhập xong trường hợp đầu tiên.",
)
