"""From the province's policies, and a sheet's own rates, to the terms that the norms reckon by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sohotich.domain.policies import POLICIES, PolicyValue
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.policies.models import PolicyOverride
from sohotich.foundation.policies.selectors import policies
from sohotich.oversight.pay.norms import Bracket, Terms, image_price, terms_checked

PREFIX: Final = "pay."
MEDIUM: Final = "pay.ceiling_medium"


@dataclass(frozen=True)
class Confirmed:
    """Who confirmed the ceiling of the middle bracket, when, by which document."""

    value: int
    by: str
    from_day: date
    at: datetime
    document: str


def decided(on: date | None = None) -> dict[str, PolicyValue]:
    """Every policy of pay on a campaign date (today when None), without the prefix."""
    return {
        row.policy.name.removeprefix(PREFIX): row.value
        for row in policies(on)
        if row.policy.name.startswith(PREFIX)
    }


def stored_terms(known: Mapping[str, PolicyValue]) -> dict[str, Any]:
    """What a sheet keeps of the policies: the values it was reckoned by."""
    return {name: value for name, value in known.items() if f"{PREFIX}{name}" in POLICIES}


def ceilings_of(known: Mapping[str, Any]) -> dict[Bracket, int]:
    """Đồng for a field, by bracket."""
    return {bracket: int(known[f"ceiling_{bracket}"]) for bracket in Bracket}


def terms_of(known: Mapping[str, Any], rates: Mapping[str, int] | None = None) -> Terms:
    """The terms by these policies and real rates (None: the ceilings); RateRefused beyond the law.

    `rates` maps a bracket to đồng.
    """
    ceilings = ceilings_of(known)
    real = {b: int(rates[b]) if rates else ceilings[b] for b in Bracket}
    picture = image_price(int(known["web_simple"]), int(known["image_percent"]))
    return terms_checked(
        Terms(
            ceilings=ceilings,
            rates=real,
            short_most=int(known["short_chars"]),
            medium_most=int(known["medium_chars"]),
            factor=Decimal(str(known["local_factor"])),
            second_percent=int(known["second_percent"]),
            import_percent=int(known["import_percent"]),
            language_percent=int(known["language_percent"]),
            abroad=known["language_fields"] == "abroad",
            blank=known["blank"] == "short",
            carried=known["carried"] == "full",
            completed=known["completed"] == "full",
            officers_by_field=known["officers"] == "share",
            officers_percent=int(known["officers_percent"]),
            image=picture if known["images"] == "yes" else Decimal(0),
        )
    )


def middle_confirmed(on: date | None = None) -> Confirmed | None:
    """The decision that confirmed the middle bracket's ceiling, in force on the day; None: the
    figure is only what people commonly quote.
    """
    found = (
        PolicyOverride.objects.filter(name=MEDIUM, from_date__lte=on or campaign_today())
        .order_by("-from_date", "-key")
        .first()
    )
    if found is None:
        return None
    return Confirmed(
        int(found.value), found.decided_by_name, found.from_date, found.decided_at, found.reason
    )
