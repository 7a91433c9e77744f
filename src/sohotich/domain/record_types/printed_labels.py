"""What is printed before the lines of a form: how a reader of print tells which line is which.

No page before 2016 was seen, so every wording that a form of those years may have stands here, of
all eras together; which lines a book's page has is the word of its form (`forms.py`). Sources: the
2015 pages as an application prints them, certificates of 1999 to 2015, the template's own labels.
"""

import re
from dataclasses import dataclass
from functools import cache

from sohotich.domain.record_types.book_form import BookForm
from sohotich.domain.record_types.register_types import record_type
from sohotich.domain.schema import Field, RecordType
from sohotich.domain.text import unmarked_key

# A field's key ends with this -> what may be printed before it, beside the label of its template.
_BY_ENDING: dict[str, tuple[str, ...]] = {
    "HoTen": ("Họ và tên", "Họ, chữ đệm, tên", "Họ tên", "Họ tên khai sinh"),
    "GioiTinh": ("Giới tính", "Nam, nữ", "Nam hay nữ", "Nam/nữ"),
    "NgaySinh": ("Ngày, tháng, năm sinh", "Sinh ngày", "Ngày sinh", "Năm sinh"),
    "NgaySinhBangChu": ("Ghi bằng chữ", "Bằng chữ", "Viết bằng chữ"),
    "DanToc": ("Dân tộc",),
    "QuocTich": ("Quốc tịch",),
    "NoiCuTru": ("Nơi cư trú", "Nơi thường trú", "Nơi thường trú/tạm trú", "Chỗ ở hiện nay"),
    "NoiSinh": ("Nơi sinh",),
    "QueQuan": ("Quê quán", "Nguyên quán"),
    "SoDinhDanh": ("Số định danh cá nhân", "Số định danh"),
    "LoaiGiayToTuyThan": ("Giấy tờ tùy thân",),
    "SoGiayToTuyThan": ("Số giấy tờ", "Số CMND", "Số"),
    "NgayCapGiayToTuyThan": ("Cấp ngày", "Ngày cấp"),
    "NoiCapGiayToTuyThan": ("Nơi cấp",),
    "QuanHe": ("Quan hệ", "Quan hệ với người được khai sinh"),
    "NgayChet": ("Chết ngày", "Ngày, tháng, năm chết", "Đã chết ngày"),
    "NgayChetGhiBangChu": ("Ghi bằng chữ", "Bằng chữ"),
    "GioPhutChet": ("Vào lúc", "Giờ chết"),
    "NoiChet": ("Nơi chết",),
    "NguyenNhanChet": ("Nguyên nhân chết",),
}
_BY_KEY: dict[str, tuple[str, ...]] = {
    "so": ("Số", "Số đăng ký"),
    "quyenSo": ("Quyển số", "Quyển"),
    "ngayDangKy": ("Ngày đăng ký", "Đăng ký ngày", "Ngày, tháng, năm đăng ký"),
    "nguoiThucHien": ("Người thực hiện", "Cán bộ hộ tịch"),
    "ghiChu": ("Ghi chú", "Những thay đổi sau này"),
}
# A person's role -> how forms call that person, alone or after “họ tên” (“Họ tên cha”).
_PERSONS: dict[str, tuple[str, ...]] = {
    "cha": ("cha", "người cha"),
    "me": ("mẹ", "người mẹ"),
    "chong": ("chồng", "bên nam", "người chồng"),
    "vo": ("vợ", "bên nữ", "người vợ"),
    "con": ("con", "con nuôi", "người con"),
    "nyc": ("người đứng khai", "người đi khai", "người khai", "người đi khai sinh",
            "người yêu cầu", "người đi khai tử"),
}  # fmt: skip
_NAMED_AFTER = ("Họ tên", "Họ và tên", "Họ, chữ đệm, tên")
# Printed items that no field of the ministry takes: where one begins, the line before it ends.
_OTHERS = (
    "Nghề nghiệp", "Tuổi", "Ký, ghi rõ họ tên", "Ký, đóng dấu", "Ký tên", "TM. Ủy ban nhân dân",
    "Người ký", "Người làm chứng", "Phần khai", "Hai bên nam, nữ", "Người ký giấy khai sinh",
    "Các bên", "Bên giao, bên nhận", "Mẫu",
)  # fmt: skip
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_BETWEEN = re.compile(r"[^0-9a-zđ]+")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """One wording: its words without marks, and the fields it may stand before.

    No `keys`: it heads a section or is no field's. `section`: whose section it opens, "" where it
    says nothing of that. Several keys: the section in which it stands decides.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    section: str = ""


@cache
def labels_of(type_code: str) -> tuple[PrintedLabel, ...]:
    """Every wording for the type's lines, those of most words first."""
    kind = record_type(type_code)
    found: dict[tuple[str, ...], list[str]] = {}
    opening: dict[tuple[str, ...], str] = {}
    for field in kind.fields:
        for text in _wordings(kind, field):
            found.setdefault(words_of(text), []).append(field.key)
    for section in kind.sections:
        opening[words_of(section.title)] = section.code
    for role, names in _PERSONS.items():
        named = kind.by_key.get(f"{role}HoTen")
        for name in names if named is not None else ():
            opening.setdefault(words_of(name), named.section if named else "")
    # The register's name heads every page, and begins as the label of the number does.
    for text in (*_OTHERS, kind.book_name):
        found.setdefault(words_of(text), [])
    rows = {
        words: PrintedLabel(words, tuple(dict.fromkeys(keys)), opening.pop(words, ""))
        for words, keys in found.items()
    }
    rows |= {words: PrintedLabel(words, (), section) for words, section in opening.items()}
    rows.pop((), None)
    return tuple(sorted(rows.values(), key=lambda row: (-len(row.words), row.words)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a label as they are compared: no marks, no case, no signs."""
    return tuple(_BETWEEN.sub(" ", unmarked_key(text)).split())


def lines_of(form: BookForm) -> frozenset[str]:
    """The fields for which a label may be looked for on the form: all it may have printed."""
    unprinted = {"not_printed", "notes", "derived"}
    return frozenset(key for key, sure in form.certainty.items() if sure not in unprinted)


def _wordings(kind: RecordType, field: Field) -> list[str]:
    texts = [_BRACKETS.sub("", field.label), *_BY_KEY.get(field.key, ())]
    role = next((one.role for one in kind.persons if field.key.startswith(one.role)), "")
    ending = field.key.removeprefix(role) if role else ""
    texts += _BY_ENDING.get(ending, ())
    if ending == "HoTen":
        names = _PERSONS.get(role, ())
        texts += [f"{before} {name}" for before in _NAMED_AFTER for name in names]
        texts += names
    return texts
