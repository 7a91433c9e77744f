"""Printed words put into lines, and the labels of a form found among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sohotich.domain.record_types.printed_labels import PrintedLabel, words_of
from sohotich.engines.recognition.tesseract import Word

Box = tuple[int, int, int, int]
# Two words stand on one line when their middles are nearer than this share of their height.
_SAME_LINE: Final = 0.6
# Between the words of one label there is no more room than this many heights.
_SAME_LABEL: Final = 1.6
_FUZZY_FROM: Final = 4


@dataclass(frozen=True)
class Found:
    """A label where it stands on the page; `sure` 0 to 1, from its words as they were read.

    `heading`: set in capitals, so it heads what follows; no line to write on begins with it.
    """

    label: PrintedLabel
    box: Box
    sure: float
    heading: bool = False


def lines_in(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each line from left to right, the lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: _middle(one.box)):
        near = next((line for line in reversed(lines[-6:]) if _on_line(word, line)), None)
        if near is None:
            lines.append([word])
        else:
            near.append(word)
    for line in lines:
        line.sort(key=lambda one: one.box[0])
    return lines


def labels_in(line: Sequence[Word], labels: Sequence[PrintedLabel]) -> list[Found]:
    """The labels on one line, the longest wording where several fit."""
    pieces = [(piece, word) for word in line for piece in words_of(word.text)]
    found, at = [], 0
    while at < len(pieces):
        best = next((label for label in labels if _fits(label, pieces, at)), None)
        if best is None:
            at += 1
            continue
        taken = pieces[at : at + len(best.words)]
        box = _around(word.box for _, word in taken)
        heading = all(word.text.isupper() for _, word in taken)
        found.append(Found(best, box, _sure(best, taken), heading))
        at += len(best.words)
    return found


def _fits(label: PrintedLabel, pieces: Sequence[tuple[str, Word]], at: int) -> bool:
    taken = pieces[at : at + len(label.words)]
    if len(taken) < len(label.words) or not all(
        _alike(piece, word) for (piece, _), word in zip(taken, label.words, strict=True)
    ):
        return False
    boxes = [word.box for _, word in taken]
    height = max(box[3] - box[1] for box in boxes)
    gaps = (right[0] - left[2] for left, right in pairwise(boxes))
    if any(gap > _SAME_LABEL * height for gap in gaps):
        return False
    return len(label.words) > 1 or _set_as_a_label(*taken[0], label, at)


def _set_as_a_label(piece: str, word: Word, label: PrintedLabel, at: int) -> bool:
    """A single word is told from handwriting by its colon or by heading its line."""
    return piece == label.words[0] and (word.text.endswith(":") or at == 0)


def _alike(read: str, printed: str) -> bool:
    """Equal, or one letter off in a word long enough to still be told."""
    if read == printed:
        return True
    if min(len(read), len(printed)) < _FUZZY_FROM or abs(len(read) - len(printed)) > 1:
        return False
    short, long = sorted((read, printed), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _sure(label: PrintedLabel, taken: Sequence[tuple[str, Word]]) -> float:
    exact = sum(piece == word for (piece, _), word in zip(taken, label.words, strict=True))
    read = sum(word.confidence for _, word in taken) / len(taken)
    return read * (0.6 + 0.4 * exact / len(taken))


def _around(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _on_line(word: Word, line: Sequence[Word]) -> bool:
    # Against the nearest word: a line may run a little up or down the page.
    other = min(line, key=lambda one: abs(one.box[0] - word.box[0]))
    height = max(word.box[3] - word.box[1], other.box[3] - other.box[1])
    return abs(_middle(word.box) - _middle(other.box)) < _SAME_LINE * height
