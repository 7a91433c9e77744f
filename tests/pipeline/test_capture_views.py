"""The camera screen: only its own answer allows a camera; a closed book takes no page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.foundation.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner(client, team):
    client.force_login(User.objects.get(pk=team.scanner.key))
    return client


def test_only_the_camera_screen_may_open_a_camera(scanner, make_book) -> None:
    book = make_book(3)
    allowed = {
        name: scanner.get(reverse(f"scanning:{name}", args=[book.key])).headers[
            "Permissions-Policy"
        ]
        for name in ("book", "capture_link", "capture")
    }
    assert "camera=(self)" in allowed.pop("capture")
    assert all("camera=()" in policy for policy in allowed.values())
    assert "camera=()" in scanner.get("/").headers["Permissions-Policy"]


def test_the_link_is_the_address_the_person_came_by(scanner, make_book) -> None:
    book = make_book(3)
    page = scanner.get(reverse("scanning:capture_link", args=[book.key]), HTTP_HOST="testserver")
    assert f"http://testserver/quet/{book.key}/chup/" in page.content.decode()
    assert "không mã hóa" in page.content.decode()
    own = scanner.get(reverse("scanning:capture_link", args=[book.key]), HTTP_HOST="localhost:8000")
    assert "chỉ có nghĩa trên máy này" in own.content.decode()


def test_a_book_before_the_chair_shows_why_no_camera_opens(scanner, make_book) -> None:
    from django.utils import timezone

    book = make_book(3)
    book.submitted_at = timezone.now()
    book.save(update_fields=["submitted_at"])
    page = scanner.get(reverse("scanning:capture", args=[book.key])).content.decode()
    assert "data-shutter" not in page
    assert "capture-data" not in page
