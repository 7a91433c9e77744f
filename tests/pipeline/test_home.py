"""Việc hôm nay tells the same numbers as the menu, for the very person who looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.foundation.people.models import User
from sohotich.register.ledger.services import move_all
from tests.pipeline import finished_book

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


def row_of(client, actor, title: str) -> str:
    """The row of Việc hôm nay with this title, its count before it."""
    sign_in(client, actor)
    page = client.get(reverse("home")).content.decode()
    start = page.rindex("<li", 0, page.index(title))
    return page[start : page.index("</li>", start)]


READY = "Sổ soát xong, chờ trình"
GIVEN_BACK = "Sổ bị trả lại hoặc mở lại, chờ sửa"


def test_a_reviewed_book_waits_in_view_until_it_is_submitted(team, make_book, client) -> None:
    from sohotich.pipeline.review.signing import book_submit

    book = make_book(2)
    assert '<span class="count">0</span>' in row_of(client, team.officer, READY)
    finished_book.ready(team, book)
    row = row_of(client, team.officer, READY)
    assert '<span class="count">1</span>' in row
    assert reverse("review:submit", args=[book.key]) in row
    book_submit(actor=team.officer, book=book)
    assert '<span class="count">0</span>' in row_of(client, team.officer, READY)


def test_a_book_given_back_stays_in_view_with_its_reason(team, make_book, client) -> None:
    from sohotich.pipeline.review.signing import book_submit, book_withdraw

    book = make_book(2)
    finished_book.ready(team, book)
    book_submit(actor=team.officer, book=book)
    book_withdraw(actor=team.chair, book=book, reason="số 2 sai ngày sinh")
    row = row_of(client, team.officer, GIVEN_BACK)
    assert '<span class="count">1</span>' in row
    assert "Chair trả lại" in row
    assert "số 2 sai ngày sinh" in row
    assert '<span class="count">0</span>' in row_of(client, team.officer, READY), "told once"
    book_submit(actor=team.officer, book=book)
    assert '<span class="count">0</span>' in row_of(client, team.officer, GIVEN_BACK)
