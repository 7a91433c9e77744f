"""Clean records of every type but births, and for each rule what makes it speak.

Invented people, as in every test. Comments name the sources: the list of checks, a law, an annex.
"""

from collections.abc import Mapping
from typing import NamedTuple


class TypeCase(NamedTuple):
    """`changes` to the clean record of `type_code` make `rule` speak of `field`."""

    type_code: str
    rule: str
    changes: Mapping[str, str]
    field: str
    proposal: str | None = None


_BOOK = {
    "quyenSo": "01/2010",
    "trangSo": "4",
    "ngayDangKy": "07.05.2010",
    "nguoiKy": "Nguyễn Văn Hòa",
    "chucVuNguoiKy": "Phó Chủ tịch",
    "nguoiThucHien": "Trần Thị Thúy",
}
_OFFICE = "UBND xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"


def _couple(man: str, woman: str) -> dict[str, str]:
    return {
        f"{man}HoTen": "Vũ Đức Tân", f"{man}NgaySinh": "08.1980", f"{man}DanToc": "Kinh",
        f"{man}QuocTich": "Việt Nam", f"{man}NoiCuTru": "Thôn Đông, xã Mỹ Hương",
        f"{woman}HoTen": "Nông Thị Páo", f"{woman}NgaySinh": "1984", f"{woman}DanToc": "Tày",
        f"{woman}QuocTich": "Việt Nam", f"{woman}NoiCuTru": "Đã chết",
    }  # fmt: skip


CLEAN_RECORDS: Mapping[str, Mapping[str, str]] = {
    "KH": {
        **_BOOK, "so": "12/2010", "noiDangKy": _OFFICE, "loaiDangKy": "1",
        **_couple("chong", "vo"), "chongLoaiGiayToTuyThan": "1",
        "chongSoGiayToTuyThan": "125678901", "voLoaiGiayToTuyThan": "1",
        "voSoGiayToTuyThan": "125678902",
    },
    "KT": {
        **_BOOK, "so": "12/2010", "noiDangKy": _OFFICE, "loaiDangKy": "1",
        "nktHoTen": "Đỗ Văn Mận", "nktGioiTinh": "1", "nktNgaySinh": "1921", "nktDanToc": "Kinh",
        "nktQuocTich": "Việt Nam", "nktNoiCuTru": "Thôn Đông, xã Mỹ Hương",
        "nktNgayChet": "01.05.2010",
        "nktNgayChetGhiBangChu": "Ngày một tháng năm năm hai nghìn không trăm mười",
        "nktGioPhutChet": "7g30", "nycHoTen": "Đỗ Văn Sáu", "nktNguyenNhanChet": "Già yếu",
        "nktNoiChet": "Tại nhà", "nycQuanHe": "Con trai",
    },
    "CMC": {
        **_BOOK, "so": "02/2010", "noiDangKy": _OFFICE, "loaiDangKy": "1", "loaiXacNhan": "1",
        "quyetDinhSo": "2", "cmHoTen": "Vũ Đức Tân", "cmGioiTinh": "1", "cmNgaySinh": "1980",
        "ncHoTen": "Vũ Ngọc Lan", "ncGioiTinh": "2", "ncNgaySinh": "01.02.2008",
    },
    "HN": {
        **_BOOK, "so": "12/2010", "noiCap": _OFFICE, "nxnHoTen": "Vũ Đức Tân", "nxnGioiTinh": "1",
        "nxnNgaySinh": "08.1980", "nxnTinhTrangHonNhan": "Chưa đăng ký kết hôn với ai",
        "nxnLoaiMucDichSuDung": "1", "nxnThoiGianCuTruTu": "2001", "nxnThoiGianCuTruDen": "2010",
        "nxnNoiCuTru": "Thôn Đông, xã Mỹ Hương",
    },
    "GH": {
        **_BOOK, "so": "01/2010", "noiDangKy": _OFFICE, "loaiDangKy": "Đăng ký mới",
        "ndghHoTen": "Vũ Ngọc Lan", "ndghNgaySinh": "01.02.2008", "ndghGioiTinh": "2",
        "nghHoTen": "Vũ Văn Sáu", "nghNgaySinh": "1970", "nghGioiTinh": "1",
        "loaiGiamHo": "Giám hộ cử", "tinhTrangGiamHo": "Đang giám hộ",
    },
    "CDGH": {
        **_BOOK, "so": "01/2010", "noiDangKy": _OFFICE, "loaiDangKy": "Đăng ký mới",
        "ndghHoTen": "Vũ Ngọc Lan", "ndghNgaySinh": "01.02.1992", "ghNgayGiayChungNhan": "2002",
        "nghHoTen": "Vũ Văn Sáu", "nghNgaySinh": "1970", "ngayChamDut": "01.02.2010",
        "lyDoChamDut": "Người được giám hộ đã thành niên",
    },
    "CN": {
        **_BOOK, "so": "01/2010", "noiDangKy": _OFFICE, "loaiDangKy": "Đăng ký mới",
        "conHoTen": "Vũ Ngọc Lan", "conGioiTinh": "2", "conNgaySinh": "01.02.2008",
        "chaHoTen": "Lê Văn Tư", "chaNgaySinh": "1975", "meHoTen": "Trần Thị Nụ",
        "meNgaySinh": "1978", "ngayQuyetDinh": "07.05.2010",
    },
    "TDCC": {
        **_BOOK, "so": "01/2010", "noiDangKy": _OFFICE, "loaiDangKy": "Đăng ký mới",
        "viecDangKy": "Thay đổi", "ntdHoTen": "Vũ Ngọc Lan", "ntdNgaySinh": "01.02.1998",
        "nghiepVuDK": "Hồ sơ khai sinh", "soDangKyHSGoc": "41/1998", "quyenDangKyHSGoc": "02/1998",
        "ngayDangKyHSGoc": "07.05.1998", "noiDungDK": "Thay đổi chữ đệm", "thayDoiTu": "Vũ Thị Lan",
        "noiDangKyHSGoc": "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
        "thayDoiThanh": "Vũ Ngọc Lan",
    },
    "GCLH": {
        **_BOOK, "quyenSo": "01/2017", "ngayDangKy": "07.05.2017", "so": "01/2017",
        "noiDangKy": _OFFICE, "loaiDangKy": "Ghi vào sổ", "loaiViec": "Ly hôn",
        **_couple("chong", "vo"), "khSo": "05/2009", "khNgay": "01.02.2009", "bqSo": "77",
        "bqNgay": "03.03.2016", "bqQuocGia": "Ba Lan",
    },
}  # fmt: skip

TYPE_CASES = [
    # Q01, Q02, Q04 …: every type alike
    TypeCase("KH", "Q01", {"voHoTen": ""}, "voHoTen"),
    TypeCase("HN", "Q01", {"noiCap": ""}, "noiCap"),
    TypeCase("CN", "Q01-adopter", {"chaHoTen": "", "meHoTen": ""}, "chaHoTen"),
    TypeCase("KT", "Q02", {"so": "12-2010"}, "so", "12/2010"),
    TypeCase("GH", "Q04", {"so": "01/2011"}, "so"),
    TypeCase("TDCC", "Q04-earlier", {"soDangKyHSGoc": "41/1989"}, "soDangKyHSGoc"),
    TypeCase("GCLH", "Q04-earlier", {"khSo": "05/2008"}, "khSo"),
    TypeCase("KT", "Q07", {"nktNgayChet": "mùng 5 Tết"}, "nktNgayChet"),
    TypeCase("KT", "Q08", {"nktNgaySinh": "9921"}, "nktNgaySinh", "1921"),
    # Q09: birth, event, registration, papers, notes
    TypeCase("KH", "Q09-before-birth", {"voNgaySinh": "2011"}, "voNgaySinh"),
    TypeCase("CN", "Q09-before-birth", {"conNgaySinh": "08.05.2010"}, "conNgaySinh"),
    TypeCase("KT", "Q09-before-death",
             {"nktNgayChet": "08.05.2010", "nktNgayChetGhiBangChu": ""}, "nktNgayChet"),
    TypeCase("KT", "Q09-death", {"nktNgayChet": "1912", "nktNgayChetGhiBangChu": ""},
             "nktNgayChet"),
    TypeCase("KH", "Q09-order", {"ngayXacLapQuanHeHonNhan": "2011"}, "ngayXacLapQuanHeHonNhan"),
    TypeCase("KH", "Q09-order", {"tinhTrangKetHon": "Đã ly hôn",
                                 "huyKetHonNgayGhiChu": "01.05.2010"}, "huyKetHonNgayGhiChu"),
    TypeCase("KT", "Q09-order", {"gbtNgay": "30.04.2010"}, "nktNgayChet"),
    TypeCase("HN", "Q09-order", {"nxnThoiGianCuTruTu": "2011"}, "nxnThoiGianCuTruTu"),
    TypeCase("CDGH", "Q09-order", {"ghNgayGiayChungNhan": "2011"}, "ghNgayGiayChungNhan"),
    TypeCase("CN", "Q09-order", {"ngayQuyetDinh": "08.05.2010"}, "ngayQuyetDinh"),
    TypeCase("TDCC", "Q09-order", {"ngayDangKyHSGoc": "01.01.1998"}, "ntdNgaySinh"),
    TypeCase("GCLH", "Q09-order", {"bqNgay": "2008"}, "khNgay"),
    TypeCase("KH", "Q09-order", {"chongNgayCapGiayToTuyThan": "2012"}, "chongNgayCapGiayToTuyThan"),
    TypeCase("KH", "Q09-order", {"ngayDangKyNuocNgoai": "2011", "qgNuocNgoaiDaDangKy": "Nga"},
             "ngayDangKyNuocNgoai"),
    TypeCase("CMC", "Q09-parent", {"cmNgaySinh": "1997"}, "cmNgaySinh"),
    # the law of the day: of age by the twentieth, eighteenth year begun; from 2015 by it completed
    TypeCase("KH", "Q09-marriage", {"voNgaySinh": "08.05.1993"}, "voNgaySinh"),
    TypeCase("KH", "Q09-marriage", {"chongNgaySinh": "08.05.1991"}, "chongNgaySinh"),
    TypeCase("KH", "Q09-marriage", {"so": "12/2016", "ngayDangKy": "07.05.2016",
                                    "voNgaySinh": "08.05.1998"}, "voNgaySinh"),
    TypeCase("KH", "Q09-marriage", {"ngayXacLapQuanHeHonNhan": "01.01.2000"}, "voNgaySinh"),
    TypeCase("CN", "Q09-adopter", {"chaNgaySinh": "1989"}, "chaNgaySinh"),
    TypeCase("GH", "Q09-guardian", {"nghNgaySinh": "08.05.1992"}, "nghNgaySinh"),
    TypeCase("KT", "Q09-age", {"nktNgaySinh": "1889"}, "nktNgaySinh"),
    # Q10 annex B
    TypeCase("HN", "Q10", {"nxnLoaiMucDichSuDung": "6"}, "nxnLoaiMucDichSuDung"),
    TypeCase("KH", "Q10-other", {"loaiDangKy": "3"}, "loaiDangKy"),
    TypeCase("KH", "Q10-listed", {"tinhTrangKetHon": "Ly thân"}, "tinhTrangKetHon"),
    TypeCase("KH", "Q10-name", {"tinhTrangKetHon": "đã ly hôn"}, "tinhTrangKetHon", "Đã ly hôn"),
    # Q11, Q12
    TypeCase("KH", "Q11", {"voSoGiayToTuyThan": "12567890"}, "voSoGiayToTuyThan"),
    TypeCase("KH", "Q11", {"voSoGiayToTuyThan": "125.678.902"}, "voSoGiayToTuyThan", "125678902"),
    TypeCase("CN", "Q12", {"conSoDinhDanh": "027208001234"}, "conSoDinhDanh"),
    TypeCase("TDCC", "Q12", {"ntdSoDDCN": "003198001234"}, "ntdSoDDCN"),
    # Q20, domain §13
    TypeCase("KH", "Q20-marks", {"chongHoTen": "Vu Duc Tan"}, "chongHoTen"),
    TypeCase("KH", "Q20-marks", {"voHoTen": "NONG THI PAO"}, "voHoTen"),
    TypeCase("KH", "Q20-marks", {"nguoiKy": "Mai Quyen"}, "nguoiKy"),
    TypeCase("KT", "Q20-code", {"nycHoTen": "NguyÔn ThÞ Hång Th¾m"}, "nycHoTen",
             "Nguyễn Thị Hồng Thắm"),
    TypeCase("KT", "Q20-code", {"nktNguyenNhanChet": "Giµ"}, "nktNguyenNhanChet"),
    # Q22
    TypeCase("KT", "Q22", {"nktNgayChet": "02.05.2010"}, "nktNgayChetGhiBangChu"),
    TypeCase("KT", "Q22-words", {"nktNgayChetGhiBangChu": "Ngày một tháng Hương"},
             "nktNgayChetGhiBangChu"),
    # Q24: names of another time (Gia Lương was divided in 1999; Hà Bắc in 1996)
    TypeCase("KH", "Q24-time", {"noiDangKy": "UBND xã Mỹ Hương, huyện Gia Lương"}, "noiDangKy"),
    TypeCase("HN", "Q24-time", {"noiCap": "UBND xã Mỹ Hương, huyện Lương Tài, tỉnh Hà Bắc"},
             "noiCap"),
    TypeCase("TDCC", "Q24-time",
             {"noiDangKyHSGoc": "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc"},
             "noiDangKyHSGoc"),
    TypeCase("KH", "Q24-unmarked", {"voNoiCuTru": "Thon Bai, xa Dong Khe, huyen Thach An"},
             "voNoiCuTru"),
    TypeCase("KH", "Q24-unmarked", {"voNoiCuTru": "Thôn Bãi, xa Đông Khê"}, "voNoiCuTru",
             "Thôn Bãi, xã Đông Khê"),
    TypeCase("KH", "Q24-unmarked", {"noiDangKy": "Ủy ban nhan dân xã Mỹ Hương, huyện Lương Tài"},
             "noiDangKy", "Ủy ban nhân dân xã Mỹ Hương, huyện Lương Tài"),
    TypeCase("KT", "Q25", {"nktDanToc": "Kihn"}, "nktDanToc"),
    # annexes A, TT04 art. 10, 29, 34
    TypeCase("HN", "Q28", {"nxnLoaiGiayToTuyThan": "8"}, "nxnGiayToKhac"),
    TypeCase("CMC", "Q28-foreign", {"loaiDangKy": "2"}, "soDangKyNuocNgoai"),
    TypeCase("GH", "Q28-foreign", {"loaiDangKy": "Ghi vào sổ việc giám hộ ở nước ngoài"},
             "soDangKyNuocNgoai"),
    TypeCase("KT", "Q28-domestic", {"qgNuocNgoaiDaDangKy": "Nga"}, "qgNuocNgoaiDaDangKy"),
    TypeCase("CMC", "Q29-sex", {"loaiXacNhan": "2"}, "cmGioiTinh"),
    TypeCase("KH", "Q29-same", {"voHoTen": "VŨ ĐỨC TÂN"}, "voHoTen"),
    TypeCase("KT", "Q29-declarant", {"nycHoTen": "Đỗ Văn Mận"}, "nycHoTen"),
    TypeCase("KH", "Q30-note", {"huyKetHonCanCu": "Bản án số 7"}, "tinhTrangKetHon"),
    TypeCase("KT", "Q30-note", {"nktNgayGhiChuTuyenBoViecChet": "2011"},
             "nktTinhTrangTuyenBoViecChet"),
    TypeCase("KT", "Q31-hour", {"nktGioPhutChet": "27g"}, "nktGioPhutChet"),
    TypeCase("KT", "Q31-hour", {"nktGioPhutChet": "7:75"}, "nktGioPhutChet"),
    TypeCase("TDCC", "Q32-change", {"thayDoiTu": "VŨ NGỌC LAN"}, "thayDoiThanh"),
]  # fmt: skip
