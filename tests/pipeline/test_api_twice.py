"""Writes of the API sent twice at once, and one whose connection dies midway; real transactions."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.connect.models import Answer
from sohotich.register.books.models import Book
from sohotich.register.ledger import connect
from tests.pipeline.station import Station, issue
from tests.pipeline.test_api import NEW_BOOK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def secret(person) -> str:
    return issue(person("quantri", "quan_tri", unit="27")).secret


def register(secret: str):
    """As a process of the server would: on a connection of its own."""
    try:
        return Station(secret, raise_request_exception=False).send("books", NEW_BOOK, key="k")
    finally:
        close_old_connections()
        connection.close()


def test_of_two_at_once_one_does_the_work_and_the_other_waits(secret, monkeypatch) -> None:
    begun, answered = threading.Event(), connect.BookOut.of

    def slowly(book: Book, signed: bool) -> object:
        begun.set()
        # Long enough for the second to arrive and wait at the key.
        threading.Event().wait(0.5)
        return answered(book, signed)

    monkeypatch.setattr(connect.BookOut, "of", slowly)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(register, secret)
        assert begun.wait(20)
        others = [pool.submit(register, secret) for _ in range(3)]
        answers = [first.result(), *(other.result() for other in others)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert [answer.get("Idempotency-Replayed") for answer in answers] == [None] + ["true"] * 3
    assert Book.objects.count() == Answer.objects.count() == 1
    assert AuditEntry.objects.filter(action="book.create").count() == 1


def test_a_connection_that_dies_midway_leaves_nothing(secret, monkeypatch) -> None:
    def dies(book: Book, signed: bool) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patch:
        patch.setattr(connect.BookOut, "of", dies)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(register, secret).result()
    assert answer.status_code == 500
    assert answer.json()["code"] == "server"
    assert Book.objects.count() == Answer.objects.count() == 0
    assert register(secret).status_code == 201
