"""The invented days on both clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sohotich.foundation.database.models import Campaign


@dataclass(frozen=True, slots=True)
class Moments:
    """`midnight`: when the campaign began, on its clock; `offset`: its clock against the real."""

    midnight: datetime
    offset: timedelta

    @classmethod
    def of(cls, campaign: Campaign) -> Moments:
        """The moments of an installation's campaign."""
        return cls(_midnight(campaign.starts_on), campaign.offset)

    def shown(self, seconds: int) -> datetime:
        """Campaign time, so many seconds after its beginning."""
        return self.midnight + timedelta(seconds=seconds)

    def real(self, seconds: int) -> datetime:
        """The machine's time at that moment."""
        return self.shown(seconds) - self.offset

    def seconds(self, moment: datetime) -> int:
        """How long after its beginning a moment of the campaign's clock is."""
        return int((moment - self.midnight).total_seconds())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
