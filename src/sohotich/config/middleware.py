"""What every answer carries, and how errors a person can mend are told."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token

from sohotich.engines.guard import Refused
from sohotich.foundation.connect.asking import token_asked
from sohotich.foundation.connect.problems import Problem, answers_problems, problem_of_status
from sohotich.foundation.database.clock import one_clock
from sohotich.foundation.database.errors import DiskFull, UserError, disk_full_told
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.once import one_request
from sohotich.foundation.pages.error_page import error_page
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number

Answer = Callable[[HttpRequest], HttpResponse]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# One form may carry several files and its fields besides.
_FILES_PER_REQUEST = 5
# Two transactions stood in each other's way and the database ended one: deadlock, serialization.
_CROSSED = frozenset({"40P01", "40001"})
# Below this a body is a form, not an upload.
_SMALL = 5_000_000
# The longest form that somebody sends who is not known yet: signing in.
_STRANGERS = 1_000_000


def security_headers(get_response: Answer) -> Answer:
    """Headers on every answer; pages behind sign-in stay in no cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def same_clock(get_response: Answer) -> Answer:
    """Ask for the campaign, its offset and what the province decided once a request."""

    def answer(request: HttpRequest) -> HttpResponse:
        with one_clock(), one_request():
            return get_response(request)

    return answer


def upload_limit(get_response: Answer) -> Answer:
    """Refuse, before reading it, a body too large for any upload or for the disk, and any upload of
    somebody who has neither a session nor a token.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > _STRANGERS:
            refused = _stranger_refused(request)
            if refused is not None:
                return refused
        if length.isdecimal() and int(length) <= _SMALL:
            return get_response(request)
        if not length.isdecimal() or int(length) > _largest_body():
            return told(request, 413, "Tệp tải lên quá lớn.", "", "Chia nhỏ rồi tải lại.")
        if shutil.disk_usage(Home.current().path).free < int(length) * 2:
            mend = "Báo người quản trị dọn ổ đĩa, rồi gửi lại."
            return told(request, 507, "Ổ đĩa của máy chủ không đủ chỗ cho tệp này.", "", mend)
        return get_response(request)

    return answer


def _stranger_refused(request: HttpRequest) -> HttpResponse | None:
    """The refusal of a body that nobody known sends."""
    if answers_problems(request):
        try:
            token_asked(request)
        except Problem as problem:
            return problem.response()
        return None
    if request.user.is_authenticated:
        return None
    mend = "Đăng nhập rồi gửi lại."
    return told(request, 401, "Chưa đăng nhập nên tệp này không được nhận.", "", mend)


def _largest_body() -> int:
    return number("upload.max_file_bytes") * _FILES_PER_REQUEST


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or a browser that keeps no cookies.

    What an island sent is told as `csrf` with a new cookie: a crash may have cost the old one, and
    the letters that wait go with the new.
    """
    message = "Trang này đã cũ nên chưa lưu được."
    mend = "Tải lại trang rồi làm lại; nếu vẫn vậy, cho phép cookie của trang này."
    if not request.path.startswith("/api/") or answers_problems(request):
        return told(request, 403, message, "", mend)
    get_token(request)
    error = {"code": "csrf", "message": message, "where": "", "mend": mend}
    return JsonResponse({"error": error}, status=403)


class FormRead:
    """Reads the form before anything else does, and tells what cannot be stored: no room for an
    upload, or NUL, which no column of the database takes.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        try:
            with disk_full_told(""):
                sent = (request.GET, request.POST)
        except DiskFull as error:
            for handler in request.upload_handlers:
                handler.upload_interrupted()
            return told(request, 507, error.message, error.where, error.mend)
        if any(_holds_nul(fields) for fields in sent):
            mend = "Xóa ký tự lạ, thường do dán từ nơi khác, rồi gửi lại."
            return told(request, 400, "Nội dung gửi lên có ký tự không lưu được.", "", mend)
        return None


def _holds_nul(fields: QueryDict) -> bool:
    return any("\0" in text for name, values in fields.lists() for text in (name, *values))


class UserErrors:
    """Answer errors of the person's making with what happened, where, and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, UserError):
            status = 507 if isinstance(error, DiskFull) else 400
            return told(request, status, error.message, error.where, error.mend)
        if isinstance(error, Refused):
            return told(request, 400, error.message, error.what)
        if isinstance(error, Forbidden):
            mend = "Nếu cần làm việc này, hỏi công chức hộ tịch hoặc người quản trị."
            return told(request, 403, error.message, "", mend)
        if isinstance(error, OperationalError) and _crossed(error):
            # Not 4xx: the letters of the islands go on trying after a 503.
            message = "Có người khác đang sửa cùng chỗ này nên chưa lưu."
            return told(request, 503, message, "", "Làm lại sau vài giây.")
        return None


def _crossed(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in _CROSSED


def told(
    request: HttpRequest, status: int, message: str, where: str = "", mend: str = ""
) -> HttpResponse:
    """The same error as a page, or as JSON under /api/: a problem (RFC 9457) where that is the
    contract, elsewhere `{"error": {message, where, mend}}`.
    """
    if answers_problems(request):
        return problem_of_status(status, message, where, mend).response()
    error = {"message": message, "where": where, "mend": mend}
    if request.path.startswith("/api/"):
        return JsonResponse({"error": error}, status=status)
    return error_page(request, status, error)
