"""HTTP/1.1 over one kept connection, as thin as may be: the server shares its cores with this."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field

CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    """`body` unpressed only where asked for."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> bytes:
        pressed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.content) if pressed else self.content


@dataclass
class Browser:
    """Somebody signed in by a session's cookie; the connection is made again when it is closed."""

    host: str
    port: int
    session: str = ""
    _reader: asyncio.StreamReader | None = field(default=None, repr=False)
    _writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    async def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "application/json"
    ) -> Answer:
        """The answer; ConnectionError where there is none."""
        message = self._message(method, path, body, kind)
        fresh = self._closed()
        try:
            return await self._exchange(message)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            # A browser sends again over a new connection what a closed one never took.
            if fresh:
                raise ConnectionError(path) from None
        try:
            return await self._exchange(message)
        except asyncio.IncompleteReadError:
            raise ConnectionError(path) from None

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    def _closed(self) -> bool:
        return self._writer is None or self._writer.is_closing() or self._at_end()

    def _at_end(self) -> bool:
        if self._reader is not None and self._reader.at_eof():
            self.close()
            return True
        return False

    def _message(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            "Accept-Encoding: gzip",
            f"Cookie: sohotich={self.session}; csrftoken={CSRF}",
        ]
        if method == "POST":
            lines += [f"X-CSRFToken: {CSRF}", f"Content-Type: {kind}"]
            lines += [f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _exchange(self, message: bytes) -> Answer:
        if self._closed():
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        assert self._reader is not None
        assert self._writer is not None
        self._writer.write(message)
        await self._writer.drain()
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        content = await self._content(headers)
        if headers.get("connection") == "close":
            self.close()
        return Answer(int(head[0].split()[1]), headers, content)

    async def _content(self, headers: Mapping[str, str]) -> bytes:
        assert self._reader is not None
        if headers.get("transfer-encoding") != "chunked":
            return await self._reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int(await self._reader.readline(), 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readline()
        await self._reader.readline()
        return b"".join(parts)
