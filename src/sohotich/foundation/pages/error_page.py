"""The page of an error: what happened, where, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sohotich.foundation.pages.context import shell_beside_an_error


def error_page(request: HttpRequest, status: int, error: Mapping[str, str]) -> HttpResponse:
    """`error`: message, where, mend; each may be empty but the first."""
    shell = shell_beside_an_error(request)
    context = {"error": error, "status": status, "shell": shell}
    return render(request, "pages/error.html", context, status=status)
