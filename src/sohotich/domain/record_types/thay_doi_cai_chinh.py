"""Change, correction, supplement of civil status, ethnicity determined anew: names partly the portal's."""

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
        "du-kien-1",
        "Mẫu dự kiến: 40 cột",
        Standing.PROPOSED,
        "PORT; DLDC; TPHT; các cột khác do phần mềm đặt",
    ),
)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("nguoi_thay_doi", "Người có nội dung thay đổi"),
    Section("ho_so_goc", "Giấy tờ hộ tịch gốc"),
    Section("noi_dung", "Nội dung thay đổi"),
    Section("nguoi_yeu_cau", "Người yêu cầu"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
)

DANG_KY, NGUOI_THAY_DOI, HO_SO_GOC, NOI_DUNG, NGUOI_YEU_CAU, NGUOI_KY, GHI_CHU = (
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
    _field("viecDangKy", "Việc đăng ký (loại việc)", LISTED, DANG_KY, YES, codes="viecDangKyThayDoi", hint="Theo ô chọn trong sổ"),
    _field("ntdHoTen", "Họ, chữ đệm, tên người có nội dung thay đổi", PERSON, NGUOI_THAY_DOI, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("ntdNgaySinh", "Ngày sinh", DATE, NGUOI_THAY_DOI, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("ntdGioiTinh", "Giới tính", CODE, NGUOI_THAY_DOI, NO, codes="gioiTinh"),
    _field("ntdDanToc", "Dân tộc", LISTED, NGUOI_THAY_DOI, NO, codes="danToc"),
    _field("ntdQuocTich", "Quốc tịch", LISTED, NGUOI_THAY_DOI, NO, codes="quocTich"),
    _field("ntdSoDDCN", "Số định danh cá nhân", PERSONAL_ID, NGUOI_THAY_DOI, NO),
    _field("ntdLoaiGiayToTuyThan", "Loại giấy tờ tùy thân", CODE, NGUOI_THAY_DOI, NO, codes="loaiGiayToTuyThan"),
    _field("ntdSoGiayToTuyThan", "Số giấy tờ tùy thân", PAPER, NGUOI_THAY_DOI, NO),
    _field("ntdNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân", DATE, NGUOI_THAY_DOI, NO),
    _field("ntdNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân", TEXT, NGUOI_THAY_DOI, NO),
    _field("ntdLoaiCuTru", "Loại cư trú", CODE, NGUOI_THAY_DOI, NO, codes="loaiCuTru"),
    _field("ntdNoiCuTru", "Nơi cư trú", PLACE, NGUOI_THAY_DOI, NO),
    _field("nghiepVuDK", "Loại hồ sơ hộ tịch gốc", LISTED, HO_SO_GOC, YES, codes="loaiSuKienGoc", hint="Theo tên giấy tờ hộ tịch ghi trong sổ"),
    _field("soDangKyHSGoc", "Số đăng ký hồ sơ gốc", NUMBER, HO_SO_GOC, LIKELY),
    _field("quyenDangKyHSGoc", "Quyển số hồ sơ gốc", BOOK, HO_SO_GOC, NO),
    _field("ngayDangKyHSGoc", "Ngày đăng ký hồ sơ gốc", DATE, HO_SO_GOC, LIKELY),
    _field("noiDangKyHSGoc", "Nơi đăng ký hồ sơ gốc", PLACE, HO_SO_GOC, LIKELY),
    _field("noiDungDK", "Nội dung thay đổi, cải chính, bổ sung, xác định lại", TEXT, NOI_DUNG, YES, hint="Nguyên văn nội dung thay đổi, cải chính, bổ sung"),
    _field("thayDoiTu", "Từ (giá trị cũ)", TEXT, NOI_DUNG, NO),
    _field("thayDoiThanh", "Thành (giá trị mới)", TEXT, NOI_DUNG, NO),
    _field("lyDoDK", "Lý do", TEXT, NOI_DUNG, NO),
    _field("canCu", "Căn cứ", TEXT, NOI_DUNG, NO),
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
    person_role(_KEYS, "ntd", "Người có nội dung thay đổi", principal=True),
    person_role(_KEYS, "nyc", "Người yêu cầu"),
)

THAY_DOI_CAI_CHINH = RecordType(
    "TDCC",
    "thay_doi_cai_chinh",
    "Đăng ký thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    None,
)
