"""Marriages (kết hôn): the 44 columns of two independent exports."""

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
    FEMALE,
    MALE,
    Abroad,
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (Version("44", "Mẫu 44 cột", Standing.CONFIRMED, "TST; FORM"),)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("chong", "Chồng"),
    Section("vo", "Vợ"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
    Section("nuoc_ngoai", "Việc đã đăng ký ở nước ngoài"),
)

DANG_KY, CHONG, VO, NGUOI_KY, GHI_CHU, NUOC_NGOAI = (section.code for section in _SECTIONS)
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, hint="Số trang trong sổ"),
    _field("ngayDangKy", "Ngày, tháng, năm đăng ký", DATE, DANG_KY, YES, maxlen=10, hint="Đủ ngày, tháng, năm"),
    _field("loaiDangKy", "Loại đăng ký", CODE, DANG_KY, LIKELY, codes="kh_loaiDangKy", hint="Theo ô chọn hoặc ghi chú trong sổ; không có thì để trống (phím F2), không tự chọn"),
    _field("noiDangKy", "Nơi đăng ký", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc đăng ký, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO, maxlen=50),
    _field("ngayXacLapQuanHeHonNhan", "Ngày xác lập quan hệ hôn nhân", DATE, DANG_KY, NO, hint="Đúng ngày ghi trong sổ, không tự tính"),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây những dòng in trong sổ mà mẫu không có cột"),
    _field("tinhTrangKetHon", "Tình trạng kết hôn", LISTED, GHI_CHU, NO, codes="tinhTrangKetHon", hint="Chỉ theo ghi chú trong sổ: ly hôn, hủy hoặc công nhận kết hôn"),
    _field("huyKetHonNgayGhiChu", "Ngày ghi chú ly hôn / hủy kết hôn", DATE, GHI_CHU, NO),
    _field("huyKetHonCanCu", "Căn cứ ly hôn / hủy kết hôn", TEXT, GHI_CHU, NO),
    _field("congNhanKetHonNgayGhiChu", "Ngày ghi chú công nhận việc kết hôn", DATE, GHI_CHU, NO),
    _field("congNhanKetHonCanCu", "Căn cứ công nhận việc kết hôn", TEXT, GHI_CHU, NO),
    _field("chongHoTen", "Họ, chữ đệm, tên (chồng)", PERSON, CHONG, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("chongNgaySinh", "Ngày, tháng, năm sinh (chồng)", DATE, CHONG, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("chongDanToc", "Dân tộc (chồng)", LISTED, CHONG, LIKELY, maxlen=50, codes="danToc"),
    _field("chongQuocTich", "Quốc tịch (chồng)", LISTED, CHONG, LIKELY, maxlen=100, codes="quocTich"),
    _field("chongQuocTichKhac", "Quốc tịch khác (chồng)", LISTED, CHONG, NO, maxlen=100, codes="quocTich"),
    _field("chongLoaiCuTru", "Loại cư trú (chồng)", CODE, CHONG, NO, codes="loaiCuTru"),
    _field("chongNoiCuTru", "Nơi cư trú (chồng)", PLACE, CHONG, NO),
    _field("chongLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (chồng)", CODE, CHONG, NO, codes="loaiGiayToTuyThan"),
    _field("chongGiayToKhac", "Tên giấy tờ khác (chồng)", TEXT, CHONG, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("chongSoGiayToTuyThan", "Số giấy tờ tùy thân (chồng)", PAPER, CHONG, NO, maxlen=50),
    _field("chongNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (chồng)", DATE, CHONG, NO, maxlen=10),
    _field("chongNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (chồng)", TEXT, CHONG, NO),
    _field("voHoTen", "Họ, chữ đệm, tên (vợ)", PERSON, VO, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("voNgaySinh", "Ngày, tháng, năm sinh (vợ)", DATE, VO, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("voDanToc", "Dân tộc (vợ)", LISTED, VO, LIKELY, maxlen=50, codes="danToc"),
    _field("voQuocTich", "Quốc tịch (vợ)", LISTED, VO, LIKELY, maxlen=100, codes="quocTich"),
    _field("voQuocTichKhac", "Quốc tịch khác (vợ)", LISTED, VO, NO, maxlen=100, codes="quocTich"),
    _field("voLoaiCuTru", "Loại cư trú (vợ)", CODE, VO, NO, codes="loaiCuTru"),
    _field("voNoiCuTru", "Nơi cư trú (vợ)", PLACE, VO, NO),
    _field("voLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (vợ)", CODE, VO, NO, codes="loaiGiayToTuyThan"),
    _field("voGiayToKhac", "Tên giấy tờ khác (vợ)", TEXT, VO, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("voSoGiayToTuyThan", "Số giấy tờ tùy thân (vợ)", PAPER, VO, NO, maxlen=50),
    _field("voNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (vợ)", DATE, VO, NO, maxlen=10),
    _field("voNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (vợ)", TEXT, VO, NO),
    _field("soDangKyNuocNgoai", "Số đăng ký của giấy tờ do nước ngoài cấp", TEXT, NUOC_NGOAI, COND, maxlen=50, hint="Chỉ khi ghi vào sổ việc đã đăng ký ở nước ngoài"),
    _field("ngayDangKyNuocNgoai", "Ngày đăng ký ở nước ngoài", DATE, NUOC_NGOAI, COND, maxlen=10),
    _field("cqNuocNgoaiDaDangKy", "Cơ quan nước ngoài đã đăng ký", TEXT, NUOC_NGOAI, COND, maxlen=100),
    _field("qgNuocNgoaiDaDangKy", "Quốc gia đã đăng ký", LISTED, NUOC_NGOAI, COND, maxlen=100, codes="quocTich"),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "chong", "Chồng", principal=True, sex=MALE),
    person_role(_KEYS, "vo", "Vợ", principal=True, sex=FEMALE),
)

_ABROAD = Abroad("loaiDangKy", codes=(), listed=True, fields=ABROAD_KEYS)

KET_HON = RecordType(
    "KH",
    "ket_hon",
    "Đăng ký kết hôn",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    _ABROAD,
)
