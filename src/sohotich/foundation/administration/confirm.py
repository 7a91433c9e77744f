"""Making sure that it is still the same person: before a signature, and to open a locked screen."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError

from sohotich.foundation.administration.tries import count_or_refuse, forget_tries
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.foundation.people.second_step import asked_of, code_spend


def password_problem(request: ActorRequest, password: str) -> str:
    """What is wrong with the password, "" when it is the person's own.

    Wrong ones count together with those of signing in, so that nobody can go on guessing.
    """
    if not password:
        return "Nhập mật khẩu của anh/chị."
    try:
        user = get_adapter(request).authenticate(
            request, username=request.user.username, password=password
        )
    except ValidationError as error:
        return " ".join(error.messages)
    return "" if user is not None and user.pk == request.user.pk else "Mật khẩu không đúng."


def person_problem(request: ActorRequest, password: str, code: str) -> str:
    """The same, and where a second step is set up its code as well, which is spent by asking."""
    problem = password_problem(request, password)
    if problem or not asked_of(request.user):
        return problem
    return code_problem(request.user, code)


def code_problem(user: User, code: str) -> str:
    """What is wrong with a code of the second step, "" when it opens; counted per person."""
    if not code.strip():
        return "Nhập mã xác thực trên điện thoại."
    problem = code_tries(user)
    if problem:
        return problem
    if not code_spend(user, code):
        return "Mã xác thực không đúng, hoặc đã dùng. Chờ mã mới rồi nhập lại."
    forget_tries(_code_key(user))
    return ""


def code_tries(user: User) -> str:
    """Count a try of a code; what is told once there were too many, "" before."""
    try:
        count_or_refuse(_code_key(user), "Nhập sai mã xác thực quá nhiều lần.")
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _code_key(user: User) -> str:
    return f"second-step:{user.key}"
