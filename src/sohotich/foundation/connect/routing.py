"""From ninja's operations to our addresses: guarded, each with its right, refusals told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Final

from django.db import OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from sohotich.engines.guard import Refused
from sohotich.foundation.connect.asking import guarded, needed_by
from sohotich.foundation.connect.problems import OF_KIND, Problem, problem_of_refusal
from sohotich.foundation.connect.wording import errors_of
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.json_body import json_body
from sohotich.foundation.people.permissions import Forbidden

# Two transactions in each other's way; a row behind the wall of another unit.
_CROSSED: Final = frozenset({"40P01", "40001"})
_WALLED: Final = "42501"


class StrictJson(Parser):
    """Refuses what no column takes (NUL, lone surrogates, NaN), and anything but an object."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return json_body(request)


def make_strict(api: NinjaAPI) -> NinjaAPI:
    """Guard every operation that will be added, and tell every refusal as a problem."""
    api.add_decorator(guarded, mode="view")
    told: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda error: error,
        UserError: _of_user_error,
        Refused: lambda error: problem_of_refusal(error.code, error.message, error.what),
        Forbidden: lambda error: Problem("forbidden", error.message),
        Http404: lambda error: Problem("not_found"),
        ValidationError: lambda error: Problem(
            "invalid", "Có trường không hợp lệ.", errors=errors_of(error.errors)
        ),
        HttpError: lambda error: Problem("bad_request", "Nội dung không phải JSON đọc được."),
        OperationalError: _of_crossing,
        ProgrammingError: _of_wall,
    }
    for kind, problem in told.items():
        api.add_exception_handler(kind, _handler(problem))
    return api


def _handler(problem: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: problem(error).response()


def _of_user_error(error: UserError) -> Problem:
    return Problem(OF_KIND[error.kind], error.message, where=error.where, mend=error.mend)


def _of_crossing(error: OperationalError) -> Problem:
    if getattr(error.__cause__, "sqlstate", "") not in _CROSSED:
        raise error
    return Problem("busy")


def _of_wall(error: ProgrammingError) -> Problem:
    if getattr(error.__cause__, "sqlstate", "") != _WALLED:
        raise error
    return Problem("forbidden")


def addresses(api: NinjaAPI) -> Iterator[URLPattern]:
    """Every address of the API, each view naming the right of its first operation."""
    for bound in api._get_bound_routers():
        operations = [one for view in bound.path_operations.values() for one in view.operations]
        patterns = bound.urls_paths(bound.prefix)
        for operation, pattern in zip(operations, patterns, strict=True):
            view = _refusing_methods(pattern.callback)
            view.permission = needed_by(operation).right  # type: ignore[attr-defined]
            view.by_token = True  # type: ignore[attr-defined]
            name = f"connect-{pattern.name}"
            yield URLPattern(pattern.pattern, view, pattern.default_args, name)


def _refusing_methods(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = ", ".join(sorted(response.headers["Allow"].split(", ")))
            detail = f"Địa chỉ này nhận: {allowed}."
            return Problem("method", detail, headers={"Allow": allowed}).response()
        return response

    return answer
