"""Errors the law sections and the fields' own sense imply, beside the list of checks."""

from __future__ import annotations

import random

from sohotich.domain.schema import FEMALE, MALE, RecordType
from sohotich.sample.world.registers.fault_tools import always, in_key, with_year, year_of
from sohotich.sample.world.registers.faults import Change, Fault, Rows, Spoilt

_ABROAD_KEYS = (
    "soDangKyNuocNgoai", "ngayDangKyNuocNgoai", "cqNuocNgoaiDaDangKy", "qgNuocNgoaiDaDangKy",
)  # fmt: skip


def _put(field: str, **values: str) -> Change:
    """These values; `field` is the one to be named."""
    return lambda kind, rows, at, chance: Spoilt(field, values)


def _copied(source: str, target: str) -> Change:
    """What stands in one field is keyed in another too."""

    def change(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
        value = rows[at].values.get(source)
        return Spoilt(target, {target: value}) if value else None

    return change


def _years_from(other: str, key: str, low: int, high: int) -> Change:
    """`key` so many years after `other`."""

    def change(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
        values = rows[at].values
        if key not in values or other not in values:
            return None
        year = year_of(values[other]) + chance.randint(low, high)
        return Spoilt(key, {key: with_year(values[key], year)})

    return change


def _paper_of_later(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    keys = [key for key in rows[at].values if key.endswith("NgayCapGiayToTuyThan")]
    if not keys:
        return None
    key, registered = chance.choice(keys), rows[at].values["ngayDangKy"]
    return Spoilt(key, {key: with_year(registered, year_of(registered) + 1)})


def _way_abroad(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    """Said to be of another state, without a word of where."""
    codes = kind.abroad.codes if kind.abroad else ()
    if not codes:
        return None
    gone = dict.fromkeys(_ABROAD_KEYS, "")
    return Spoilt("loaiDangKy", {"loaiDangKy": codes[0], **gone})


def _at_home(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    """Details of another state beside an ordinary registration."""
    told = kind.abroad.told(rows[at].values) if kind.abroad else None
    if told is not False:
        return None
    return Spoilt("qgNuocNgoaiDaDangKy", {"qgNuocNgoaiDaDangKy": "Nga"})


def _other_sex(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    values = rows[at].values
    if "loaiXacNhan" not in values or "cmGioiTinh" not in values:
        return None
    sex = MALE if values["cmGioiTinh"] == FEMALE else FEMALE
    return Spoilt("cmGioiTinh", {"cmGioiTinh": sex})


def _id_again(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    key = kind.principals[0].personal_id_field
    values = rows[at].values
    if not at or key not in values or key not in rows[at - 1].values:
        return None
    return Spoilt(key, {key: rows[at - 1].values[key]})


def _dead_father_declares(
    kind: RecordType, rows: Rows, at: int, chance: random.Random
) -> Spoilt | None:
    name = rows[at].values.get("chaHoTen")
    if not name:
        return None
    return Spoilt("nycHoTen", {"nycHoTen": name, "chaNoiCuTru": "Đã chết"})


def _far_commune(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    """A place nobody knows, typed without a mark."""
    key = next((f.key for f in kind.fields if f.key.endswith("NoiCuTru")), "")
    return Spoilt(key, {key: "Thon Bai, xa Dong Khe, huyen Thach An"}) if key else None


def _printed_line(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    """A line every page of 2016 and later has."""
    values = rows[at].values
    key = kind.principals[0].birth_field
    if year_of(values["ngayDangKy"]) < 2016 or key not in values:
        return None
    return Spoilt(key, {key: ""})


IMPLIED: tuple[Fault, ...] = (
    Fault("dòng in sẵn còn trống", "mẫu sổ theo thời kỳ", _printed_line, ("KS", "KH", "KT")),
    Fault("không có cha nuôi, mẹ nuôi", "LHT điều 3",
          _put("chaHoTen", chaHoTen="", meHoTen=""), ("CN",)),
    Fault("năm của số trước khác ngày trước", "TT04 điều 29",
          in_key("soDangKyHSGoc", lambda v, _: v[:-4] + str(int(v[-4:]) + 2))),
    Fault("năm của số kết hôn khác ngày kết hôn", "TT04 điều 29",
          in_key("khSo", lambda v, _: v[:-4] + str(int(v[-4:]) + 2))),
    Fault("đăng ký trước năm 1945", "suy ra",
          in_key("ngayDangKy", lambda v, c: with_year(v, c.randint(1905, 1938)))),
    Fault("người kết hôn hơn 120 tuổi", "suy ra",
          _years_from("ngayDangKy", "chongNgaySinh", -140, -125), ("KH",)),
    Fault("giấy tờ cấp sau ngày đăng ký", "suy ra", _paper_of_later),
    Fault("bản án trước khi kết hôn", "suy ra", _years_from("khNgay", "bqNgay", -5, -1)),
    Fault("chấm dứt trước khi giám hộ", "suy ra",
          _years_from("ghNgayGiayChungNhan", "ngayChamDut", -5, -1)),
    Fault("cư trú đến trước khi từ", "suy ra",
          _years_from("nxnThoiGianCuTruTu", "nxnThoiGianCuTruDen", -5, -1)),
    Fault("cha nuôi hơn con nuôi dưới 20 tuổi", "Luật Nuôi con nuôi",
          _years_from("conNgaySinh", "chaNgaySinh", -15, -5), ("CN",)),
    Fault("người giám hộ chưa thành niên", "BLDS",
          _years_from("ngayDangKy", "nghNgaySinh", -15, -8), ("GH",)),
    Fault("tình trạng kết hôn ngoài danh mục", "phụ lục B",
          _put("tinhTrangKetHon", tinhTrangKetHon="Ly thân"), ("KH",)),
    Fault("quốc tịch viết tắt", "phụ lục B", in_key("nksQuocTich", always("VN", "VIỆT NAM"))),
    Fault("nơi ở gõ không dấu", "§13", _far_commune),
    Fault("hai người chung số định danh", "CV 3160", _id_again, ("KS",)),
    Fault("giấy tờ khác mà không có tên", "phụ lục A",
          _put("nycGiayToKhac", nycLoaiGiayToTuyThan="8", nycGiayToKhac=""),
          ("KS", "KT", "CMC", "HN")),
    Fault("có số giấy tờ mà loại để trống", "phụ lục B",
          _put("nycLoaiGiayToTuyThan", nycLoaiGiayToTuyThan="0", nycSoGiayToTuyThan="125678901"),
          ("KS", "KT", "CMC", "HN")),
    Fault("đã đăng ký ở nước ngoài mà không rõ ở đâu", "TT04 điều 29", _way_abroad),
    Fault("trong nước mà có quốc gia đã đăng ký", "TT04 điều 29", _at_home),
    Fault("cha nhận con mà giới tính là nữ", "phụ lục B", _other_sex, ("CMC",)),
    Fault("vợ chồng cùng một tên", "suy ra", _copied("chongHoTen", "voHoTen"), ("KH", "GCLH")),
    Fault("người chết đi khai tử", "suy ra", _copied("nktHoTen", "nycHoTen"), ("KT",)),
    Fault("cha đã chết đi khai sinh", "TT04 điều 10", _dead_father_declares, ("KS",)),
    Fault("ghi chú ly hôn mà không ghi tình trạng", "phụ lục A",
          _put("tinhTrangKetHon", tinhTrangKetHon="", huyKetHonCanCu="Bản án số 7"), ("KH",)),
    Fault("giờ chết không có trong ngày", "TT04 điều 34",
          in_key("nktGioPhutChet", always("25g10", "7g75", "27:00"))),
    Fault("thay đổi thành chính nó", "LHT điều 3", _copied("thayDoiTu", "thayDoiThanh"), ("TDCC",)),
)  # fmt: skip
