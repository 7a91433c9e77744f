"""The birth forms of each era as rows of printed labels and slots to write in.

The printed labels follow the ministry's fields; no page of the older forms was at hand, so their
look is a likeness, not a copy (see the page margin of every sample).
"""

from __future__ import annotations

from sohotich.sample.world.form_parts import (
    Cells,
    Form,
    Heading,
    Long,
    Parents,
    Row,
    Signs,
    Ticks,
    day,
    row,
    signed_by_chair,
)

_NUMBER = row(("Số:", "so", 1.0), ("Quyển số:", "quyenSo", 1.0))
_CHILD = (
    row(("Họ và tên:", "nksHoTen", 3.0), ("Nam, nữ:", "nksGioiTinh", 1.0)),
    day("Sinh ngày", "nksNgaySinh"),
    Long("(Bằng chữ:", "nksNgaySinhBangChu", 2),
    row(("Nơi sinh:", "nksNoiSinh", 1.0)),
    row(("Dân tộc:", "nksDanToc", 1.0), ("Quốc tịch:", "nksQuocTich", 1.0)),
)
_HOME_TOWN = (row(("Quê quán:", "nksQueQuan", 1.0)),)
_PARENT_ROWS = (
    ("Họ và tên", "HoTen", 1), ("Năm sinh", "NgaySinh", 1), ("Dân tộc", "DanToc", 1),
    ("Quốc tịch", "QuocTich", 1), ("Nghề nghiệp", "Nghe", 1), ("Nơi thường trú", "NoiCuTru", 2),
)  # fmt: skip
_DECLARANT = row(("Người đứng khai:", "nycHoTen", 2.0), ("Quan hệ:", "nycQuanHe", 1.1))
_REGISTERED = day("Đăng ký ngày", "ngayDangKy")
_NOTE = row(("Ghi chú:", "ghiChu", 1.0))
_CLERK = row(("Người thực hiện:", "nguoiThucHien", 1.0))
_SIGNS = Signs("NGƯỜI ĐỨNG KHAI", "TM. ỦY BAN NHÂN DÂN")


def _parent_lines(side: str, title: str) -> tuple[Row, ...]:
    return (
        row((title, f"{side}HoTen", 2.6), ("Năm sinh:", f"{side}NgaySinh", 1.0)),
        row(("Dân tộc:", f"{side}DanToc", 1.0), ("Quốc tịch:", f"{side}QuocTich", 1.2),
            ("Nghề nghiệp:", f"{side}Nghe", 1.5)),
        row(("Nơi thường trú:", f"{side}NoiCuTru", 1.0)),
    )  # fmt: skip


_LINES = (*_parent_lines("cha", "Họ tên cha:"), *_parent_lines("me", "Họ tên mẹ:"))


def _seventh_parent(side: str, title: str) -> tuple[Row, ...]:
    return (
        row((title, f"{side}HoTen", 2.6), ("Năm sinh:", f"{side}NgaySinh", 1.0)),
        row(("Dân tộc:", f"{side}DanToc", 1.0), ("Quốc tịch:", f"{side}QuocTich", 1.0)),
        Long("Nơi cư trú:", f"{side}NoiCuTru", 2),
    )


_E7_CHILD = (
    row(("Họ, chữ đệm, tên:", "nksHoTen", 1.0)),
    day("Ngày, tháng, năm sinh:", "nksNgaySinh"),
    Long("Ghi bằng chữ:", "nksNgaySinhBangChu", 2),
    row(("Giới tính:", "nksGioiTinh", 0.9), ("Dân tộc:", "nksDanToc", 1.0),
        ("Quốc tịch:", "nksQuocTich", 1.3)),
    row(("Nơi sinh:", "nksNoiSinh", 1.0)),
    Long("Quê quán:", "nksQueQuan", 2),
    row(("Số định danh cá nhân:", "nksSoDinhDanh", 1.0)),
)  # fmt: skip
_E7_DECLARANT = (
    row(("Họ, chữ đệm, tên người đi khai sinh:", "nycHoTen", 1.0)),
    row(("Giấy tờ tùy thân:", "nycLoaiGiayToTuyThan", 1.0), ("Số:", "nycSoGiayToTuyThan", 1.0)),
    row(("Cấp ngày:", "nycNgayCapGiayToTuyThan", 0.8),
        ("Nơi cấp:", "nycNoiCapGiayToTuyThan", 1.2)),
)  # fmt: skip
_E7_TICKS = Ticks(
    "loaiDangKy",
    (("Đăng ký đúng hạn", "1"), ("Đăng ký quá hạn", "4"), ("Đăng ký lại", "2")),
)
_E7_SIGNS = Signs("NGƯỜI ĐI KHAI SINH", "NGƯỜI KÝ", 4.6, post=True)
_E6_SIGNS = Signs("NGƯỜI ĐI KHAI SINH", "NGƯỜI KÝ GIẤY KHAI SINH", 5.0, post=True)
_E7_REGISTERED = day("Ngày đăng ký:", "ngayDangKy")

FULL: dict[str, Form] = {
    "E3": Form(
        "", (_NUMBER, Heading("ĐĂNG KÝ KHAI SINH", 1.3), *_CHILD, Parents(_PARENT_ROWS),
             _DECLARANT, _REGISTERED, _NOTE, _SIGNS),
    ),
    "E4": Form(
        "TP/HT-1999-A",
        (_NUMBER, Heading("ĐĂNG KÝ KHAI SINH", 1.3), *_CHILD, *_HOME_TOWN, Parents(_PARENT_ROWS),
         _DECLARANT, _CLERK, _REGISTERED, _NOTE, _SIGNS),
    ),
    "E6": Form(
        "TP/HT-2010-KS",
        (_NUMBER, _REGISTERED, Heading("KHAI SINH", 1.2), *_CHILD, *_HOME_TOWN,
         Parents(tuple(line for line in _PARENT_ROWS if line[1] != "Nghe")), _DECLARANT, _CLERK,
         _E6_SIGNS),
        notes=True,
    ),
    "E7": Form(
        "TP/HT-2015-KS",
        (_NUMBER, _E7_REGISTERED, *_E7_CHILD, *_seventh_parent("me", "Họ, chữ đệm, tên người mẹ:"),
         *_seventh_parent("cha", "Họ, chữ đệm, tên người cha:"), *_E7_DECLARANT, _CLERK, _E7_SIGNS),
        notes=True,
        ticks=_E7_TICKS,
    ),
}  # fmt: skip

_SMALL_SIGNS = Signs("NGƯỜI ĐỨNG KHAI", "TM. ỦY BAN NHÂN DÂN", 3.4)


def _half(*extra: Row) -> tuple[Row, ...]:
    numbered = row(("Số:", "so", 0.8), ("Quyển số:", "quyenSo", 1.0),
                   ("Ngày đăng ký:", "ngayDangKy", 1.6))  # fmt: skip
    return (numbered, *_CHILD, *extra, *_LINES, _DECLARANT)


HALF: dict[str, Form] = {
    "E3": Form("", (*_half(), _NOTE, _SMALL_SIGNS)),
    "E4": Form("TP/HT-1999-A", (*_half(*_HOME_TOWN, _CLERK), _NOTE, _SMALL_SIGNS)),
    "E6": Form("TP/HT-2010-KS", (*_half(*_HOME_TOWN, _CLERK), _SMALL_SIGNS), notes=True),
    "E7": Form(
        "TP/HT-2015-KS",
        (_NUMBER, _E7_REGISTERED, *_E7_CHILD, *_seventh_parent("me", "Người mẹ:"),
         *_seventh_parent("cha", "Người cha:"), *_E7_DECLARANT, _CLERK,
         Signs("NGƯỜI ĐI KHAI SINH", "NGƯỜI KÝ", 3.6, post=True)),
        notes=True,
        ticks=_E7_TICKS,
    ),
}  # fmt: skip


def _spread(era: str, code: str, *more: Row) -> Form:
    return Form(
        code,
        (_NUMBER, Heading("ĐĂNG KÝ KHAI SINH", 1.6), _REGISTERED, *_CHILD, *more, _DECLARANT,
         Signs("NGƯỜI ĐỨNG KHAI", "NGƯỜI THỰC HIỆN", 4.6)),
        (Heading("PHẦN KHAI VỀ CHA, MẸ", 1.4), Parents(_PARENT_ROWS), Long("Ghi chú:", "ghiChu", 5),
         Signs("", "TM. ỦY BAN NHÂN DÂN", 5.0)),
    )  # fmt: skip


SPREAD: dict[str, Form] = {
    "E3": _spread("E3", ""),
    "E4": _spread("E4", "TP/HT-1999-A", *_HOME_TOWN, _CLERK),
    "E6": _spread("E6", "TP/HT-2010-KS", *_HOME_TOWN, _CLERK),
    "E7": Form(
        "TP/HT-2015-KS",
        (_NUMBER, _E7_REGISTERED, Heading("KHAI SINH", 1.4), *_E7_CHILD, *_E7_DECLARANT, _CLERK,
         Signs("NGƯỜI ĐI KHAI SINH", "", 4.0)),
        (*_seventh_parent("me", "Họ, chữ đệm, tên người mẹ:"),
         *_seventh_parent("cha", "Họ, chữ đệm, tên người cha:"),
         Signs("", "NGƯỜI KÝ", 5.4, post=True)),
        notes=True,
        ticks=_E7_TICKS,
    ),
}  # fmt: skip

# The table layout: column title, share of the width, and its slots from top to bottom.
COLUMNS: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("Số,\nngày đăng ký", 1.0, ("so", "ngayDangKy")),
    ("Họ và tên,\nnam hay nữ", 1.7, ("nksHoTen", "nksGioiTinh")),
    ("Ngày sinh\n(số và chữ)", 1.9, ("nksNgaySinh", "nksNgaySinhBangChu")),
    ("Nơi sinh,\ndân tộc, quốc tịch", 1.6, ("nksNoiSinh", "nksDanToc+nksQuocTich")),
    ("Cha: họ tên, năm sinh, dân tộc,\nquốc tịch, nơi thường trú", 2.0,
     ("chaHoTen", "chaNgaySinh+chaDanToc+chaQuocTich", "chaNoiCuTru")),
    ("Mẹ: họ tên, năm sinh, dân tộc,\nquốc tịch, nơi thường trú", 2.0,
     ("meHoTen", "meNgaySinh+meDanToc+meQuocTich", "meNoiCuTru")),
    ("Người khai,\nquan hệ, ký", 1.4, ("nycHoTen", "nycQuanHe")),
    ("Người ký,\nghi chú", 1.4, ("nguoiKy", "ghiChu")),
)  # fmt: skip

# What a sheet of the table layout shows beside its columns.
_TABLE_HEAD = ("quyenSo", "trangSo")
# Lines that the ministry has no field for.
_UNKEYED = frozenset({"chaNghe", "meNghe"})


def form(layout: str, era: str) -> Form:
    """The form of a layout other than `rows`."""
    return {"one": FULL, "two": HALF, "spread": SPREAD}[layout][era]


def printed_keys(layout: str, era: str) -> tuple[str, ...]:
    """Keys of the fields that a page of this layout and era has a place for, in printed order."""
    if layout == "rows":
        slots = [slot for _, _, column in COLUMNS for line in column for slot in line.split("+")]
        return tuple(dict.fromkeys([*slots, *_TABLE_HEAD]))
    paper = form(layout, era)
    slots = [slot for line in (*paper.rows, *paper.facing) for slot in _slots(line)]
    slots += ["ghiChu"] * paper.notes + ([paper.ticks.slot] if paper.ticks else []) + ["trangSo"]
    keys = dict.fromkeys(slot.split(".")[0] for slot in slots)
    return tuple(key for key in keys if key not in _UNKEYED)


def _slots(line: Row) -> list[str]:
    match line:
        case Cells(cells):
            return [cell.slot for cell in cells]
        case Long(_, slot):
            return [slot]
        case Parents(rows, order):
            return [side + suffix for side in order for _, suffix, _ in rows]
        case Signs(post=post):
            return ["chucVuNguoiKy"] * post + ["nguoiKy"] * signed_by_chair(line)
    return []
