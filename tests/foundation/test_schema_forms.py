"""A record type as a form, and what a typed value means."""

from __future__ import annotations

from datetime import date

import pytest

from sohotich.domain.record_types import KHAI_SINH, RECORD_TYPES, form_for, record_type
from sohotich.foundation.schema_forms import (
    FieldFacts,
    accept,
    accept_all,
    form_sections,
    record_sections,
)
from sohotich.foundation.schema_forms.fields import short_label
from sohotich.foundation.schema_forms.values import UnknownField

DAY = date(1998, 5, 7)


def fields(facts=None, on=None) -> dict[str, dict]:
    sections = form_sections(KHAI_SINH, form_for("khai_sinh", DAY), facts or {}, on)
    return {field["key"]: field for section in sections for field in section["fields"]}


def test_shown_and_folded_fields_stand_in_the_books_order():
    form = form_for("khai_sinh", DAY)
    found = fields()
    place = {key: (one["folded"], one["hidden"]) for key, one in found.items()}
    assert [key for key in found if place[key] == (False, False)] == list(form.shown)
    assert [key for key in found if place[key] == (True, False)] == list(form.folded)
    assert [key for key in found if place[key] == (False, True)] == list(form.hidden)


def test_a_hidden_or_folded_field_with_a_value_is_shown():
    form = form_for("khai_sinh", DAY)
    hidden, folded = form.hidden[0], form.folded[0]
    found = fields({hidden: FieldFacts(value="x"), folded: FieldFacts(mark="unreadable")})
    assert found[hidden]["hidden"] is False
    assert found[folded]["folded"] is False


@pytest.mark.parametrize(
    ("code", "when"),
    [
        ("KS", {"field": "loaiDangKy", "codes": ["3"]}),
        ("CMC", {"field": "loaiDangKy", "codes": ["2"]}),
        ("CN", {"field": "loaiDangKy", "words": "ghi vào sổ"}),
        ("KH", None),  # the list of marriages has no code for it
    ],
)
def test_lines_of_an_event_abroad_come_out_with_its_kind(code, when):
    kind, day = record_type(code), date(2018, 5, 7)
    form = form_for(code, day)

    def line(facts):
        sections = form_sections(kind, form, facts)
        return {f["key"]: f for s in sections for f in s["fields"]}["cqNuocNgoaiDaDangKy"]

    assert line({})["hidden"] is True
    assert line({}).get("when") == when
    said = (when or {}).get("codes", [(when or {}).get("words", "") + " việc"])[0]
    if when is not None:
        assert line({"loaiDangKy": FieldFacts(said)})["hidden"] is False
    assert line({"soDangKyNuocNgoai": FieldFacts("12")})["hidden"] is False


def test_notes_name_what_the_page_prints_without_a_field():
    found = {
        field["key"]: field
        for section in form_sections(KHAI_SINH, form_for("KS", date(1980, 1, 1)), {})
        for field in section["fields"]
    }
    assert "tuổi cha mẹ, nghề nghiệp cha mẹ" in found["ghiChu"]["help"]
    assert "Sổ thời kỳ này" not in fields()["nguoiKy"]["help"]


def test_facts_reach_the_field():
    region = {"page": 0, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.04}
    finding = {"rule": "Q05", "severity": "warning", "message": "Sớm hơn số trước."}
    facts = FieldFacts("Kinh", "", "carried", "từ số 40", region, (finding,))
    found = fields({"nksDanToc": facts})["nksDanToc"]
    assert (found["value"], found["aid"], found["source"]) == ("Kinh", "carried", "từ số 40")
    assert found["region"] == region
    assert found["findings"] == [finding]


def test_codes_are_those_the_record_stores():
    found = fields()
    assert found["nksGioiTinh"]["kind"] == found["nksDanToc"]["kind"] == "code"
    assert {"code": "Kinh", "label": "Kinh"} in found["nksDanToc"]["codes"]
    sexes = {code["label"]: code["code"] for code in found["nksGioiTinh"]["codes"]}
    assert sexes["Nam"] != "Nam"


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Ngày, tháng, năm sinh của mẹ", "Ngày sinh"),
        ("Số đăng ký (số/năm)", "Số đăng ký"),
        ("Họ, chữ đệm, tên cha", "Họ và tên"),
        ("Quốc tịch (ghi chữ tự do)", "Quốc tịch (ghi chữ tự do)"),
        ("Dân tộc", "Dân tộc"),
        ("Dân tộc (chồng)", "Dân tộc"),
        ("Nơi cư trú vợ", "Nơi cư trú"),
        ("Giới tính người giám hộ (thứ nhất)", "Giới tính"),
        ("Số giấy tờ tùy thân người yêu cầu", "Số giấy tờ tùy thân"),
        ("Quan hệ của người yêu cầu", "Quan hệ"),
        (
            "Quan hệ của người yêu cầu với người nhận",
            "Quan hệ của người yêu cầu với người nhận",
        ),
    ],
)
def test_labels_are_short_under_their_section(label, short):
    assert short_label(label) == short


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_no_two_lines_of_a_section_read_alike(kind):
    for section in kind.sections:
        words = [short_label(field.label) for field in kind.fields_in(section.code)]
        assert len(set(words)) == len(words), (section.title, words)


@pytest.mark.parametrize("section", [s.code for s in KHAI_SINH.sections])
def test_short_labels_stay_apart_within_a_section(section):
    labels = [short_label(field.label) for field in KHAI_SINH.fields_in(section)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("nksHoTen", "  Nguyễn   Thị Thùy ", "Nguyễn Thị Thùy"),
        ("nksHoTen", "Nguyê\u0303n Thi\u0323", "Nguyễn Thị"),
        ("nksNgaySinh", "25/4/1998", "25.04.1998"),
        ("nksNgaySinh", "1998", "1998"),
        ("nksDanToc", "kinh", "Kinh"),
        ("nksNgaySinh", "", ""),
    ],
)
def test_what_is_typed_becomes_what_is_stored(key, typed, stored):
    assert accept(KHAI_SINH, key, typed) == (accepted := accept(KHAI_SINH, key, stored))
    assert (accepted.value, accepted.problem) == (stored, "")


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("nksNgaySinh", "hôm qua", "chưa đọc được thành ngày"),
        ("nksGioiTinh", "lạ", "không có trong danh mục"),
        ("nksHoTen", "A" * 60, "60 ký tự"),
    ],
)
def test_a_problem_is_said_and_the_typing_kept(key, typed, says):
    accepted = accept(KHAI_SINH, key, typed)
    assert accepted.value == typed
    assert says in accepted.problem
    assert accepted.problem.startswith(KHAI_SINH.field(key).label)


def test_an_unknown_field_is_refused():
    with pytest.raises(UnknownField):
        accept_all(KHAI_SINH, {"khongCo": "x"})


def test_a_record_reads_in_words():
    sex = next(c["code"] for c in fields()["nksGioiTinh"]["codes"] if c["label"] == "Nữ")
    sections = record_sections(
        KHAI_SINH,
        {"nksHoTen": "Trần Thị Ánh", "nksGioiTinh": sex, "nksNgaySinh": "04.1998"},
        {"chaHoTen": "blank"},
    )
    words = {field.key: text for _, rows in sections for field, text in rows}
    assert words == {
        "nksHoTen": "Trần Thị Ánh",
        "nksGioiTinh": "Nữ",
        "nksNgaySinh": "04/1998",
        "chaHoTen": "trống trong sổ",
    }
