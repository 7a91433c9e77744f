"""A folder into which a scanner writes: what has come to rest is taken in and moved aside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sohotich.engines.guard import Refused
from sohotich.pipeline.scanning.receive import FileReceived, FileRefused, files_in

TAKEN: Final = "da-nhan"
NOT_TAKEN: Final = "khong-nhan"
Take = Callable[[str, Path], FileReceived]


@dataclass
class Watch:
    """Looks at one folder again and again; what it saw last tells which files still grow.

    A file is taken when its size and time have not changed for `rest_seconds`. Afterwards it lies
    in `da-nhan/`, or in `khong-nhan/` beside a text that says why; nothing is ever deleted.
    """

    folder: Path
    rest_seconds: float = 3.0
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Path, tuple[tuple[int, int], float]] = field(default_factory=dict)

    def look(self, take: Take) -> tuple[list[FileReceived], list[FileRefused]]:
        """Take what has come to rest, in natural order. Killed in between, the next look finds the
        file again and `take` tells that it is held already.
        """
        received: list[FileReceived] = []
        refused: list[FileRefused] = []
        for name, path in self._at_rest():
            try:
                received.append(take(name, path))
            except Refused as error:
                refused.append(FileRefused(name, str(error)))
                moved = _move(path, self.folder / NOT_TAKEN)
                moved.with_name(f"{moved.name}.txt").write_text(f"{error}\n", encoding="utf-8")
            else:
                _move(path, self.folder / TAKEN)
            self._seen.pop(path, None)
        return received, refused

    @property
    def growing(self) -> bool:
        """Whether the last look saw files that had not come to rest."""
        return bool(self._seen)

    def _at_rest(self) -> list[tuple[str, Path]]:
        moment, rested = self.clock(), []
        seen: dict[Path, tuple[tuple[int, int], float]] = {}
        for name, path in files_in(self.folder):
            if path.relative_to(self.folder).parts[0] in (TAKEN, NOT_TAKEN):
                continue
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            shape = (facts.st_size, facts.st_mtime_ns)
            before, since = self._seen.get(path, (shape, moment))
            seen[path] = (shape, since if before == shape else moment)
            if before == shape and moment - since >= self.rest_seconds and facts.st_size:
                rested.append((name, path))
        self._seen = seen
        return rested


def _move(path: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    goal, number = folder / path.name, 1
    while goal.exists():
        number += 1
        goal = folder / f"{path.stem} ({number}){path.suffix}"
    return path.rename(goal)
