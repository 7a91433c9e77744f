"""The code lists by name. A code is one row of a CSV file in `code_lists/`."""

from functools import cache
from pathlib import Path
from typing import Literal

from sohotich.domain.schema import CodeList, read_code_list

_FOLDER = Path(__file__).parent / "code_lists"

CODE_LISTS: dict[str, tuple[str, Literal["code", "label"], bool]] = {
    # name: title, what a record stores, whether the list is completely known
    "gioiTinh": ("Giới tính", "code", True),
    "loaiCuTru": ("Loại cư trú", "code", True),
    "loaiGiayToTuyThan": ("Loại giấy tờ tùy thân", "code", True),
    "ks_loaiDangKy": ("Loại đăng ký khai sinh", "code", True),
    "kh_loaiDangKy": ("Loại đăng ký kết hôn", "code", False),
    "kt_loaiDangKy": ("Loại đăng ký khai tử", "code", True),
    "cmc_loaiDangKy": ("Loại đăng ký nhận cha, mẹ, con", "code", True),
    "cmc_loaiXacNhan": ("Loại xác nhận nhận cha, mẹ, con", "code", True),
    "nksLoaiKhaiSinh": ("Loại khai sinh", "code", True),
    "tuyenBo": ("Tuyên bố, hủy tuyên bố", "code", True),
    "gbtLoai": ("Loại giấy báo tử hoặc giấy tờ thay thế", "code", True),
    "tinhTrangKetHon": ("Tình trạng kết hôn", "label", True),
    "nxnLoaiMucDichSuDung": ("Loại mục đích sử dụng giấy xác nhận", "code", True),
    "gh_loaiGiamHo": ("Loại giám hộ", "label", False),
    "gh_tinhTrang": ("Tình trạng giám hộ", "label", False),
    "viecDangKyThayDoi": ("Việc đăng ký thay đổi, cải chính", "label", False),
    "loaiSuKienGoc": ("Loại hồ sơ hộ tịch gốc", "label", False),
    "danToc": ("Dân tộc", "label", True),
    "quocTich": ("Quốc tịch, quốc gia", "label", False),
    "maTinhSoDinhDanh": ("Mã tỉnh trong số định danh cá nhân", "code", False),
}


@cache
def code_list(name: str) -> CodeList:
    """The list of that name; KeyError if there is none."""
    title, stores, complete = CODE_LISTS[name]
    return read_code_list(_FOLDER / f"{name}.csv", title=title, stores=stores, complete=complete)
