"""Answers of the database kept for one request: campaign, decisions, units are asked for by every
part of a page, and are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")
# None outside a request: then everything is asked anew, as jobs and commands run for long.
_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("held_answers", default=None)


@contextmanager
def one_request() -> Iterator[None]:
    """Within, `once` asks each question once."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def once(question: Hashable, ask: Callable[[], _Answer]) -> _Answer:
    """What `ask` gave for this question earlier in the request, or gives now."""
    held = _held.get()
    if held is None:
        return ask()
    if question not in held:
        held[question] = ask()
    answer: _Answer = held[question]
    return answer


def ask_anew() -> None:
    """Forget all answers of the request: whoever writes what they speak of calls it."""
    held = _held.get()
    if held is not None:
        held.clear()
