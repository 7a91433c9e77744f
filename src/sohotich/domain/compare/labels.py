"""Naming a difference in words a keyer uses: dấu sắc / dấu huyền, ê / è, chữ số 7 / chữ số 1."""

from __future__ import annotations

from difflib import SequenceMatcher

from sohotich.domain.compare.ignoring import IGNORABLE, comparable, ignored_differences
from sohotich.domain.compare.syllables import syllable_diff
from sohotich.domain.text import clean
from sohotich.domain.text.keys import place_tones
from sohotich.domain.text.letters import TONE_NAMES, split_tones


def difference_label(a: str, b: str) -> str:
    """The difference of two values in a few words, the first value's side first.

    Empty when they are equal; "khác 2 tiếng" when several syllables differ.
    """
    sides = difference_sides(a, b)
    if sides is not None:
        return " / ".join(sides)
    if not comparable(a) or not comparable(b):
        return "" if comparable(a) == comparable(b) else "một bên không có chữ"
    different = [s for s in syllable_diff(a, b) if s.kind != "same"]
    if different:
        return f"khác {len(different)} tiếng"
    return ", ".join(IGNORABLE[name][0] for name in ignored_differences(a, b))


def difference_sides(a: str, b: str) -> tuple[str, str] | None:
    """What each side has where exactly one syllable differs: ("dấu sắc", "dấu huyền")."""
    different = [s for s in syllable_diff(a, b) if s.kind != "same"]
    if len(different) != 1 or not clean(a) or not clean(b):
        return None
    _, left, right = different[0]
    if not left or not right:
        return _presence(left, f"tiếng “{left or right}”")
    return _letter_sides(comparable(left), comparable(right)) or (f"“{left}”", f"“{right}”")


def _presence(left: str, what: str) -> tuple[str, str]:
    return (f"có {what}", f"không có {what}") if left else (f"không có {what}", f"có {what}")


def _letter_sides(a: str, b: str) -> tuple[str, str] | None:
    """Sides for two syllables in comparable form (lower case, tones in one place); None when they
    differ in more than one place or in more than two letters.
    """
    if _toneless(a) == _toneless(b):
        return _tone_name(a), _tone_name(b)
    # A tone moves with the letters around it (hòa, hoàn): letters are compared without it.
    if split_tones(a)[0] != split_tones(b)[0] and _tone_set(a) == _tone_set(b):
        a, b = _toneless(a), _toneless(b)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    changes = [(a[i:i_end], b[j:j_end]) for tag, i, i_end, j, j_end in blocks if tag != "equal"]
    left, right = changes[0]
    if len(changes) > 1 or (max(len(left), len(right)) > 2 and not (left + right).isdigit()):
        return None
    if not left or not right:
        return _presence(left, _named(left or right))
    return _named(left), _named(right)


def _named(letters: str) -> str:
    return f"{'chữ số' if len(letters) == 1 else 'số'} {letters}" if letters.isdigit() else letters


def _toneless(syllable: str) -> str:
    return split_tones(place_tones(syllable))[0]


def _tone_set(syllable: str) -> set[int]:
    return set(split_tones(syllable)[1]) - {0}


def _tone_name(syllable: str) -> str:
    tones = sorted(_tone_set(syllable))
    return ", ".join(TONE_NAMES[tone] for tone in tones) or TONE_NAMES[0]
