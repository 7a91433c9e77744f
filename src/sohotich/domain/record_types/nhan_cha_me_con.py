"""Recognition of parent or child (nhận cha, mẹ, con): the 50 columns two independent exports share."""

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

_VERSIONS = (Version("50", "Mẫu 50 cột", Standing.CONFIRMED, "TST; FORM"),)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("cha_me", "Cha hoặc mẹ"),
    Section("con", "Con"),
    Section("nguoi_yeu_cau", "Người yêu cầu"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
    Section("nuoc_ngoai", "Việc đã đăng ký ở nước ngoài"),
)

DANG_KY, CHA_ME, CON, NGUOI_YEU_CAU, NGUOI_KY, GHI_CHU, NUOC_NGOAI = (
    section.code for section in _SECTIONS
)
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, hint="Số trang trong sổ"),
    _field("quyetDinhSo", "Quyết định số", TEXT, DANG_KY, NO, maxlen=5, hint="Số quyết định công nhận, nếu sổ cũ có ghi"),
    _field("ngayDangKy", "Ngày, tháng, năm đăng ký", DATE, DANG_KY, YES, maxlen=10, hint="Đủ ngày, tháng, năm"),
    _field("loaiDangKy", "Loại đăng ký", CODE, DANG_KY, LIKELY, codes="cmc_loaiDangKy", hint="Theo ô chọn hoặc ghi chú trong sổ; không có thì để trống (phím F2), không tự chọn"),
    _field("loaiXacNhan", "Loại xác nhận", CODE, DANG_KY, LIKELY, codes="cmc_loaiXacNhan", hint="Ai nhận ai, theo ô chọn hoặc lời ghi trong sổ"),
    _field("noiDangKy", "Nơi đăng ký", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc đăng ký, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO, maxlen=50),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây những dòng in trong sổ mà mẫu không có cột"),
    _field("cmHoTen", "Họ, chữ đệm, tên (người nhận là cha/mẹ)", PERSON, CHA_ME, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("cmGioiTinh", "Giới tính (cha/mẹ)", CODE, CHA_ME, NO, codes="gioiTinh", versions=(), hint="Mẫu 50 cột không có cột này: giữ trong bản ghi, không xuất sang phần mềm của Bộ"),
    _field("cmNgaySinh", "Ngày, tháng, năm sinh (người nhận là cha/mẹ)", DATE, CHA_ME, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("cmDanToc", "Dân tộc (người nhận là cha/mẹ)", LISTED, CHA_ME, NO, maxlen=50, codes="danToc"),
    _field("cmQuocTich", "Quốc tịch (người nhận là cha/mẹ)", LISTED, CHA_ME, NO, maxlen=100, codes="quocTich"),
    _field("cmQuocTichKhac", "Quốc tịch khác (người nhận là cha/mẹ)", LISTED, CHA_ME, NO, maxlen=100, codes="quocTich"),
    _field("cmQueQuan", "Quê quán (người nhận là cha/mẹ)", PLACE, CHA_ME, NO),
    _field("cmLoaiCuTru", "Loại cư trú (người nhận là cha/mẹ)", CODE, CHA_ME, NO, codes="loaiCuTru"),
    _field("cmNoiCuTru", "Nơi cư trú (người nhận là cha/mẹ)", PLACE, CHA_ME, NO),
    _field("cmLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (người nhận là cha/mẹ)", CODE, CHA_ME, NO, codes="loaiGiayToTuyThan"),
    _field("cmGiayToKhac", "Tên giấy tờ khác (người nhận là cha/mẹ)", TEXT, CHA_ME, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("cmSoGiayToTuyThan", "Số giấy tờ tùy thân (người nhận là cha/mẹ)", PAPER, CHA_ME, NO, maxlen=50),
    _field("cmNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (người nhận là cha/mẹ)", DATE, CHA_ME, NO, maxlen=10),
    _field("cmNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (người nhận là cha/mẹ)", TEXT, CHA_ME, NO),
    _field("ncHoTen", "Họ, chữ đệm, tên (người được nhận là con)", PERSON, CON, YES, maxlen=50, hint="Đúng như trong sổ, đủ dấu"),
    _field("ncGioiTinh", "Giới tính (con)", CODE, CON, NO, codes="gioiTinh", versions=(), hint="Mẫu 50 cột không có cột này: giữ trong bản ghi, không xuất sang phần mềm của Bộ"),
    _field("ncNgaySinh", "Ngày, tháng, năm sinh (người được nhận là con)", DATE, CON, LIKELY, maxlen=10, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("ncDanToc", "Dân tộc (người được nhận là con)", LISTED, CON, NO, maxlen=50, codes="danToc"),
    _field("ncQuocTich", "Quốc tịch (người được nhận là con)", LISTED, CON, NO, maxlen=100, codes="quocTich"),
    _field("ncQuocTichKhac", "Quốc tịch khác (người được nhận là con)", LISTED, CON, NO, maxlen=100, codes="quocTich"),
    _field("ncQueQuan", "Quê quán (người được nhận là con)", PLACE, CON, NO),
    _field("ncLoaiCuTru", "Loại cư trú (người được nhận là con)", CODE, CON, NO, codes="loaiCuTru"),
    _field("ncNoiCuTru", "Nơi cư trú (người được nhận là con)", PLACE, CON, NO),
    _field("ncLoaiGiayToTuyThan", "Loại giấy tờ tùy thân (người được nhận là con)", CODE, CON, NO, codes="loaiGiayToTuyThan"),
    _field("ncGiayToKhac", "Tên giấy tờ khác (người được nhận là con)", TEXT, CON, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("ncSoGiayToTuyThan", "Số giấy tờ tùy thân (người được nhận là con)", PAPER, CON, NO, maxlen=50),
    _field("ncNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân (người được nhận là con)", DATE, CON, NO, maxlen=10),
    _field("ncNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân (người được nhận là con)", TEXT, CON, NO),
    _field("nycHoTen", "Họ, chữ đệm, tên người yêu cầu", PERSON, NGUOI_YEU_CAU, NO, maxlen=50),
    _field("nycQHNguoiDuocNhan", "Quan hệ của người yêu cầu với người được nhận", TEXT, NGUOI_YEU_CAU, NO),
    _field("nycQHNguoiNhan", "Quan hệ của người yêu cầu với người nhận", TEXT, NGUOI_YEU_CAU, NO),
    _field("nycLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người yêu cầu", CODE, NGUOI_YEU_CAU, NO, codes="loaiGiayToTuyThan"),
    _field("nycGiayToKhac", "Tên giấy tờ khác của người yêu cầu", TEXT, NGUOI_YEU_CAU, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nycSoGiayToTuyThan", "Số giấy tờ tùy thân người yêu cầu", PAPER, NGUOI_YEU_CAU, NO, maxlen=50),
    _field("nycNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người yêu cầu", DATE, NGUOI_YEU_CAU, NO, maxlen=10),
    _field("nycNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người yêu cầu", TEXT, NGUOI_YEU_CAU, NO),
    _field("soDangKyNuocNgoai", "Số đăng ký của giấy tờ do nước ngoài cấp", TEXT, NUOC_NGOAI, COND, maxlen=50, hint="Chỉ khi ghi vào sổ việc đã đăng ký ở nước ngoài"),
    _field("ngayDangKyNuocNgoai", "Ngày đăng ký ở nước ngoài", DATE, NUOC_NGOAI, COND, maxlen=10),
    _field("cqNuocNgoaiDaDangKy", "Cơ quan nước ngoài đã đăng ký", TEXT, NUOC_NGOAI, COND, maxlen=100),
    _field("qgNuocNgoaiDaDangKy", "Quốc gia đã đăng ký", LISTED, NUOC_NGOAI, COND, maxlen=100, codes="quocTich"),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "cm", "Cha hoặc mẹ", principal=True),
    person_role(_KEYS, "nc", "Con", principal=True),
    person_role(_KEYS, "nyc", "Người yêu cầu"),
)

_ABROAD = Abroad("loaiDangKy", codes=("2",), listed=True, fields=ABROAD_KEYS)

NHAN_CHA_ME_CON = RecordType(
    "CMC",
    "nhan_cha_me_con",
    "Đăng ký nhận cha, mẹ, con",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    _ABROAD,
)
