"""Chance that repeats: every draw hangs on the seed and on what is being drawn, never on order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def dice(*subject: object) -> random.Random:
    """A random source of its own for `subject`, equal on every machine."""
    return random.Random(_name(subject))  # noqa: S311


def grain(*subject: object) -> np.random.Generator:
    """The same for arrays of noise."""
    return np.random.default_rng(int.from_bytes(sha256(_name(subject).encode()).digest()[:8]))


def pick(chance: random.Random, weighted: Sequence[tuple[T, float]]) -> T:
    """One value of (value, weight) rows."""
    return chance.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _name(subject: tuple[object, ...]) -> str:
    return "/".join(map(str, subject))
