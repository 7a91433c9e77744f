"""Names of the dictionary that may answer what was typed: sets of names, the surest first.

Only names come from here, never who has them: what of it exists for somebody is asked behind the
wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from sohotich.register.search.matching import slips_of

# More names than these do not help anybody choose: who types on gets fewer.
MOST: Final = 3000
_BEGINNING_ALIKE: Final = """
    SELECT name FROM search_knownname WHERE name > %(from)s AND name < %(to)s
    ORDER BY name LIMIT %(most)s
"""
_OF_WORDS: Final = """
    SELECT name FROM (
        SELECT name, words FROM search_knownname WHERE {where} LIMIT %(most)s
    ) found ORDER BY cardinality(words), name
"""
_WORDS_FROM: Final = """
    SELECT word FROM search_knownword WHERE word >= %(from)s AND word < %(to)s LIMIT %(most)s
"""
_WORDS_AMONG: Final = "SELECT word FROM search_knownword WHERE word = ANY(%(words)s::varchar[])"
_NAMES_AMONG: Final = "SELECT name FROM search_knownname WHERE name = ANY(%(words)s::varchar[])"
_AFTER: Final = "\U0010ffff"


def names_in_part(key: str) -> Iterator[list[str]]:
    """Sets of names for one typed in part: those that begin so, those with the same words."""
    if any(len(word) > 1 for word in key.split()):
        yield _asked(_BEGINNING_ALIKE, {"from": key, "to": key + _AFTER})
        yield _holding(key.split())


def names_slipped(key: str) -> list[str]:
    """Known names that are one slip away from the whole of what was typed."""
    return _asked(_NAMES_AMONG, {"words": slips_of(key)}) if key else []


def names_slipped_in_part(key: str) -> Iterator[list[str]]:
    """Sets of names for one typed in part with a slip in one word, a set for each word."""
    typed = key.split()
    for place, word in enumerate(typed):
        if len(word) > 1 and (slips := _asked(_WORDS_AMONG, {"words": slips_of(word)})):
            others = [*typed[:place], *typed[place + 1 :]]
            yield _holding(others, slips, ends=place < len(typed) - 1)


def _holding(typed: list[str], slips: Sequence[str] = (), ends: bool = True) -> list[str]:
    """Names that hold every word typed, of the last (where it `ends` the name typed) the beginning
    alone, for one letter a word that begins with it, and one of the slips where there are any.
    """
    whole = [word for word in typed if len(word) > 1]
    conditions: dict[str, Any] = {}
    if ends and typed and len(typed[-1]) > 1:
        conditions["words && %(ending)s::varchar[]"] = _beginning(whole.pop())
    conditions |= {"words @> %(whole)s::varchar[]": whole} if whole else {}
    conditions |= {"words && %(slips)s::varchar[]": list(slips)} if slips else {}
    if not conditions:
        return []
    for place, letter in enumerate(word for word in typed if len(word) == 1 and word.isalnum()):
        conditions[f"(' ' || name) LIKE %(letter{place})s"] = f"% {letter}%"
    names = [re.findall(r"%\((\w+)\)s", condition)[0] for condition in conditions]
    given = dict(zip(names, conditions.values(), strict=True))
    return _asked(_OF_WORDS.format(where=" AND ".join(conditions)), given)


def _beginning(typed: str) -> list[str]:
    return _asked(_WORDS_FROM, {"from": typed, "to": typed + _AFTER})


def _asked(statement: str, given: Mapping[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**given, "most": MOST})
        return [name for (name,) in cursor.fetchall()]
