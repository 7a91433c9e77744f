"""The states of a registration and how each is shown.

A state never speaks by colour alone: it has a word, a shape and a colour, so that it reads in
grey, in print and for colour-blind people.
"""

from dataclasses import dataclass
from typing import Literal

Colour = Literal["neutral", "action", "doubt", "error", "done"]


@dataclass(frozen=True, slots=True)
class Appearance:
    """`label` is the Vietnamese word, `shape` one character, `colour` the name of a token."""

    label: str
    shape: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class State:
    """`stage` is the furthest counted stage the state has reached; None: counted apart."""

    code: str
    appearance: Appearance
    stage: str | None

    @property
    def label(self) -> str:
        return self.appearance.label


def _table(*rows: tuple[str, str, str, Colour, str | None]) -> dict[str, State]:
    return {
        code: State(code, Appearance(label, shape, colour), stage)
        for code, label, shape, colour, stage in rows
    }


STATES: dict[str, State] = _table(
    # code, label, shape, colour, stage
    ("expected", "Chưa quét", "○", "neutral", "expected"),
    ("scanned", "Đã quét, chờ nhập", "◔", "action", "scanned"),
    ("keyed_once", "Đã nhập một lần", "◑", "action", "scanned"),
    ("verifying", "Chờ soát giá trị", "◕", "action", "keyed"),
    ("disputed", "Tranh chấp", "≠", "doubt", "keyed"),
    ("agreed", "Đã thống nhất, chờ soát xét", "●", "action", "agreed"),
    ("reviewed", "Đã soát xét", "✓", "done", "reviewed"),
    ("approved", "Đã duyệt", "✔", "done", "approved"),
    ("exported", "Đã chuyển", "➜", "done", "exported"),
    ("accepted", "Đã được tiếp nhận", "★", "done", "accepted"),
    ("missing", "Thiếu trong sổ", "⟋", "error", None),
    ("cancelled", "Số bị hủy", "⊘", "neutral", None),
)

FLAGS: dict[str, Appearance] = {
    # Shown beside the state, never instead of it.
    "doubt": Appearance("Nghi ngờ", "△", "doubt"),
    "returned": Appearance("Trả lại", "✕", "error"),
    "doubled": Appearance("Trùng số", "‖", "doubt"),
    "settled": Appearance("Thống nhất", "–", "action"),
}
