"""The three screens that answer within a keystroke: their data in, the page out.

The shapes of `data` are those of frontend/README.md; the key bars are the same everywhere.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_KEYING_KEYS = (
    (("Enter",), "ô sau"),
    (("Shift+Enter",), "ô trước"),
    (("F2",), "trống trong sổ"),
    (("F4",), "không đọc được"),
    (("F8",), "đúng như trong sổ"),
    (("Ctrl+Enter",), "xong, sang số kế tiếp"),
)
_SHEET_KEYS = (
    (("←", "→"), "trang"),
    (("N",), "nghi ngờ kế tiếp"),
    (("↑", "↓"), "dời đường cắt"),
    (("2", "…", "4"), "chia số phần"),
    (("S",), "sửa số"),
    (("L",), "lặp cách cắt cho mọi trang sau"),
    (("X",), "quét lại"),
    (("Z",), "hoàn tác"),
)
_CHOICES = {
    "S": ("Gõ lại giá trị khác", "gõ lại"),
    "K": ("Không đọc được", "không đọc được"),
    "T": ("Trống trong sổ", "trống trong sổ"),
    "H": ("Để hỏi sau", "hỏi sau"),
}


# Of one value alone.
_CHOICES_ALONE = {
    "S": ("Gõ giá trị trong sổ", "gõ lại"),
    "H": ("Để công chức xem", "để công chức xem"),
}


def keying_screen(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """The keying screen of one record; the following ones come by `data["ahead"]`."""
    return render(request, "pages/keying.html", {"keying": data, "keying_keys": _KEYING_KEYS})


def contact_sheet_screen(
    request: HttpRequest, data: dict[str, Any], context: dict[str, Any] | None = None
) -> HttpResponse:
    """The contact sheet of one book; `context` may hold the breadcrumb."""
    return render(
        request,
        "pages/contact_sheet.html",
        {"sheet": data, "sheet_keys": _SHEET_KEYS, **(context or {})},
    )


def comparison_screen(
    request: HttpRequest, data: dict[str, Any], template: str = "pages/comparison.html"
) -> HttpResponse:
    """The comparison of dispute, match and finding; `data["choices"]`: the answers it knows.
    Without B among them there is one value alone, right or not.
    """
    offered = [choice for choice in data["choices"] if choice in _CHOICES]
    alone = "B" not in data["choices"]
    words = _CHOICES | _CHOICES_ALONE if alone else _CHOICES
    keys = [
        (("Enter",), "đúng") if alone else (("A", "B"), "chọn"),
        *(((choice,), words[choice][1]) for choice in offered),
        (("U",), "lấy lại"),
        (("Z",), "phóng to"),
        (("P",), "cả trang"),
    ]
    choices = [(choice, words[choice][0]) for choice in offered]
    context = {
        "comparison": data,
        "comparison_keys": keys,
        "comparison_choices": choices,
        "comparison_alone": alone,
    }
    return render(request, template, context)
