"""What stands between a session and a page: an end, a lock, a password or a second step to set."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from sohotich.config.middleware import told
from sohotich.foundation.administration.second_step_needed import second_step_needed
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import PUBLIC, Gate, actor_of
from sohotich.foundation.people.sessions import BEGUN, LOCKED, SEEN
from sohotich.foundation.policies.services import number

# Writing a session on every request would double the cost of an autosaved field.
_TOUCH_SECONDS = 60
# Whether the second step is still to be set up, as it was when last looked at.
_STEP_MISSING = "step_missing"


class SessionGate:
    """Judges every request of somebody signed in, by real time and the view it asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _end_or_lock(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or getattr(view, "permission", None) == PUBLIC:
            return None
        if request.headers.get("X-Person", "") not in ("", str(request.user.pk)):
            # A page of somebody who signed out in another window: its letters wait for them.
            return _refused(request, 401, "Trình duyệt này đang đăng nhập bằng tài khoản khác.")
        ended = _ended(request.user)
        if ended:
            logout(request)
            request.actor = None  # type: ignore[attr-defined]
            return _refused(request, 401, ended)
        open_at: frozenset[Gate] = getattr(view, "open_at", frozenset())
        if LOCKED in request.session and Gate.LOCK not in open_at:
            return _locked(request)
        if not getattr(view, "unattended", False):
            _touch(request)
        if request.user.must_change_password and Gate.PASSWORD not in open_at:
            return _send_to(request, "account_change_password", "Đổi mật khẩu trước khi làm việc.")
        if _step_missing(request) and not open_at & {Gate.PASSWORD, Gate.SECOND_STEP}:
            words = "Cài mã xác thực trên điện thoại trước khi làm việc."
            return _send_to(request, "administration:second-step", words)
        return None


def _end_or_lock(request: HttpRequest) -> None:
    """End a session that was idle, or lasted, too long; lock one whose person may have left."""
    now = int(time.time())
    session = request.session
    idle = now - session.setdefault(SEEN, now)
    lasted = now - session.setdefault(BEGUN, now)
    longest = number("session.max_hours") * 3600
    if idle > number("session.idle_minutes") * 60 or lasted > longest:
        logout(request)
    elif idle > _TOUCH_SECONDS and idle > number("session.lock_minutes") * 60:
        session[LOCKED] = True


def _touch(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session[SEEN] > _TOUCH_SECONDS:
        request.session[SEEN] = now
        request.session.pop(_STEP_MISSING, None)


def _ended(user: Any) -> str:
    """Why somebody signed in may work no longer, in words; "" for whoever may."""
    today = campaign_today()
    if user.valid_to is not None and user.valid_to < today:
        return f"Tài khoản dùng đến hết ngày {user.valid_to:%d/%m/%Y}, nay đã hết hạn."
    grants = list(user.grants.all())
    last = [grant.valid_to for grant in grants if grant.valid_to and grant.valid_to < today]
    if grants and len(last) == len(grants):
        return f"Vai trò của anh/chị đã hết sau ngày {max(last):%d/%m/%Y}."
    return ""


def _step_missing(request: HttpRequest) -> bool:
    session = request.session
    if session.get(_STEP_MISSING, True):
        actor = actor_of(request)
        user = request.user
        missing = actor is not None and isinstance(user, User) and second_step_needed(actor, user)
        session[_STEP_MISSING] = missing
    return bool(session[_STEP_MISSING])


def _wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or accept.startswith("application/json")


def _refused(request: HttpRequest, status: int, message: str) -> HttpResponse:
    mend = "Việc đã lưu vẫn còn. Cần làm tiếp, hỏi người phụ trách tài khoản."
    if _wants_json(request):
        error = {"code": "ended", "message": message, "where": "", "mend": mend}
        return JsonResponse({"error": error}, status=status)
    return told(request, status, message, "", mend)


def _locked(request: HttpRequest) -> HttpResponse:
    """423 in the form the asker understands; the front end covers the page and sends again."""
    if _wants_json(request) or request.headers.get("HX-Request"):
        error = {
            "code": "locked",
            "message": "Màn hình đang khóa.",
            "where": "",
            "mend": "Nhập mật khẩu để mở; việc chưa gửi vẫn giữ.",
        }
        return JsonResponse({"error": error}, status=423)
    sent = request.method != "GET"
    following = "" if sent else request.get_full_path()
    context = {"following": following, "sent": sent, "person": request.user}
    return render(request, "administration/locked.html", context, status=423)


def _send_to(request: HttpRequest, name: str, message: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": {"code": name, "message": message}}, status=403)
    answer = redirect(name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer
