"""Asking for the password again before a signature."""

from __future__ import annotations

from sohotich.foundation.administration.confirm import person_problem
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.books.models import Book

_NOT_SIGNED = "Sổ chưa được ký."


def password_problem(request: ActorRequest, book: Book) -> str:
    """What is wrong with the password or the code sent, "" when they are the person's own; a wrong
    one is audited.
    """
    sent = request.POST
    problem = person_problem(request, sent.get("password", ""), sent.get("code", ""))
    if problem:
        audit.record(
            actor=request.actor,
            action="book.sign_refused",
            unit=book.unit_code,
            subject="book",
            key=book.key,
            facts={"why": "password"},
        )
        return f"{problem} {_NOT_SIGNED}"
    return ""
