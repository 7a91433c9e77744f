"""Births: the two templates column by column, code lists, forms by era."""

from datetime import date

import pytest

from sohotich.domain.record_types import (
    CODE_LISTS,
    KHAI_SINH,
    RECORD_TYPES,
    REGISTER_TYPES,
    code_list,
    form_for,
    form_of_era,
    record_type,
    register_type,
)
from sohotich.domain.schema import Kind, Required

# The 60 columns, two contractors' lists agreeing (TST, FORM); the template of 10.2024 (OT) adds
# ten and a running number.
SIXTY = [
    "so",
    "quyenSo",
    "trangSo",
    "ngayDangKy",
    "loaiDangKy",
    "noiDangKy",
    "nguoiKy",
    "chucVuNguoiKy",
    "nguoiThucHien",
    "ghiChu",
    "nksHoTen",
    "nksGioiTinh",
    "nksNgaySinh",
    "nksNgaySinhBangChu",
    "nksNoiSinh",
    "nksNoiSinhDVHC",
    "nksQueQuan",
    "nksDanToc",
    "nksQuocTich",
    "nksQuocTichKhac",
    "nksLoaiKhaiSinh",
    "nksMatTich",
    "nksMatTichNgayGhiChuTuyenBo",
    "nksMatTichCanCuTuyenBo",
    "nksMatTichNgayGhiChuHuyTuyenBo",
    "nksMatTichCanCuHuyTuyenBo",
    "nksHanCheNangLucHanhVi",
    "nksHanCheNangLucHanhViNgayGhiChuTuyenBo",
    "nksHanCheNangLucHanhViCanCuTuyenBo",
    "nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo",
    "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo",
    "meHoTen",
    "meNgaySinh",
    "meDanToc",
    "meQuocTich",
    "meQuocTichKhac",
    "meLoaiCuTru",
    "meNoiCuTru",
    "meLoaiGiayToTuyThan",
    "meSoGiayToTuyThan",
    "chaHoTen",
    "chaNgaySinh",
    "chaDanToc",
    "chaQuocTich",
    "chaQuocTichKhac",
    "chaLoaiCuTru",
    "chaNoiCuTru",
    "chaLoaiGiayToTuyThan",
    "chaSoGiayToTuyThan",
    "nycHoTen",
    "nycQuanHe",
    "nycLoaiGiayToTuyThan",
    "nycGiayToKhac",
    "nycSoGiayToTuyThan",
    "nycNgayCapGiayToTuyThan",
    "nycNoiCapGiayToTuyThan",
    "soDangKyNuocNgoai",
    "ngayDangKyNuocNgoai",
    "cqNuocNgoaiDaDangKy",
    "qgNuocNgoaiDaDangKy",
]
ADDED = {  # key -> the key before it
    "nksSoDinhDanh": "ghiChu",
    "nksQuocTichStr": "nksQuocTich",
    "nksQuocTichKhacStr": "nksQuocTichKhac",
    "meSoDinhDanhCaNhan": "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo",
    "meQuocTichStr": "meQuocTich",
    "meQuocTichKhacStr": "meQuocTichKhac",
    "chaSoDinhDanhCaNhan": "meSoGiayToTuyThan",
    "chaQuocTichStr": "chaQuocTich",
    "chaQuocTichKhacStr": "chaQuocTichKhac",
}
MARKED = {
    "so", "quyenSo", "trangSo", "ngayDangKy", "nksHoTen", "nksNgaySinh", "nksDanToc",
    "nksQuocTich", "meHoTen", "meNgaySinh", "meDanToc", "meQuocTich", "meLoaiCuTru",
    "chaHoTen", "chaNgaySinh", "chaDanToc", "chaQuocTich", "chaLoaiCuTru",
}  # fmt: skip


def test_the_older_template_is_the_sixty_columns() -> None:
    assert [column.header for column in KHAI_SINH.columns("60")] == SIXTY


def test_the_template_of_2024_adds_nine_and_a_running_number() -> None:
    expected = list(SIXTY)
    for key, before in ADDED.items():
        expected.insert(expected.index(before) + 1, key)
    names = [column.name for column in KHAI_SINH.columns()]
    assert names == ["STT", *expected]
    assert len(names) == 70


def test_headings_of_2024_keep_the_ministrys_spaces() -> None:
    spaced = {c.name for c in KHAI_SINH.columns("2024-10") if c.header.endswith(" ")}
    assert spaced == MARKED


def test_unknown_version_and_key_are_refused() -> None:
    with pytest.raises(KeyError):
        KHAI_SINH.columns("2020")
    with pytest.raises(KeyError):
        KHAI_SINH.field("hoTen")


def test_types_are_found_by_code_and_file_name() -> None:
    assert record_type("KS") is record_type("khai_sinh") is KHAI_SINH
    assert record_type("KH") is record_type("ket_hon")
    with pytest.raises(KeyError):
        record_type("GSGH")
    assert register_type("KH").file_name == "ket_hon"
    assert register_type("nuoi_con_nuoi").code == "CN"
    with pytest.raises(KeyError):
        register_type("XX")
    assert {code for code, kind in REGISTER_TYPES.items() if kind.confirmed} == {
        "KS", "KH", "KT", "CMC", "HN",
    }  # fmt: skip
    assert {kind.code for kind in RECORD_TYPES} <= set(REGISTER_TYPES)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_every_type_is_consistent(kind) -> None:  # type: ignore[no-untyped-def]
    assert len(kind.by_key) == len(kind.fields)
    assert {f.section for f in kind.fields} == {s.code for s in kind.sections}
    for one in kind.fields:
        listed = one.kind in (Kind.CODE, Kind.LISTED)
        assert listed == (one.code_list is not None), one.key
        if one.code_list:
            stores = code_list(one.code_list).stores
            assert stores == ("code" if one.kind is Kind.CODE else "label"), one.key
        assert one.label[0].isupper()
        assert not one.help.endswith(".")
    assert kind.notes in kind.core
    assert all(kind.field(key).required is not Required.NO for key in kind.core if key not in MARKED
               and key != kind.notes)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "codes"),
    [  # OT, sheet "Ghi chu"
        ("gioiTinh", "1 2 3"),
        ("ks_loaiDangKy", "1 2 3 4 5 6"),
        ("nksLoaiKhaiSinh", "1 2 3 4 5"),
        ("tuyenBo", "1 2"),
        ("loaiCuTru", "0 1 2"),
        ("loaiGiayToTuyThan", "0 1 2 3 4 5 6 7 8"),
    ],
)
def test_numeric_lists(name: str, codes: str) -> None:
    assert [item.code for item in code_list(name).items] == codes.split()


@pytest.mark.parametrize(
    ("name", "text", "how", "label"),
    [
        ("gioiTinh", "1", "value", "Nam"),
        ("gioiTinh", "NỮ", "label", "Nữ"),
        ("gioiTinh", "gái", "alias", "Nữ"),
        ("loaiGiayToTuyThan", "cmnd", "alias", "Chứng minh nhân dân"),
        ("danToc", "Kinh", "value", "Kinh"),
        ("danToc", "kinh", "label", "Kinh"),
        ("danToc", "Ê-đê", "alias", "Ê Đê"),
        ("danToc", "Cao Lan", "alias", "Sán Chay"),
        ("danToc", "Mèo", "alias", "Mông"),
        # an official name outranks an alias
        ("danToc", "Thổ", "value", "Thổ"),
        ("danToc", "Hoa", "value", "Hoa"),
        ("quocTich", "Việt Nam", "value", "Việt Nam"),
        ("quocTich", "Nhật Bản", "alias", "Nhật Bản (Japanese)"),
    ],
)
def test_finds_in_lists(name: str, text: str, how: str, label: str) -> None:
    match = code_list(name).find(text)
    assert match is not None
    assert match.item is not None
    assert (match.how, match.item.label) == (how, label)


@pytest.mark.parametrize("alias", ["Mán", "Trại", "Hạ", "Chil", "Ca-tang", "Xá Khao", "Xá Lá Vàng"])
def test_ambiguous_aliases_are_never_mapped(alias: str) -> None:
    match = code_list("danToc").find(alias)
    assert match is not None
    assert match.how == "ambiguous"
    assert match.item is None
    assert len(match.items) >= 2


def test_ethnic_list() -> None:
    groups = code_list("danToc")
    assert [item.code for item in groups.items[:56]] == [f"{n:02d}" for n in range(1, 57)]
    assert groups.shared_names == {"thổ", "hoa"}
    assert groups.find("Ngoài hành tinh") is None
    assert groups.label("Kinh") == "Kinh"
    assert code_list("gioiTinh").label("2") == "Nữ"
    assert code_list("gioiTinh").label("9") == "9"


@pytest.mark.parametrize("name", CODE_LISTS)
def test_lists_are_sound(name: str) -> None:
    one = code_list(name)
    assert one.items
    labels = [item.label for item in one.items]
    assert len(set(labels)) == len(labels)
    assert all(item.source for item in one.items)
    assert all(item.valid_on(date(2025, 1, 1)) for item in one.items)


@pytest.mark.parametrize(
    ("on", "era"),
    [  # forms by era, section 1
        (date(1956, 6, 1), "E0"),
        (date(1956, 6, 2), "E1"),
        (date(1961, 4, 1), "E2"),
        (date(1976, 1, 1), "E3"),
        (date(1998, 12, 31), "E3"),
        (date(1999, 1, 1), "E4"),
        (date(2006, 3, 31), "E4"),
        (date(2006, 4, 1), "E5"),
        (date(2010, 5, 10), "E6"),
        (date(2016, 1, 2), "E7"),
        (date(2020, 7, 16), "E8"),
        (None, None),
    ],
)
def test_the_form_follows_the_day(on: date | None, era: str | None) -> None:
    assert form_for("KS", on).era == era


ERAS = ["E0", "S", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]


@pytest.mark.parametrize("era", ERAS)
def test_a_form_parts_all_fields_and_shows_the_core(era: str) -> None:
    form = form_of_era("KS", era)
    parts = (*form.shown, *form.folded, *form.hidden)
    assert sorted(parts) == sorted(KHAI_SINH.by_key)
    assert set(KHAI_SINH.core) <= set(form.shown)


def test_forms_differ_as_the_pages_do() -> None:
    before, after = form_for("KS", date(2005, 5, 1)), form_for("KS", date(2017, 5, 1))
    # số định danh is only on pages from 2016 on; parents' papers on none of them
    assert "nksSoDinhDanh" in before.hidden
    assert "nksSoDinhDanh" in after.shown
    assert "meSoGiayToTuyThan" in after.hidden
    assert before.certainty["nycQuanHe"] == "likely"
    assert "nycQuanHe" in before.shown
    assert before.certainty["nguoiThucHien"] == "unsure"
    assert "nguoiThucHien" in before.folded
    # the page of 2015 names the mother first
    assert before.sections.index("cha") < before.sections.index("me")
    assert after.sections.index("me") < after.sections.index("cha")
    assert form_for("KS", date(1980, 1, 1)).approximate
    assert form_for("KS", date(1980, 1, 1)).unkeyed[0] == "tuổi cha mẹ"
