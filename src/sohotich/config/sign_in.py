"""Signing in: who is let try how often, and how long a password is."""

from __future__ import annotations

import time
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sohotich.foundation.administration.tries import count_or_refuse, forget_tries, tries_key
from sohotich.foundation.audit.services import record
from sohotich.foundation.people.permissions import actor_of
from sohotich.foundation.people.sessions import ADDRESS, AGENT, BEGUN, SEEN
from sohotich.foundation.policies.services import number

# The library's translation lacks these.
_MESSAGES: Final = {
    "account_inactive": "Tài khoản này đã khóa.",
    "enter_current_password": "Mật khẩu đang dùng không đúng.",
    "incorrect_password": "Mật khẩu không đúng.",
    "invalid_login": "Chưa đăng nhập được.",
    "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Username and password only; nobody signs up by themselves."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **_MESSAGES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        # Who came with a card goes on to work; the form again would lead nowhere.
        return reverse("home")

    def get_login_stages(self) -> list[str]:
        return ["sohotich.foundation.administration.sign_in_code.CodeStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        count_or_refuse(self._try_key(request, credentials))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        if "username" in credentials:
            credentials["username"] = str(credentials["username"]).strip().lower()
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            forget_tries(self._try_key(request, credentials))
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        session = request.session
        session[BEGUN] = session[SEEN] = int(time.time())
        session[ADDRESS] = self.get_client_ip(request)
        session[AGENT] = request.headers.get("User-Agent", "")[:300]
        actor = actor_of(request)
        if actor is not None:
            record(actor=actor, action="user.sign_in", unit="", subject="user", key=user.key)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def _try_key(self, request: HttpRequest, credentials: dict[str, Any]) -> str:
        return tries_key(str(credentials.get("username", "")), self.get_client_ip(request))


class PolicyLength:
    """Django's password validator of the province's minimum length."""

    def validate(self, password: str, user: object = None) -> None:
        least = number("sign_in.password_length")
        if len(password) < least:
            raise ValidationError(f"Mật khẩu phải có ít nhất {least} ký tự.")

    def get_help_text(self) -> str:
        return f"Mật khẩu có ít nhất {number('sign_in.password_length')} ký tự."
