"""Invented names: surnames by how common they are, middle and given names by sex and decade."""

from __future__ import annotations

import random

from sohotich.sample.world.chance import pick

# Shares close to those of the Red River delta; the rest of the surnames are left out.
SURNAMES = (
    ("Nguyễn", 40), ("Trần", 9), ("Lê", 7), ("Phạm", 7), ("Hoàng", 4), ("Vũ", 5), ("Đỗ", 4),
    ("Ngô", 4), ("Bùi", 2.5), ("Đặng", 2.5), ("Dương", 2), ("Đào", 2), ("Lương", 1.5),
    ("Trịnh", 1.5), ("Đinh", 1), ("Đoàn", 1), ("Mai", 0.8), ("Tạ", 0.8), ("Chu", 0.8), ("Cao", 0.7),
    ("Phùng", 0.6), ("Lưu", 0.6), ("Vương", 0.6), ("Hà", 0.6), ("Nghiêm", 0.5), ("Quách", 0.3),
)  # fmt: skip
MINORITY_SURNAMES = {
    "Tày": (("Nông", 3), ("Hoàng", 3), ("Lý", 2), ("Ma", 1), ("Bế", 1)),
    "Mường": (("Bùi", 5), ("Đinh", 2), ("Quách", 2), ("Hà", 1)),
}

MIDDLE = {
    ("nam", 1900): (("Văn", 75), ("Đình", 6), ("Xuân", 5), ("Đức", 5), ("Hữu", 4), ("Quang", 3)),
    ("nam", 1975): (
        ("Văn", 48), ("Đức", 10), ("Xuân", 6), ("Quang", 6), ("Đình", 6), ("Minh", 5), ("Hữu", 4),
        ("Ngọc", 4), ("Thanh", 3), ("Tiến", 3), ("Mạnh", 3),
    ),
    ("nam", 1995): (
        ("Văn", 28), ("Đức", 12), ("Minh", 9), ("Quang", 8), ("Xuân", 5), ("Tuấn", 5), ("Ngọc", 5),
        ("Mạnh", 5), ("Hoàng", 5), ("Duy", 4), ("Tiến", 4), ("Thành", 4), ("", 1),
    ),
    ("nữ", 1900): (("Thị", 94), ("Ngọc", 2), ("Thanh", 2), ("Bích", 1)),
    ("nữ", 1975): (
        ("Thị", 68), ("Thị Thu", 6), ("Thị Thanh", 5), ("Thị Ngọc", 4), ("Thu", 4), ("Thanh", 4),
        ("Thị Bích", 3), ("Thị Hồng", 3),
    ),
    ("nữ", 1995): (
        ("Thị", 42), ("Thị Thu", 8), ("Thị Thanh", 6), ("Thị Ngọc", 6), ("Thu", 6), ("Ngọc", 6),
        ("Phương", 5), ("Thùy", 5), ("Khánh", 4), ("Thị Minh", 4), ("Bảo", 3), ("", 1),
    ),
}  # fmt: skip

GIVEN = {
    ("nam", 1900): (
        "Bình Chính Cường Dũng Hải Hòa Hùng Khang Khánh Kiên Lợi Lực Mạnh Minh Nghĩa Ninh "
        "Phúc Quý Quyết Sáng Sơn Tâm Tân Thành Thắng Thìn Thịnh Thuận Tiến Toàn Trọng Trường "
        "Tuấn Tý Vinh"
    ),
    ("nam", 1975): (
        "An Bình Chiến Công Cường Dũng Đông Hải Hiếu Hòa Hưng Hùng Huy Khánh Kiên Lâm Long "
        "Mạnh Minh Nam Phong Phương Quân Quang Quỳnh Sơn Thắng Thành Thủy Tiến Toàn Trung "
        "Trường Tú Tuấn Tùng Việt"
    ),
    ("nam", 1995): (
        "An Anh Bách Cường Duy Dương Đạt Đức Hải Hiếu Hoàng Hưng Huy Khải Khánh Kiên Lâm Linh "
        "Long Minh Nam Nghĩa Phong Phúc Quân Quang Quyền Sơn Thắng Thành Trung Tú Tuấn Tùng "
        "Việt Vũ"
    ),
    ("nữ", 1900): (
        "Bé Bình Chung Dung Duyên Gái Hà Hạnh Hiền Hòa Hoa Huệ Hường Khuyên Lan Liên Loan Lý "
        "Mận Mùi Na Nga Ngọc Nhàn Nhung Oanh Phượng Sen Tâm Thảo Thìn Thoa Thơm Thủy Tình "
        "Tuyết Vân Xuân Yến"
    ),
    ("nữ", 1975): (
        "Bình Dung Duyên Giang Hà Hải Hằng Hạnh Hiền Hòa Hoa Huệ Hương Hường Huyền Lan Liên "
        "Loan Lụa Mai Minh Nga Ngân Nhung Nụ Oanh Phượng Quyên Quỳnh Thảo Thoa Thủy Thu Trang "
        "Tuyết Vân Xuyến Yến"
    ),
    ("nữ", 1995): (
        "Anh Chi Diệp Dung Giang Hà Hằng Hạnh Hiền Hòa Hoa Huyền Hương Khánh Lan Linh Loan Ly "
        "Mai My Ngân Nga Ngọc Nguyệt Nhi Nhung Phương Quỳnh Thảo Thu Thúy Thủy Trang Trà Uyên "
        "Vân Yến"
    ),
}

# Both spellings are met in books: the tone on the first vowel (the older way) or on the second.
OTHER_TONE_PLACE = {
    "Hòa": "Hoà", "Thủy": "Thuỷ", "Thùy": "Thuỳ", "Thúy": "Thuý", "Thụy": "Thuỵ", "Tòa": "Toà",
    "Hỏa": "Hoả",
}  # fmt: skip


def _table_year(year: int) -> int:
    return max(start for start in (1900, 1975, 1995) if start <= year)


def surname(chance: random.Random, ethnicity: str) -> str:
    return pick(chance, MINORITY_SURNAMES.get(ethnicity, SURNAMES))


def full_name(chance: random.Random, family: str, sex: str, year: int) -> str:
    """`family` with a middle and a given name for somebody born in `year`; sex nam or nữ."""
    start = _table_year(year)
    middle = pick(chance, MIDDLE[sex, start])
    parts = (family, middle, chance.choice(GIVEN[sex, start].split()))
    return " ".join(part for part in parts if part)
