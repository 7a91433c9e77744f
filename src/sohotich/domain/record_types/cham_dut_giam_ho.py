"""End of guardianship (chấm dứt giám hộ): names proposed, content of two sources."""

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
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (
    Version(
        "du-kien-1", "Mẫu dự kiến: 49 cột", Standing.PROPOSED, "DLDC; TPHT; tên cột do phần mềm đặt"
    ),
)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("nguoi_duoc_giam_ho", "Người được giám hộ"),
    Section("nguoi_giam_ho", "Người giám hộ"),
    Section("viec_giam_ho", "Việc giám hộ đã đăng ký"),
    Section("cham_dut", "Việc chấm dứt"),
    Section("nguoi_yeu_cau", "Người yêu cầu"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
)

(
    DANG_KY,
    NGUOI_DUOC_GIAM_HO,
    NGUOI_GIAM_HO,
    VIEC_GIAM_HO,
    CHAM_DUT,
    NGUOI_YEU_CAU,
    NGUOI_KY,
    GHI_CHU,
) = (section.code for section in _SECTIONS)
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
    _field("ghSoGiayChungNhan", "Số trích lục/giấy chứng nhận giám hộ đã cấp", TEXT, VIEC_GIAM_HO, NO),
    _field("ghNgayGiayChungNhan", "Ngày cấp giấy chứng nhận giám hộ", DATE, VIEC_GIAM_HO, NO),
    _field("ndghHoTen", "Họ, chữ đệm, tên người được giám hộ", PERSON, NGUOI_DUOC_GIAM_HO, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("ndghGioiTinh", "Giới tính người được giám hộ", CODE, NGUOI_DUOC_GIAM_HO, NO, codes="gioiTinh"),
    _field("ndghNgaySinh", "Ngày, tháng, năm sinh người được giám hộ", DATE, NGUOI_DUOC_GIAM_HO, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("ndghNoiSinh", "Nơi sinh người được giám hộ", PLACE, NGUOI_DUOC_GIAM_HO, NO),
    _field("ndghDanToc", "Dân tộc người được giám hộ", LISTED, NGUOI_DUOC_GIAM_HO, NO, codes="danToc"),
    _field("ndghQuocTich", "Quốc tịch người được giám hộ", LISTED, NGUOI_DUOC_GIAM_HO, NO, codes="quocTich"),
    _field("ndghLoaiCuTru", "Loại cư trú người được giám hộ", CODE, NGUOI_DUOC_GIAM_HO, NO, codes="loaiCuTru"),
    _field("ndghNoiCuTru", "Nơi cư trú người được giám hộ", PLACE, NGUOI_DUOC_GIAM_HO, NO),
    _field("ndghLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người được giám hộ", CODE, NGUOI_DUOC_GIAM_HO, NO, codes="loaiGiayToTuyThan"),
    _field("ndghSoGiayToTuyThan", "Số giấy tờ tùy thân người được giám hộ", PAPER, NGUOI_DUOC_GIAM_HO, NO),
    _field("ndghNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người được giám hộ", DATE, NGUOI_DUOC_GIAM_HO, NO),
    _field("ndghNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người được giám hộ", TEXT, NGUOI_DUOC_GIAM_HO, NO),
    _field("ndghSoDinhDanh", "Số định danh cá nhân người được giám hộ", PERSONAL_ID, NGUOI_DUOC_GIAM_HO, NO),
    _field("nghHoTen", "Họ, chữ đệm, tên người giám hộ", PERSON, NGUOI_GIAM_HO, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("nghGioiTinh", "Giới tính người giám hộ", CODE, NGUOI_GIAM_HO, NO, codes="gioiTinh"),
    _field("nghNgaySinh", "Ngày, tháng, năm sinh người giám hộ", DATE, NGUOI_GIAM_HO, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("nghDanToc", "Dân tộc người giám hộ", LISTED, NGUOI_GIAM_HO, NO, codes="danToc"),
    _field("nghQuocTich", "Quốc tịch người giám hộ", LISTED, NGUOI_GIAM_HO, NO, codes="quocTich"),
    _field("nghLoaiCuTru", "Loại cư trú người giám hộ", CODE, NGUOI_GIAM_HO, NO, codes="loaiCuTru"),
    _field("nghNoiCuTru", "Nơi cư trú người giám hộ", PLACE, NGUOI_GIAM_HO, NO),
    _field("nghLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người giám hộ", CODE, NGUOI_GIAM_HO, NO, codes="loaiGiayToTuyThan"),
    _field("nghSoGiayToTuyThan", "Số giấy tờ tùy thân người giám hộ", PAPER, NGUOI_GIAM_HO, NO),
    _field("nghNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người giám hộ", DATE, NGUOI_GIAM_HO, NO),
    _field("nghNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người giám hộ", TEXT, NGUOI_GIAM_HO, NO),
    _field("nghSoDinhDanh", "Số định danh cá nhân người giám hộ", PERSONAL_ID, NGUOI_GIAM_HO, NO),
    _field("ngayChamDut", "Ngày chấm dứt giám hộ", DATE, CHAM_DUT, YES),
    _field("lyDoChamDut", "Lý do chấm dứt", TEXT, CHAM_DUT, YES),
    _field("canCuChamDut", "Căn cứ chấm dứt", TEXT, CHAM_DUT, NO),
    _field("soChamDut", "Số chấm dứt", TEXT, CHAM_DUT, NO),
    _field("quyenChamDut", "Quyển số chấm dứt", TEXT, CHAM_DUT, NO),
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
    person_role(_KEYS, "ndgh", "Người được giám hộ", principal=True),
    person_role(_KEYS, "ngh", "Người giám hộ", principal=True),
    person_role(_KEYS, "nyc", "Người yêu cầu"),
)

CHAM_DUT_GIAM_HO = RecordType(
    "CDGH",
    "cham_dut_giam_ho",
    "Đăng ký chấm dứt giám hộ",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    None,
)
