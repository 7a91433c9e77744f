"""Dates that stand in words beside their figures."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.text import (
    DateError,
    PartialDate,
    date_in_words,
    empty_kind,
    figures_against_words,
    words_to_date,
)

# Type → figures, words.
PAIRS = {
    "KS": (("nksNgaySinh", "nksNgaySinhBangChu"),),
    "KT": (("nktNgayChet", "nktNgayChetGhiBangChu"),),
}
_TYPES = tuple(PAIRS)
_LONGEST = 120


@record_rule("Q22", "warning", "TT04 art. 31: figures and words", types=_TYPES)
def figures_agree_with_words(record: Record) -> Iterable[Hit]:
    for figures, words, text in _worded(record):
        day = record.date(figures)
        if day is None or text.casefold() == _in_words(day):
            continue
        said = _said(text)
        if said is not None and figures_against_words(day, said):
            facts = {"figures": day.screen(), "words": said.screen()}
            yield Hit(words, facts=facts, related=(figures,))


@record_rule("Q22-words", "warning", "TT04 art. 31; domain §13: numbers in words", types=_TYPES)
def words_are_a_date(record: Record) -> Iterable[Hit]:
    """Nothing is proposed: what the figures say need not be what the words of the book say."""
    for figures, words, text in _worded(record):
        day = record.date(figures)
        known = day is not None and text.casefold() == _in_words(day)
        if not known and empty_kind(text) is None and _said(text) is None:
            yield Hit(words, related=(figures,))


def _worded(record: Record) -> Iterator[tuple[str, str, str]]:
    for figures, words in PAIRS[record.kind.code]:
        text = record.get(words)
        if text:
            yield figures, words, text


@lru_cache(maxsize=1 << 15)
def _in_words(day: PartialDate) -> str:
    return date_in_words(day).casefold()


@lru_cache(maxsize=1 << 15)
def _said(words: str) -> PartialDate | None:
    try:
        return words_to_date(words) if len(words) <= _LONGEST else None
    except DateError:
        return None
