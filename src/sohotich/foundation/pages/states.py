"""How a state is drawn: the domain's colour and shape as our tones and icons."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.workflow import FLAGS, STATES, Appearance

_TONES = {
    "neutral": "quiet",
    "action": "action",
    "doubt": "doubt",
    "error": "error",
    "done": "done",
}
_ICONS = {
    "○": "shape-open",
    "◔": "shape-quarter",
    "◑": "shape-half",
    "◕": "shape-most",
    "●": "shape-dot",
    "≠": "shape-differ",
    "✓": "shape-check",
    "✔": "shape-approved",
    "➜": "shape-arrow",
    "★": "shape-star",
    "⟋": "shape-slash",
    "⊘": "shape-off",
    "△": "shape-triangle",
    "✕": "shape-cross",
    "‖": "shape-double",
    "–": "shape-dash",
}
_DASHED = frozenset({"missing"})
_DOUBLE = frozenset({"doubled"})


@dataclass(frozen=True, slots=True)
class Badge:
    """`tone`: done, action, doubt, error, quiet; `icon`: a name of icons.json; `edge`: a class."""

    words: str
    tone: str
    icon: str
    edge: str = ""


def badge(code: str) -> Badge:
    """The badge of a state or flag of the workflow (`agreed`, `doubled`); KeyError if unknown."""
    shown: Appearance = STATES[code].appearance if code in STATES else FLAGS[code]
    edge = "dashed" if code in _DASHED else "double" if code in _DOUBLE else ""
    return Badge(shown.label, _TONES[shown.colour], _ICONS[shown.shape], edge)
