"""The plan of a reading: decided once, when it was finished, and kept as it was decided."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.second_key import (
    ReadingFacts,
    Table,
    Treatment,
    judged_errors,
    measuring_fields,
    plan,
)
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.policies.services import value
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.accuracy.selectors import errors_by_class
from sohotich.register.ledger.models import Entry

POLICY: Final = "keying.second_key"
_TABLE: Final = "keying.second_key_table"
_BY_RISK: Final = "risk"
_DRAWS: Final = 1 << 32


def planned_by_risk() -> bool:
    """Whether the province lets the table decide who looks at what; else everything is keyed
    twice.
    """
    return value(POLICY) == _BY_RISK


def plan_of_reading(reading: UUID) -> LookPlan | None:
    """The plan of a first reading; None where it was to be keyed twice as a matter of course."""
    return LookPlan.objects.filter(reading=reading).first()


@transaction.atomic
def plan_make(
    *,
    entry: Entry,
    reading: UUID,
    keyer: UUID,
    fields: Mapping[str, str],
    warned: frozenset[str],
    unsaid: frozenset[str] = frozenset(),
    legibility: str,
) -> LookPlan:
    """Decide what is done about each of `fields` (field → how its value came) of a finished
    reading, by the table of today; `warned` and `unsaid` as in `ReadingFacts`. Asked again it gives
    what was decided the first time.
    """
    table = Table.parse(str(value(_TABLE)))
    kind = record_type(entry.book.type_code)
    with as_service("keying", frozenset({entry.unit_code})):
        facts = ReadingFacts(
            keyer_error=judged_errors(_measured(keyer), table.least_looks),
            legibility=legibility,
            warned=warned,
            aids=fields,
            unsaid=unsaid,
        )
        said = plan(kind, fields, facts, table)
        treated = {key for key, treatment in said.items() if treatment is not Treatment.ACCEPT}
        found, _ = LookPlan.objects.get_or_create(
            reading=reading,
            defaults={
                "unit_code": entry.unit_code,
                "entry": entry,
                "treatments": {key: str(treatment) for key, treatment in said.items()},
                "suspect": sorted(treated - measuring_fields(kind, fields, facts, table)),
                "whole": LookPlan.Whole.DRAWN if drawn(entry.key, table.share) else "",
                "table": table.text(),
                "day": campaign_today(),
                "at": now(),
            },
        )
    return found


@transaction.atomic
def plan_widen(*, entry: Entry, reading: UUID) -> None:
    """From now on the whole registration is keyed twice: its lot failed."""
    with as_service("keying", frozenset({entry.unit_code})):
        LookPlan.objects.filter(reading=reading).update(whole=LookPlan.Whole.LOT)


def drawn(key: UUID, share: float) -> bool:
    """Whether a draw by this installation's secret takes the key: `share` of all keys, always the
    same ones, and nobody who sees a key can tell.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"draw:" + key.bytes, hashlib.sha256)
    return int.from_bytes(digest[:4]) < share * _DRAWS


def _measured(keyer: UUID) -> Mapping[str, tuple[int, int]]:
    # Wherever this person keyed: a measure is theirs, not a commune's.
    with as_service("keying", None):
        rates = errors_by_class(keyer=keyer)
    return {name: (rate.errors, rate.looks) for name, rate in rates.items()}
