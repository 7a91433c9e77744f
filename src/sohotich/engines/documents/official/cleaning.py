"""Text as people paste it, made fit for paper: what no file format holds is taken away."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from sohotich.domain.text import clean

T = TypeVar("T")
# The two code points that XML forbids and Unicode never assigns.
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))


def cleaned(part: T) -> T:
    """`part` of a letter, or a whole one, with every text in NFC and without unseen characters.

    Line ends stay: they part the lines of agencies and abstracts.
    """
    if isinstance(part, str):
        plain = part.translate(_NO_CHARACTERS)
        return "\n".join(map(clean, plain.split("\n")))  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(map(cleaned, part))  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        told = {field.name: cleaned(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **told)
    return part
