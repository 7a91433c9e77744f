"""Signing in: who is let try how often, how long a password is, when an idle session ends."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.permissions import actor_of
from sohotich.foundation.policies.services import number

_SEEN, _BEGUN = "seen", "begun"
# The library's translation lacks these.
_MESSAGES: Final = {
    "account_inactive": "Tài khoản này đã khóa.",
    "enter_current_password": "Mật khẩu đang dùng không đúng.",
    "incorrect_password": "Mật khẩu không đúng.",
    "invalid_login": "Chưa đăng nhập được.",
    "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
}
# Writing a session on every request would double the cost of an autosaved field.
_TOUCH_SECONDS = 60


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Username and password only; nobody signs up by themselves."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **_MESSAGES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before checking the password, so that parallel tries count too."""
        window = number("sign_in.window_minutes") * 60
        tries = _count_try(self._try_key(request, credentials), window)
        if tries > number("sign_in.attempts_per_user"):
            raise ValidationError(
                f"Nhập sai mật khẩu quá nhiều lần. Thử lại sau {window // 60} phút, "
                "hoặc nhờ người quản trị đặt lại mật khẩu."
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        if "username" in credentials:
            credentials["username"] = str(credentials["username"]).strip().lower()
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            cache.delete(self._try_key(request, credentials))
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        request.session[_BEGUN] = request.session[_SEEN] = int(time.time())
        actor = actor_of(request)
        if actor is not None:
            record(actor=actor, action="user.sign_in", unit="", subject="user", key=user.key)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def _try_key(self, request: HttpRequest, credentials: dict[str, Any]) -> str:
        # Person and address together: a commune sits behind one address, and nobody can lock
        # somebody else out from afar.
        who = f"{str(credentials.get('username', '')).lower()}|{self.get_client_ip(request)}"
        return "sign-in:" + hashlib.sha256(who.encode()).hexdigest()


@transaction.atomic
def _count_try(key: str, window: int) -> int:
    """How many tries there were in this window, this one included; it ends `window` seconds after
    the first. One at a time: the cache's own counting reads and writes apart, and starts the time
    anew at each count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    now = time.time()
    tries, ends = cache.get(key) or (0, now + window)
    cache.set(key, (tries + 1, ends), max(1, round(ends - now)))
    return int(tries) + 1


class PolicyLength:
    """Django's password validator of the province's minimum length."""

    def validate(self, password: str, user: object = None) -> None:
        least = number("sign_in.password_length")
        if len(password) < least:
            raise ValidationError(f"Mật khẩu phải có ít nhất {least} ký tự.")

    def get_help_text(self) -> str:
        return f"Mật khẩu có ít nhất {number('sign_in.password_length')} ký tự."


def idle_session(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """End a session that was idle, or lasted, longer than policy allows (real time)."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            session = request.session
            idle = now - session.setdefault(_SEEN, now)
            lasted = now - session.setdefault(_BEGUN, now)
            longest = number("session.max_hours") * 3600
            if idle > number("session.idle_minutes") * 60 or lasted > longest:
                logout(request)
            elif idle > _TOUCH_SECONDS and not _asked_by_the_page(request):
                session[_SEEN] = now
        return get_response(request)

    return answer


def _asked_by_the_page(request: HttpRequest) -> bool:
    # Only reached once a minute, so that looking the address up twice costs nothing.
    try:
        return bool(getattr(resolve(request.path_info).func, "unattended", False))
    except Resolver404:
        return False
