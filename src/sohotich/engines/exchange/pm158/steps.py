"""How far a package is: entries checked, then PDFs packed, with their bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sohotich.engines.exchange.pm158.model import PackageFile, PackageInput


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` steps, each entry being one to check and one to pack; `bytes` packed."""

    stage: Literal["check", "pack"]
    done: int
    total: int
    bytes: int


Report = Callable[[Step], None]


def unheard(step: Step) -> None:
    """Nobody listens."""


class Steps:
    """Counts and tells; the report may raise to end the run."""

    def __init__(self, package: PackageInput, report: Report) -> None:
        self._report = report
        self._done = self._bytes = 0
        self._total = 2 * len(package.present) + (package.cover is not None)

    def checked(self) -> None:
        """One entry was looked at."""
        self._tell("check", 0)

    def packed(self, file: PackageFile) -> None:
        """One PDF stands in the ZIP."""
        self._tell("pack", file.bytes)

    def _tell(self, stage: Literal["check", "pack"], size: int) -> None:
        self._done += 1
        self._bytes += size
        self._report(Step(stage, self._done, self._total, self._bytes))
