"""Việc hôm nay tells the same numbers as the menu, for the very person who looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.foundation.people.models import User
from sohotich.register.ledger.services import move_all

pytestmark = pytest.mark.django_db


def sign_in(client, actor) -> None:
    client.force_login(User.objects.get(key=actor.key))


def test_home_and_menu_count_the_same_disputes(team, make_book, key_entry, client) -> None:
    """Not those of which the officer was one of the two keyers."""
    book = make_book(last=2)
    move_all(actor=team.scanner, book=book, action="attach_image")
    for first in (team.officer, team.first):
        key_entry(first, "keying.first")
    for _ in range(2):
        key_entry(team.second, "keying.second", meHoTen="TRẦN THỊ BÍNH")
    sign_in(client, team.officer)
    page = client.get(reverse("home")).content.decode()
    row = page[page.index("Tranh chấp giữa hai lần nhập") - 80 :]
    assert '<span class="count">1</span>' in row[:120]
    assert "KS.1998.02 (1)" in row
