"""What every page tells certain people until it is mended: a backup too old, a disk nearly full.

A room registers a function when its app is ready; it is asked at each page, so it answers quickly
and with nothing for everybody whom it does not concern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sohotich.foundation.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """`what` is wrong, `mend` what to do; `button` and `address` lead there, both or neither."""

    what: str
    mend: str = ""
    button: str = ""
    address: str = ""


Source = Callable[[Actor], Iterable[Standing]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of notices; called in `AppConfig.ready`, a second time without effect."""
    if source not in _sources:
        _sources.append(source)


def notices_for(actor: Actor) -> tuple[Standing, ...]:
    """Everything that concerns this person now."""
    return tuple(notice for source in _sources for notice in source(actor))
