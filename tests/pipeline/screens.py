"""What the tests of the keying and dispute screens share."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from sohotich.foundation.people.models import User


def signed_in(actor: Any) -> Client:
    """A browser with the actor's session."""
    client = Client()
    client.force_login(User.objects.get(key=actor.key))
    return client


def post(client: Client, name: str, body: dict[str, Any] | None = None, *args: Any, so: Any = None):
    """POST JSON to an address of the station."""
    address = reverse(f"keying:{name}", args=args) + (f"?so={so}" if so else "")
    return client.post(address, json.dumps(body or {}), content_type="application/json")


def begin(client: Client, book: Any) -> dict[str, Any]:
    """Claim the next of a book as a person does; the island's data of the page that opens."""
    response = client.post(reverse("keying:book", args=[book.key]), follow=True)
    return response.context["keying"]


def key(client: Client, record: dict[str, Any], values: dict[str, str]) -> None:
    """Save these values and finish, letter by letter as the island does."""
    seq = record["seq"]
    for field, value in values.items():
        seq += 1
        letter = {"field": field, "value": value, "mark": "", "aid": "", "seq": seq}
        answer = client.post(
            record["urls"]["save"], json.dumps(letter), content_type="application/json"
        )
        assert answer.status_code == 200, answer.content.decode()
    answer = client.post(record["urls"]["complete"], "{}", content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()


def fields_of(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The form's fields by key."""
    return {field["key"]: field for section in record["sections"] for field in section["fields"]}
