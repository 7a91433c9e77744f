"""Each request speaks to the database as whoever is signed in; strangers see nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from typing import Any, cast

from django.db import ProgrammingError
from django.http import FileResponse, HttpRequest, HttpResponse

from sohotich.config.middleware import told
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import actor_of

# The database refused a row of a unit that is not the speaker's.
_REFUSED = "42501"


class WhoSpeaks:
    """Around everything that asks the register, streamed answers included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(_actor(request)):
            response = self.get_response(request)
            return _streamed_as_now(response)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ProgrammingError) and _sqlstate(error) == _REFUSED:
            mend = "Nếu cần làm việc này, hỏi công chức hộ tịch hoặc người quản trị."
            return told(request, 403, "Anh/chị không có quyền làm việc này ở đây.", "", mend)
        return None


def _actor(request: HttpRequest) -> Actor | None:
    # Not asked for strangers: it would be remembered as nobody, and somebody may be signing in.
    return actor_of(request) if request.user.is_authenticated else None


def _streamed_as_now(response: Any) -> HttpResponse:
    # A file's bytes ask the database for nothing.
    if response.streaming and not isinstance(response, FileResponse):
        response.streaming_content = _under(copy_context(), iter(response.streaming_content))
    return cast(HttpResponse, response)


def _under(context: Context, parts: Iterator[Any]) -> Iterator[Any]:
    """The parts, each made in that context: they are made when the request is long answered."""
    end = object()
    while (part := context.run(next, parts, end)) is not end:
        yield part


def _sqlstate(error: Exception) -> str:
    return str(getattr(error.__cause__, "sqlstate", ""))
