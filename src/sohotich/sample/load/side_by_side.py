"""Filling on several threads at once: one filler in a home, its threads, and what they tell."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connections

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.locks import UseLock
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.sample.kept import Kept

Progress = Callable[[int, int, str], None]
_Item = TypeVar("_Item")


def quiet(done: int, total: int, note: str) -> None:
    """Tell nobody."""


@contextmanager
def alone(kept: Kept) -> Iterator[None]:
    """Within the block nobody else fills this home; UserError where somebody does already."""
    lock = UseLock(kept.lock)
    try:
        if not lock.take_if_last():
            raise UserError(
                "Tỉnh mẫu ở đây đang được dựng.",
                where=str(kept.path.parent),
                mend="Chờ việc đó xong rồi làm lại.",
            )
        yield
    finally:
        lock.close()


class Telling:
    """Counts the steps that several threads finish."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0
        self._lock = threading.Lock()

    def __call__(self, note: str, steps: int = 1) -> None:
        with self._lock:
            self._done += steps
            self._progress(self._done, self._total, note)


@contextmanager
def workers(
    threads: int, stop: threading.Event
) -> Iterator[Callable[[Callable[[Any], object], Sequence[Any]], None]]:
    """A function that does something with every item, on several threads if wanted.

    The first error stops the others between two small steps and is raised.
    """
    if threads == 1:
        yield _one_by_one
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="sample") as pool:

        def each(do: Callable[[Any], object], items: Sequence[Any]) -> None:
            waiting = [pool.submit(_in_thread, do, item) for item in items]
            try:
                for future in as_completed(waiting):
                    future.result()
            except BaseException:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

        yield each


def _one_by_one(do: Callable[[_Item], object], items: Iterable[_Item]) -> None:
    for item in items:
        do(item)


def _in_thread(do: Callable[[_Item], object], item: _Item) -> None:
    try:
        with speaking(EVERYTHING):
            do(item)
    finally:
        connections.close_all()
