"""A row in each table of merit, put down directly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from sohotich.foundation.database.moments import CampaignTime
from sohotich.oversight.merit.models import (
    CriteriaSet,
    IssuedDocument,
    MeritLine,
    MeritList,
    Opinion,
)


def merit_rows(unit: str, office: str) -> MeritList:
    """A list issued by the office that names the unit, with what the unit said of it."""
    at = CampaignTime.of(datetime(2025, 1, 7, tzinfo=UTC))
    criteria = CriteriaSet.objects.create(
        applies_from=date(2025, 1, 8),
        basis="Công văn",
        numbers={},
        published_at=at,
        published_at_real=at,
        published_by=uuid4(),
        published_by_name="Sở",
    )
    found = MeritList.objects.create(
        purpose="commend",
        subject="commune",
        first_day=date(2025, 1, 8),
        last_day=date(2025, 1, 9),
        criteria=criteria,
        stage="issued",
        drawn_at=at,
        drawn_by_name="Sở",
        comment_until=at,
        issued_at=at,
    )
    whose = {"subject": "commune", "unit_code": unit}
    line = MeritLine.objects.create(
        merit_list=found,
        **whose,
        name="Xã",
        place=1,
        score=90,
        evidence=[],
        proposed=True,
        why="Hạng 1",
    )
    Opinion.objects.create(
        line=line, **whose, appeal=True, text="Xin xem lại", by=uuid4(), by_name="Xã", at=at
    )
    IssuedDocument.objects.create(
        merit_list=found,
        subject="commune",
        office_code=office,
        ending="pdf",
        name="danh-sach.pdf",
        media_type="application/pdf",
        content=b"%PDF",
        sha256="0" * 64,
        bytes=4,
    )
    return found
