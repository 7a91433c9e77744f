"""The service worker, at the root of the site: a worker answers for the pages below its address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from sohotich.foundation.pages.front_end import script_text
from sohotich.foundation.people.permissions import public


@require_GET
@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script; asked for anew each time, so that a new version is there at the next page."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(
        script_text("worker"), content_type="text/javascript; charset=utf-8", headers=headers
    )
