"""Tables beside each other, before one is applied: what each would leave and cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sohotich.domain.second_key.assumptions import Assumptions
from sohotich.domain.second_key.expecting import Expected, expect
from sohotich.domain.second_key.table import Table

# The plan's own count of registrations, until books are entered.
PLANNED: Final = 327_822


@dataclass(frozen=True)
class Basis:
    """What is reckoned with: `measured` of `keyers` people by what others found in their readings,
    the rest as assumed; `registrations` to be keyed.
    """

    assumptions: Assumptions = field(default_factory=Assumptions)
    keyers: int = 0
    measured: int = 0
    registrations: int = PLANNED

    def words(self) -> str:
        """In one or two sentences, where the figures come from."""
        if not self.measured:
            return (
                "Chưa có số đo của người nhập nào: tính theo giả định, trong chín người có bốn "
                "người sai 1 % số trường, bốn người 3 %, một người 8 % trước khi được cảnh báo."
            )
        rest = self.keyers - self.measured
        others = f" {rest} người chưa đủ số đo: lấy mức giả định." if rest else ""
        return f"Tính theo số đo của {self.measured}/{self.keyers} người nhập.{others}"


@dataclass(frozen=True)
class Simulated:
    """One table's figures; `days` of one person's work on all registrations."""

    name: str
    table: Table
    expected: Expected
    days: float


def simulate(tables: Mapping[str, Table], on: Basis) -> list[Simulated]:
    """Each table's figures, in the order given."""
    rows = []
    for name, table in tables.items():
        said = expect(table, on.assumptions)
        rows.append(Simulated(name, table, said, said.person_days(on.registrations)))
    return rows
