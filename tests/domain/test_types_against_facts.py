"""Every record type, field by field, against the facts it was written from."""

import pytest

from sohotich.domain.record_types import (
    RECORD_TYPES,
    REGISTER_TYPES,
    code_list,
    keyed_as,
    record_type,
    register_type,
)
from sohotich.domain.schema import FEMALE, MALE, Kind, RecordType, Standing
from tests.domain.facts import rows_of

_IDS = [kind.code for kind in RECORD_TYPES]
every_type = pytest.mark.parametrize("kind", RECORD_TYPES, ids=_IDS)

# type of the facts -> kinds it may be written as
_WRITTEN = {
    "regno": {Kind.NUMBER, Kind.BOOK},
    "int": {Kind.PAGE},
    "date158": {Kind.DATE},
    "time": {Kind.TEXT},
    "idnumber": {Kind.PAPER},
    "pid12": {Kind.PERSONAL_ID},
    "code": {Kind.CODE},
    "text/unitcode": {Kind.PLACE},
    "text": {Kind.TEXT, Kind.PERSON, Kind.PLACE, Kind.LISTED},
}
# Labels we shortened, or lengthened because "Ngày cấp" alone says nothing in a message.
_OURS = {
    "nguoiThucHien": "Người thực hiện",
    "ghiChu": "Ghi chú",
    "nycNgayCapGiayToTuyThan": "Ngày cấp giấy tờ tùy thân người yêu cầu",
    "nycNoiCapGiayToTuyThan": "Nơi cấp giấy tờ tùy thân người yêu cầu",
    "nycSoDinhDanh": "Số định danh cá nhân người yêu cầu",
}
_OURS_IN = {
    ("KS", "nksSoDinhDanh"): "Số định danh cá nhân",
    ("KS", "nksHoTen"): "Họ, chữ đệm, tên",
    ("KS", "nycHoTen"): "Họ, chữ đệm, tên người đi khai",
    ("KS", "nycQuanHe"): "Quan hệ với người được khai sinh",
    ("KT", "nycHoTen"): "Họ, chữ đệm, tên người đi khai",
    ("KT", "nycQuanHe"): "Quan hệ với người chết",
    ("HN", "nycHoTen"): "Họ, chữ đệm, tên người yêu cầu",
    ("HN", "nycQuanHe"): "Quan hệ với người được xác nhận",
    ("GH", "nycQuanHe"): "Quan hệ của người yêu cầu",
    ("CDGH", "nycQuanHe"): "Quan hệ của người yêu cầu",
    ("TDCC", "nycQuanHe"): "Quan hệ của người yêu cầu",
    ("GCLH", "nycQuanHe"): "Quan hệ của người yêu cầu",
    ("CDGH", "ghNgayGiayChungNhan"): "Ngày cấp giấy chứng nhận giám hộ",
    ("TDCC", "ntdNgayCapGiayToTuyThan"): "Ngày cấp giấy tờ tùy thân",
    ("TDCC", "ntdNoiCapGiayToTuyThan"): "Nơi cấp giấy tờ tùy thân",
    ("GCLH", "loaiViec"): "Loại việc (ly hôn, hủy việc kết hôn)",
}


@every_type
def test_columns_are_the_facts(kind: RecordType) -> None:
    facts = rows_of("columns", "type", kind.code)
    assert [field.key for field in kind.fields] == [row["key"] for row in facts]
    for row in facts:
        one = kind.field(row["key"])
        assert one.kind in _WRITTEN[row["written"]], one.key
        assert one.required.value == row["required"], one.key
        assert str(one.maxlen or "") == row["maxlen"], one.key
        assert (one.code_list or "") == row["list"], one.key
        label = _OURS_IN.get((kind.code, one.key)) or _OURS.get(one.key) or row["label"]
        assert one.label == label


@every_type
def test_templates_have_the_columns_the_facts_export(kind: RecordType) -> None:
    facts = rows_of("columns", "type", kind.code)
    for version in kind.versions:
        wanted = [row["key"] for row in facts if row["exported"] in ("all", version.code)]
        assert [c.field.key for c in kind.columns(version.code) if c.field] == wanted


@pytest.mark.parametrize(
    ("code", "version", "columns", "standing"),
    [  # TST and FORM agree on the first five; OT is the ministry's file with STT in column A
        ("KS", "2024-10", 70, Standing.OFFICIAL),
        ("KS", "60", 60, Standing.CONFIRMED),
        ("KH", "44", 44, Standing.CONFIRMED),
        ("KT", "48", 48, Standing.CONFIRMED),
        ("CMC", "50", 50, Standing.CONFIRMED),
        ("HN", "35", 35, Standing.CONFIRMED),
        ("GH", "du-kien-1", 65, Standing.PROPOSED),
        ("CDGH", "du-kien-1", 49, Standing.PROPOSED),
        ("CN", "du-kien-1", 79, Standing.PROPOSED),
        ("TDCC", "du-kien-1", 40, Standing.PROPOSED),
        ("GCLH", "du-kien-1", 39, Standing.PROPOSED),
    ],
)
def test_how_many_columns_and_how_sure(
    code: str, version: str, columns: int, standing: Standing
) -> None:
    kind = record_type(code)
    assert len(kind.columns(version)) == columns
    assert kind.version(version).standing is standing
    assert str(columns) in kind.version(version).title or code == "KS"
    assert bool(standing.warning) == (standing is Standing.PROPOSED)
    assert "dự kiến" in kind.version(version).title or standing is not Standing.PROPOSED


def test_the_fifty_columns_leave_out_what_one_list_alone_has() -> None:
    kind = record_type("CMC")
    only_here = {field.key for field in kind.fields if not field.versions}
    assert only_here == {"cmGioiTinh", "ncGioiTinh"}
    assert all("không xuất" in kind.field(key).help for key in only_here)


@every_type
def test_every_type_is_a_register_of_the_same_name(kind: RecordType) -> None:
    assert register_type(kind.code).file_name == kind.file_name
    assert record_type(kind.file_name) is kind
    confirmed = kind.template_standing is not Standing.PROPOSED
    assert register_type(kind.code).confirmed == confirmed


def test_registers_of_events_abroad_have_no_type_of_their_own() -> None:
    without = set(REGISTER_TYPES) - {kind.code for kind in RECORD_TYPES}
    assert without == {"GSGH", "GCKS", "GCKH"}


@every_type
def test_office_and_notes_are_fields(kind: RecordType) -> None:
    assert kind.field(kind.office).kind is Kind.PLACE
    assert kind.office == ("noiCap" if kind.code == "HN" else "noiDangKy")
    assert kind.field(kind.notes).kind is Kind.TEXT


@pytest.mark.parametrize(
    ("code", "principals", "others"),
    [
        ("KS", ["nks"], ["me", "cha", "nyc"]),
        ("KH", ["chong", "vo"], []),
        ("KT", ["nkt"], ["nyc"]),
        ("CMC", ["cm", "nc"], ["nyc"]),
        ("HN", ["nxn"], ["nyc"]),
        ("GH", ["ndgh", "ngh"], ["ngh2", "nyc"]),
        ("CDGH", ["ndgh", "ngh"], ["nyc"]),
        ("CN", ["con"], ["cha", "me", "giao1", "giao2"]),
        ("TDCC", ["ntd"], ["nyc"]),
        ("GCLH", ["chong", "vo"], ["nyc"]),
    ],
)
def test_persons_of_each_type(code: str, principals: list[str], others: list[str]) -> None:
    persons = record_type(code).persons
    assert [p.role for p in persons if p.principal] == principals
    assert [p.role for p in persons if not p.principal] == others


@every_type
def test_no_person_with_a_name_is_left_out(kind: RecordType) -> None:
    named = {field.key for field in kind.fields if field.key.endswith("HoTen")}
    assert {person.name_field for person in kind.persons} == named
    for person in kind.persons:
        for name in person.__slots__:
            if name.endswith("_field") and (key := getattr(person, name)):
                assert kind.field(key).key.startswith(person.role)
        assert len(person.role) <= 8  # the register's column


def test_a_persons_fields_are_found_by_the_ministrys_names() -> None:
    mother = next(p for p in record_type("KS").persons if p.role == "me")
    assert (mother.personal_id_field, mother.birth_field) == ("meSoDinhDanhCaNhan", "meNgaySinh")
    assert mother.sex == FEMALE
    changed = record_type("TDCC").persons[0]
    assert changed.personal_id_field == "ntdSoDDCN"
    assert changed.number_fields == ("ntdSoDDCN", "ntdSoGiayToTuyThan")
    husband = record_type("KH").persons[0]
    assert (husband.sex, husband.sex_field) == (MALE, "")
    assert husband.paper_name_field == "chongGiayToKhac"


def test_a_records_title_names_whom_it_is_about() -> None:
    names = {"chongHoTen": "TRẦN VĂN MẪU", "voHoTen": "LÊ THỊ MẪU", "nycHoTen": "AI ĐÓ"}
    assert record_type("KH").title(names) == "TRẦN VĂN MẪU – LÊ THỊ MẪU"
    assert record_type("KH").title({"voHoTen": "LÊ THỊ MẪU"}) == "LÊ THỊ MẪU"
    assert record_type("KT").title({}) == ""


@every_type
def test_what_a_book_shares_is_never_one_persons(kind: RecordType) -> None:
    assert kind.shared[0] == kind.office
    for key in {*kind.shared, *kind.repeated} - {"nguoiKy", "nguoiThucHien"}:
        assert kind.field(key).kind not in (Kind.PERSON, Kind.DATE, Kind.PAPER, Kind.PERSONAL_ID)
    # nothing is filled in beforehand for somebody most entries do not name
    rare = {"GH": "ngh2", "CN": "giao1"}.get(kind.code)
    assert not any(key.startswith(rare) for key in kind.repeated if rare)
    assert {"nguoiKy", "nguoiThucHien"} <= set(kind.repeated)


@pytest.mark.parametrize(
    ("code", "asked", "version"),
    [("KS", "60", "60"), ("KS", "2024-10", "2024-10"), ("KT", "60", "48"), ("CN", "", "du-kien-1")],
)
def test_the_provinces_choice_goes_for_the_type_that_has_it(
    code: str, asked: str, version: str
) -> None:
    assert record_type(code).version_or_default(asked).code == version


@pytest.mark.parametrize(
    ("code", "type_code"),
    [("KS", "KS"), ("GCKS", "KS"), ("GCKH", "KH"), ("GSGH", "GH"), ("XX", "")],
)
def test_registers_are_keyed_as_a_type(code: str, type_code: str) -> None:
    assert keyed_as(code) == type_code


def test_a_register_is_called_by_its_name() -> None:
    assert record_type("KH").book_name == "Sổ đăng ký kết hôn"
    assert record_type("HN").book_name == "Sổ cấp giấy xác nhận tình trạng hôn nhân"


@pytest.mark.parametrize(
    ("code", "values", "told", "applies"),
    [  # codes of ks/kt/cmc_loaiDangKy; the marriage list has none for it; the others are text
        ("KS", {"loaiDangKy": "3"}, True, True),
        ("KS", {"loaiDangKy": "1"}, False, False),
        ("KS", {}, None, False),
        ("KT", {"loaiDangKy": "3"}, True, True),
        ("CMC", {"loaiDangKy": "2"}, True, True),
        ("CMC", {"loaiDangKy": "1"}, False, False),
        ("KH", {"loaiDangKy": "2"}, None, False),
        ("KH", {"loaiDangKy": "2", "qgNuocNgoaiDaDangKy": "Lào"}, None, True),
        ("GH", {"loaiDangKy": "Ghi vào sổ việc giám hộ"}, True, True),
        ("CN", {"loaiDangKy": "GHI VÀO SỔ việc nuôi con nuôi"}, True, True),
        ("CN", {"loaiDangKy": "Đăng ký mới"}, False, False),
    ],
)
def test_registered_abroad(
    code: str, values: dict[str, str], told: bool | None, applies: bool
) -> None:
    abroad = record_type(code).abroad
    assert abroad is not None
    assert (abroad.told(values), abroad.applies(values)) == (told, applies)


@every_type
def test_registering_abroad_is_offered_only_where_the_columns_are(kind: RecordType) -> None:
    there = [field.key for field in kind.fields if field.key.endswith(("NuocNgoai", "DaDangKy"))]
    assert (list(kind.abroad.fields) if kind.abroad else []) == there
    if kind.abroad is None or not kind.abroad.listed:
        return
    listed = kind.field(kind.abroad.kind_field).code_list
    assert listed is not None
    assert set(kind.abroad.codes) <= code_list(listed).values


# The two long lists have tests of their own.
_LISTS = sorted(
    {field.code_list for kind in RECORD_TYPES for field in kind.fields if field.code_list}
    - {"danToc", "quocTich"}
)


@pytest.mark.parametrize("name", _LISTS)
def test_codes_are_the_facts(name: str) -> None:
    facts = rows_of("codes", "list", name)
    listed = code_list(name)
    assert facts, "a list without facts"
    assert [item.code for item in listed.items] == [row["code"] for row in facts]
    for row, item in zip(facts, listed.items, strict=True):
        found = listed.find(row["label"])
        # a list that stores words knows the longer label of the facts as another name
        assert found is not None
        assert found.item is item


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [  # the tick boxes of the 2015 pages say less than the list wants
        ("cmc_loaiXacNhan", "Cha mẹ nhận con", ["1", "2"]),
        ("cmc_loaiXacNhan", "con nhận cha mẹ", ["3", "4"]),
        ("nxnLoaiMucDichSuDung", "kết hôn trong nước", ["1", "2"]),
        ("nxnLoaiMucDichSuDung", "Kết hôn ở nước ngoài", ["3", "4"]),
    ],
)
def test_a_box_for_two_codes_is_never_mapped_by_itself(
    name: str, text: str, codes: list[str]
) -> None:
    match = code_list(name).find(text)
    assert match is not None
    assert match.item is None
    assert [item.code for item in match.items] == codes
