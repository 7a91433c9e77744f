"""What the guard answers with: facts, limits, and the refusal with its Vietnamese words."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import BinaryIO

MEGA = 1_000_000

# code → what happened and what to do. {…} are filled by the check that refuses.
REASONS = {
    "khong_co_tep": "không tìm thấy tệp hoặc không đọc được. Kiểm tra lại đường dẫn",
    "rong": "tệp rỗng (0 byte). Sao chép hoặc quét lại rồi gửi lại",
    "qua_lon": "tệp {bytes} byte, vượt giới hạn {limit} byte. Chia nhỏ hoặc nén lại rồi gửi",
    "khong_nhan_dang": "nội dung không phải loại tệp được nhận (JPEG, PNG, TIFF, HEIC, PDF, XLSX, "
    "ODS, CSV, ZIP). Kiểm tra lại tệp gốc",
    "qua_nhieu_diem_anh": "ảnh {width}×{height} điểm, vượt giới hạn {limit} điểm ảnh. Quét lại ở "
    "300 dpi",
    "qua_nhieu_trang": "có {pages} trang, vượt giới hạn {limit} trang. Chia thành nhiều tệp",
    "anh_cut": "ảnh bị cắt cụt, thiếu phần cuối. Sao chép lại từ máy quét hoặc quét lại",
    "anh_hong": "ảnh hỏng cấu trúc ({detail}). Quét lại hoặc lưu lại ảnh",
    "pdf_hong": "PDF hỏng, không đọc được. Xuất lại từ phần mềm quét",
    "pdf_mat_khau": "PDF có mật khẩu hoặc bị mã hóa. Bỏ mật khẩu rồi gửi lại",
    "pdf_co_lenh": "PDF chứa lệnh tự chạy ({detail}). Xuất lại thành PDF chỉ gồm ảnh",
    "pdf_bung": "PDF phình ra quá lớn khi giải nén. Xuất lại từ phần mềm quét",
    "zip_hong": "tệp nén hỏng hoặc bị cắt cụt. Nén lại rồi gửi",
    "zip_mat_khau": "tệp nén có mật khẩu. Bỏ mật khẩu rồi gửi lại",
    "zip_bung": "tệp nén phình ra quá lớn ({detail}). Nén lại từng phần",
    "zip_nhieu_tep": "tệp nén chứa {count} tệp, vượt giới hạn {limit}. Chia thành nhiều tệp nén",
    "zip_duong_dan": "tệp nén có đường dẫn không an toàn ({detail}). Nén lại bằng phần mềm "
    "thông dụng",
    "zip_trung_ten": "tệp nén có hai tệp cùng tên, chỉ khác chữ hoa hay cách viết ({detail}). "
    "Đổi tên rồi nén lại",
    "zip_long_nhau": "tệp nén chứa tệp nén khác ({detail}). Giải nén tệp bên trong trước khi gửi",
    "xls_cu": "đây là Excel đời cũ (.xls), dù tên tệp có thể ghi .xlsx. Mở bằng Excel, chọn Lưu "
    "thành .xlsx rồi gửi lại",
    "xlsx_mat_khau": "bảng tính có mật khẩu. Bỏ mật khẩu trong Excel rồi gửi lại",
    "xlsx_co_macro": "bảng tính chứa macro. Lưu thành .xlsx (không macro) rồi gửi lại",
    "xlsx_hong": "bảng tính hỏng hoặc thiếu phần bắt buộc. Mở bằng Excel và lưu lại",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds checked before anything is decoded; sizes in bytes unless named otherwise."""

    bytes: int = 256 * MEGA
    pixels: int = 300 * MEGA  # one page, width × height
    pages: int = 2_000
    pdf_inflated: int = 512 * MEGA
    zip_members: int = 20_000
    zip_total: int = 2_000 * MEGA
    zip_ratio: int = 200  # unpacked ÷ packed, judged only for members over `zip_ratio_floor`
    zip_ratio_floor: int = 1 * MEGA
    nesting: int = 0  # archives inside an archive


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is. `width`, `height` are pixels as stored (EXIF not applied), first page.

    `kind` is one of jpeg, png, tiff, heic, pdf, xlsx, ods, zip, csv. `pages` counts images, PDF
    pages, or ZIP members; 1 for tables. Width and height are None where the kind has none.
    """

    kind: str
    media_type: str
    bytes: int
    sha256: str
    pages: int
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format's own check found; `inspect` adds size and digest."""

    kind: str
    pages: int = 1
    width: int | None = None
    height: int | None = None


class Refused(ValueError):
    """A file that must not be opened. `message` is for people; `what` names the file."""

    def __init__(self, code: str, message: str, what: str) -> None:
        super().__init__(code, message, what)
        self.code = code
        self.message = message
        self.what = what

    def __str__(self) -> str:
        return f"{self.what}: {self.message}."


class Bad(Exception):
    """Raised by the checks of one format, which do not know the file's name."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def refusal(self, what: str) -> Refused:
        """The refusal for people, with numbers written the Vietnamese way."""
        words = {
            key: f"{value:,}".replace(",", ".") if isinstance(value, int) else value
            for key, value in self.facts.items()
        }
        return Refused(self.code, REASONS[self.code].format(**words), what)


class OpenedFile(mmap.mmap):
    """A read-only map of a file, with the file itself for libraries that want to read and seek."""

    file: BinaryIO


def check_pixels(width: int, height: int, limits: Limits) -> None:
    """Refuse an image of no size or of more pixels than allowed, before it is decoded."""
    if width < 1 or height < 1:
        raise Bad("anh_hong", detail="kích thước bằng 0")
    if width * height > limits.pixels:
        raise Bad("qua_nhieu_diem_anh", width=width, height=height, limit=limits.pixels)


def check_pages(pages: int, limits: Limits) -> None:
    if pages > limits.pages:
        raise Bad("qua_nhieu_trang", pages=pages, limit=limits.pages)
