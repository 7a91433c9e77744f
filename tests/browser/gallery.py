"""Every component and the three screens with invented data, to be looked at and driven."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from sohotich.foundation.pages.ledger_boxes import Box, ledger_boxes
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.screens import (
    comparison_screen,
    contact_sheet_screen,
    keying_screen,
)
from sohotich.foundation.pages.states import badge
from sohotich.foundation.people.permissions import requires
from tests.browser import gallery_data

#: What the browser posted, in order: (path, body).
posted: list[tuple[str, dict[str, Any]]] = []
#: Findings that the next saves answer, by field.
findings: dict[str, list[dict[str, str]]] = {}
#: What is said of the record beside the others of its book.
beside: dict[str, list[dict[str, str]]] = {}

_STATES = ("reviewed", "agreed", "keyed_once", "disputed", "missing", "expected")


def _books() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            label=f"KS.{1976 + n % 30}.{n % 3 + 1:02d}",
            place="Kho lưu trữ UBND xã Mỹ Hương (nay là xã An Tập), tủ số 2, ngăn dưới",
            entries=186 + n * 7,
            state=_STATES[n % len(_STATES)],
        )
        for n in range(120)
    ]


_LIST = ListDefinition(
    file_name="so",
    title="Các sổ",
    search_words="Lọc sổ",
    columns=(
        Column(
            "so", "Sổ", lambda b: b.label, link=lambda b: "/gallery/work/", kind="strong", sort=True
        ),
        Column("noi", "Nơi để", lambda b: b.place),
        Column("so-luong", "Sổ khai", lambda b: b.entries, kind="number", sort=True),
        Column("trang-thai", "Trạng thái", lambda b: badge(b.state), sort=True),
        Column("mo", "", lambda b: "Mở", link=lambda b: "/gallery/work/", kind="button"),
    ),
    chips=(
        Chip("tranh-chap", "Tranh chấp", lambda rows: [r for r in rows if r.state == "disputed"]),
        Chip("thieu", "Thiếu", lambda rows: [r for r in rows if r.state == "missing"]),
        Chip("trong", "Trả lại", lambda rows: []),
    ),
    empty_title="Chưa có sổ nào",
    empty_words="Khai sổ hoặc nhập danh sách sổ từ Excel.",
)


@requires("page.home")
def books(request: HttpRequest) -> HttpResponse:
    rows = [] if "khong" in request.GET else _books()
    crumbs = [("Bắc Ninh", "/"), ("Lương Tài", "/"), ("An Tập", "/"), ("Sổ", "")]
    return list_response(request, "gallery/books.html", rows, _LIST, {"breadcrumb": crumbs})


def _boxes() -> list[Box]:
    states = {88: "missing", 57: "returned", 103: "doubt", 131: "doubled", 164: "disputed"}
    return [
        Box(str(n), states.get(n, "reviewed" if n < 126 else "agreed"), "/gallery/work/")
        for n in range(1, 187)
    ]


@requires("page.home")
def work(request: HttpRequest) -> HttpResponse:
    context = {
        "ledger": ledger_boxes(_boxes()),
        "figures": [
            {"title": title, "value": value, "note": note, "address": "/gallery/books/"}
            for title, value, note in (
                ("Sổ khai", 186, "trang khóa sổ"),
                ("Đã quét", 186, "thiếu 1 · trùng 1"),
                ("Đã nhập", 186, "đủ hai lần"),
                ("Đã thống nhất", 185, "tranh chấp 1"),
                ("Đã soát xét", 117, "chờ 63"),
                ("Đã duyệt", 0, "chưa trình"),
                ("Đã chuyển", 0, "sau khi ký"),
            )
        ],
        "rows": [
            {
                "count": 37,
                "title": "Tranh chấp giữa hai lần nhập",
                "words": "Sổ KS.1996.01 (29).",
                "due": "Gửi trước 17:00",
                "button": "Giải quyết",
                "address": "/",
                "first": True,
            },
            {
                "count": 168,
                "title": "Trường hợp chờ soát xét",
                "words": "Nhiều nhất: sổ KS.1997.01 (49).",
                "due": "Khoảng 1 giờ 50",
                "button": "Soát tiếp",
                "address": "/",
            },
            {
                "count": 0,
                "title": "Phòng Tư pháp yêu cầu bổ sung",
                "words": "Không có việc. Hàng này có việc khi huyện rút mẫu kiểm tra.",
            },
        ],
        "job": SimpleNamespace(
            title="Xử lý ảnh sổ KS.1999.01",
            state="running",
            done=12,
            total=66,
            message="",
            ended=False,
            get_state_display="Đang chạy",
        ),
        "states": [
            badge(code)
            for code in (
                *_STATES,
                "scanned",
                "approved",
                "exported",
                "accepted",
                "cancelled",
                "doubt",
                "returned",
                "doubled",
                "settled",
            )
        ],
    }
    return render(request, "gallery/work.html", context)


@requires("page.home")
def keying(request: HttpRequest) -> HttpResponse:
    return keying_screen(request, gallery_data.keying())


@requires("page.home")
def sheet(request: HttpRequest) -> HttpResponse:
    return contact_sheet_screen(request, gallery_data.contact_sheet())


@requires("page.home")
def comparison(request: HttpRequest) -> HttpResponse:
    return comparison_screen(request, gallery_data.comparison())


@requires("page.home")
def image(request: HttpRequest, which: str, index: int, width: int) -> HttpResponse:
    return HttpResponse(gallery_data.drawn(which, index, width)[0], content_type="image/jpeg")


@requires("page.home")
def api(request: HttpRequest, rest: str) -> HttpResponse:
    if rest.startswith(("ahead", "nothing")):
        return JsonResponse({"item": gallery_data.record(1) if rest.startswith("ahead") else None})
    if rest.startswith("dictionary"):
        return JsonResponse(gallery_data.dictionary())
    body = json.loads(request.body)
    posted.append((request.path, body))
    if rest.startswith("inBook"):
        return JsonResponse({"findings": beside})
    if rest.startswith("sheet"):
        return JsonResponse({"pages": []})
    known = {name: found for name, found in findings.items() if name == body.get("field")}
    return JsonResponse({"seq": body.get("seq", 0), "findings": known})


@requires("page.home")
def upload(request: HttpRequest) -> HttpResponse:
    name = request.FILES["file"].name
    if name.endswith(".exe"):
        error = {"message": f"{name} không phải ảnh.", "where": name, "mend": "Chọn tệp ảnh."}
        return JsonResponse({"error": error}, status=400)
    return JsonResponse({"message": "đã nhận"})


@requires("page.home")
def job(request: HttpRequest) -> HttpResponse:
    state = {"state": "running", "done": 33, "total": 66, "note": "trang 33", "message": ""}
    return JsonResponse({**state, "running_seconds": 60})


urlpatterns = [
    path("gallery/books/", books),
    path("gallery/work/", work, name="gallery-work"),
    path("gallery/keying/", keying),
    path("gallery/sheet/", sheet),
    path("gallery/comparison/", comparison),
    path("gallery/image/<str:which>/<int:index>/<int:width>/", image),
    path("gallery/api/<path:rest>", api),
    path("gallery/upload/", upload),
    path("gallery/job/", job),
    path("", include("sohotich.web.urls")),
]
