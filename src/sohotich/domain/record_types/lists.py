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
    "nksLoaiKhaiSinh": ("Loại khai sinh", "code", True),
    "tuyenBo": ("Tuyên bố, hủy tuyên bố", "code", True),
    "danToc": ("Dân tộc", "label", True),
    "quocTich": ("Quốc tịch, quốc gia", "label", False),
    "maTinhSoDinhDanh": ("Mã tỉnh trong số định danh cá nhân", "code", False),
}


@cache
def code_list(name: str) -> CodeList:
    """The list of that name; KeyError if there is none."""
    title, stores, complete = CODE_LISTS[name]
    return read_code_list(_FOLDER / f"{name}.csv", title=title, stores=stores, complete=complete)
