"""What is shown when an address leads nowhere, or when we are at fault."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from sohotich.foundation.connect.problems import answers_problems, problem_of_status
from sohotich.foundation.pages.error_page import error_page

_OUR_FAULT = "Hệ thống gặp lỗi khi làm việc này; những gì đã lưu vẫn còn."
_OUR_MEND = "Thử lại sau ít phút. Nếu vẫn vậy, báo người quản trị kèm thời điểm xảy ra."
# By itself: whatever failed may be what pages are made of.
_PAGE = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Lỗi hệ thống</title>
</head><body><main><h1>Lỗi hệ thống</h1><p>{_OUR_FAULT}</p><p>{_OUR_MEND}</p>
<p><a href="/">Về trang đầu</a></p></main></body></html>"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something no page of ours sends."""
    return _told(request, 400, "Yêu cầu không hợp lệ.", "Tải lại trang rồi làm lại.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 of the libraries; our own refusals say more."""
    return _told(request, 403, "Anh/chị không có quyền xem trang này.", "Về trang đầu.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing there, or not for this person; which of the two is not told."""
    mend = "Kiểm tra địa chỉ, hoặc tìm lại từ trang đầu."
    return _told(request, 404, "Không có trang này, hoặc anh/chị không được xem.", mend)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: logged with its place; the page needs neither database nor templates."""
    if answers_problems(request):
        return problem_of_status(500, _OUR_FAULT, mend=_OUR_MEND).response()
    if request.path.startswith("/api/"):
        error = {"message": _OUR_FAULT, "where": "", "mend": _OUR_MEND}
        return JsonResponse({"error": error}, status=500)
    return HttpResponse(_PAGE, status=500)


def _told(request: HttpRequest, status: int, message: str, mend: str) -> HttpResponse:
    if answers_problems(request):
        return problem_of_status(status, message, mend=mend).response()
    error = {"message": message, "where": "", "mend": mend}
    if request.path.startswith("/api/"):
        return JsonResponse({"error": error}, status=status)
    return error_page(request, status, error)
