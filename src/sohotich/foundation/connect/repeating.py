"""Writes that may be sent again: the deed and its answer are kept in one transaction or not at all.

A second request with the same key waits for the first to end: it then gives the kept answer, or
does the work if the first was cut off. Only what succeeded is kept; a refusal changed nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from sohotich.foundation.audit.services import record
from sohotich.foundation.connect.identity import actor_of
from sohotich.foundation.connect.models import Answer, Token
from sohotich.foundation.connect.problems import Problem
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number

HEADER: Final = "Idempotency-Key"
REPEATED: Final = "Idempotency-Replayed"
KEY_PATTERN: Final = r"[!-~]{1,200}"
_JSON: Final = "application/json; charset=utf-8"
# Refused for the state of things, which was looked at; the others are refused for the letter.
_LOOKED_AT: Final = frozenset({409, 423})
_KEY: Final = re.compile(KEY_PATTERN)


def once(
    request: HttpRequest, token: Token, deed: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do it and keep the answer, or give the answer kept for this key."""
    key = request.headers.get(HEADER, "")
    if not _KEY.fullmatch(key):
        raise Problem("no_idempotency_key", where=HEADER)
    fingerprint = fingerprint_of(request)
    with transaction.atomic():
        mine = _reserve(token, key, fingerprint)
        kept = Answer.objects.get(token_key=token.key, idempotency_key=key)
        if kept.key != mine.key:
            return _again(kept, fingerprint)
        with transaction.atomic():
            response = deed()
            refused = not 200 <= response.status_code < 300
            if refused:
                transaction.set_rollback(True)
        if refused:
            _undone(request, token, kept, response.status_code)
            return response
        assert isinstance(response, HttpResponse)
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.save(update_fields=["status", "body"])
    return response


def form_first(*, actor: Actor, form: str, mark: str) -> bool:
    """Whether this is the first time that the form with this mark is sent by this person.

    Stands or falls with the caller's transaction; a second one at once waits for its end.
    """
    digest = hashlib.sha256(f"{form}|{mark}".encode()).hexdigest()
    mine = Answer(
        token_key=actor.key,
        unit_code="",
        idempotency_key=f"form:{digest}",
        fingerprint=digest,
        expires_at=now() + timedelta(hours=number("api.idempotency_hours")),
    )
    Answer.objects.bulk_create([mine], ignore_conflicts=True)
    return Answer.objects.filter(key=mine.key).exists()


def _undone(request: HttpRequest, token: Token, kept: Answer, status: int) -> None:
    """Forget the key. What was looked at before the refusal stays on record, though the log's own
    lines of it are undone with the deed.
    """
    kept.delete()
    if status in _LOOKED_AT:
        facts = {"path": request.path, "status": status}
        record(
            actor=actor_of(token),
            action="api.refuse",
            unit=token.unit_code,
            subject="token",
            key=token.key,
            facts=facts,
        )


def _reserve(token: Token, key: str, fingerprint: str) -> Answer:
    rows = Answer.objects.filter(token_key=token.key, idempotency_key=key)
    rows.filter(expires_at__lt=now()).delete()
    mine = Answer(
        token_key=token.key,
        unit_code=token.unit_code,
        idempotency_key=key,
        fingerprint=fingerprint,
        expires_at=now() + timedelta(hours=number("api.idempotency_hours")),
    )
    # Of two at once the second waits here until the first has ended.
    Answer.objects.bulk_create([mine], ignore_conflicts=True)
    return mine


def _again(kept: Answer, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        raise Problem("idempotency_key_reused", where=HEADER)
    headers = {REPEATED: "true", "Cache-Control": "private, no-store"}
    return HttpResponse(kept.body, status=kept.status, content_type=_JSON, headers=headers)


def fingerprint_of(request: HttpRequest) -> str:
    """SHA-256 of method, address, fields and content of files, whatever the boundary between them
    was; files are read in pieces.
    """
    asked: list[object] = [request.method, request.get_full_path()]
    if request.content_type == "multipart/form-data":
        # Read already, in its parts.
        asked += [sorted(request.POST.lists()), *_files(request)]
    else:
        asked.append(hashlib.sha256(request.body).hexdigest())
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def _files(request: HttpRequest) -> list[list[object]]:
    found: list[list[object]] = []
    for field, files in sorted(request.FILES.lists()):
        for file in files:
            assert not isinstance(file, list)
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            found.append([field, file.name, digest.hexdigest()])
    return found
