"""A campaign whose clock is set, and the people of three tiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from sohotich.oversight.reports.chain import ZONE


def clock_set(text: str, day: int = 7) -> None:
    """The campaign's clock shows that time of that day of January 2025 now."""
    from sohotich.foundation.database.clock import campaign_set

    campaign_set(
        name="Đợt thử",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 1, 15),
        root_unit="27",
        opens_at=datetime.combine(date(2025, 1, day), time.fromisoformat(text), ZONE),
    )


@pytest.fixture
def clock(campaign) -> Callable[..., None]:
    """`clock("17:00")`, `clock("08:10", day=8)`; at first 15:00 of the seventh, watched since."""
    from sohotich.foundation.database.clock import campaign_now
    from sohotich.oversight.reports.closing import reporting_begin

    reporting_begin(campaign_now())
    return clock_set


@pytest.fixture
def people(person) -> SimpleNamespace:
    """Officers of two communes of Lương Tài, its office, the department, the provincial police."""
    return SimpleNamespace(
        commune=person("antap", "cong_chuc_ho_tich", unit="09508"),
        other=person("binhdinh", "cong_chuc_ho_tich", unit="09511"),
        district=person("luongtai", "phong_tu_phap", unit="264"),
        province=person("so", "so_tu_phap", unit="27"),
        police=person("catinh", "cong_an_tinh", unit="27"),
    )
