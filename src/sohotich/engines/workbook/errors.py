from __future__ import annotations


class WorkbookError(ValueError):
    """A workbook that cannot be used. `message` says what happened and what to do, in Vietnamese.

    `where` names the file, and the sheet or cell when there is one; `problems` has one line per
    heading or row at fault when several are.
    """

    def __init__(self, message: str, where: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, where)
        self.message = message
        self.where = where
        self.problems = problems

    def __str__(self) -> str:
        return "\n  - ".join([f"{self.where}: {self.message}", *self.problems])
