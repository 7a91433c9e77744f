"""The ledger's arithmetic: from how many entries stand in each state to the row of stages."""

from collections.abc import Mapping
from dataclasses import dataclass

from sohotich.domain.workflow.states import STATES

STAGES: tuple[str, ...] = (
    "expected",
    "scanned",
    "keyed",
    "agreed",
    "reviewed",
    "approved",
    "exported",
    "accepted",
)
"""In order; each is counted cumulatively, so no stage exceeds the one before it."""


@dataclass(frozen=True, slots=True)
class StageCounts:
    """`stages` by name, cumulative; `missing` and `cancelled` explain numbers outside of them."""

    stages: Mapping[str, int]
    missing: int
    cancelled: int

    def __getitem__(self, stage: str) -> int:
        return self.stages[stage]

    @property
    def numbers(self) -> int:
        """Every number of the book, whatever became of it."""
        return self.stages["expected"] + self.missing + self.cancelled


def count_stages(by_state: Mapping[str, int]) -> StageCounts:
    """`keyed` means that nobody has to key it any more: an entry keyed once that waits for its
    second reading still counts as scanned only.
    """
    reached = dict.fromkeys(STAGES, 0)
    for state, count in by_state.items():
        stage = STATES[state].stage
        if stage is None:
            continue
        for earlier in STAGES[: STAGES.index(stage) + 1]:
            reached[earlier] += count
    return StageCounts(reached, by_state.get("missing", 0), by_state.get("cancelled", 0))
