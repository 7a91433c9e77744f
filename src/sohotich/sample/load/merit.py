"""The criteria of merit, published on the campaign's first day for the days after it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.moments import CampaignTime, RealTime
from sohotich.foundation.people.models import Grant
from sohotich.oversight.merit.models import CriteriaSet
from sohotich.oversight.merit.publishing import numbers_on
from sohotich.oversight.reports.chain import ZONE

_PUBLISHED_AT: Final = time(8)
_BASIS: Final = "Công văn mẫu số 01/STP-HCTP của Sở Tư pháp"


def criteria_fill() -> None:
    """In the name of the department's account; nothing where it is done or nobody could do it."""
    found = campaign()
    grant = Grant.objects.filter(role="so_tu_phap").select_related("user").first()
    if found is None or grant is None or CriteriaSet.objects.exists():
        return
    at = datetime.combine(found.starts_on, _PUBLISHED_AT, ZONE)
    applies_from = found.starts_on + timedelta(days=1)
    CriteriaSet.objects.create(
        applies_from=applies_from,
        basis=_BASIS,
        numbers=numbers_on(applies_from),
        published_at=CampaignTime.of(at),
        published_at_real=RealTime.of(at - found.offset),
        published_by=grant.user_id,
        published_by_name=grant.user.full_name,
    )
