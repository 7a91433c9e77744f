"""CPU work in processes beside the worker: images, PDF. Plain functions and plain values only."""

from __future__ import annotations

import multiprocessing
import os
import resource
import select
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from sohotich.foundation.database.errors import UserError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
# Each process works on one item with one thread; libraries must not start their own.
# Whoever waits before a screen comes first: pages that are processed take what is left over.
_STEP_ASIDE = 15
# What one process may ask for of the machine's memory: a page too large for it ends as an error at
# that page, before the system ends whichever process it likes.
_MEMORY_SHARE = 0.8
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def map_in_processes(
    fn: Callable[[_Item], _Result],
    items: Iterable[_Item],
    workers: int | None = None,
    *,
    ahead: int = 2,
) -> Iterator[_Result]:
    """Yield `fn(item)` of every item as each is done, in no order; `workers` None: every core.

    `ahead` is how many items a process may have before it: whoever is long at what was yielded asks
    for more, so that no process waits meanwhile. `fn` is a function of a module that imports
    without Django (an engine, or a plain module of the room); what it raises is raised here and
    ends the run. Items are taken from the iterable only as fast as they are worked on.
    """
    count = workers or cores()
    waiting = iter(items)
    # Fresh processes, not copies of ours: a copy would share our database connections.
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(count, context, _begin, (os.getpid(),)) as pool:
        running: set[Future[_Result]] = set()
        try:
            while True:
                more = islice(waiting, ahead * count - len(running))
                running |= {pool.submit(fn, item) for item in more}
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenProcessPool as error:
            raise UserError(
                "Một tiến trình xử lý ảnh bị máy dừng, thường vì hết bộ nhớ.",
                mend="Đóng bớt chương trình khác hoặc giảm số tiến trình, rồi chạy lại.",
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(worker: int) -> None:
    # Ctrl-C reaches the whole terminal: the worker decides what stops, not each process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    os.nice(_STEP_ASIDE)
    _bound_memory()
    try:
        handle = os.pidfd_open(worker)
    except ProcessLookupError:
        os._exit(1)
    threading.Thread(target=_end_with, args=(handle,), daemon=True).start()


def _bound_memory() -> None:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = int(total * _MEMORY_SHARE)
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def _end_with(worker: int) -> None:
    """A killed worker cannot stop its processes: its handle becomes readable when it is gone."""
    select.select([worker], [], [])
    os._exit(1)
