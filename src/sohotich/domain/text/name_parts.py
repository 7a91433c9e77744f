"""Parts of Vietnamese names and roughly how common each is, for a register that holds none yet.

From general knowledge of names in the north, not counted in any register (source: inferred). A
commune's own records outweigh this list after some hundred of them.
"""

from __future__ import annotations

from typing import Final

# Rows of weight, then names; a weight is relative within its table.
Table = tuple[tuple[float, str], ...]

FAMILIES: Final[Table] = (
    (38, "Nguyễn"),
    (11, "Trần"),
    (9, "Lê"),
    (7, "Phạm"),
    (5, "Hoàng"),
    (4, "Vũ Phan"),
    (3, "Đặng Bùi Đỗ Ngô"),
    (2, "Hồ Dương Đinh Trịnh Đào Lý"),
    (1.2, "Đoàn Lương Võ Trương Mai Cao Hà Phùng Tạ Chu Tô Lưu Lại"),
    (0.6, "Thái Tống Vương Nghiêm Quách Kiều Thạch Doãn Khổng Thân Ngụy Giáp Nông Vi Hứa Mạc "
          "Tăng"),
    (0.3, "Châu La Lâm Huỳnh Bạch Đàm Triệu Lục Quản Khuất Cù Cấn Nhữ Từ Văn Âu Viên Diệp Hán "
          "Tiêu Thiều Bế Ma Đồng Trình Phí Lã Ninh Sái Cung Mẫn Biện Uông Thiệu Chử Cáp Đới Đậu "
          "Hầu Hàn Kim Ong Mẫu Nhâm Ngọ Ngạc Phó Tôn Tường Tòng Lò Quàng Lường Cầm Hoa Lộc Bàn "
          "Đèo Giàng Sùng Vàng Thào Đỗng Đỗ Bàng Cai Chung Danh Điêu Khúc Lôi Mã Ô Quyền Tào "
          "Thẩm"),
)  # fmt: skip

# Second words and further ones; "" is a name without any. Men, then women.
_MEN_MIDDLE: Final[Table] = (
    (40, "Văn"),
    (8, "Đức"),
    (6, "Xuân Đình"),
    (5, "Quang Hữu"),
    (4, "Minh Ngọc"),
    (3, "Thanh Tiến Mạnh Duy Tuấn Hoàng Công"),
    (2, "Thành Quốc Trọng Hồng Anh Bá Đăng"),
    (1, "Việt Trung Viết Huy Gia Hải Thế Đại Kim Khắc Danh Sỹ Trường Bảo Nhật Phú Chí Nam Tất"),
    (0.5, "Ngô Hà Phương Thái Vĩnh Như Huỳnh Duyên Cao Tùng Sơn Tài Phúc Long Tấn Quý Thiện Lê "
          "Trần Khánh Phi Doãn Đắc Hùng Nho Thiên Tri Vương Tá Lương Thúc Năng Tuân Trí Ích"),
)  # fmt: skip
_WOMEN_MIDDLE: Final[Table] = (
    (64, "Thị"),
    (4, "Thu Ngọc Thanh"),
    (3, "Hồng Bích Minh"),
    (2, "Kim Thúy Phương Thùy Khánh Bảo Hải"),
    (1, "Ánh Mai Quỳnh Lan Diệu Mỹ Như Diễm Hoài Hà Tuyết Vân Xuân Cẩm Thảo Hương Linh Huyền "
        "Hoàng Kiều Lệ Tú Trà Nguyệt Yến Tâm Gia An"),
    (0.5, "Châu Ly Mộng Nhật Quế Thục Tường Uyên Việt Hiền Hạnh Đoan Đan Lâm Phúc Cát Thiên "
          "Trúc Bạch Đông Vy Tố Nhã Ái Anh Băng Thái Trang Thụy Mộc Đào Vũ Lê Trần Nguyễn"),
)  # fmt: skip
_NO_MIDDLE: Final = 2.0
# Two middle words of a woman begin with Thị, of a man with one of the first.
_SECOND_MIDDLE: Final = 0.22

_MEN_OLD: Final[Table] = (
    (6, "Hùng Bình Sơn Thành Minh"),
    (4, "Dũng Cường Tuấn Hải Thắng Chiến Thịnh Hòa Long Tâm Toàn Tiến Quang Đức Vinh"),
    (2.5, "Chính Nghĩa Lợi Phúc Lộc Thọ Quý Khánh Sáng Thuận Trọng Trường Mạnh Tân Lâm Kiên "
          "Hưng An Ninh Công Đông Xuân Hồng Phương Hợi Tý Sửu Dần Mão Thìn Tỵ Ngọ Mùi Thân Dậu "
          "Tuất"),
    (1.2, "Bảo Bách Bắc Bền Cảnh Căn Cần Chắt Chung Chúc Chương Cửu Đa Đáng Điền Điệp Định Độ "
          "Đoàn Giang Giáp Hạnh Hào Hậu Hiển Hiền Hiếu Hiệp Hoan Học Huân Huấn Hường Huỳnh Hữu "
          "Khải Khanh Khôi Khoa Kỳ Lạc Liêm Linh Lĩnh Luân Luận Luật Lực Lượng Lưu Miện Mỹ Nam "
          "Năm Năng Nhân Nhâm Nhất Nhiên Nhuận Phong Phú Quân Quảng Quế Quyền Quyết Quỳnh Sinh "
          "Sâm San Soạn Sự Sửu Sỹ Tài Tạo Tấn Thạch Thái Thảo Thăng Thân Thế Thể Thi Thiện "
          "Thoan Thông Thơ Thu Thụ Thuấn Thủy Tính Tình Tỉnh Tịnh Tịch Toán Trí Triển Trung "
          "Truyền Tú Tùng Tuân Tuệ Tuyên Tường Úy Vạn Vĩ Viên Việt Vịnh Võ Vượng Vui Xuyên Yên "
          "Ý"),
)  # fmt: skip
_MEN_MIDDLE_AGE: Final[Table] = (
    (5, "Hùng Tuấn Hải Cường Dũng Thắng Hưng Sơn Tùng Thành Trung Nam Quân"),
    (3.5, "Mạnh Kiên Toàn Long Huy Tiến Minh Bình Đức Việt Hiếu Quang Công Chiến Phương Hòa Tú"),
    (2, "An Anh Bắc Bách Chung Chính Chương Cương Duy Dương Đạt Định Đông Giang Hà Hân Hậu Hiển "
        "Hiệp Hoàng Hoan Hội Huân Huỳnh Khánh Khải Khoa Khương Lâm Linh Lộc Lợi Luân Luyện Lực "
        "Ngọc Nghĩa Nhân Phong Phú Phúc Quý Quyền Quyết Quỳnh Sáng Tâm Tài Thái Thanh Thịnh Thọ "
        "Thuận Thủy Thức Tiệp Tĩnh Tính Trọng Trường Tuyên Tuyến Tư Ước Văn Vinh Vũ Vượng Vui "
        "Xuân"),
    (0.8, "Ái Biên Bằng Bảy Ba Cảnh Chí Chuyên Chức Doanh Diệp Đại Đăng Điệp Đoàn Đỉnh Đô Độ "
          "Giáp Hạnh Hảo Hiền Hoạt Hồng Hợp Hữu Kha Khang Khiêm Khôi Kỳ Lập Liêm Lương Lưu "
          "Lượng Mười Nguyên Nhật Ninh Oanh Phi Phước Quốc Sỹ Sinh Thạo Thật Thăng Thế Thiện "
          "Thoan Thông Thuyên Thực Tiềm Tình Toán Toản Trình Trưởng Tuân Tuyền Tường Út Vang "
          "Vương Vịnh Xướng"),
)  # fmt: skip
_MEN_YOUNG: Final[Table] = (
    (5, "Anh Huy Minh Đức Nam Long Hiếu Hoàng Đạt Dương Tùng Quân Trung"),
    (3.5, "Thành Tuấn Hải Khánh Sơn Kiên Cường Phong Việt Bảo Duy Thắng Linh Hưng Quang Mạnh "
          "Phúc"),
    (2, "An Bách Bình Công Chiến Cương Dũng Đăng Đông Giang Hà Hậu Hiệp Hòa Hùng Huỳnh Khải "
        "Khang Khôi Kha Khoa Lâm Lộc Lợi Luân Nghĩa Ngọc Nhân Nhật Phương Phú Quốc Quý Quyền "
        "Quyết Sáng Tài Tâm Tân Thái Thanh Thịnh Thiện Tiến Toàn Tú Trí Trường Trọng Vinh Vũ "
        "Vương Văn"),
    (0.8, "Bắc Bằng Ân Chí Chung Chính Châu Danh Điệp Đại Định Gia Giáp Hào Hân Hiển Hoan Huân "
          "Hợp Khiêm Khương Kỳ Lương Lực Luật Mạnh Nguyên Nguyện Ninh Oai Phi Phát Phước Quảng "
          "Quỳnh Tấn Thạch Thông Thuận Thuật Thức Thế Tiệp Toản Tuyên Tuyến Tường Triệu Tuệ Vĩ "
          "Việt Vượng"),
)  # fmt: skip

_WOMEN_OLD: Final[Table] = (
    (5, "Hoa Lan Liên Hòa Nga Tâm Hà Thanh Bình Xuân Yến"),
    (3.5, "Hồng Huệ Hiền Hương Hạnh Loan Mai Minh Mùi Nhung Oanh Phượng Thảo Thơm Thu Thủy "
          "Tuyết Vân"),
    (2, "Ánh Bích Cúc Chung Chiến Dung Duyên Gái Hằng Hải Hợi Hường Hợp Khuyên Kim Lành Lý Lợi "
        "Lụa Lựu Mận Mơ Mão Miền Na Năm Nghĩa Ngân Ngọc Ngoan Nguyệt Nhàn Nhâm Phúc Phương Quế "
        "Quý Sen Sáu Sinh Soan Tình Thìn Thịnh Thoa Thoan Thân Thuận Thúy Thư Tuất Tý Tỵ Vinh "
        "Vui Xuyến"),
    (0.8, "Ấm Bảy Bé Ba Bốn Bưởi Cam Cậy Cẩm Chắt Chanh Chè Cương Chín Dậu Dần Dinh Đào Đoan "
          "Đức Én Giang Hân Hiên Hậu Hiệp Hoài Hoan Huyền Hỷ Hảo Khánh Khiêm Kha Lài Lệ Len "
          "Lịch Liễu Luyến Lương Lượng Mây Miên Mến Mười Nết Ngần Ngà Ngát Nhài Nhạn Nhẫn Nhị "
          "Nhiên Nhuần Nhường Nụ Nương Oản Phấn Phin Quyên Quỳnh Sâm Sự Sửu Tấm Tám Tẹo Thái "
          "Thành Thắm Thêu Thiện Thông Thơ Thập Thuần Thục Thùy Tím Tính Tĩnh Tuyến Tư Út Vụ "
          "Vượng Xoan Xuyên Yên"),
)  # fmt: skip
_WOMEN_MIDDLE_AGE: Final[Table] = (
    (5, "Hương Hà Lan Thủy Hằng Nga Hoa Huyền Hạnh Hiền Thảo Mai"),
    (3.5, "Hường Hòa Huệ Hồng Liên Loan Dung Duyên Giang Nhung Oanh Phương Phượng Thu Thúy "
          "Trang Tuyết Vân Yến Xuân Bình Quyên Ngân Thanh Minh Tâm"),
    (2, "An Anh Ánh Bích Chi Chung Chinh Cúc Diệp Diệu Đào Hải Hân Hậu Hiên Hiếu Hoài Hợi Huế "
        "Khánh Khuyên Kim Lành Linh Lý Lụa Luyến Lương Ly Miền Minh Mơ Mùi Nguyệt Ngọc Nhàn "
        "Nhài Nhâm Nụ Quế Quỳnh Sen Tình Thắm Thêu Thơ Thơm Thoa Thùy Thư Toan Trà Tươi Tuyến "
        "Uyên Vui Vinh Xuyến Xoan Yên"),
    (0.7, "Ái Ba Bắc Bảy Bé Cảnh Cẩm Châu Chiên Chiến Dinh Doan Dịu Đông Đương Én Gấm Hảo Hiệp "
          "Hoàn Hợp Hưng Lài Lê Len Lệ Lệnh Lịch Liễu Lợi Luân Lưu Lượng Mến Mây Miên My Mỹ Nết "
          "Ngà Ngoan Ngát Nhã Nhanh Nhị Nhiên Nhường Nhuần Ninh Nương Phúc Quý Sâm Sáng Sinh "
          "Soan Sự Thái Thành Thịnh Thoan Thuần Thuận Thục Thược Tiên Tính Tú Tuyên Tư Út Vóc "
          "Vượng Xim Ước"),
)  # fmt: skip
_WOMEN_YOUNG: Final[Table] = (
    (5, "Anh Linh Trang Huyền Hương Thảo Phương Ngọc Hà Mai Nhung Chi"),
    (3.5, "Lan Ly Nga Ngân Hằng Hiền Hạnh Hoa Dung Duyên Giang Quỳnh Thu Thủy Thúy Vân Yến Uyên "
          "Oanh Loan My Như Nhi Trà Thanh Hồng Minh"),
    (2, "An Ánh Bình Châu Chinh Diễm Diệp Diệu Đan Đào Hân Hải Hậu Hiếu Hoài Hòa Huệ Hường "
        "Khánh Lam Lệ Liên Lương Mơ Nguyệt Nhàn Nữ Phượng Phúc Quyên Tâm Tú Thắm Thơ Thơm Thư "
        "Thùy Thương Tiên Tình Trinh Trúc Tuyết Vy Vi Xuân Ý Yên"),
    (0.7, "Ái Băng Bích Bảo Cẩm Chung Cúc Dịu Dương Đông Gấm Hạ Hiên Hợp Huế Khuê Khuyên Kiều "
          "Kim Lành Lê Lĩnh Luyến Lý Lụa Miền Miên Mẫn Mùi Mỹ Na Ngà Ngoan Nguyên Nhã Nhân "
          "Nhiên Ninh Nương Quế Sen Sương Thái Thoa Thoan Thêu Tuyến Tuyền Tươi Tường Vui Viên "
          "Việt Xuyến"),
)  # fmt: skip

MEN, WOMEN = "m", "f"
SEXES: Final = (MEN, WOMEN)

MIDDLES: Final[dict[str, Table]] = {MEN: _MEN_MIDDLE, WOMEN: _WOMEN_MIDDLE}
# Given names of those born from a year on.
GIVEN: Final[tuple[tuple[int, dict[str, Table]], ...]] = (
    (0, {MEN: _MEN_OLD, WOMEN: _WOMEN_OLD}),
    (1960, {MEN: _MEN_MIDDLE_AGE, WOMEN: _WOMEN_MIDDLE_AGE}),
    (1988, {MEN: _MEN_YOUNG, WOMEN: _WOMEN_YOUNG}),
)


def shares(table: Table, spare: float = 0.0) -> dict[str, float]:
    """Each name's share of its table, all together 1; `spare` is the weight of the empty one.

    A name that stands twice counts once, with the greater weight.
    """
    weights = {"": spare} if spare else {}
    for weight, words in table:
        for word in words.split():
            weights.setdefault(word, weight)
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def families() -> dict[str, float]:
    """Family names and their shares."""
    return shares(FAMILIES)


def middles(sex: str) -> dict[str, float]:
    """First middle words of a sex and their shares, "" among them."""
    return shares(MIDDLES[sex], _NO_MIDDLE)


def given(sex: str, born: int) -> dict[str, float]:
    """Given names of a sex born in or about that year; near a turn of habits both sides count."""
    near = [table for year, tables in GIVEN if year <= born + _TURN for table in (tables[sex],)]
    now = [table for year, tables in GIVEN if year <= born - _TURN for table in (tables[sex],)]
    found: dict[str, float] = {}
    for table in {id(one): one for one in (near[-1], (now or near)[-1])}.values():
        for word, share in shares(table).items():
            found[word] = found.get(word, 0.0) + share
    total = sum(found.values())
    return {word: share / total for word, share in found.items()}


_TURN: Final = 6
