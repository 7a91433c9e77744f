"""The norms as a table to read: each figure, what it is for, where it is written, who decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sohotich.foundation.administration.views.policies import value_words
from sohotich.foundation.policies.selectors import policies
from sohotich.oversight.pay.terms import PREFIX


@dataclass(frozen=True)
class NormRow:
    """`decision`: who decided another value than usual, when, by which document; "" nobody."""

    name: str
    title: str
    value: str
    origin: str
    decision: str


def norm_rows() -> list[NormRow]:
    """Every policy of pay with the value in force today."""
    return [_row(row) for row in policies() if row.policy.name.startswith(PREFIX)]


def _row(row: Any) -> NormRow:
    made = next((one for one in row.history if one.value == row.value), None)
    decision = ""
    if made is not None:
        decision = f"{made.decided_by_name}, từ {made.from_date:%d/%m/%Y}: {made.reason}"
    said = value_words(row.policy, row.value)
    if row.policy.unit and row.policy.unit != "lần":
        said = f"{said} {row.policy.unit}"
    origin = row.policy.origin.replace("inferred", "chưa có văn bản, tự đặt")
    return NormRow(row.policy.name, row.policy.title, said, origin, decision)
