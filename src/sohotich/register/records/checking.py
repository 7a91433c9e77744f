"""The rules over a registration, with the day and the province's policies."""

from __future__ import annotations

from collections.abc import Mapping

from sohotich.domain.record_types import BookForm, record_type
from sohotich.domain.rules import Context, Finding, check
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.policies.services import number


def rules_context(form: BookForm | None = None) -> Context:
    """Today, the policies and, once confirmed, the form of the book, as the rules want them."""
    return Context(
        printed=form.counted if form is not None and form.confirmed else None,
        today=campaign_today(),
        parent_min_age=number("rules.parent_min_age"),
        earliest_registration_year=number("rules.earliest_registration_year"),
        earliest_birth_year=number("rules.earliest_birth_year"),
        oldest_age=number("rules.oldest_age"),
    )


def findings_of(
    type_code: str,
    values: Mapping[str, str],
    marks: Mapping[str, str],
    form: BookForm | None = None,
) -> list[Finding]:
    """What the rules say of these values now; `form`: of the book they stand in."""
    return check(record_type(type_code), values, marks, rules_context(form))
