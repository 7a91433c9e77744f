"""Which readers there are: plugins of the installation, and the province's server if named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from sohotich.engines.recognition.readers.port import Reader, ReaderError
from sohotich.engines.recognition.readers.server import NAME, Server, ServerReader

GROUP: Final = "sohotich.recognisers"


@dataclass(frozen=True)
class Known:
    """A reader by its name; `problem` says why it cannot be asked, "" where it can."""

    name: str
    origin: str
    problem: str = ""


def known(server: Server | None = None) -> list[Known]:
    """Every reader there is, each tried once: a plugin that does not load is told, not raised."""
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        origin = point.dist.name if point.dist is not None else point.value
        found.append(Known(point.name, origin, _problem(partial(_made, point))))
    if server is not None:
        found.append(Known(NAME, "HTTP", _problem(partial(ServerReader, server))))
    return found


def reader_called(name: str, server: Server | None = None) -> Reader:
    """The reader of that name; ReaderError where there is none or it does not load."""
    if name == NAME:
        if server is None:
            raise ReaderError("Chưa ghi địa chỉ máy đọc. Xem chính sách recognition.server.")
        return ServerReader(server)
    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        raise ReaderError(f"Máy chủ này không có máy đọc tên “{name}”.")
    return _made(point)


def _made(point: EntryPoint) -> Reader:
    try:
        made = point.load()()
    except Exception as error:
        # Whatever a foreign program raises, and whatever it says of it.
        raise ReaderError(
            f"Máy đọc “{point.name}” không nạp được ({type(error).__name__})."
        ) from error
    if not isinstance(made, Reader):
        raise ReaderError(f"Máy đọc “{point.name}” không theo đúng giao diện.")
    return made


def _problem(make: Callable[[], Any]) -> str:
    try:
        make()
    except ReaderError as error:
        return str(error)
    return ""
