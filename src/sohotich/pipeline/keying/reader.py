"""The reader of handwriting that the province chose, from its policies and its key."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sohotich.foundation.policies import services as policies

if TYPE_CHECKING:
    from sohotich.engines.recognition.readers import Reader, Server

# Policies are shown on a screen and written into the log; a key is not.
KEY_VARIABLE: Final = "SOHOTICH_RECOGNISER_KEY"
_NONE: Final = "none"


def server_named() -> Server | None:
    """The province's own server as its policies name it; None where they name none."""
    from sohotich.engines.recognition.readers import Server

    url = str(policies.value("recognition.server"))
    hosts = policies.value("recognition.hosts")
    if url == _NONE or not isinstance(hosts, Mapping):
        return None
    return Server(
        url=url,
        model=str(policies.value("recognition.model")),
        hosts=tuple(hosts),
        key=os.environ.get(KEY_VARIABLE, ""),
        seconds=float(policies.number("recognition.seconds")),
    )


def chosen_reader() -> Reader | None:
    """The reader of policy `recognition.reader`, None for none; ReaderError if it is unusable."""
    from sohotich.engines.recognition.readers import reader_called

    name = str(policies.value("recognition.reader"))
    return None if name == _NONE else reader_called(name, server_named())
