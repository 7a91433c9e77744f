"""Marital-status certificates (xác nhận tình trạng hôn nhân): the 35 columns of two exports."""

from functools import partial

from sohotich.domain.record_types.lines import (
    BOOK,
    CODE,
    COND,
    DATE,
    LIKELY,
    LISTED,
    NO,
    NUMBER,
    PAGE,
    PAPER,
    PERSON,
    PLACE,
    TEXT,
    YES,
    codes_of,
    line,
)
from sohotich.domain.schema import (
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (Version("35", "Mẫu 35 cột", Standing.CONFIRMED, "TST; FORM"),)

_SECTIONS = (
    Section("dang_ky", "Việc cấp giấy"),
    Section("nguoi_duoc_xac_nhan", "Người được xác nhận"),
    Section("xac_nhan", "Nội dung xác nhận"),
    Section("nguoi_yeu_cau", "Người yêu cầu"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
)

DANG_KY, NGUOI_DUOC_XAC_NHAN, XAC_NHAN, NGUOI_YEU_CAU, NGUOI_KY, GHI_CHU = (
    section.code for section in _SECTIONS
)
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, hint="Số trang trong sổ"),
    _field("ngayDangKy", "Ngày, tháng, năm đăng ký", DATE, DANG_KY, YES, maxlen=10, hint="Đủ ngày, tháng, năm"),
    _field("noiCap", "Nơi cấp", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc cấp, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO, maxlen=50),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây những dòng in trong sổ mà mẫu không có cột"),
    _field("nxnHoTen", "Họ, chữ đệm, tên (người được xác nhận)", PERSON, NGUOI_DUOC_XAC_NHAN, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("nxnGioiTinh", "Giới tính (người được xác nhận)", CODE, NGUOI_DUOC_XAC_NHAN, LIKELY, codes="gioiTinh"),
    _field("nxnNgaySinh", "Ngày, tháng, năm sinh (người được xác nhận)", DATE, NGUOI_DUOC_XAC_NHAN, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("nxnDanToc", "Dân tộc (người được xác nhận)", LISTED, NGUOI_DUOC_XAC_NHAN, NO, maxlen=50, codes="danToc"),
    _field("nxnQuocTich", "Quốc tịch (người được xác nhận)", LISTED, NGUOI_DUOC_XAC_NHAN, NO, maxlen=100, codes="quocTich"),
    _field("nxnQuocTichKhac", "Quốc tịch khác (người được xác nhận)", LISTED, NGUOI_DUOC_XAC_NHAN, NO, maxlen=100, codes="quocTich"),
    _field("nxnLoaiCuTru", "Loại cư trú (người được xác nhận)", CODE, NGUOI_DUOC_XAC_NHAN, NO, codes="loaiCuTru"),
    _field("nxnNoiCuTru", "Nơi cư trú (người được xác nhận)", PLACE, NGUOI_DUOC_XAC_NHAN, NO),
    _field("nxnLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (người được xác nhận)", CODE, NGUOI_DUOC_XAC_NHAN, NO, codes="loaiGiayToTuyThan"),
    _field("nxnGiayToKhac", "Tên giấy tờ khác (người được xác nhận)", TEXT, NGUOI_DUOC_XAC_NHAN, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nxnSoGiayToTuyThan", "Số giấy tờ tùy thân (người được xác nhận)", PAPER, NGUOI_DUOC_XAC_NHAN, NO, maxlen=50),
    _field("nxnNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (người được xác nhận)", DATE, NGUOI_DUOC_XAC_NHAN, NO, maxlen=10),
    _field("nxnNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (người được xác nhận)", TEXT, NGUOI_DUOC_XAC_NHAN, NO),
    _field("nxnThoiGianCuTruTai", "Thời gian cư trú tại (nơi)", PLACE, XAC_NHAN, NO, hint="Nơi cư trú trong thời gian được xác nhận"),
    _field("nxnThoiGianCuTruTu", "Cư trú từ ngày", DATE, XAC_NHAN, NO, maxlen=10),
    _field("nxnThoiGianCuTruDen", "Cư trú đến ngày", DATE, XAC_NHAN, NO, maxlen=10),
    _field("nxnTinhTrangHonNhan", "Tình trạng hôn nhân", TEXT, XAC_NHAN, YES, hint="Nguyên văn câu xác nhận trong sổ"),
    _field("nxnLoaiMucDichSuDung", "Loại mục đích sử dụng", CODE, XAC_NHAN, LIKELY, codes="nxnLoaiMucDichSuDung"),
    _field("nxnMucDichSuDung", "Mục đích sử dụng (chữ)", TEXT, XAC_NHAN, NO),
    _field("nycHoTen", "Họ, chữ đệm, tên người yêu cầu", PERSON, NGUOI_YEU_CAU, NO, maxlen=50),
    _field("nycQuanHe", "Quan hệ với người được xác nhận", TEXT, NGUOI_YEU_CAU, NO),
    _field("nycLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người yêu cầu", CODE, NGUOI_YEU_CAU, NO, codes="loaiGiayToTuyThan"),
    _field("nycGiayToKhac", "Tên giấy tờ khác của người yêu cầu", TEXT, NGUOI_YEU_CAU, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nycSoGiayToTuyThan", "Số giấy tờ tùy thân người yêu cầu", PAPER, NGUOI_YEU_CAU, NO, maxlen=50),
    _field("nycNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người yêu cầu", DATE, NGUOI_YEU_CAU, NO, maxlen=10),
    _field("nycNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người yêu cầu", TEXT, NGUOI_YEU_CAU, NO),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "nxn", "Người được xác nhận", principal=True),
    person_role(_KEYS, "nyc", "Người yêu cầu"),
)

XAC_NHAN_HON_NHAN = RecordType(
    "HN",
    "xac_nhan_hon_nhan",
    "Cấp giấy xác nhận tình trạng hôn nhân",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    None,
    office="noiCap",
)
