"""User names from people's names: `Nguyễn Thị Lan` → `lan.nt`, the next of that name `lan.nt2`."""

from __future__ import annotations

import re
from collections.abc import Callable

from sohotich.domain.text import unmarked_key
from sohotich.foundation.people.reserved import reserved


def username_for(full_name: str, taken: Callable[[str], bool]) -> str:
    """A free user name; `taken` says whether one is in use. Without letters: `nguoi`."""
    words = [re.sub(r"[^a-z0-9]", "", word) for word in unmarked_key(full_name).split()]
    words = [word for word in words if word] or ["nguoi"]
    initials = "".join(word[0] for word in words[:-1])
    stem = f"{words[-1]}.{initials}" if initials else words[-1]
    if len(stem) < 2:
        stem = f"{stem}.nd"
    candidate, number = stem, 1
    while reserved(candidate) or taken(candidate):
        number += 1
        candidate = f"{stem}{number}"
    return candidate
