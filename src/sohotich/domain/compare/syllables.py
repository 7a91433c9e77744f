"""Where two writings differ, syllable by syllable: keyings, matches and findings alike."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from sohotich.domain.compare.ignoring import DEFAULT_IGNORE, comparable
from sohotich.domain.text import clean, unmarked_key

Kind = Literal["same", "left", "right", "changed"]

# Above this many pairs of syllables (long notes) the alignment is the library's quicker one.
_CAREFUL_UP_TO = 10_000
# Costs are whole numbers, so that sums along two ways can be compared.
_MISSING = 80


class Segment(NamedTuple):
    """`same`: syllables both have (written as each has them); `changed`: one syllable against
    another; `left`, `right`: a syllable only the first or the second has, the other side empty.
    """

    kind: Kind
    a: str
    b: str


def syllable_diff(a: str, b: str, ignore: frozenset[str] = DEFAULT_IGNORE) -> list[Segment]:
    """The two texts side by side; joining one side's non-empty parts with spaces gives `clean`.

    `ignore` as in `compare_records`: syllables that differ only so count as same.
    """
    left, right = clean(a).split(), clean(b).split()
    keys = [comparable(word, ignore) for word in left], [comparable(word, ignore) for word in right]
    start = _common_start(*keys)
    end = _common_start(keys[0][start:][::-1], keys[1][start:][::-1])
    middle_a, middle_b = left[start : len(left) - end], right[start : len(right) - end]
    segments = [
        *_pairs("same", left[:start], right[:start]),
        *_aligned(middle_a, middle_b, ignore),
        *_pairs("same", left[len(left) - end :], right[len(right) - end :]),
    ]
    return _joined(segments)


def _common_start(a: list[str], b: list[str]) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _pairs(kind: Kind, a: list[str], b: list[str]) -> list[Segment]:
    return [Segment(kind, one, other) for one, other in zip(a, b, strict=True)]


def _aligned(a: list[str], b: list[str], ignore: frozenset[str]) -> list[Segment]:
    if len(a) * len(b) > _CAREFUL_UP_TO:
        return _aligned_quickly(a, b, ignore)
    costs = _cost_table(a, b, ignore)
    segments: list[Segment] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + _distance(a[i - 1], b[j - 1], ignore):
            i, j = i - 1, j - 1
            same = _distance(a[i], b[j], ignore) == 0
            segments.append(Segment("same" if same else "changed", a[i], b[j]))
        elif i and costs[i][j] == costs[i - 1][j] + _MISSING:
            i -= 1
            segments.append(Segment("left", a[i], ""))
        else:
            j -= 1
            segments.append(Segment("right", "", b[j]))
    return segments[::-1]


def _cost_table(a: list[str], b: list[str], ignore: frozenset[str]) -> list[list[int]]:
    """The least cost of turning each beginning of `a` into each beginning of `b`."""
    costs = [[j * _MISSING for j in range(len(b) + 1)]]
    for i, one in enumerate(a, 1):
        above = costs[-1]
        row = [i * _MISSING]
        for j, other in enumerate(b, 1):
            changed = above[j - 1] + _distance(one, other, ignore)
            row.append(min(changed, above[j] + _MISSING, row[j - 1] + _MISSING))
        costs.append(row)
    return costs


@lru_cache(maxsize=4096)
def _distance(a: str, b: str, ignore: frozenset[str]) -> int:
    """0 for the same syllable, 20 for other marks only, up to 100 for nothing in common."""
    if comparable(a, ignore) == comparable(b, ignore):
        return 0
    left, right = unmarked_key(a), unmarked_key(b)
    return 100 - round(80 * SequenceMatcher(None, left, right, autojunk=False).ratio())


def _aligned_quickly(a: list[str], b: list[str], ignore: frozenset[str]) -> list[Segment]:
    keys = [comparable(word, ignore) for word in a], [comparable(word, ignore) for word in b]
    segments: list[Segment] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        shared = min(i_end - i, j_end - j)
        kind: Kind = "same" if tag == "equal" else "changed"
        segments += _pairs(kind, a[i : i + shared], b[j : j + shared])
        segments += [Segment("left", word, "") for word in a[i + shared : i_end]]
        segments += [Segment("right", "", word) for word in b[j + shared : j_end]]
    return segments


def _joined(segments: list[Segment]) -> list[Segment]:
    """Neighbouring same syllables as one segment; differences stay one syllable each."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and segment.kind == "same" == joined[-1].kind:
            last = joined.pop()
            segment = Segment("same", f"{last.a} {segment.a}", f"{last.b} {segment.b}")
        joined.append(segment)
    return joined
