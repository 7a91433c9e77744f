"""Errors as pages and as JSON: what happened and what to do, in Vietnamese, no details of ours."""

from __future__ import annotations

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import DiskFull, UserError
from sohotich.foundation.people.permissions import Forbidden


def crossed() -> OperationalError:
    error = OperationalError("deadlock detected: Nguyễn Thị Lan")
    error.__cause__ = psycopg.errors.DeadlockDetected()
    return error


RAISED = {
    "crossed": crossed(),
    "gone": OperationalError("server closed: Lan"),
    "mend": UserError("Ảnh mờ.", where="a.jpg", mend="Quét lại."),
    "full": DiskFull("Đầy.", where="Kho tệp", mend="Dọn."),
    "refused": Refused("rong", "tệp rỗng", "b.jpg"),
    "forbidden": Forbidden("Không được."),
    "ours": RuntimeError("Nguyễn Thị Lan"),
}


def view(request: HttpRequest, name: str) -> HttpResponse:
    raise RAISED[name]


urlpatterns = [
    path("", include("sohotich.web.urls")),
    path("thu/<str:name>", view),
    path("api/v1/thu/<str:name>", view),
]
handler404 = "sohotich.web.errors.not_found"
handler500 = "sohotich.web.errors.server_error"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("mend", 400, ("Ảnh mờ.", "a.jpg", "Quét lại.")),
        ("full", 507, ("Đầy.", "Kho tệp", "Dọn.")),
        ("refused", 400, ("tệp rỗng", "b.jpg")),
        ("forbidden", 403, ("Không được.",)),
        ("crossed", 503, ("người khác đang sửa",)),
        ("gone", 500, ("báo người quản trị",)),
        ("ours", 500, ("báo người quản trị",)),
    ],
)
@pytest.mark.parametrize("prefix", ["/thu/", "/api/v1/thu/"])
def test_errors_are_told(name, status, words, prefix):
    answer = Client(raise_request_exception=False).get(prefix + name)
    assert answer.status_code == status
    if prefix.startswith("/api/"):
        told = answer.json()["error"]
        text = " ".join(map(str, told.values()))
        assert set(told) == {"message", "where", "mend"}
    else:
        text = answer.content.decode()
    assert all(word in text for word in words)
    assert "Lan" not in text


def test_an_address_that_leads_nowhere():
    page = Client().get("/khong-co/")
    assert page.status_code == 404
    assert "Không có trang này" in page.content.decode()
    assert Client().get("/api/v1/khong-co/").json()["error"]["message"]


def test_a_stale_form_is_told():
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Tải lại trang" in answer.content.decode()
