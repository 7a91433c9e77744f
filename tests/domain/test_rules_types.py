"""The rules beyond births: every type's own cases, and what they leave alone."""

from collections.abc import Mapping
from datetime import date

import pytest

from sohotich.domain.compare.marks import AS_WRITTEN, BLANK_IN_BOOK
from sohotich.domain.record_types import record_type
from sohotich.domain.rules import RULES, Context, Finding, check, check_book
from tests.domain.rule_cases import CLEAN_RECORDS, TYPE_CASES, TypeCase

TODAY = Context(today=date(2025, 1, 7))


def findings(type_code: str, changes: Mapping[str, str], **marks: str) -> list[Finding]:
    values = {**CLEAN_RECORDS[type_code], **changes}
    return check(record_type(type_code), values, marks, TODAY)


@pytest.mark.parametrize("case", TYPE_CASES, ids=lambda c: f"{c.type_code} {c.rule} {c.changes}")
def test_rule_finds(case: TypeCase) -> None:
    found = [
        f for f in findings(case.type_code, case.changes)
        if (f.rule, f.field) == (case.rule, case.field)
    ]  # fmt: skip
    assert len(found) == 1, findings(case.type_code, case.changes)
    (finding,) = found
    assert finding.proposal == case.proposal
    assert finding.severity == RULES[case.rule].severity
    assert "{" not in finding.message
    assert finding.message.endswith(".")


@pytest.mark.parametrize("case", TYPE_CASES, ids=lambda c: f"{c.type_code} {c.rule} {c.changes}")
def test_as_written_answers_what_doubts_the_book(case: TypeCase) -> None:
    changed = {**CLEAN_RECORDS[case.type_code], **case.changes}
    kind = record_type(case.type_code)
    vouched = check(kind, changed, {case.field: AS_WRITTEN}, TODAY)
    answered = (case.rule, case.field) not in {(f.rule, f.field) for f in vouched}
    assert answered == RULES[case.rule].vouchable


@pytest.mark.parametrize("type_code", CLEAN_RECORDS)
def test_a_clean_record_has_no_findings(type_code: str) -> None:
    assert findings(type_code, {}) == []


@pytest.mark.parametrize(
    ("type_code", "changes"),
    [
        # TT04 art. 31: names in capitals; art. 10: "Đã chết" for a residence
        ("KH", {"chongHoTen": "VŨ ĐỨC TÂN", "chongNoiCuTru": "Đã chết"}),
        # TT04 art. 18, 32: the first of the month, the first of January, the year alone
        ("KH", {"ngayXacLapQuanHeHonNhan": "01.01.2005", "voNgaySinh": "01.01.1984"}),
        ("KH", {"ngayXacLapQuanHeHonNhan": "2005"}),
        # the twentieth (eighteenth) year begun was enough until 2014
        ("KH", {"chongNgaySinh": "07.05.1991", "voNgaySinh": "07.05.1993"}),
        ("KH", {"voNgaySinh": "1993"}),  # perhaps of age
        ("KH", {"voNgaySinh": "1995", "qgNuocNgoaiDaDangKy": "Nga"}),  # the law there
        ("KH", {"tinhTrangKetHon": "Đã ly hôn", "huyKetHonNgayGhiChu": "2012"}),
        ("KH", {"chongHoTen": "John Smith", "chongLoaiGiayToTuyThan": "2",
                "chongSoGiayToTuyThan": "C1234567", "chongDanToc": "", "chongQuocTich": "Hoa Kỳ"}),
        ("KH", {"chongHoTen": "Phan Thu An", "voHoTen": "Y Bia"}),  # names without any mark
        ("KH", {"chongHoTen": "Kim Min-jun", "voHoTen": "Anna Müller"}),
        ("KH", {"noiDangKy": "UBND xã Không Ai Biết, huyện Lương Tài"}),
        ("KH", {"voNoiCuTru": "Phù Xá Đoài, xã Mỹ Hương"}),
        ("KH", {"voNoiCuTru": "Berlin"}),
        ("KT", {"nktGioPhutChet": "", "nktNgayChetGhiBangChu": ""}),
        ("KT", {"nktNgayChet": "2010", "nktNgayChetGhiBangChu": "năm hai ngàn mười"}),
        ("KT", {"nktNgayChet": "1975", "nktNgayChetGhiBangChu": "", "nktNgaySinh": "1860"}),
        ("KT", {"nktHoTen": "Y Bhăm Niê", "nktDanToc": "Ê Đê"}),
        ("KT", {"nktGioPhutChet": "24g"}),
        ("CN", {"chaHoTen": "", "chaNgaySinh": ""}),  # a woman alone
        ("GH", {"loaiGiamHo": "Giám hộ theo di chúc"}),  # the list is known in part
        ("TDCC", {"thayDoiTu": "vũ ngọc lân"}),
        # Hà Bắc's offices went on with the old name for a while after 01.01.1997
        ("TDCC", {"ngayDangKyHSGoc": "07.03.1997", "soDangKyHSGoc": "41/1997",
                  "ntdNgaySinh": "1997",
                  "noiDangKyHSGoc": "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc"}),
    ],
)  # fmt: skip
def test_no_false_alarm(type_code: str, changes: Mapping[str, str]) -> None:
    assert findings(type_code, changes) == []


def test_no_age_is_asked_of_marriages_before_the_law() -> None:
    early = {"so": "1/1958", "ngayDangKy": "01.02.1958", "voNgaySinh": "1943",
             "chongNgaySinh": "1938", "noiDangKy": "UBHC xã Mỹ Hương"}  # fmt: skip
    assert not [f for f in findings("KH", early) if f.rule == "Q09-marriage"]


def test_blank_in_book_explains_a_missing_adopter() -> None:
    gone = {"chaHoTen": "", "meHoTen": ""}
    assert "Q01-adopter" in {f.rule for f in findings("CN", gone)}
    assert "Q01-adopter" not in {f.rule for f in findings("CN", gone, chaHoTen=BLANK_IN_BOOK)}


def test_a_name_of_another_time_is_proposed_where_a_source_gives_it() -> None:
    gone = {"so": "1/2024", "ngayDangKy": "01.02.2024"}
    old = {"noiDangKy": "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"}
    (found,) = [f for f in findings("KH", {**gone, **old}) if f.rule == "Q24-time"]
    assert found.proposal == "ubnd Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"


@pytest.mark.parametrize("type_code", ["KH", "KT", "CMC", "GH", "CDGH", "CN", "GCLH"])
def test_the_same_event_twice(type_code: str) -> None:
    kind, one = record_type(type_code), CLEAN_RECORDS[type_code]
    again = {**one, "so": "99/" + one["so"][-4:]}
    found = [(at, f.rule) for at, f in check_book(kind, [one, again])]
    assert found == [(1, "Q26-event")]
    name = kind.principals[0].name_field
    assert check_book(kind, [one, again], [{}, {name: AS_WRITTEN}]) == []


@pytest.mark.parametrize("type_code", ["HN", "TDCC"])
def test_papers_and_changes_may_come_again(type_code: str) -> None:
    one = CLEAN_RECORDS[type_code]
    again = {**one, "so": "99/" + one["so"][-4:]}
    assert check_book(record_type(type_code), [one, again]) == []


def test_one_personal_number_for_two_children() -> None:
    one = {**CLEAN_RECORDS["CN"], "conSoDinhDanh": "027308001234"}
    other = {**one, "so": "02/2010", "conHoTen": "Lê Thị Mùi", "conNgaySinh": "02.03.2008"}
    ((at, found),) = check_book(record_type("CN"), [one, other])
    assert (at, found.rule, found.field) == (1, "Q26-id", "conSoDinhDanh")


def test_a_number_comes_again_though_the_district_was_divided() -> None:
    one = {**CLEAN_RECORDS["KT"], "noiDangKy": "UBND xã Mỹ Hương, huyện Gia Lương"}
    other = {**CLEAN_RECORDS["KT"], "nktHoTen": "Lê Văn Sáu"}
    assert [f.rule for _, f in check_book(record_type("KT"), [one, other])] == ["Q06"]


def test_one_entry_of_a_book_names_another_commune() -> None:
    kind, one = record_type("HN"), CLEAN_RECORDS["HN"]
    rows = [{**one, "so": f"{n}/2010"} for n in range(1, 8)]
    rows[3]["noiCap"] = "UBND xã Ô Mễ, huyện Lương Tài"
    ((at, found),) = check_book(kind, rows)
    assert (at, found.rule, found.field) == (3, "Q24-odd", "noiCap")
    assert "Mỹ Hương" in found.message
    # half and half is the book's own matter, and so is a district that changes its name
    for row in rows[:3]:
        row["noiCap"] = "UBND xã Ô Mễ, huyện Gia Lương"
    assert check_book(kind, rows) == []
