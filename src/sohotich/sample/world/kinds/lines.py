"""Which lines a page of a type and year has, and what is printed before each."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from sohotich.domain.record_types import BookForm, form_for, record_type
from sohotich.domain.schema import Field, RecordType
from sohotich.sample.world.chance import dice
from sohotich.sample.world.options import WorldError

_SURE = ("printed", "likely")
_UNSURE_SHARE = 0.5
# The office heads the page, its number stands at the foot, notes and signer have their own places.
_PLACED = ("so", "quyenSo", "ngayDangKy")
_FIRST_NEW_LABELS = 2016
# What older forms print before the lines of a person, and those since 2016.
_PERSON_LABELS = {
    "HoTen": ("Họ và tên", "Họ, chữ đệm, tên"),
    "GioiTinh": ("Nam, nữ", "Giới tính"),
    "NgaySinh": ("Sinh ngày", "Ngày, tháng, năm sinh"),
    "DanToc": ("Dân tộc", "Dân tộc"),
    "QuocTich": ("Quốc tịch", "Quốc tịch"),
    "NoiCuTru": ("Nơi thường trú", "Nơi cư trú"),
    "NoiSinh": ("Nơi sinh", "Nơi sinh"),
    "QueQuan": ("Quê quán", "Quê quán"),
    "LoaiGiayToTuyThan": ("Giấy tờ tùy thân", "Giấy tờ tùy thân"),
    "SoGiayToTuyThan": ("Số giấy tờ", "Số giấy tờ"),
    "NgayCapGiayToTuyThan": ("Cấp ngày", "Cấp ngày"),
    "NoiCapGiayToTuyThan": ("Nơi cấp", "Nơi cấp"),
}


def form_in(kind: RecordType, year: int) -> BookForm:
    """The form in use in the middle of the year; WorldError where no such register is known."""
    form = form_for(kind.code, date(year, 7, 1))
    if form.era is None:
        raise WorldError(f"Chưa biết có {kind.book_name.lower()} vào năm {year}; chọn năm sau đó.")
    return form


@cache
def printed_keys(type_code: str, year: int) -> tuple[str, ...]:
    """Keys that the page has a line for, in the order of its sections, the notes last.

    Lines nobody is sure of are on some forms and not on others: always the same for a type and era.
    """
    kind = record_type(type_code)
    form = form_in(kind, year)
    keys = [
        field.key
        for section in form.sections
        for field in kind.fields_in(section)
        if _is_printed(kind, form, field)
    ]
    return (*keys, "nguoiKy", "trangSo", kind.notes)


def _is_printed(kind: RecordType, form: BookForm, field: Field) -> bool:
    if field.key in ("nguoiKy", "trangSo", kind.notes, kind.office):
        return False
    certainty = form.certainty[field.key]
    if field.key in _PLACED or certainty in _SURE:
        return True
    seldom = certainty == "unsure" and field.key not in kind.core
    if seldom:
        return dice("line", kind.code, form.era, field.key).random() < _UNSURE_SHARE
    return certainty == "unsure"


def label(kind: RecordType, field: Field, year: int) -> str:
    """What is printed before the line: short where its section says whose it is."""
    role = next((p.role for p in kind.persons if field.key.startswith(p.role)), "")
    endings = _PERSON_LABELS.get(field.key.removeprefix(role)) if role else None
    if endings:
        return endings[year >= _FIRST_NEW_LABELS]
    return re.sub(r"\s*\([^)]*\)", "", field.label)
