"""Guidance found by words without marks, and offered to whoever writes of something like it."""

from __future__ import annotations

from itertools import pairwise

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from sohotich.domain.text import unmarked_key
from sohotich.oversight.difficulties.models import Category, Guidance

# Syllables that stand in every sentence and tell nothing.
_EMPTY = frozenset(
    unmarked_key(
        "là và của có không thì mà các những được cho với khi này đó ở tại từ đến trong ngoài một"
        " hai bị đã đang sẽ tôi chúng em anh chị xin hỏi như thế nào làm gì vẫn còn ra vào lên"
    ).split()
)
_OFFERED = 3
# A pair of neighbouring syllables tells far more than one syllable, which without marks means many.
_PAIR, _TITLE_PAIR, _WORD, _SAME_CATEGORY = 4, 3, 1, 2
_ENOUGH = 6


def keys_of(title: str, tags: list[str], category: str, text: str) -> tuple[str, str]:
    """(search key, title key) as they are stored."""
    title_key = unmarked_key(title)
    whole = " ".join((title, *tags, Category(category).label, text))
    return unmarked_key(whole), title_key


def narrowed(rows: QuerySet[Guidance], words: str) -> QuerySet[Guidance]:
    """Those that hold every word, those with it in their title first."""
    wanted = unmarked_key(words).split()
    if not wanted:
        return rows
    held, titled = Q(), Q()
    for word in wanted:
        held &= Q(search_key__contains=word)
        titled &= Q(title_key__contains=word)
    rank = Case(When(titled, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(held).annotate(rank=rank).order_by("rank", "-changed_at", "key")


def offered(text: str, category: str = "") -> list[Guidance]:
    """At most three that speak of what the text speaks of, the nearest first; of little text none,
    and never one that was withdrawn.
    """
    words = [word for word in unmarked_key(text).split() if word.isalnum()]
    single = {word for word in words if len(word) > 1} - _EMPTY
    pairs = {f"{one} {two}" for one, two in pairwise(words) if not {one, two} <= _EMPTY}
    standing = Guidance.objects.filter(withdrawn_at=None)
    scored = [(_score(row, single, pairs, category), row) for row in standing]
    near = [(score, row) for score, row in scored if score >= _ENOUGH]
    near.sort(key=lambda one: (-one[0], one[1].title_key))
    return [row for _, row in near[:_OFFERED]]


def _score(row: Guidance, single: set[str], pairs: set[str], category: str) -> int:
    whole, title = f" {row.search_key} ", f" {row.title_key} "
    score = sum(_WORD for word in single if f" {word} " in whole)
    score += sum(_PAIR for pair in pairs if f" {pair} " in whole)
    score += sum(_TITLE_PAIR for pair in pairs if f" {pair} " in title)
    return score + (_SAME_CATEGORY if score and row.category == category else 0)
