"""How often a reader is right: by the values alone, and whether its confidence means anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sohotich.domain.text import written_key
from sohotich.engines.recognition.readers.port import Guess

# Edges of the groups in which confidence is held against the share right.
_GROUPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Score:
    """Counts over fields with something written: `right` of `answered` of `asked`.

    `calibration`: mean distance of told confidence from the share right, by groups of confidence,
    weighed by their size; 0 is best.
    """

    asked: int
    answered: int
    right: int
    calibration: float


def score(answers: Iterable[tuple[str, Guess | None]]) -> Score:
    """From (the true value, the guess) of each field; marks and letters count, case does not.

    Nothing else that a reader says is looked at.
    """
    rows = [(truth, guess) for truth, guess in answers if truth]
    told = [
        (guess.confidence, written_key(guess.value) == written_key(truth))
        for truth, guess in rows
        if guess is not None
    ]
    return Score(len(rows), len(told), sum(right for _, right in told), _apart(told))


def _apart(told: Sequence[tuple[float, bool]]) -> float:
    whole = 0.0
    for low, high in pairwise(_GROUPS):
        group = [(sure, right) for sure, right in told if low <= sure < high]
        if group:
            share = sum(right for _, right in group) / len(group)
            whole += abs(sum(sure for sure, _ in group) / len(group) - share) * len(group)
    return round(whole / len(told), 3) if told else 0.0
