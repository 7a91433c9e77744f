"""Deaths (khai tử): the 48 columns of two independent exports."""

from functools import partial

from sohotich.domain.record_types.lines import (
    ABROAD_KEYS,
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
    Abroad,
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (Version("48", "Mẫu 48 cột", Standing.CONFIRMED, "TST; FORM"),)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("nguoi_chet", "Người chết"),
    Section("viec_chet", "Việc chết"),
    Section("giay_bao_tu", "Giấy báo tử"),
    Section("nguoi_di_khai", "Người đi khai"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
    Section("nuoc_ngoai", "Việc đã đăng ký ở nước ngoài"),
)

DANG_KY, NGUOI_CHET, VIEC_CHET, GIAY_BAO_TU, NGUOI_DI_KHAI, NGUOI_KY, GHI_CHU, NUOC_NGOAI = (
    section.code for section in _SECTIONS
)
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, hint="Số trang trong sổ"),
    _field("ngayDangKy", "Ngày, tháng, năm đăng ký", DATE, DANG_KY, YES, maxlen=10, hint="Đủ ngày, tháng, năm"),
    _field("loaiDangKy", "Loại đăng ký", CODE, DANG_KY, LIKELY, codes="kt_loaiDangKy", hint="Theo ô chọn hoặc ghi chú trong sổ; không có thì để trống (phím F2), không tự chọn"),
    _field("noiDangKy", "Nơi đăng ký", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc đăng ký, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO, maxlen=50),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây những dòng in trong sổ mà mẫu không có cột"),
    _field("nktHoTen", "Họ, chữ đệm, tên (người chết)", PERSON, NGUOI_CHET, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("nktGioiTinh", "Giới tính (người chết)", CODE, NGUOI_CHET, LIKELY, codes="gioiTinh"),
    _field("nktNgaySinh", "Ngày, tháng, năm sinh (người chết)", DATE, NGUOI_CHET, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("nktDanToc", "Dân tộc (người chết)", LISTED, NGUOI_CHET, LIKELY, maxlen=50, codes="danToc"),
    _field("nktQuocTich", "Quốc tịch (người chết)", LISTED, NGUOI_CHET, LIKELY, maxlen=100, codes="quocTich"),
    _field("nktQuocTichKhac", "Quốc tịch khác (người chết)", LISTED, NGUOI_CHET, NO, maxlen=100, codes="quocTich"),
    _field("nktLoaiCuTru", "Loại cư trú (người chết)", CODE, NGUOI_CHET, NO, codes="loaiCuTru"),
    _field("nktNoiCuTru", "Nơi cư trú (người chết)", PLACE, NGUOI_CHET, NO),
    _field("nktLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (người chết)", CODE, NGUOI_CHET, NO, codes="loaiGiayToTuyThan"),
    _field("nktGiayToKhac", "Tên giấy tờ khác (người chết)", TEXT, NGUOI_CHET, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nktSoGiayToTuyThan", "Số giấy tờ tùy thân (người chết)", PAPER, NGUOI_CHET, NO, maxlen=50),
    _field("nktNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (người chết)", DATE, NGUOI_CHET, NO, maxlen=10),
    _field("nktNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (người chết)", TEXT, NGUOI_CHET, NO),
    _field("nktNgayChet", "Ngày, tháng, năm chết", DATE, VIEC_CHET, YES, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("nktNgayChetGhiBangChu", "Ngày chết ghi bằng chữ", TEXT, VIEC_CHET, NO, hint="Nguyên văn phần ghi bằng chữ"),
    _field("nktGioPhutChet", "Giờ, phút chết", TEXT, VIEC_CHET, NO, maxlen=7, hint="Ghi gọn, ví dụ 7g30; mẫu chỉ nhận 7 ký tự; sổ không ghi thì để trống"),
    _field("nktNoiChet", "Nơi chết", PLACE, VIEC_CHET, NO),
    _field("nktNguyenNhanChet", "Nguyên nhân chết", TEXT, VIEC_CHET, NO),
    _field("nktTinhTrangTuyenBoViecChet", "Tình trạng tuyên bố việc chết", CODE, GHI_CHU, NO, codes="tuyenBo", hint="Chỉ theo ghi chú trong sổ"),
    _field("nktNgayGhiChuTuyenBoViecChet", "Ngày ghi chú tuyên bố việc chết", DATE, GHI_CHU, NO, maxlen=10),
    _field("nktCanCuTuyenBoViecChet", "Căn cứ tuyên bố việc chết", TEXT, GHI_CHU, NO),
    _field("nktNgayGhiChuHuyTuyenBoViecChet", "Ngày ghi chú hủy tuyên bố việc chết", DATE, GHI_CHU, NO, maxlen=10),
    _field("nktCanCuHuyTuyenBoViecChet", "Căn cứ hủy tuyên bố việc chết", TEXT, GHI_CHU, NO),
    _field("gbtLoai", "Loại giấy báo tử / giấy thay thế", CODE, GIAY_BAO_TU, NO, codes="gbtLoai", hint="Theo loại giấy ghi trong sổ; không ghi thì để trống"),
    _field("gbtSo", "Số giấy báo tử", TEXT, GIAY_BAO_TU, NO),
    _field("gbtNgay", "Ngày giấy báo tử", DATE, GIAY_BAO_TU, NO, maxlen=10),
    _field("gbtCoQuanCap", "Cơ quan cấp giấy báo tử", TEXT, GIAY_BAO_TU, NO),
    _field("nycHoTen", "Họ, chữ đệm, tên người đi khai", PERSON, NGUOI_DI_KHAI, NO, maxlen=50),
    _field("nycQuanHe", "Quan hệ với người chết", TEXT, NGUOI_DI_KHAI, NO),
    _field("nycLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người yêu cầu", CODE, NGUOI_DI_KHAI, NO, codes="loaiGiayToTuyThan"),
    _field("nycGiayToKhac", "Tên giấy tờ khác của người yêu cầu", TEXT, NGUOI_DI_KHAI, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nycSoGiayToTuyThan", "Số giấy tờ tùy thân người yêu cầu", PAPER, NGUOI_DI_KHAI, NO, maxlen=50),
    _field("nycNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người yêu cầu", DATE, NGUOI_DI_KHAI, NO, maxlen=10),
    _field("nycNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người yêu cầu", TEXT, NGUOI_DI_KHAI, NO),
    _field("soDangKyNuocNgoai", "Số đăng ký của giấy tờ do nước ngoài cấp", TEXT, NUOC_NGOAI, COND, maxlen=50, hint="Chỉ khi ghi vào sổ việc đã đăng ký ở nước ngoài"),
    _field("ngayDangKyNuocNgoai", "Ngày đăng ký ở nước ngoài", DATE, NUOC_NGOAI, COND, maxlen=10),
    _field("cqNuocNgoaiDaDangKy", "Cơ quan nước ngoài đã đăng ký", TEXT, NUOC_NGOAI, COND, maxlen=100),
    _field("qgNuocNgoaiDaDangKy", "Quốc gia đã đăng ký", LISTED, NUOC_NGOAI, COND, maxlen=100, codes="quocTich"),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "nkt", "Người chết", principal=True),
    person_role(_KEYS, "nyc", "Người đi khai"),
)

_ABROAD = Abroad("loaiDangKy", codes=("3",), listed=True, fields=ABROAD_KEYS)

KHAI_TU = RecordType(
    "KT",
    "khai_tu",
    "Đăng ký khai tử",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    _ABROAD,
)
