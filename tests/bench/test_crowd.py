"""The crowd of `make bench-serving`: what it sends, and that what it lost is counted."""

from __future__ import annotations

import asyncio
import gzip
import random
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

import pytest
from bench.crowd.people import THINKS, Person, TimeIsUp, Watch, _form, _marked, _typed, confirm
from bench.crowd.wire import Answer, Browser
from bench.recount import FUNNEL, REACHED

from sohotich.domain.workflow import STAGES, STATES

_Found = TypeVar("_Found")


def test_a_marked_picture_is_another_file_with_the_same_beginning() -> None:
    picture = b"\xff\xd8\xff\xe0rest"
    marked = _marked(picture, "one")
    assert marked != _marked(picture, "two")
    assert marked.startswith(b"\xff\xd8\xff\xfe\x00\x05one")
    assert marked.endswith(b"\xff\xe0rest")


def test_a_form_holds_the_file() -> None:
    body, kind = _form("a", b"bytes")
    assert kind.partition("boundary=")[2].encode() in body
    assert b'filename="a.jpg"' in body


def test_fields_without_codes_are_typed() -> None:
    fields = [
        {"key": "a", "kind": "text", "hidden": False},
        {"key": "b", "kind": "date", "hidden": False},
        {"key": "c", "kind": "code", "hidden": False, "codes": [["1", "Nam"]]},
        {"key": "d", "kind": "text", "hidden": True},
    ]
    assert [key for key, _ in _typed({"sections": [{"fields": fields}]})] == ["a", "b"]


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnice",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        b"2\r\nni\r\n2\r\nce\r\n0\r\n\r\n",
    ],
)
def test_answers_are_read_whole(reply) -> None:
    assert _alone(_asked(reply)).content == b"nice"


def test_pressed_answers_are_unpressed() -> None:
    assert Answer(200, {"content-encoding": "gzip"}, gzip.compress(b"x")).body == b"x"


def test_a_refused_confirmation_counts_as_lost() -> None:
    reply = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    watch = Watch()
    person = Person("officer", "s", "09508", day=date(2025, 1, 7).isoformat())

    async def scene() -> bool:
        async with await asyncio.start_server(_replying(reply), "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await confirm(person, Browser("127.0.0.1", port), watch)

    assert _alone(scene()) is False
    assert watch.failed == {"confirm the report": 1}
    assert watch.confirmed == []


def test_nobody_begins_anything_when_time_is_up(monkeypatch) -> None:
    watch = Watch(over=True)
    monkeypatch.setitem(THINKS, "at once", (0.0, 0.0))
    with pytest.raises(TimeIsUp):
        _alone(watch.think(random.Random(1), "at once"))


def test_the_recount_knows_every_state_and_stage() -> None:
    assert set(REACHED) == set(STATES)
    assert FUNNEL == STAGES


def _alone(work: Coroutine[Any, Any, _Found]) -> _Found:
    """In a thread of its own: a browser test before it may have left its loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


async def _asked(reply: bytes) -> Answer:
    async with await asyncio.start_server(_replying(reply), "127.0.0.1", 0) as server:
        return await Browser("127.0.0.1", server.sockets[0].getsockname()[1]).ask("GET", "/")


def _replying(reply: bytes):
    async def answer(reader, writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        writer.close()

    return answer
