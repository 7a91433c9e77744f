"""How well a policy could do that knew what the system has to measure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.double_errors import KEYERS
from bench.double_play import ALL_KEYED, World, ends

COSTS = (1.1, 1.2, 1.3, 1.5, 1.7, 1.9)


def bound(world: World) -> Iterator[tuple[float, float]]:
    """(keyings per field, share of fields wrong) at `COSTS`: groups of fields alike in keyer's
    true rate, class, image and warning are keyed again, the most rewarding first.
    """
    seen, drawn = world.seen, world.drawn
    record = world.cells.record
    rate = np.unique(np.array(KEYERS), return_inverse=True)[1][drawn.keyer[record]]
    facts = np.stack((rate, seen.kind, drawn.verdict[record], seen.warned, drawn.completed), axis=1)
    groups, which = np.unique(facts, axis=0, return_inverse=True)
    wrong, looks = ends(world, np.full(len(seen.first), ALL_KEYED))
    gain = np.bincount(which.reshape(-1), seen.first.astype(int) - wrong, len(groups))
    cost = np.bincount(which.reshape(-1), looks - 1, len(groups))
    best = np.argsort(-gain / cost)
    fields = len(seen.first)
    costs = 1 + np.concatenate(([0.0], np.cumsum(cost[best]))) / fields
    errors = (seen.first.sum() - np.concatenate(([0.0], np.cumsum(gain[best])))) / fields
    for at in COSTS:
        yield at, float(np.interp(at, costs, errors))
