"""What stands in the way of a difficulty, guidance or broadcast, told to its writer."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError
from sohotich.oversight.difficulties.personal import Trace


class Overtaken(UserError):
    """Somebody else wrote in the meantime; the text that was sent stays with its writer."""

    kind = "state"


class LooksPersonal(UserError):
    """A text for everybody that seems to hold somebody's data; `traces` says where."""

    def __init__(self, traces: list[Trace]) -> None:
        super().__init__(
            "Nội dung có chỗ giống dữ liệu cá nhân.",
            where="; ".join(f"{one.words} ({one.kind})" for one in traces),
            mend="Bỏ đi, hoặc đánh dấu rằng đã xem và đó không phải dữ liệu cá nhân.",
        )
        self.traces = traces
