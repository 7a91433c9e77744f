"""Adoption (nuôi con nuôi): names proposed, content of two sources."""

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
    Abroad,
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (
    Version(
        "du-kien-1", "Mẫu dự kiến: 79 cột", Standing.PROPOSED, "DLDC; TPHT; tên cột do phần mềm đặt"
    ),
)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("con_nuoi", "Con nuôi"),
    Section("cha", "Cha nuôi"),
    Section("me", "Mẹ nuôi"),
    Section("giao1", "Người giao con nuôi thứ nhất"),
    Section("giao2", "Người giao con nuôi thứ hai"),
    Section("co_so", "Cơ sở nuôi dưỡng"),
    Section("quyet_dinh", "Quyết định"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
    Section("nuoc_ngoai", "Việc đã đăng ký ở nước ngoài"),
)

DANG_KY, CON_NUOI, CHA, ME, GIAO1, GIAO2, CO_SO, QUYET_DINH, NGUOI_KY, GHI_CHU, NUOC_NGOAI = (
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
    _field("conHoTen", "Họ, chữ đệm, tên con nuôi", PERSON, CON_NUOI, YES, hint="Đúng như trong sổ, đủ dấu"),
    _field("conGioiTinh", "Giới tính con nuôi", CODE, CON_NUOI, NO, codes="gioiTinh"),
    _field("conNgaySinh", "Ngày, tháng, năm sinh con nuôi", DATE, CON_NUOI, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("conNoiSinh", "Nơi sinh con nuôi", PLACE, CON_NUOI, NO),
    _field("conQueQuan", "Quê quán con nuôi", PLACE, CON_NUOI, NO),
    _field("conDanToc", "Dân tộc con nuôi", LISTED, CON_NUOI, NO, codes="danToc"),
    _field("conQuocTich", "Quốc tịch con nuôi", LISTED, CON_NUOI, NO, codes="quocTich"),
    _field("conLoaiCuTru", "Loại cư trú con nuôi", CODE, CON_NUOI, NO, codes="loaiCuTru"),
    _field("conNoiCuTru", "Nơi cư trú con nuôi", PLACE, CON_NUOI, NO),
    _field("conLoaiGiayToTuyThan", "Loại giấy tờ tùy thân con nuôi", CODE, CON_NUOI, NO, codes="loaiGiayToTuyThan"),
    _field("conSoGiayToTuyThan", "Số giấy tờ tùy thân con nuôi", PAPER, CON_NUOI, NO),
    _field("conNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân con nuôi", DATE, CON_NUOI, NO),
    _field("conNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân con nuôi", TEXT, CON_NUOI, NO),
    _field("conSoDinhDanh", "Số định danh cá nhân con nuôi", PERSONAL_ID, CON_NUOI, NO),
    _field("chaHoTen", "Họ, chữ đệm, tên cha nuôi", PERSON, CHA, COND, hint="Phải có ít nhất cha nuôi hoặc mẹ nuôi"),
    _field("chaNgaySinh", "Ngày, tháng, năm sinh cha nuôi", DATE, CHA, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("chaDanToc", "Dân tộc cha nuôi", LISTED, CHA, NO, codes="danToc"),
    _field("chaQuocTich", "Quốc tịch cha nuôi", LISTED, CHA, NO, codes="quocTich"),
    _field("chaLoaiCuTru", "Loại cư trú cha nuôi", CODE, CHA, NO, codes="loaiCuTru"),
    _field("chaNoiCuTru", "Nơi cư trú cha nuôi", PLACE, CHA, NO),
    _field("chaLoaiGiayToTuyThan", "Loại giấy tờ tùy thân cha nuôi", CODE, CHA, NO, codes="loaiGiayToTuyThan"),
    _field("chaSoGiayToTuyThan", "Số giấy tờ tùy thân cha nuôi", PAPER, CHA, NO),
    _field("chaNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân cha nuôi", DATE, CHA, NO),
    _field("chaNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân cha nuôi", TEXT, CHA, NO),
    _field("chaSoDinhDanh", "Số định danh cá nhân cha nuôi", PERSONAL_ID, CHA, NO),
    _field("meHoTen", "Họ, chữ đệm, tên mẹ nuôi", PERSON, ME, COND, hint="Phải có ít nhất cha nuôi hoặc mẹ nuôi"),
    _field("meNgaySinh", "Ngày, tháng, năm sinh mẹ nuôi", DATE, ME, LIKELY, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("meDanToc", "Dân tộc mẹ nuôi", LISTED, ME, NO, codes="danToc"),
    _field("meQuocTich", "Quốc tịch mẹ nuôi", LISTED, ME, NO, codes="quocTich"),
    _field("meLoaiCuTru", "Loại cư trú mẹ nuôi", CODE, ME, NO, codes="loaiCuTru"),
    _field("meNoiCuTru", "Nơi cư trú mẹ nuôi", PLACE, ME, NO),
    _field("meLoaiGiayToTuyThan", "Loại giấy tờ tùy thân mẹ nuôi", CODE, ME, NO, codes="loaiGiayToTuyThan"),
    _field("meSoGiayToTuyThan", "Số giấy tờ tùy thân mẹ nuôi", PAPER, ME, NO),
    _field("meNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân mẹ nuôi", DATE, ME, NO),
    _field("meNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân mẹ nuôi", TEXT, ME, NO),
    _field("meSoDinhDanh", "Số định danh cá nhân mẹ nuôi", PERSONAL_ID, ME, NO),
    _field("giao1HoTen", "Họ, chữ đệm, tên người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", PERSON, GIAO1, NO, hint="Đúng như trong sổ, đủ dấu"),
    _field("giao1NgaySinh", "Ngày, tháng, năm sinh người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", DATE, GIAO1, NO, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("giao1DanToc", "Dân tộc người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", LISTED, GIAO1, NO, codes="danToc"),
    _field("giao1QuocTich", "Quốc tịch người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", LISTED, GIAO1, NO, codes="quocTich"),
    _field("giao1LoaiCuTru", "Loại cư trú người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", CODE, GIAO1, NO, codes="loaiCuTru"),
    _field("giao1NoiCuTru", "Nơi cư trú người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", PLACE, GIAO1, NO),
    _field("giao1LoaiGiayToTuyThan", "Loại giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", CODE, GIAO1, NO, codes="loaiGiayToTuyThan"),
    _field("giao1SoGiayToTuyThan", "Số giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", PAPER, GIAO1, NO),
    _field("giao1NgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", DATE, GIAO1, NO),
    _field("giao1NoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", TEXT, GIAO1, NO),
    _field("giao1SoDinhDanh", "Số định danh cá nhân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ)", PERSONAL_ID, GIAO1, NO),
    _field("giao2HoTen", "Họ, chữ đệm, tên người giao con nuôi thứ hai", PERSON, GIAO2, NO, hint="Đúng như trong sổ, đủ dấu"),
    _field("giao2NgaySinh", "Ngày, tháng, năm sinh người giao con nuôi thứ hai", DATE, GIAO2, NO, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("giao2DanToc", "Dân tộc người giao con nuôi thứ hai", LISTED, GIAO2, NO, codes="danToc"),
    _field("giao2QuocTich", "Quốc tịch người giao con nuôi thứ hai", LISTED, GIAO2, NO, codes="quocTich"),
    _field("giao2LoaiCuTru", "Loại cư trú người giao con nuôi thứ hai", CODE, GIAO2, NO, codes="loaiCuTru"),
    _field("giao2NoiCuTru", "Nơi cư trú người giao con nuôi thứ hai", PLACE, GIAO2, NO),
    _field("giao2LoaiGiayToTuyThan", "Loại giấy tờ tùy thân người giao con nuôi thứ hai", CODE, GIAO2, NO, codes="loaiGiayToTuyThan"),
    _field("giao2SoGiayToTuyThan", "Số giấy tờ tùy thân người giao con nuôi thứ hai", PAPER, GIAO2, NO),
    _field("giao2NgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người giao con nuôi thứ hai", DATE, GIAO2, NO),
    _field("giao2NoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người giao con nuôi thứ hai", TEXT, GIAO2, NO),
    _field("giao2SoDinhDanh", "Số định danh cá nhân người giao con nuôi thứ hai", PERSONAL_ID, GIAO2, NO),
    _field("coSoNuoiDuong", "Tên cơ sở nuôi dưỡng", TEXT, CO_SO, NO),
    _field("daiDienCoSo", "Người đại diện cơ sở nuôi dưỡng", PERSON, CO_SO, NO),
    _field("chucVuDaiDien", "Chức vụ người đại diện", TEXT, CO_SO, NO),
    _field("soQuyetDinh", "Số quyết định", TEXT, QUYET_DINH, NO),
    _field("ngayQuyetDinh", "Ngày quyết định", DATE, QUYET_DINH, NO),
    _field("lyDoGiao", "Lý do giao con nuôi", TEXT, QUYET_DINH, NO),
    _field("tinhTrang", "Tình trạng (đang hiệu lực / chấm dứt)", TEXT, QUYET_DINH, NO),
    _field("soDangKyNuocNgoai", "Số đăng ký của giấy tờ do nước ngoài cấp", TEXT, NUOC_NGOAI, COND, maxlen=50, hint="Chỉ khi ghi vào sổ việc đã đăng ký ở nước ngoài"),
    _field("ngayDangKyNuocNgoai", "Ngày đăng ký ở nước ngoài", DATE, NUOC_NGOAI, COND, maxlen=10),
    _field("cqNuocNgoaiDaDangKy", "Cơ quan nước ngoài đã đăng ký", TEXT, NUOC_NGOAI, COND, maxlen=100),
    _field("qgNuocNgoaiDaDangKy", "Quốc gia đã đăng ký", LISTED, NUOC_NGOAI, COND, maxlen=100, codes="quocTich"),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "con", "Con nuôi", principal=True),
    person_role(_KEYS, "cha", "Cha nuôi", sex=MALE),
    person_role(_KEYS, "me", "Mẹ nuôi", sex=FEMALE),
    person_role(_KEYS, "giao1", "Người giao con nuôi thứ nhất"),
    person_role(_KEYS, "giao2", "Người giao con nuôi thứ hai"),
)

_ABROAD = Abroad("loaiDangKy", codes=(), listed=False, fields=ABROAD_KEYS)

NUOI_CON_NUOI = RecordType(
    "CN",
    "nuoi_con_nuoi",
    "Đăng ký nuôi con nuôi",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    _ABROAD,
)
