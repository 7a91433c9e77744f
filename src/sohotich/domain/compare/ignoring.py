"""What two writings may differ in without being different: a setting, not a law of nature.

Each step of IGNORABLE can be ignored or not; spaces and Unicode form never count.
"""

from __future__ import annotations

from collections.abc import Callable

from sohotich.domain.text import clean, nfc, repair_look_alikes
from sohotich.domain.text.keys import place_tones

# name → (what it is called, the step that makes it invisible). In the order they are applied:
# a tone's place is settled on lower case, so the cased form is asked for again there.
IGNORABLE: dict[str, tuple[str, Callable[[str], str]]] = {
    "look_alike": ("ký tự trông giống nhau (Ð và Đ, ’ và ')", repair_look_alikes),
    "case": ("chữ hoa, chữ thường", lambda text: nfc(text.casefold())),
    "tone_place": ("chỗ đặt dấu thanh (hoà, hòa)", lambda text: _place_tones_in_any_case(text)),
}
DEFAULT_IGNORE = frozenset(IGNORABLE)


def comparable(text: str, ignore: frozenset[str] = DEFAULT_IGNORE) -> str:
    """The form two texts share when they differ at most in what is ignored."""
    form = clean(text)
    for name, (_, step) in IGNORABLE.items():
        if name in ignore:
            form = step(form)
    return form


def ignored_differences(a: str, b: str, ignore: frozenset[str] = DEFAULT_IGNORE) -> list[str]:
    """Names of what had to be ignored to find the two equal; empty when written alike."""
    if comparable(a, frozenset()) == comparable(b, frozenset()):
        return []
    return [
        name
        for name in IGNORABLE
        if name in ignore and comparable(a, ignore - {name}) != comparable(b, ignore - {name})
    ]


def _place_tones_in_any_case(text: str) -> str:
    """`place_tones`, each letter keeping its case."""
    lower = text.lower()
    placed = place_tones(lower)
    if len(lower) != len(text):
        return placed
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(placed, text, strict=True)
    )
