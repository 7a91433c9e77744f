"""What the worker does for the chain once a minute, as the scheduler."""

from __future__ import annotations

from sohotich.foundation.audit.chain import seal_all
from sohotich.foundation.audit.heads import head_of_day

_MAKER = "scheduler"


def audit_seal() -> int:
    """Seal what is waiting, and write the day's head once; returns how many were sealed."""
    sealed = seal_all(maker=_MAKER)
    head_of_day()
    return sealed
