"""A station of the API as tests use it: a token's client, and a value for each write."""

from __future__ import annotations

import json
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sohotich.domain.workflow import TOKEN_RIGHTS

ROOT = "/api/v1/connect/"
LAST_DAY = date(2025, 12, 31)
_keys = count()


class Station(Client):
    """Sends its token; `post` takes JSON, or fields and files, and a fresh Idempotency-Key."""

    def __init__(self, secret: str, **options: Any) -> None:
        super().__init__(headers={"Authorization": f"Bearer {secret}"}, **options)

    def ask(self, path: str, **given: Any) -> Any:
        return self.get(ROOT + path, given)

    def send(self, path: str, body: Any = None, key: str | None = None, **form: Any) -> Any:
        """POST; without `key` under a key of its own."""
        headers = {"Idempotency-Key": f"key-{next(_keys)}" if key is None else key}
        if form:
            return self.post(ROOT + path, form, headers=headers)
        text = "" if body is None else json.dumps(body)
        return self.post(ROOT + path, text, content_type="application/json", headers=headers)


def issue(actor: Any, *rights: str, unit: str = "09508", last: date = LAST_DAY, name="Máy quét 1"):
    """A token with its secret; without rights named, with all there are."""
    from sohotich.foundation.connect.services import token_issue

    wanted = rights or tuple(TOKEN_RIGHTS)
    return token_issue(actor=actor, name=name, unit_code=unit, rights=wanted, valid_to=last)


def station(actor: Any, *rights: str, **options: Any) -> Station:
    return Station(issue(actor, *rights, **options).secret)


def picture(content: bytes, name: str = "trang-1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem, after seeing that it is one."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["code"] == code
    assert told["detail"]
    assert answer["Cache-Control"] == "private, no-store"
    return told
