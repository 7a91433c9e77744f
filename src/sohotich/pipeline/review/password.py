"""Asking for the password again before a signature."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError

from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.books.models import Book


def password_problem(request: ActorRequest, book: Book, password: str) -> str:
    """What is wrong with the password, "" when it is the person's own. Wrong ones are audited and
    counted together with those of signing in, so that nobody can go on guessing.
    """
    if not password:
        return "Nhập mật khẩu của anh/chị để ký."
    try:
        user = get_adapter(request).authenticate(
            request, username=request.user.username, password=password
        )
    except ValidationError as error:
        return " ".join(error.messages)
    if user is not None and user.pk == request.user.pk:
        return ""
    audit.record(
        actor=request.actor,
        action="book.sign_refused",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"why": "password"},
    )
    return "Mật khẩu không đúng. Sổ chưa được ký."
