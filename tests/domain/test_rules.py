"""Every rule with at least one case it finds, and what the rules leave alone."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.compare.marks import AS_WRITTEN, BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.rules import RULES, Context, Finding, check, check_book, rules_page
from sohotich.domain.rules.messages import MESSAGES
from tests.domain.rule_cases import TYPE_CASES

TODAY = Context(today=date(2025, 1, 7))

# Invented people, as in every test.
CLEAN: Mapping[str, str] = {
    "so": "41/1998",
    "quyenSo": "02/1998",
    "trangSo": "21",
    "ngayDangKy": "07.05.1998",
    "loaiDangKy": "1",
    "noiDangKy": "ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "nguoiKy": "NGUYỄN VĂN HÒA",
    "chucVuNguoiKy": "Chủ tịch",
    "nguoiThucHien": "Trần Thị Thúy",
    "nksHoTen": "VŨ THỊ NGỌC ÁNH",
    "nksGioiTinh": "2",
    "nksNgaySinh": "27.04.1998",
    "nksNgaySinhBangChu": "Ngày hai mươi bảy tháng tư năm một nghìn chín trăm chín mươi tám",
    "nksNoiSinh": "Trạm y tế xã Mỹ Hương",
    "nksQueQuan": "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "nksDanToc": "Kinh",
    "nksQuocTich": "Việt Nam",
    "nksLoaiKhaiSinh": "1",
    "meHoTen": "ĐỖ THỊ H'LEO",
    "meNgaySinh": "1975",
    "meDanToc": "Kinh",
    "meQuocTich": "Việt Nam",
    "meLoaiCuTru": "1",
    "meNoiCuTru": "Đã chết",
    "chaHoTen": "VŨ ĐỨC",
    "chaNgaySinh": "08.1970",
    "chaDanToc": "Ê Đê",
    "chaQuocTich": "Nhật Bản",
    "nycHoTen": "Y Bhăm Niê",
    "nycLoaiGiayToTuyThan": "1",
    "nycSoGiayToTuyThan": "125678901",
}


class Case(NamedTuple):
    """`changes` to the clean record make `rule` speak of `field` and propose `proposal`."""

    rule: str
    changes: Mapping[str, str]
    field: str
    proposal: str | None = None


CASES = [
    # Q01 HCM; Django models
    Case("Q01", {"so": ""}, "so"),
    Case("Q01", {"ngayDangKy": "", "nksNgaySinhBangChu": ""}, "ngayDangKy"),
    Case("Q01", {"nksLoaiKhaiSinh": ""}, "nksLoaiKhaiSinh"),
    # forms by era: from 04.2006 the page prints the line
    Case("Q01-printed", {"so": "1/2008", "ngayDangKy": "01.02.2008", "nksGioiTinh": ""},
         "nksGioiTinh"),
    # Q02 HCM: without "/", ending with it
    Case("Q02", {"so": "41"}, "so"),
    Case("Q02", {"so": "41/"}, "so"),
    Case("Q02", {"so": "41-1998"}, "so", "41/1998"),
    Case("Q02", {"so": "41 / 1998"}, "so", "41/1998"),
    Case("Q02-book", {"quyenSo": "02"}, "quyenSo"),
    Case("Q02-book", {"quyenSo": "02-1998"}, "quyenSo", "02/1998"),
    Case("Q03", {"ngayDangKy": "05.1998"}, "ngayDangKy"),
    Case("Q04", {"so": "41/1997"}, "so"),
    Case("Q05", {"trangSo": "tr. 21"}, "trangSo", "21"),
    Case("Q05", {"trangSo": "21-22"}, "trangSo"),
    # Q07 HCM: words, ages, lunar dates (domain §13)
    Case("Q07", {"meNgaySinh": "25 tuổi"}, "meNgaySinh"),
    Case("Q07", {"meNgaySinh": "mùng 5 tháng giêng năm Giáp Tý"}, "meNgaySinh"),
    Case("Q07", {"meNgaySinh": "tháng 8 năm 1970"}, "meNgaySinh", "08.1970"),
    # Q08 HCM, NT: 5005 for 2005
    Case("Q08", {"meNgaySinh": "27.08.9975"}, "meNgaySinh", "27.08.1975"),
    Case("Q08", {"chaNgaySinh": "5005"}, "chaNgaySinh", "2005"),
    Case("Q08", {"chaNgaySinh": "3500"}, "chaNgaySinh"),
    Case("Q08-early", {"so": "1/1898", "ngayDangKy": "01.01.1898", "nksNgaySinh": "1898",
                       "nksNgaySinhBangChu": "", "meNgaySinh": "1870", "chaNgaySinh": "1870"},
         "ngayDangKy"),
    Case("Q09-day", {"meNgaySinh": "30.02.1975"}, "meNgaySinh"),
    Case("Q09-day", {"meNgaySinh": "01.13.1975"}, "meNgaySinh"),
    Case("Q09-future", {"so": "1/2025", "ngayDangKy": "08.01.2025"}, "ngayDangKy"),
    Case("Q09-before-birth", {"nksNgaySinh": "27.05.1998", "nksNgaySinhBangChu": ""},
         "nksNgaySinh"),
    Case("Q09-parent", {"meNgaySinh": "1987"}, "meNgaySinh"),
    Case("Q09-parent", {"chaNgaySinh": "1999"}, "chaNgaySinh"),
    # Q10 TST, DJ
    Case("Q10", {"nksGioiTinh": "4"}, "nksGioiTinh"),
    Case("Q10", {"nksGioiTinh": "nữ"}, "nksGioiTinh", "2"),
    Case("Q10-name", {"nksQuocTich": "VIỆT NAM"}, "nksQuocTich", "Việt Nam"),
    Case("Q10-name", {"nksQuocTich": "VN"}, "nksQuocTich", "Việt Nam"),
    Case("Q10-name", {"nksQuocTich": "Mỹ"}, "nksQuocTich", "Hoa Kỳ"),
    # Q11 TST, DLDC, PORT
    Case("Q11", {"nycSoGiayToTuyThan": "12567890A"}, "nycSoGiayToTuyThan"),
    Case("Q11", {"nycSoGiayToTuyThan": "125 678 901"}, "nycSoGiayToTuyThan", "125678901"),
    Case("Q11", {"nycLoaiGiayToTuyThan": "4"}, "nycSoGiayToTuyThan"),
    Case("Q11-kind", {"nycLoaiGiayToTuyThan": "0"}, "nycLoaiGiayToTuyThan"),
    Case("Q11-id", {"nksSoDinhDanh": "02709800123"}, "nksSoDinhDanh"),
    Case("Q11-id", {"nksSoDinhDanh": "027 198 001 234"}, "nksSoDinhDanh", "027198001234"),
    # Q12 NĐ 137/2015: province, century and sex, year
    Case("Q12", {"nksSoDinhDanh": "003198001234"}, "nksSoDinhDanh"),
    Case("Q12", {"nksSoDinhDanh": "027098001234"}, "nksSoDinhDanh"),
    Case("Q12", {"nksSoDinhDanh": "027197001234"}, "nksSoDinhDanh"),
    Case("Q12", {"meSoDinhDanhCaNhan": "027075001234"}, "meSoDinhDanhCaNhan"),
    # Q19 GL2
    Case("Q19", {"ghiChu": ", , ,"}, "ghiChu", ""),
    Case("Q19", {"nksQueQuan": "Null"}, "nksQueQuan", ""),
    Case("Q19", {"nguoiKy": "-"}, "nguoiKy", ""),
    Case("Q19", {"nksQueQuan": "Xã Ea Hu0027leo"}, "nksQueQuan", "Xã Ea H'leo"),
    Case("Q19-said", {"nksQueQuan": "Không rõ"}, "nksQueQuan"),
    # Q20 XLS
    Case("Q20-space", {"nksQueQuan": " Xã  Mỹ Hương"}, "nksQueQuan", "Xã Mỹ Hương"),
    Case("Q20-space", {"meNoiCuTru": "Đã chê\u0301t"}, "meNoiCuTru", "Đã chết"),
    Case("Q20-dd", {"meHoTen": "\u00d0Ỗ THỊ H'LEO"}, "meHoTen", "ĐỖ THỊ H'LEO"),
    Case("Q20-digit", {"chaHoTen": "VŨ Đ0ỨC"}, "chaHoTen"),
    Case("Q20-case", {"chaHoTen": "vũ đức"}, "chaHoTen", "Vũ Đức"),
    Case("Q20-case", {"chaHoTen": "VŨ đức"}, "chaHoTen", "Vũ Đức"),
    # Q21 XLS: without dots; old police data with "/"
    Case("Q21", {"meNgaySinh": "27081975"}, "meNgaySinh", "27.08.1975"),
    Case("Q21", {"meNgaySinh": "27/08/1975"}, "meNgaySinh", "27.08.1975"),
    Case("Q21", {"meNgaySinh": "081975"}, "meNgaySinh", "08.1975"),
    # never guessed: two readings, or a century that was not written
    Case("Q21", {"meNgaySinh": "5/6/75"}, "meNgaySinh"),
    Case("Q22", {"nksNgaySinh": "26.04.1998"}, "nksNgaySinhBangChu"),
    # domain §13: words that are no date
    Case("Q22-words", {"nksNgaySinhBangChu": "Ngày hai mươi bảy tháng Hương"},
         "nksNgaySinhBangChu"),
    # TT04 art. 10
    Case("Q29-declarant", {"chaNoiCuTru": "Đã chết", "nycHoTen": "Vũ Đức"}, "nycHoTen"),
    Case("Q30-note", {"nksMatTichCanCuTuyenBo": "Quyết định số 3"}, "nksMatTich"),
    Case("Q23", {"nksLoaiKhaiSinh": "3"}, "chaHoTen"),
    Case("Q23", {"nksLoaiKhaiSinh": "5"}, "meHoTen"),
    Case("Q23-missing", {"meHoTen": ""}, "meHoTen"),
    Case("Q24", {"so": "1/2025", "ngayDangKy": "02.01.2025",
                 "noiDangKy": "ubnd Xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"}, "noiDangKy"),
    Case("Q24-marks", {"nksQueQuan": "Xã My Hương, huyện Luong Tài, tỉnh Bắc Ninh"},
         "nksQueQuan"),
    Case("Q25", {"nksDanToc": "Kính"}, "nksDanToc"),
    Case("Q25", {"nksDanToc": "kinh"}, "nksDanToc", "Kinh"),
    Case("Q25", {"nksDanToc": "Cao Lan"}, "nksDanToc", "Sán Chay"),
    Case("Q25-ambiguous", {"nksDanToc": "Mán"}, "nksDanToc"),
    Case("Q25-ambiguous", {"nksDanToc": "Thổ"}, "nksDanToc"),
    # TST lengths
    Case("Q27", {"nksHoTen": "NGUYỄN " * 8 + "A"}, "nksHoTen"),
    # annex A.1
    Case("Q28", {"nycLoaiGiayToTuyThan": "8"}, "nycGiayToKhac"),
    Case("Q28-foreign", {"loaiDangKy": "3"}, "soDangKyNuocNgoai"),
    Case("Q28-domestic", {"qgNuocNgoaiDaDangKy": "Nhật Bản"}, "qgNuocNgoaiDaDangKy"),
]  # fmt: skip


def findings(changes: Mapping[str, str], **marks: str) -> list[Finding]:
    return check(KHAI_SINH, {**CLEAN, **changes}, marks, TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.changes}")
def test_rule_finds(case: Case) -> None:
    found = [f for f in findings(case.changes) if (f.rule, f.field) == (case.rule, case.field)]
    assert len(found) == 1, findings(case.changes)
    (finding,) = found
    assert finding.proposal == case.proposal
    assert finding.severity == RULES[case.rule].severity
    assert "{" not in finding.message
    assert finding.message.endswith(".")


def test_a_clean_record_has_no_findings() -> None:
    assert findings({}) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"so": "41a/1998"},
        {"so": "041/1998"},
        {"quyenSo": "01/1997-1999"},
        {"nksNgaySinh": "1998", "nksNgaySinhBangChu": ""},
        {"nksNgaySinh": "04.1998"},
        {"nksNgaySinhBangChu": "27 tháng tư năm 1998"},
        {"nksHoTen": "Ánh"},  # one word
        {"nksHoTen": "Y Kơ-Pă H'Hen"},
        {"chaHoTen": "Nguyễn-Văn-An"},
        {"loaiDangKy": "", "nksQuocTich": "", "nksDanToc": ""},  # not sure to be printed in 1998
        {"nksLoaiKhaiSinh": "3", "chaHoTen": "", "chaNgaySinh": ""},
        {"nksSoDinhDanh": "027198001234"},
        {"nycLoaiGiayToTuyThan": "2", "nycSoGiayToTuyThan": "C1234567"},
        {"noiDangKy": "UBND xã Không Ai Biết, huyện Tiên Sơn, tỉnh Hà Bắc"},
        {"nksQuocTich": "Vương quốc Bờ Tông"},  # the list is not complete
        {"nksDanToc": "Không rõ"},
        {"ghiChu": "Đổi tên; QĐ số 12/QĐ-UB, ngày 1/2/2001"},
    ],
)
def test_no_false_alarm(changes: Mapping[str, str]) -> None:
    assert findings(changes) == []


def test_every_rule_has_origin_message_and_case() -> None:
    ids = set(RULES)
    of_books = {"Q06", "Q26", "Q26-event", "Q26-id", "Q24-odd"}
    # Their cases stand in tests/pipeline/test_in_book.py, beside the books they are about.
    of_places = {"Q06-place", "Q09-book-before", "Q09-book-after", "Q26-book"}
    assert {case.rule for case in (*CASES, *TYPE_CASES)} | of_books | of_places == ids
    assert of_places == {rule.id for rule in RULES.values() if rule.scope == "place"}
    assert of_books == {rule.id for rule in RULES.values() if rule.scope == "book"}
    assert set(MESSAGES) == ids
    assert all(rule.origin for rule in RULES.values())


def test_the_page_of_rules_has_every_row_of_the_list_of_checks() -> None:
    page = rules_page()
    assert all(f"| {rule} |" in page for rule in RULES)
    assert all(f"| Q{row:02d}" in page for row in range(1, 27))
    assert "{" not in page


def test_signs_of_an_old_encoding_are_no_matter_of_capitals() -> None:
    assert [f.rule for f in findings({"chaHoTen": "NguyÔn ThÞ Hoa"})] == ["Q20-code"]


def test_as_written_answers_warnings_only() -> None:
    odd = {"chaHoTen": "vũ đức", "trangSo": "hai mốt"}
    assert {f.rule for f in findings(odd)} == {"Q20-case", "Q05"}
    assert {f.rule for f in findings(odd, chaHoTen=AS_WRITTEN, trangSo=AS_WRITTEN)} == {"Q05"}


def test_as_written_answers_errors_that_doubt_the_book() -> None:
    slip = {"so": "41/1997"}
    assert [f.rule for f in findings(slip)] == ["Q04"]
    assert findings(slip, so=AS_WRITTEN) == []
    assert findings(slip, ngayDangKy=AS_WRITTEN) == []


@pytest.mark.parametrize("mark", [BLANK_IN_BOOK, UNREADABLE])
def test_marks_explain_an_empty_field(mark: str) -> None:
    assert findings({"so": "", "meHoTen": ""}, so=mark, meHoTen=mark) == []
    assert {f.rule for f in findings({"so": ""}, so=AS_WRITTEN)} == {"Q01"}


def test_the_form_confirmed_for_a_book_says_which_lines_it_prints() -> None:
    def lacking(day: str, printed: frozenset[str] | None) -> set[str]:
        values = {**CLEAN, "ngayDangKy": day, "so": f"41/{day[-4:]}", "nksGioiTinh": ""}
        context = Context(today=TODAY.today, printed=printed)
        found = check(KHAI_SINH, values, {}, context)
        return {one.field for one in found if one.rule == "Q01-printed"}

    sex = frozenset({"nksGioiTinh", "ghiChu"})
    assert lacking("07.05.1998", None) == set()
    assert lacking("07.05.1998", sex) == {"nksGioiTinh"}
    assert lacking("07.05.2008", None) == {"nksGioiTinh"}
    assert lacking("07.05.2008", sex - {"nksGioiTinh"}) == set()


def test_the_same_number_twice_in_a_book() -> None:
    twice = [CLEAN, {**CLEAN, "so": "42/1998", "nksHoTen": "VŨ THỊ BÌNH"},
             {**CLEAN, "so": "041/1998", "nksHoTen": "VŨ VĂN CƯỜNG"}]  # fmt: skip
    ((position, finding),) = check_book(KHAI_SINH, twice)
    assert (position, finding.rule, finding.field, finding.severity) == (2, "Q06", "so", "error")
    assert "dòng 1" in finding.message
    other_book = [CLEAN, {**CLEAN, "quyenSo": "03/1998", "nksHoTen": "VŨ VĂN CƯỜNG"}]
    assert check_book(KHAI_SINH, other_book) == []


def test_the_same_person_twice() -> None:
    again = {**CLEAN, "so": "90/1998"}
    ((position, finding),) = check_book(KHAI_SINH, [CLEAN, again])
    assert (position, finding.rule, finding.severity) == (1, "Q26", "warning")
    assert check_book(KHAI_SINH, [CLEAN, again], [{}, {"nksHoTen": AS_WRITTEN}]) == []
    assert check_book(KHAI_SINH, [CLEAN, {**again, "nksHoTen": "VŨ THỊ NGỌC ANH"}]) == []


def test_nothing_is_filled_in() -> None:
    """The contractors' habits not to copy: a fixed date, kind 6, paper 8."""
    empty: dict[str, str] = {}
    assert all(f.proposal is None for f in check(KHAI_SINH, empty, context=TODAY))
    gaps = findings({"ngayDangKy": "", "loaiDangKy": "", "nycLoaiGiayToTuyThan": ""})
    assert all(f.proposal is None for f in gaps)


VALUES = st.dictionaries(
    st.sampled_from([field.key for field in KHAI_SINH.fields]),
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["27.08.1981", "1981", "31/02/1999", "41/1998", "1", "x", "Thổ", "Đỗ"]),
    ),
    max_size=12,
)


@given(VALUES)
def test_rules_never_raise_and_proposals_hold(values: dict[str, str]) -> None:
    for finding in check(KHAI_SINH, values, context=TODAY):
        assert finding.message
        if finding.proposal:
            mended = check(KHAI_SINH, {**values, finding.field: finding.proposal}, context=TODAY)
            assert (finding.rule, finding.field) not in {(f.rule, f.field) for f in mended}
