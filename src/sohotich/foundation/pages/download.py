"""A file made in memory, as an answer that the browser keeps."""

from __future__ import annotations

from django.http import HttpResponse


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The bytes as an attachment; `name` is plain ASCII with its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
