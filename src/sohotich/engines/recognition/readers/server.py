"""A reader on the province's own server: an OpenAI-compatible endpoint that looks at pictures.

Spoken to over one connection to a host that the province named: no redirect is followed, no proxy
of the environment used, both directions are bounded in size and the whole in time. Nothing of a
question or an answer stands in a message or a log.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from sohotich.engines.recognition.readers.port import FieldPicture, ReaderError, ReaderWrong

NAME: Final = "server"
_MOST_ASKED: Final = 8_000_000
_MOST_ANSWERED: Final = 262_144
_TOKENS: Final = 2_048
_ORDER: Final = (
    "Read the handwritten Vietnamese value on each picture of one line of a civil register. "
    "Copy letters and tone marks exactly, correct nothing. Dates as dd.mm.yyyy, mm.yyyy or yyyy. "
    "Where nothing is written or nothing can be read, leave the field out. "
    "confidence is the probability from 0 to 1 that the value is exactly right."
)


@dataclass(frozen=True)
class Server:
    """Where the reader runs. `url`: up to and with /v1; `hosts`: those that may be asked, as
    `name` or `name:port`; `key` goes into no message and no repr.
    """

    url: str
    model: str
    hosts: tuple[str, ...]
    key: str = field(default="", repr=False)
    seconds: float = 20.0


class ServerReader:
    """Asks the server about all fields of a registration in one question."""

    name = NAME

    def __init__(self, server: Server) -> None:
        """ReaderError where the address is none that may be asked."""
        self.server = server
        self._parts = _permitted(server)

    def read(
        self, type_code: str, fields: Sequence[FieldPicture]
    ) -> Mapping[str, Mapping[str, Any]]:
        """{field: {value, confidence}} as the model answered; not yet checked."""
        body = json.dumps(self._question(type_code, fields)).encode()
        if len(body) > _MOST_ASKED:
            raise ReaderError("Ảnh các ô quá lớn để gửi máy đọc trong một lần.")
        return _answer_in(self._post("/chat/completions", body))

    def _question(self, type_code: str, fields: Sequence[FieldPicture]) -> dict[str, Any]:
        content: list[dict[str, Any]] = []
        for one in fields:
            among = f" One of: {', '.join(one.codes)}." if one.codes else ""
            content.append({"type": "text", "text": f"{one.key} ({one.label}, {one.kind}).{among}"})
            picture = base64.b64encode(one.jpeg).decode()
            url = f"data:image/jpeg;base64,{picture}"
            content.append({"type": "image_url", "image_url": {"url": url}})
        return {
            "model": self.server.model,
            "temperature": 0,
            "max_tokens": _TOKENS,
            "store": False,
            "messages": [
                {"role": "system", "content": f"{_ORDER} Register: {type_code}."},
                {"role": "user", "content": content},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "values", "strict": True, "schema": _shape(fields)},
            },
        }

    def _post(self, path: str, body: bytes) -> bytes:
        connection = _connection(self._parts, self.server.seconds)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.server.key:
            headers["Authorization"] = f"Bearer {self.server.key}"
        late = threading.Event()
        watch = None
        try:
            connection.connect()
            # The time-out of a socket is of each wait: a slow drip would hold the asker for ever.
            cut = partial(_cut_off, connection.sock, late)
            watch = threading.Timer(self.server.seconds, cut)
            watch.start()
            connection.request("POST", self._parts.path.rstrip("/") + path, body, headers)
            response = connection.getresponse()
            if response.status != http.client.OK:
                raise ReaderError(f"Máy đọc không nhận câu hỏi (mã {response.status}).")
            answer = _bounded(response)
            if late.is_set():
                raise TimeoutError
            return answer
        except (OSError, http.client.HTTPException) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise ReaderError("Máy đọc trả lời quá lâu.") from None
            raise ReaderError("Không liên lạc được với máy đọc.") from None
        finally:
            if watch is not None:
                watch.cancel()
            connection.close()


def _permitted(server: Server) -> SplitResult:
    """The address in its parts, if its host is one of those named."""
    wrong = ReaderError("Địa chỉ máy đọc không đúng. Xem chính sách recognition.server.")
    try:
        parts = urlsplit(server.url)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise wrong
    if parts.query or parts.fragment:
        raise wrong
    host = parts.hostname if port is None else f"{parts.hostname}:{port}"
    if host not in {name.lower() for name in server.hosts}:
        raise ReaderError(
            f"Máy chủ {host} không có trong danh sách được phép (chính sách recognition.hosts)."
        )
    return parts


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=seconds)


def _cut_off(wire: socket.socket, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


def _bounded(response: http.client.HTTPResponse) -> bytes:
    found = response.read(_MOST_ANSWERED + 1)
    if len(found) > _MOST_ANSWERED:
        raise ReaderWrong("Máy đọc trả lời quá dài.")
    return found


def _answer_in(body: bytes) -> Mapping[str, Mapping[str, Any]]:
    try:
        found = json.loads(json.loads(body)["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        # The text itself may hold what stands on the page: it goes nowhere.
        raise ReaderWrong("Máy đọc trả lời sai khuôn dạng.") from None
    if not isinstance(found, dict):
        raise ReaderWrong("Máy đọc trả lời sai khuôn dạng.")
    # Some servers hold a strict shape to naming every field: null says nothing is there.
    return {key: value for key, value in found.items() if value is not None}


def _shape(fields: Sequence[FieldPicture]) -> dict[str, Any]:
    guess = {
        "type": ["object", "null"],
        "properties": {"value": {"type": "string"}, "confidence": {"type": "number"}},
        "required": ["value", "confidence"],
        "additionalProperties": False,
    }
    keys = [one.key for one in fields]
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, guess),
        "required": keys,
        "additionalProperties": False,
    }
