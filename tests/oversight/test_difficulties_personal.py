"""What the check before publishing warns of, and what it leaves alone."""

from __future__ import annotations

import pytest

from sohotich.oversight.difficulties.personal import traces_in


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Công dân 027088001234 khai lại.", "số giấy tờ", "027088001234"),
        ("CMND 125123456 cũ.", "số giấy tờ", "125123456"),
        ("Số 027 088 001 234 trên thẻ", "số giấy tờ", "027 088 001 234"),
        ("Gọi 0912 345 678 để hỏi.", "số điện thoại", "0912 345 678"),
        ("Zalo +84 912345678", "số điện thoại", "+84 912345678"),
        ("Trường hợp của Nguyễn Văn An bị nhòe.", "họ tên", "Nguyễn Văn An"),
        ("TRẦN THỊ BÌNH đăng ký hai lần", "họ tên", "TRẦN THỊ BÌNH"),
        ("ông Lê Văn Chín", "họ tên", "Lê Văn Chín"),
        ("Bà Hoàng Thị Mơ khai", "họ tên", "Hoàng Thị Mơ"),
        ("Vũ Hoa nộp", "họ tên", "Vũ Hoa"),
        ("của nguyễn thị lan, thôn 2", "họ tên", "nguyễn thị lan"),
        ("Thẻ 027-088-001-234 mờ", "số giấy tờ", "027-088-001-234"),
    ],
)
def test_warned_of(text: str, kind: str, words: str) -> None:
    assert [(one.kind, one.words) for one in traces_in(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Sổ KS.1998.02 mực phai: quét ở 400 dpi, chọn “trống trong sổ”.",
        "Theo Thông tư 04/2020/TT-BTP, Điều 31, ghi chữ in hoa có dấu.",
        "Xã An Tập, huyện Lương Tài báo Sở Tư pháp trước 17:00 ngày 07/01/2025.",
        "Từ ngày 01/07/2025 đọc tên xã theo danh mục; 327.822 trường hợp.",
        "Lê Lợi là tên đường.",
        "quản lý thị trường, đô thị hóa, trần nhà, văn bản",
        "Hồ sơ, Sổ gốc, Tờ khai giữ nguyên.",
        "Máy Scan Snap kẹt giấy thì tắt, mở nắp, kéo giấy ra.",
    ],
)
def test_left_alone(text: str) -> None:
    assert traces_in(text) == []


def test_names_that_are_known_are_found_without_marks() -> None:
    found = traces_in("Cảm ơn chị hoa mai đã hỏi.", known=["Hoa Mai", ""])
    assert [one.words for one in found] == ["Hoa Mai"]
