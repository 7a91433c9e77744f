"""One answer held against the page: right or not, what the book says, and why; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sohotich.domain.compare import (
    BLANK_IN_BOOK,
    MARKS_THAT_ARE_VALUES,
    UNREADABLE,
    compare_records,
    difference_sides,
)
from sohotich.domain.schema import Field, Kind
from sohotich.foundation.schema_forms import value_words
from sohotich.pipeline.training.course import Lesson

_BLANK: Final = "để trống"
_UNREADABLE: Final = "không đọc được"
_HOOK_TILDE: Final = {"dấu hỏi", "dấu ngã"}
_NAMES: Final = {Kind.PERSON, Kind.TEXT, Kind.PLACE}


@dataclass(frozen=True)
class Verdict:
    """`book`: what stands there, as screens write it; `why`: one or two sentences, "" if right."""

    right: bool
    book: str
    why: str = ""


def judge(lesson: Lesson, field: str, value: str, mark: str) -> Verdict | None:
    """What the page says of this answer; None for a field that the screen does not ask for."""
    if field not in lesson.judged:
        return None
    about = lesson.kind.field(field)
    truth, said = lesson.values.get(field, ""), lesson.marks.get(field, "")
    book = value_words(about, truth) or {BLANK_IN_BOOK: _BLANK}.get(said, _UNREADABLE)
    given = mark if mark in MARKS_THAT_ARE_VALUES else ""
    wrong = compare_records(
        {field: value},
        {field: truth},
        [field],
        marks_a={field: given},
        marks_b={field: said},
        optional=lesson.kind.optional,
    )
    if not wrong:
        return Verdict(True, book)
    return Verdict(False, book, _why(lesson, about, value, given))


def _why(lesson: Lesson, field: Field, value: str, given: str) -> str:
    truth, said = lesson.values.get(field.key, ""), lesson.marks.get(field.key, "")
    if said == UNREADABLE:
        return "Chỗ này không ai đọc nổi: bấm F4, không đoán."
    if said == BLANK_IN_BOOK:
        return "Dòng có in mà sổ để trống: bấm F2, không điền thêm."
    if given:
        return "Dòng này có ghi. Nhìn lại ảnh; chữ nhỏ thì bấm F9."
    if not value:
        return "Chưa có giá trị. Sổ để trống thì bấm F2, không đọc được thì bấm F4."
    offered = lesson.carried.get(field.key)
    if offered is not None and offered.value == value:
        return "Giá trị điền sẵn không khớp trang này: nhìn ảnh, sai thì gõ đè."
    return _difference(field, value, truth)


def _difference(field: Field, value: str, truth: str) -> str:
    if field.kind is Kind.DATE:
        return _date(value, truth)
    if field.key.endswith("BangChu"):
        return "Ngày bằng chữ chép nguyên văn, kể cả khi khác ngày bằng số."
    if field.kind not in _NAMES:
        return "Chọn, gõ đúng như sổ ghi."
    sides = difference_sides(value, truth)
    if sides is None:
        return "Chép từng tiếng như sổ ghi, không sửa, không viết tắt."
    mine, book = sides
    told = f"Anh/chị gõ {mine}, sổ ghi {book}."
    if {mine, book} == _HOOK_TILDE:
        return f"{told} Dấu hỏi và dấu ngã làm thành hai tên khác nhau."
    if {mine, book} == {"d", "đ"}:
        return f"{told} Chữ đ có gạch ngang: d và đ là hai chữ."
    return told


def _date(value: str, truth: str) -> str:
    if len(truth) < len(value) and value.endswith(truth):
        return "Sổ ghi đến đâu nhập đến đó: không tự thêm ngày, tháng."
    return "Gõ liền chữ số theo thứ tự ngày, tháng, năm: 25031998."
