"""One sound registration of every type, of 2018: invented people, nothing a rule speaks against."""

from __future__ import annotations

OFFICE = "UBND xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"
_SIGNED = {
    "trangSo": "1",
    "ngayDangKy": "07.05.2018",
    "noiDangKy": OFFICE,
    "nguoiKy": "Trần Văn Ninh",
    "chucVuNguoiKy": "Chủ tịch",
    "nguoiThucHien": "Lê Thị Hương",
    "ghiChu": "=Nguyên văn; “dấu ngoặc”",
}


def _person(role: str, name: str, born: str = "", **more: str) -> dict[str, str]:
    values = {"HoTen": name, "NgaySinh": born, "DanToc": "Kinh", "QuocTich": "Việt Nam"}
    return {f"{role}{key}": value for key, value in {**values, **more}.items() if value}


def _asking(**more: str) -> dict[str, str]:
    return {"nycHoTen": "Nguyễn Văn Cảnh", **{f"nyc{key}": value for key, value in more.items()}}


_CARD = {"LoaiGiayToTuyThan": "1", "SoGiayToTuyThan": "125001234"}
_HOME = {"LoaiCuTru": "1", "NoiCuTru": "Thôn Nghè, xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"}

SOUND: dict[str, dict[str, str]] = {
    "KS": {
        **_SIGNED,
        "loaiDangKy": "1",
        **_person("nks", "NGUYỄN VĂN AN", "01.05.2018", GioiTinh="1"),
        "nksNoiSinh": "Trạm y tế xã Mỹ Hương",
        "nksLoaiKhaiSinh": "1",
        **_person("me", "TRẦN THỊ BÌNH", "1990", **_HOME),
        **_person("cha", "NGUYỄN VĂN CẢNH", "1988", **_HOME),
        **_asking(),
    },
    "KH": {
        **_SIGNED,
        "loaiDangKy": "1",
        "ngayXacLapQuanHeHonNhan": "07.05.2018",
        **_person("chong", "NGUYỄN VĂN CẢNH", "02.03.1990", **_HOME, **_CARD),
        **_person("vo", "TRẦN THỊ BÌNH", "04.05.1992", **_HOME,
                  LoaiGiayToTuyThan="1", SoGiayToTuyThan="125005678"),
    },
    "KT": {
        **_SIGNED,
        "loaiDangKy": "1",
        **_person("nkt", "NGUYỄN VĂN ĐỊNH", "1935", GioiTinh="1", **_HOME),
        "nktNgayChet": "05.05.2018",
        "nktGioPhutChet": "7g30",
        "nktNoiChet": "Nhà riêng, thôn Nghè",
        "nktNguyenNhanChet": "Tuổi già",
        "gbtLoai": "1",
        "gbtSo": "12",
        "gbtNgay": "06.05.2018",
        "gbtCoQuanCap": "Trạm y tế xã Mỹ Hương",
        **_asking(LoaiGiayToTuyThan="1", SoGiayToTuyThan="125001234"),
    },
    "CMC": {
        **_SIGNED,
        "loaiDangKy": "1",
        "loaiXacNhan": "1",
        **_person("cm", "NGUYỄN VĂN CẢNH", "02.03.1985", **_HOME, **_CARD),
        **_person("nc", "NGUYỄN VĂN AN", "01.05.2012", **_HOME),
        **_asking(QHNguoiDuocNhan="Cha đẻ"),
    },
    "HN": {
        **{key: value for key, value in _SIGNED.items() if key != "noiDangKy"},
        "noiCap": OFFICE,
        **_person("nxn", "TRẦN THỊ BÌNH", "04.05.1992", GioiTinh="2", **_HOME, **_CARD),
        "nxnTinhTrangHonNhan": "Hiện tại chưa đăng ký kết hôn với ai",
        "nxnLoaiMucDichSuDung": "1",
        "nxnMucDichSuDung": "Đăng ký kết hôn",
        **_asking(QuanHe="Anh trai"),
    },
    "GH": {
        **_SIGNED,
        "loaiDangKy": "Đăng ký mới",
        **_person("ndgh", "NGUYỄN VĂN AN", "01.05.2012", GioiTinh="1", **_HOME),
        **_person("ngh", "NGUYỄN VĂN CẢNH", "02.03.1960", GioiTinh="1", **_HOME, **_CARD),
        "ndghLyDo": "Cha mẹ đã chết",
        "loaiGiamHo": "Giám hộ đương nhiên",
        **_asking(QuanHe="Ông nội"),
    },
    "CDGH": {
        **_SIGNED,
        "loaiDangKy": "Đăng ký mới",
        "ghSoGiayChungNhan": "03/2015",
        "ghNgayGiayChungNhan": "10.02.2015",
        **_person("ndgh", "NGUYỄN VĂN AN", "01.05.2000", GioiTinh="1"),
        **_person("ngh", "NGUYỄN VĂN CẢNH", "02.03.1960", GioiTinh="1", **_CARD),
        "ngayChamDut": "07.05.2018",
        "lyDoChamDut": "Người được giám hộ đã đủ 18 tuổi",
        **_asking(),
    },
    "CN": {
        **_SIGNED,
        "loaiDangKy": "Đăng ký mới",
        **_person("con", "NGUYỄN VĂN AN", "01.05.2016", GioiTinh="1", **_HOME),
        **_person("cha", "NGUYỄN VĂN CẢNH", "02.03.1980", **_HOME, **_CARD),
        **_person("me", "TRẦN THỊ BÌNH", "04.05.1982", **_HOME),
        **_person("giao1", "LÊ THỊ HOA", "1990"),
        "soQuyetDinh": "05/QĐ-UBND",
        "ngayQuyetDinh": "07.05.2018",
    },
    "TDCC": {
        **_SIGNED,
        "loaiDangKy": "Đăng ký mới",
        "viecDangKy": "Cải chính",
        **_person("ntd", "NGUYỄN VĂN AN", "01.05.2000", GioiTinh="1", **_HOME),
        "nghiepVuDK": "Hồ sơ khai sinh",
        "soDangKyHSGoc": "41/2000",
        "quyenDangKyHSGoc": "01/2000",
        "ngayDangKyHSGoc": "09.05.2000",
        "noiDangKyHSGoc": OFFICE,
        "noiDungDK": "Cải chính ngày sinh",
        "thayDoiTu": "11.05.2000",
        "thayDoiThanh": "01.05.2000",
        "canCu": "Giấy chứng sinh",
        **_asking(QuanHe="Cha"),
    },
    "GCLH": {
        **_SIGNED,
        "loaiDangKy": "Ghi chú",
        "loaiViec": "Ly hôn",
        **_person("chong", "NGUYỄN VĂN CẢNH", "02.03.1980"),
        **_person("vo", "TRẦN THỊ BÌNH", "04.05.1982"),
        "khSo": "07/2010",
        "khNgay": "01.02.2010",
        "khNoi": OFFICE,
        "bqSo": "12/2017",
        "bqNgay": "03.04.2017",
        "bqCoQuan": "Tòa án quận Seoul",
        "bqQuocGia": "Hàn Quốc (South Korean)",
        **_asking(),
    },
}  # fmt: skip
ABROAD = {
    "soDangKyNuocNgoai": "A-12/2017",
    "ngayDangKyNuocNgoai": "03.04.2017",
    "cqNuocNgoaiDaDangKy": "Cơ quan hộ tịch Viêng Chăn",
    "qgNuocNgoaiDaDangKy": "Lào (Laotian)",
}
# The way of registering that says so, by type; a marriage has no code for it.
ABROAD_KIND = {
    "KS": "3",
    "KT": "3",
    "CMC": "2",
    "KH": "",
    "GH": "Ghi vào sổ việc giám hộ",
    "CN": "Ghi vào sổ việc nuôi con nuôi",
}


def sound(code: str, number: int, year: int = 2018, volume: int = 2) -> dict[str, str]:
    """The registration with its number in the book of that volume."""
    return {**SOUND[code], "so": f"{number:02d}/{year}", "quyenSo": f"{volume:02d}/{year}"}
