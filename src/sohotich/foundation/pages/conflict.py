"""Letters to what has gone on meanwhile: told by a status of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from sohotich.foundation.database.errors import UserError

View = Callable[..., HttpResponse]


def told_as_conflict(*errors: type[UserError]) -> Callable[[View], View]:
    """A decorator: these errors are answered as JSON with 409, every other one goes on as it is.

    The islands take 409 as done with: what is done already, or in other hands, is not sent again.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except errors as error:
                content = {"message": error.message, "where": error.where, "mend": error.mend}
                return JsonResponse({"error": content}, status=409)

        return answer

    return wrap
