"""The part of the rules that the keying screen runs by itself, rendered from these rules.

The browser has the same few comparisons of dates (`frontend/src/keying/checks.ts`); which fields
they compare, from what limits, and what is said comes from here. A test holds both to the same
answers over thousands of records. What the browser does not claim, the server says.
"""

from __future__ import annotations

from typing import Any, Final

from sohotich.domain.rules import ages, presence, sequence, words
from sohotich.domain.rules.messages import MESSAGES
from sohotich.domain.rules.record import Context, date_keys
from sohotich.domain.rules.registry import RULES
from sohotich.domain.schema import PATTERNS, Kind, RecordType
from sohotich.domain.text.partial_dates import FIRST_YEAR, LAST_YEAR, NO_DAY, NO_MONTH

AT_ONCE: Final = (
    "Q01",
    "Q03",
    "Q04",
    "Q08",
    "Q08-early",
    "Q09-before-birth",
    "Q09-before-death",
    "Q09-day",
    "Q09-death",
    "Q09-future",
    "Q09-order",
    "Q09-parent",
    "Q22",
)


def checks_at_once(kind: RecordType, context: Context) -> dict[str, Any]:
    """The `checks` of frontend/README.md for one type of record, by the day and the policies."""
    said = [rule for rule in AT_ONCE if RULES[rule].speaks_of(kind.code)]
    return {
        "rules": {
            rule: {
                "message": MESSAGES[rule],
                "severity": RULES[rule].severity,
                "vouchable": RULES[rule].vouchable,
            }
            for rule in said
        },
        "dates": date_keys(kind),
        "required": presence.required_keys(kind),
        "births": sequence.birth_keys(kind),
        "order": sequence.ordered_pairs(kind),
        "parents": ages.PARENTS.get(kind.code),
        "worded": words.PAIRS.get(kind.code, ()),
        "number": f"^(?:{PATTERNS[Kind.NUMBER]})$",
        "today": context.today.isoformat() if context.today else "",
        "parentAge": context.parent_min_age,
        "earliest": [context.earliest_registration_year, context.earliest_birth_year],
        "years": [FIRST_YEAR, LAST_YEAR],
        "noMonth": NO_MONTH,
        "noDay": NO_DAY,
    }
