"""The rules over a registration, with the day and the province's policies."""

from __future__ import annotations

from collections.abc import Mapping

from sohotich.domain.record_types import record_type
from sohotich.domain.rules import Context, Finding, check
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.policies.services import number


def rules_context() -> Context:
    """Today and the province's policies, as the rules want them."""
    return Context(
        today=campaign_today(),
        parent_min_age=number("rules.parent_min_age"),
        earliest_registration_year=number("rules.earliest_registration_year"),
        earliest_birth_year=number("rules.earliest_birth_year"),
        oldest_age=number("rules.oldest_age"),
    )


def findings_of(
    type_code: str, values: Mapping[str, str], marks: Mapping[str, str]
) -> list[Finding]:
    """What the rules say of these values now."""
    return check(record_type(type_code), values, marks, rules_context())
