"""What every answer carries, and how errors a person can mend are told."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sohotich.domain.policies import POLICIES
from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import DiskFull, UserError
from sohotich.foundation.people.permissions import Forbidden

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
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
# One form may carry several files and its fields besides.
_FILES_PER_REQUEST = 5


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


def upload_limit(get_response: Answer) -> Answer:
    """Refuse a body no upload may have before reading it."""
    most = int(POLICIES["upload.max_file_bytes"].maximum or 0) * _FILES_PER_REQUEST

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > most:
            return JsonResponse(
                {"error": {"message": "Tệp tải lên quá lớn. Chia nhỏ rồi tải lại."}}, status=413
            )
        return get_response(request)

    return answer


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
        return None


def told(
    request: HttpRequest, status: int, message: str, where: str = "", mend: str = ""
) -> HttpResponse:
    """The same error as a page, or as JSON `{"error": {message, where, mend}}` under /api/."""
    error = {"message": message, "where": where, "mend": mend}
    if request.path.startswith("/api/"):
        return JsonResponse({"error": error}, status=status)
    return render(request, "pages/error.html", {"error": error, "status": status}, status=status)
