"""The resumable upload protocol (tus 1.0.0: core, creation, termination) over `resumable`.

Beyond the protocol: GET answers the receipt of a file that has been taken in.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake.resumable import (
    Busy,
    Elsewhere,
    NoSuchUpload,
    Take,
    Upload,
    append,
    begin,
    give_up,
    upload_of,
)
from sohotich.foundation.people.actors import Actor

VERSION: Final = "1.0.0"
PART_TYPE: Final = "application/offset+octet-stream"
_HEADERS: Final = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
_STATUS: Final = {NoSuchUpload: 404, Elsewhere: 409, Busy: 409}


def begun(
    request: HttpRequest, *, actor: Actor, subject: str, address: Callable[[UUID], str]
) -> HttpResponse:
    """Answer a POST that promises a file: 201 with the address its parts go to."""
    upload = begin(
        actor=actor,
        subject=subject,
        name=_name(request.headers.get("Upload-Metadata", "")),
        length=_whole(request, "Upload-Length"),
    )
    return HttpResponse(status=201, headers={**_HEADERS, "Location": address(upload.key)})


def went_on(
    request: HttpRequest, *, actor: Actor, subject: str, key: UUID, take: Take
) -> HttpResponse:
    """Answer HEAD (how much is here), PATCH (the next part), DELETE (given up), GET (receipt)."""
    try:
        return _ANSWERS[str(request.method)](request, actor, subject, key, take)
    except (NoSuchUpload, Elsewhere, Busy) as error:
        content = {"message": error.message, "where": error.where, "mend": error.mend}
        return JsonResponse({"error": content}, status=_STATUS[type(error)], headers=_HEADERS)


def _head(request: HttpRequest, actor: Actor, subject: str, key: UUID, take: Take) -> HttpResponse:
    upload = upload_of(actor=actor, key=key, subject=subject)
    return HttpResponse(headers=_standing(upload))


def _patch(request: HttpRequest, actor: Actor, subject: str, key: UUID, take: Take) -> HttpResponse:
    if request.content_type != PART_TYPE:
        raise UserError(f"Phần của tệp phải gửi dưới dạng {PART_TYPE}.")
    upload = append(
        actor=actor,
        key=key,
        subject=subject,
        offset=_whole(request, "Upload-Offset"),
        stream=cast("Any", request),
        take=take,
    )
    return HttpResponse(status=204, headers=_standing(upload))


def _delete(
    request: HttpRequest, actor: Actor, subject: str, key: UUID, take: Take
) -> HttpResponse:
    give_up(actor=actor, key=key, subject=subject)
    return HttpResponse(status=204, headers=_HEADERS)


def _get(request: HttpRequest, actor: Actor, subject: str, key: UUID, take: Take) -> HttpResponse:
    upload = upload_of(actor=actor, key=key, subject=subject)
    if upload.receipt is None:
        raise Elsewhere("Tệp chưa gửi xong.", where=upload.name)
    return JsonResponse(upload.receipt, headers=_HEADERS)


_ANSWERS: Final = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete, "GET": _get}


def _standing(upload: Upload) -> dict[str, str]:
    return {
        **_HEADERS,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
    }


def _whole(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise UserError("Yêu cầu gửi tệp không đúng.", where=header)
    return int(text)


def _name(metadata: str) -> str:
    """`filename` of the header's comma-separated pairs, its value in base64."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                named = base64.b64decode(value, validate=True).decode("utf-8")[:255]
            except (binascii.Error, UnicodeDecodeError):
                raise UserError("Tên tệp không đọc được.", where="Upload-Metadata") from None
            # The database keeps no NUL, and no list shows a control.
            return "".join(sign if sign.isprintable() else "\ufffd" for sign in named) or "tep"
    return "tep"
