"""What readings tell of keyers and images, for reckoning what a table of second keyings costs."""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from uuid import UUID

from django.db.models import Count, Sum

from sohotich.domain.second_key import (
    LEGIBILITY,
    PLANNED,
    Assumptions,
    Basis,
    Keyer,
    assumed_team,
)
from sohotich.foundation.policies.second_key import in_force
from sohotich.register.accuracy.models import Tally
from sohotich.register.accuracy.selectors import UNBIASED
from sohotich.register.images.models import EntryImage
from sohotich.register.ledger.selectors import counts
from sohotich.register.records.models import Reading, ReadingKind, ReadingState

# Fewer images with a verdict say nothing of the province's.
_ENOUGH_IMAGES: Final = 200


def basis() -> Basis:
    """Every keyer whose readings the asker may see: by what was found where enough was looked at,
    else as assumed. Shares of work are those of the first readings so far.
    """
    least = in_force().least_looks
    done = _first_readings()
    found = _found()
    total = sum(done.values())
    known = {who: found[who] for who in done if _looks(found[who]) >= max(1, least)}
    keyers = [Keyer.measured(done[who] / total, by_class) for who, by_class in known.items()]
    left = total - sum(done[who] for who in known)
    if left or not keyers:
        keyers += assumed_team(left / total if total else 1.0)
    assumed = Assumptions(keyers=tuple(keyers))
    verdicts = _verdicts()
    if verdicts:
        assumed = Assumptions(keyers=tuple(keyers), verdicts=verdicts)
    return Basis(assumed, len(done), len(known), counts()["expected"] or PLANNED)


def _first_readings() -> dict[UUID, int]:
    rows = Reading.objects.filter(kind=ReadingKind.KEYING, slot=1, state=ReadingState.COMPLETE)
    return dict(rows.order_by().values_list("by").annotate(count=Count("*")))


def _found() -> dict[UUID, dict[str, tuple[int, int]]]:
    """Keyer → class → (wrong, looked at), over all books."""
    rows = (
        Tally.objects.filter(source__in=UNBIASED, looks__gt=0)
        .order_by()
        .values_list("keyer", "field_class")
        .annotate(wrong=Sum("errors"), looked=Sum("looks"))
    )
    found: dict[UUID, dict[str, tuple[int, int]]] = defaultdict(dict)
    for keyer, name, wrong, looked in rows:
        found[keyer][name] = (wrong, looked)
    return found


def _looks(by_class: dict[str, tuple[int, int]]) -> int:
    return sum(looked for _, looked in by_class.values())


def _verdicts() -> dict[str, float]:
    """Shares of images by verdict; nothing where too few have one."""
    rows = EntryImage.objects.filter(verdict__in=LEGIBILITY).order_by()
    seen = dict(rows.values_list("verdict").annotate(count=Count("*")))
    total = sum(seen.values())
    if total < _ENOUGH_IMAGES:
        return {}
    return {verdict: seen.get(verdict, 0) / total for verdict in LEGIBILITY}
