"""The funnel in its order: what is counted of the work, and what is not counted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sohotich.domain.workflow import STAGES as WORKFLOW_STAGES
from sohotich.domain.workflow import STATES


@dataclass(frozen=True, slots=True)
class Stage:
    """`built` False: no work of the kind is recorded yet; shown as “chưa triển khai”, never 0."""

    key: str
    label: str
    built: bool


RETURNED: Final = "returned"
NOT_BUILT: Final = "chưa triển khai"

STAGES: Final[tuple[Stage, ...]] = (
    Stage("expected", "Phải làm", True),
    Stage("scanned", "Đã quét", True),
    Stage("keyed", "Đã nhập hai lần", True),
    Stage("agreed", "Đã thống nhất", True),
    Stage("reviewed", "Đã soát xét", True),
    Stage("approved", "Đã duyệt", True),
    Stage("exported", "Đã chuyển", True),
    Stage("accepted", "Đã được tiếp nhận", True),
    Stage(RETURNED, "Bị trả lại", True),
    Stage("gap_filled", "Bổ sung 2006–2018", False),
    Stage("conviction_cleared", "Làm sạch án tích", False),
)
"""In order. Up to `accepted` each is counted cumulatively; `returned` stands beside the funnel."""

BUILT: Final[tuple[str, ...]] = tuple(stage.key for stage in STAGES if stage.built)
FUNNEL: Final[tuple[str, ...]] = WORKFLOW_STAGES
"""The cumulative ones: none exceeds the one before it."""


def stage(key: str) -> Stage:
    """The stage of that key; KeyError if there is none."""
    return _BY_KEY[key]


def rank(state: str) -> int:
    """How far along the funnel a state of the ledger is: 1 for `expected`; 0: counted apart."""
    reached = STATES[state].stage
    return FUNNEL.index(reached) + 1 if reached is not None else 0


def states_at(key: str) -> frozenset[str]:
    """The states in which a registration stands at the stage of the funnel or beyond it."""
    least = FUNNEL.index(key) + 1
    return frozenset(state for state in STATES if rank(state) >= least)


_BY_KEY: Final[Mapping[str, Stage]] = MappingProxyType({stage.key: stage for stage in STAGES})
