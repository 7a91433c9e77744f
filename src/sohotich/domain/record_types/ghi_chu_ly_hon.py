"""Notes of divorce and annulment decided abroad (ghi chú ly hôn): names and content proposed."""

from functools import partial

from sohotich.domain.record_types.lines import (
    BOOK,
    CODE,
    DATE,
    LIKELY,
    LISTED,
    NO,
    NUMBER,
    PAGE,
    PAPER,
    PERSON,
    PERSONAL_ID,
    PLACE,
    TEXT,
    YES,
    codes_of,
    line,
)
from sohotich.domain.schema import (
    FEMALE,
    MALE,
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (
    Version(
        "du-kien-1",
        "Mẫu dự kiến: 39 cột",
        Standing.PROPOSED,
        "TT04 art. 29; tên cột do phần mềm đặt",
    ),
)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("chong", "Chồng"),
    Section("vo", "Vợ"),
    Section("ket_hon", "Việc kết hôn trước đây"),
    Section("ban_an", "Bản án, quyết định của nước ngoài"),
    Section("nguoi_yeu_cau", "Người yêu cầu"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
)

DANG_KY, CHONG, VO, KET_HON, BAN_AN, NGUOI_YEU_CAU, NGUOI_KY, GHI_CHU = (
    section.code for section in _SECTIONS
)
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, hint="Số trang trong sổ"),
    _field("ngayDangKy", "Ngày đăng ký", DATE, DANG_KY, YES, maxlen=10, hint="Đủ ngày, tháng, năm"),
    _field("loaiDangKy", "Loại đăng ký", TEXT, DANG_KY, LIKELY, hint="Theo ô chọn hoặc ghi chú trong sổ; không có thì để trống (phím F2), không tự chọn"),
    _field("noiDangKy", "Nơi đăng ký", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc đăng ký, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây những dòng in trong sổ mà mẫu không có cột"),
    _field("loaiViec", "Loại việc (ly hôn, hủy việc kết hôn)", TEXT, DANG_KY, YES, hint="Ly hôn hoặc hủy việc kết hôn ở nước ngoài"),
    _field("chongHoTen", "Họ, chữ đệm, tên chồng", PERSON, CHONG, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("chongNgaySinh", "Ngày sinh chồng", DATE, CHONG, NO, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("chongDanToc", "Dân tộc chồng", LISTED, CHONG, NO, codes="danToc"),
    _field("chongQuocTich", "Quốc tịch chồng", LISTED, CHONG, NO, codes="quocTich"),
    _field("chongNoiCuTru", "Nơi cư trú chồng", PLACE, CHONG, NO),
    _field("chongLoaiGiayToTuyThan", "Loại giấy tờ tùy thân chồng", CODE, CHONG, NO, codes="loaiGiayToTuyThan"),
    _field("chongSoGiayToTuyThan", "Số giấy tờ tùy thân chồng", PAPER, CHONG, NO),
    _field("voHoTen", "Họ, chữ đệm, tên vợ", PERSON, VO, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("voNgaySinh", "Ngày sinh vợ", DATE, VO, NO, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("voDanToc", "Dân tộc vợ", LISTED, VO, NO, codes="danToc"),
    _field("voQuocTich", "Quốc tịch vợ", LISTED, VO, NO, codes="quocTich"),
    _field("voNoiCuTru", "Nơi cư trú vợ", PLACE, VO, NO),
    _field("voLoaiGiayToTuyThan", "Loại giấy tờ tùy thân vợ", CODE, VO, NO, codes="loaiGiayToTuyThan"),
    _field("voSoGiayToTuyThan", "Số giấy tờ tùy thân vợ", PAPER, VO, NO),
    _field("khSo", "Số đăng ký kết hôn trước đây", NUMBER, KET_HON, NO),
    _field("khNgay", "Ngày đăng ký kết hôn", DATE, KET_HON, NO),
    _field("khNoi", "Nơi đăng ký kết hôn", PLACE, KET_HON, NO),
    _field("bqSo", "Số bản án/quyết định nước ngoài", TEXT, BAN_AN, NO),
    _field("bqNgay", "Ngày bản án/quyết định", DATE, BAN_AN, NO),
    _field("bqCoQuan", "Cơ quan ra bản án/quyết định", TEXT, BAN_AN, NO),
    _field("bqQuocGia", "Quốc gia", LISTED, BAN_AN, NO, codes="quocTich"),
    _field("nycHoTen", "Họ, chữ đệm, tên người yêu cầu", PERSON, NGUOI_YEU_CAU, NO),
    _field("nycQuanHe", "Quan hệ của người yêu cầu", TEXT, NGUOI_YEU_CAU, NO),
    _field("nycLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người yêu cầu", CODE, NGUOI_YEU_CAU, NO, codes="loaiGiayToTuyThan"),
    _field("nycSoGiayToTuyThan", "Số giấy tờ tùy thân người yêu cầu", PAPER, NGUOI_YEU_CAU, NO),
    _field("nycNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người yêu cầu", DATE, NGUOI_YEU_CAU, NO),
    _field("nycNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người yêu cầu", TEXT, NGUOI_YEU_CAU, NO),
    _field("nycSoDinhDanh", "Số định danh cá nhân người yêu cầu", PERSONAL_ID, NGUOI_YEU_CAU, NO),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "chong", "Chồng", principal=True, sex=MALE),
    person_role(_KEYS, "vo", "Vợ", principal=True, sex=FEMALE),
    person_role(_KEYS, "nyc", "Người yêu cầu"),
)

GHI_CHU_LY_HON = RecordType(
    "GCLH",
    "ghi_chu_ly_hon",
    "Ghi chú ly hôn, hủy việc kết hôn ở nước ngoài",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    None,
)
