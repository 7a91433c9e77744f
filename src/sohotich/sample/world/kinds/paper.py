"""The form of a type and year: its lines packed into rows so that they fill the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.sample.world import pens
from sohotich.sample.world.form_parts import Cell, Cells, Form, Heading, Long, Row, Signs, day, row
from sohotich.sample.world.kinds.lines import form_in, label, printed_keys

# Letters a line of each kind has to hold; those not here hold a sentence.
_LETTERS = {
    Kind.PERSON: 22, Kind.DATE: 11, Kind.NUMBER: 9, Kind.BOOK: 9, Kind.PAGE: 4, Kind.LISTED: 13,
    Kind.PAPER: 13, Kind.PERSONAL_ID: 13, Kind.PLACE: 58,
}  # fmt: skip
_SENTENCE = 34
_BY_ENDING = {"GioiTinh": 4, "LoaiGiayToTuyThan": 10, "DanToc": 7, "QuocTich": 9,
              "NoiCapGiayToTuyThan": 22, "BangChu": 62, "GioPhutChet": 6, "gbtSo": 5,
              "quyetDinhSo": 6}  # fmt: skip
_LETTER = 1.25  # width of a written letter in heights of an x
_LABEL, _HAND = 0.43, 0.265  # sizes in line distances, as the clerk's `Filler` has them
_PITCHES = [step / 4 for step in range(44, 13, -1)]  # mm between lines, from roomy to tight
_SIGNERS = {
    "KH": "HAI BÊN NAM, NỮ", "KT": "NGƯỜI ĐI KHAI", "CN": "BÊN GIAO, BÊN NHẬN", "CMC": "CÁC BÊN",
}  # fmt: skip
_ASKING = "NGƯỜI YÊU CẦU"
_CHAIR_SIGNS, _SIGNER = "TM. ỦY BAN NHÂN DÂN", "NGƯỜI KÝ"
_NEW_FORMS = 2016


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    slot: str
    letters: int

    def width(self, pitch: float) -> float:
        printed = pens.width_in_ems("serif", self.label) * min(4.3, _LABEL * pitch)
        return printed + self.letters * _LETTER * min(2.7, _HAND * pitch) + 5.0


@cache
def paper_form(type_code: str, year: int, width: float, height: float) -> Form:
    """The form that fills a box of that size (mm), its lines as far apart as the box allows."""
    kind = record_type(type_code)
    for pitch in _PITCHES:
        rows = tuple(_rows(kind, year, width, pitch))
        if sum(each.units for each in rows) * pitch <= height:
            break
    return Form(_symbol(kind, year), rows)


def _symbol(kind: RecordType, year: int) -> str:
    symbol = form_in(kind, year).symbol.replace("(năm)", str(year))
    return symbol.rstrip("….-")


def _rows(kind: RecordType, year: int, width: float, pitch: float) -> Iterator[Row]:
    printed = printed_keys(kind.code, year)
    yield row(("Số:", "so", 0.8), ("Quyển số:", "quyenSo", 1.0))
    yield day("Đăng ký ngày", "ngayDangKy")
    yield Heading(kind.name.upper(), 1.1)
    placed = {"so", "quyenSo", "ngayDangKy", "nguoiKy", "chucVuNguoiKy", "trangSo", kind.notes}
    for section in form_in(kind, year).sections:
        fields = [f for f in kind.fields_in(section) if f.key in printed and f.key not in placed]
        if not fields:
            continue
        if section not in ("dang_ky", "nguoi_ky"):
            title = next(one.title for one in kind.sections if one.code == section)
            yield Heading(title.upper(), 0.95)
        yield from _packed([_line(kind, field, year) for field in fields], width, pitch)
    yield Long("Ghi chú:", kind.notes, 2)
    right = _SIGNER if year >= _NEW_FORMS else _CHAIR_SIGNS
    post = "chucVuNguoiKy" in printed
    yield Signs(_SIGNERS.get(kind.code, _ASKING), right, 4.4, post=post)


def _line(kind: RecordType, field: Field, year: int) -> _Line:
    letters = next((n for end, n in _BY_ENDING.items() if field.key.endswith(end)), 0)
    if not letters and field.kind is Kind.CODE and field.code_list:
        letters = min(46, max(len(item.label) for item in code_list(field.code_list).items))
    text = label(kind, field, year)
    return _Line(f"{text}:", field.key, letters or _LETTERS.get(field.kind, _SENTENCE))


def _packed(lines: list[_Line], width: float, pitch: float) -> Iterator[Row]:
    """As many lines side by side as fit; one too long for a row runs over several."""
    waiting: list[_Line] = []
    for line in lines:
        if waiting and sum(one.width(pitch) for one in (*waiting, line)) > width:
            yield _side_by_side(waiting)
            waiting = []
        if line.width(pitch) > width:
            yield Long(line.label, line.slot, ceil(line.width(pitch) / width))
        else:
            waiting.append(line)
    if waiting:
        yield _side_by_side(waiting)


def _side_by_side(lines: list[_Line]) -> Cells:
    return Cells(tuple(Cell(line.label, line.slot, float(line.letters)) for line in lines))
