"""Pages for everybody are answered before anybody is asked who they are: no session is read, no
cookie set, nothing about the visitor varies the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

PREFIX: Final = "/cong-khai/"


def public_first(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Stands in front of everything that knows people."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        # As for every address: 400 for a name that is not ours.
        request.get_host()
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return get_response(request)
        made: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return made

    return answer
