"""Pages and JSON go over the line pressed; what is pressed already goes as it is."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# PDF, JPEG and XLSX are compressed inside: pressing them again costs time and saves nothing.
_TEXT: Final = frozenset({"text/html", "application/json", "text/csv", "text/plain"})


class TextGzip(GZipMiddleware):
    """gzip for text, with Django's random padding against guessing by length (decision 0014)."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        return super().process_response(request, response) if kind in _TEXT else response
