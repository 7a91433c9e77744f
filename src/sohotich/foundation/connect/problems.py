"""Refusals of the API as problem details (RFC 9457), in Vietnamese; one table of all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "/api/v1/connect/"
"""Addresses below this answer every refusal as a problem."""


@dataclass(frozen=True)
class Kind:
    """`title` says the same for every case; `mend` what usually helps."""

    status: int
    title: str
    mend: str = ""


_ANOTHER: Final = "Nhờ người cấp khóa của đơn vị cấp khóa mới."

# fmt: off
KINDS: Final[Mapping[str, Kind]] = {
    "bad_request": Kind(400, "Máy chủ không đọc được yêu cầu"),
    "no_idempotency_key": Kind(400, "Thiếu tiêu đề Idempotency-Key",
        "Gửi mỗi việc với một giá trị riêng, 1–200 ký tự ASCII, ví dụ một UUID."),
    "no_token": Kind(401, "Thiếu khóa kết nối"),
    "wrong_token": Kind(401, "Khóa kết nối không đúng", _ANOTHER),
    "token_ended": Kind(401, "Khóa kết nối đã hết hạn", _ANOTHER),
    "token_revoked": Kind(401, "Khóa kết nối đã bị thu hồi", _ANOTHER),
    "token_orphaned": Kind(401, "Người cấp khóa kết nối không còn quyền cấp", _ANOTHER),
    "forbidden": Kind(403, "Khóa kết nối không có quyền này",
        "Cần quyền khác thì nhờ cấp khóa khác."),
    "not_found": Kind(404, "Không có, hoặc ngoài đơn vị của khóa kết nối"),
    "method": Kind(405, "Địa chỉ này không nhận cách gọi đó"),
    "state": Kind(409, "Trạng thái hiện tại không cho phép"),
    "too_large": Kind(413, "Tệp hoặc yêu cầu quá lớn", "Chia nhỏ rồi gửi lại."),
    "media_type": Kind(415, "Kiểu nội dung không được nhận"),
    "invalid": Kind(422, "Nội dung không hợp lệ"),
    "idempotency_key_reused": Kind(422, "Idempotency-Key đã dùng cho yêu cầu khác",
        "Việc khác thì dùng giá trị khác; gửi lại thì giữ nguyên nội dung."),
    "locked": Kind(423, "Sổ đã ký duyệt nên không đổi được"),
    "too_many": Kind(429, "Gọi quá nhiều lần trong một phút",
        "Chờ số giây ghi ở tiêu đề Retry-After."),
    "server": Kind(500, "Hệ thống gặp lỗi", "Gửi lại với cùng Idempotency-Key sau ít phút."),
    "busy": Kind(503, "Có việc khác đang sửa cùng chỗ", "Gửi lại sau vài giây."),
    "full": Kind(507, "Ổ đĩa của máy chủ không đủ chỗ", "Báo người quản trị dọn ổ đĩa."),
}
# fmt: on

# What stands in the way of a `UserError` → the problem it is.
OF_KIND: Final[Mapping[str, str]] = {
    "input": "invalid",
    "state": "state",
    "locked": "locked",
    "room": "full",
}
# A file the guard refuses: too large, of another kind, or spoilt (everything else).
_OF_REFUSAL: Final[Mapping[str, str]] = {
    "qua_lon": "too_large",
    "khong_nhan_dang": "media_type",
    "khong_dung_loai": "media_type",
}
_BY_STATUS: Final[Mapping[int, str]] = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    500: "server",
    503: "busy",
    507: "full",
}


class Problem(Exception):
    """A refusal; `code` is one of KINDS, `where` names the field, file or number.

    `errors` are several of them, each {"where", "message"}.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        where: str = "",
        mend: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.where = where
        self.mend = mend
        self.errors = errors
        self.headers = dict(headers or {})

    @property
    def kind(self) -> Kind:
        return KINDS[self.code]

    def body(self) -> dict[str, Any]:
        """The object of RFC 9457 with our members `code`, `where`, `mend`, `errors`."""
        found: dict[str, Any] = {
            "type": f"{reverse('connect-docs')}#{self.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail or f"{self.kind.title}.",
            "code": self.code,
            "where": self.where,
            "mend": self.mend or self.kind.mend,
        }
        if self.errors:
            found["errors"] = [dict(error) for error in self.errors]
        return found

    def response(self) -> HttpResponse:
        """The answer, kept by no cache."""
        headers = {"Cache-Control": "private, no-store", **self.headers}
        if self.kind.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="sohotich"'
        content = json.dumps(self.body(), ensure_ascii=False)
        return HttpResponse(
            content, status=self.kind.status, content_type=MEDIA_TYPE, headers=headers
        )


def answers_problems(request: HttpRequest) -> bool:
    """Whether refusals of this address are told as problem details."""
    return request.path.startswith(PREFIX)


def problem_of_status(status: int, detail: str, where: str = "", mend: str = "") -> Problem:
    """The problem of what was refused before the API was reached, by its HTTP status."""
    return Problem(_BY_STATUS.get(status, "bad_request"), detail, where=where, mend=mend)


def problem_of_refusal(code: str, message: str, what: str) -> Problem:
    """The problem of a file that the guard refuses, by the guard's code."""
    detail = f"{message[:1].upper()}{message[1:]}."
    return Problem(_OF_REFUSAL.get(code, "invalid"), detail, where=what)
