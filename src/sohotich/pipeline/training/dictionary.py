"""What completes names on a page of the course: the general list alone, for the page's year.

A commune's own books add theirs at work; here nobody exists, so there is nothing to count.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from sohotich.domain.schema import FEMALE, MALE, PersonRole, RecordType
from sohotich.domain.text import lexicon
from sohotich.pipeline.training.course import Lesson

_SEX: Final[dict[str, str]] = {MALE: "m", FEMALE: "f"}


def dictionary(page: Lesson) -> dict[str, Any]:
    """The data of `frontend/src/keying/dictionary.ts`; dates and places are typed as they stand."""
    return {
        "names": _names(page.year),
        "roles": {role.name_field: _role(page.kind, role) for role in page.kind.persons},
        "dates": {},
        "pools": {},
        "phrases": {},
        "seeds": {},
        "words": [],
        "parents": {"fields": [], "names": [], "rows": []},
        "before": "",
        "year": page.year,
    }


@cache
def _names(year: int) -> dict[str, Any]:
    return lexicon((), year)


def _role(kind: RecordType, role: PersonRole) -> dict[str, Any]:
    # A child beside its parents was born about the year of the book, everybody else long before.
    young = role.principal and any(other.sex and not other.principal for other in kind.persons)
    return {
        "label": role.label[:1].lower() + role.label[1:],
        "prefix": role.role,
        "sex": _SEX.get(role.sex, ""),
        "sexField": role.sex_field,
        "age": "young" if young else "elder",
        "related": [],
        "other": not role.principal and not role.sex,
    }
