"""The same work as `processes` does here, on a Spark cluster: plain functions and plain values."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.shared_files import SharedFiles, shared_files

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
# Results come back after so many items for each core: progress is seen, stopping is heard.
_ROUND = 4


@dataclass(frozen=True)
class Paths(Generic[_Item]):
    """Which files an item names, and the item with other paths in their places."""

    of: Callable[[_Item], Sequence[str]]
    moved: Callable[[_Item, Mapping[str, str]], _Item]


@dataclass(frozen=True)
class OnSpark:
    """Where Spark's machines find the files: the address of `shared_files`."""

    storage: str
    paths: Paths[Any]

    def __call__(
        self, fn: Callable[[_Item], _Result], items: Iterable[_Item], workers: int | None = None
    ) -> Iterator[_Result]:
        """Yield `fn(item)` of every item, in no order; as `processes.map_in_processes` does.

        Files are named by their content (SHA-256) and go to the storage once. An item is a task of
        its own: Spark tries it again where a machine is lost. `workers` is the number of cores
        where Spark runs on this machine; a cluster is named in Spark's own settings
        (`spark.master` in spark-defaults.conf). UserError where Spark or Java is not there.
        """
        context = _context(workers)
        files = shared_files(self.storage)
        step = _Step(fn, self.storage, self.paths)
        waiting = iter(items)
        while some := list(islice(waiting, _ROUND * context.defaultParallelism)):
            _bring(files, {Path(path) for item in some for path in self.paths.of(item)})
            yield from context.parallelize(some, len(some)).map(step).collect()


@dataclass(frozen=True)
class _Step(Generic[_Item, _Result]):
    """What a machine of the cluster does with one item."""

    fn: Callable[[_Item], _Result]
    storage: str
    paths: Paths[_Item]

    def __call__(self, item: _Item) -> _Result:
        files = shared_files(self.storage)
        with tempfile.TemporaryDirectory(prefix="sohotich-spark-") as folder:
            here = {path: str(Path(folder) / Path(path).name) for path in self.paths.of(item)}
            for path, target in here.items():
                files.get(Path(path).name, Path(target))
            return self.fn(self.paths.moved(item, here))


def _bring(files: SharedFiles, paths: set[Path]) -> None:
    for path in sorted(paths):
        if not files.has(path.name):
            files.put(path.name, path)


def _context(workers: int | None) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise _missing("Spark", "Cài thêm: pip install sohotich[spark]") from None
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise _missing("Java", "Cài Java 17 (Debian: openjdk-17-jre-headless).")
    # The machines run what this one runs.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("sohotich").config("spark.ui.enabled", "false")
    if workers is not None:
        builder = builder.master(f"local[{workers}]")
    context = builder.getOrCreate().sparkContext
    context.setLogLevel("ERROR")
    if context.master.startswith("local"):
        # Here Java started them; machines of a cluster have settings of their own.
        context.environment |= {k: v for k, v in os.environ.items() if k.startswith("AWS_")}
    return context


def _missing(what: str, mend: str) -> UserError:
    return UserError(f"Máy này chưa có {what} để chạy --engine spark.", mend=mend)
