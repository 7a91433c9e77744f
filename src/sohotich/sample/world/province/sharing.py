"""Whole things shared out by weight."""

from __future__ import annotations

from collections.abc import Sequence


def split(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """`total` in whole parts as near to the weights as can be, each at least `least`."""
    spread = total - least * len(weights)
    exact = [spread * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    behind = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for index in behind[: spread - sum(parts)]:
        parts[index] += 1
    return [part + least for part in parts]
